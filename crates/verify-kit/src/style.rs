//! The colours, by meaning.

use anstyle::{AnsiColor, Color, Style};

const fn colored(color: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(color)))
}

pub(crate) const TITLE: Style = Style::new().bold();
pub(crate) const LABEL: Style = Style::new().bold();
pub(crate) const QUIET: Style = Style::new().dimmed();
pub(crate) const GOOD: Style = colored(AnsiColor::Green).bold();
pub(crate) const BAD: Style = colored(AnsiColor::Red).bold();

/// An answer that says no, which is no fault of the demo's.
pub(crate) const NO: Style = colored(AnsiColor::Yellow).bold();

pub(crate) const APP: Style = colored(AnsiColor::Cyan);
pub(crate) const API: Style = colored(AnsiColor::Blue);
pub(crate) const PHONE: Style = colored(AnsiColor::Yellow);
pub(crate) const WEBHOOK: Style = colored(AnsiColor::Magenta);
