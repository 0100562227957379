//! What the story is shown on, and how fast.

use std::fmt::Write;
use std::io::{self, IsTerminal};
use std::sync::Arc;
use std::time::Duration;

use verify_core::Clock;

use crate::exit::Failure;
use crate::output;

/// The narrowest and the widest text.
const NARROWEST: usize = 60;
const WIDEST: usize = 100;

/// How wide the text is, and which letters it may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Screen {
    pub(crate) width: usize,
    /// Letters beyond ASCII can be shown.
    pub(crate) unicode: bool,
    /// It is a terminal.
    pub(crate) is_watched: bool,
}

impl Screen {
    /// Where stdout of this program goes.
    pub(crate) fn of_this_program() -> Self {
        let variable = |name: &str| std::env::var(name).ok();
        let given = variable("COLUMNS").and_then(|columns| columns.parse().ok());
        let width = given.or_else(columns).unwrap_or(WIDEST).clamp(NARROWEST, WIDEST);
        let unicode = is_unicode(["LC_ALL", "LC_CTYPE", "LANG"].map(variable));
        Self { width, unicode, is_watched: io::stdout().is_terminal() }
    }

    /// The line as this screen can show it. Every letter stays one letter, so that columns stay columns.
    fn shown(self, line: &str) -> String {
        if self.unicode { line.to_owned() } else { line.chars().map(ascii).collect() }
    }
}

/// Columns of the terminal.
#[cfg(unix)]
fn columns() -> Option<usize> {
    let size = rustix::termios::tcgetwinsize(io::stdout()).ok()?;
    Some(usize::from(size.ws_col)).filter(|columns| *columns > 0)
}

#[cfg(not(unix))]
fn columns() -> Option<usize> {
    None
}

/// The first variable that is set decides. Where none is, nothing speaks against UTF-8.
fn is_unicode(locale: [Option<String>; 3]) -> bool {
    let decides = locale.into_iter().flatten().find(|value| !value.is_empty());
    decides.is_none_or(|value| {
        let value = value.to_ascii_lowercase();
        value.contains("utf-8") || value.contains("utf8")
    })
}

fn ascii(letter: char) -> char {
    match letter {
        '│' => '|',
        '─' | '–' | '·' => '-',
        '━' => '=',
        '▶' => '>',
        '◀' => '<',
        '●' => '*',
        '◆' => 'o',
        '╳' | '✗' => 'x',
        '✓' => '+',
        '“' | '”' => '"',
        '’' => '\'',
        '…' => '.',
        letter if letter.is_ascii() => letter,
        _ => '?',
    }
}

/// A pause after each block, if the reader wants one.
#[derive(Debug)]
pub(crate) struct Pace {
    pub(crate) pause: Option<Duration>,
    pub(crate) clock: Arc<dyn Clock>,
}

/// Lines that belong together, and are shown at the same moment.
#[derive(Debug, Default)]
pub(super) struct Block(String);

impl Block {
    pub(super) fn line(&mut self, text: impl std::fmt::Display) {
        // Writing to a text does not fail.
        let _ = writeln!(self.0, "{text}");
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Prints the blocks.
pub(super) async fn print(blocks: Vec<Block>, screen: Screen, pace: &Pace) -> Result<(), Failure> {
    for Block(text) in blocks {
        output::out(screen.shown(text.strip_suffix('\n').unwrap_or(&text)))?;
        if let Some(pause) = pace.pause {
            pace.clock.sleep(pause).await;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Screen, ascii, is_unicode};

    #[test]
    fn the_first_variable_that_is_set_decides() {
        let unicode = |values: [&str; 3]| is_unicode(values.map(|value| Some(value.to_owned())));
        assert!(unicode(["", "", "en_US.UTF-8"]) && unicode(["C.utf8", "C", "C"]));
        assert!(!unicode(["C", "", "en_US.UTF-8"]) && !unicode(["", "", "de_DE.ISO-8859-1"]));
        assert!(is_unicode([None, None, None]));
    }

    #[test]
    fn every_letter_stays_one() {
        let narrow = Screen { width: 80, unicode: false, is_watched: false };
        let shown = narrow.shown("●─────▶│ “…” é");
        assert_eq!(shown, "*----->| \".\" ?");
        assert!("│─–·━▶◀●◆╳✗✓“”’…a".chars().map(ascii).all(|letter| letter.is_ascii() && letter != '?'));
    }
}
