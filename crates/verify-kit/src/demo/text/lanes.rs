//! The lanes of a scene: who acts on whom, drawn.
//!
//! ```text
//!             app    API   phone
//!   12:00:00   ●─────▶│      │    connect_sms · Please text a code …
//!              │      ●─────▶│    text message · “Your code is …”
//! ```

use anstyle::Style;

use super::super::story::{Lane, Step};
use super::wrap::length;
use crate::style::{API, APP, BAD, PHONE, QUIET, WEBHOOK};

/// From one lane to the next one.
const PITCH: usize = 7;

/// The lanes in which something happens.
#[derive(Debug)]
pub(super) struct Lanes(Vec<Lane>);

impl Lanes {
    /// Those of the steps, and always the application and the provider.
    pub(super) fn of<'a>(steps: impl Iterator<Item = &'a Step>) -> Self {
        let mut lanes: Vec<Lane> = steps.flat_map(|step| [Some(step.from), step.to]).flatten().collect();
        lanes.extend([Lane::App, Lane::Api]);
        lanes.sort_unstable();
        lanes.dedup();
        Self(lanes)
    }

    /// From the first line to the last one.
    pub(super) fn width(&self) -> usize {
        self.0.len().saturating_sub(1) * PITCH + 1
    }

    /// The names above the lines; it begins `before` columns to the left of the first line.
    pub(super) fn head(&self, before: usize) -> String {
        let mut used = 0;
        let named = self.0.iter().enumerate().map(|(index, lane)| {
            let (name, style) = (name(*lane), style(*lane));
            let start = (before + index * PITCH).saturating_sub(length(name) / 2);
            let gap = start.saturating_sub(used);
            used = start + length(name);
            format!("{:gap$}{style}{name}{style:#}", "")
        });
        named.collect()
    }

    /// The lines alone, for the second line of a text.
    pub(super) fn plain(&self) -> String {
        format!("{QUIET}{}{QUIET:#}", self.signs().into_iter().collect::<String>().trim_end())
    }

    /// The lines with what the step does.
    pub(super) fn step(&self, step: &Step) -> String {
        let mut signs = self.signs();
        let color = if step.lost { BAD } else { style(step.from) };
        let from = self.column(step.from);
        let Some(to) = step.to.map(|to| self.column(to)).filter(|to| *to != from) else {
            signs[from] = '◆';
            return painted(&signs, from, from, color);
        };
        let (left, right) = (from.min(to), from.max(to));
        signs[left + 1..right].fill('─');
        signs[from] = '●';
        match (step.lost, to > from) {
            (true, _) => signs[left.midpoint(right)] = '╳',
            (false, true) => signs[right - 1] = '▶',
            (false, false) => signs[left + 1] = '◀',
        }
        // The line of the lane that is reached stays a line; a lost answer does not even come near it.
        if step.lost {
            signs[left + 1..left.midpoint(right)].fill(' ');
        }
        let (first, last) = if to > from { (left, right - 1) } else { (left + 1, right) };
        painted(&signs, first, last, color)
    }

    fn signs(&self) -> Vec<char> {
        (0..self.width()).map(|column| if column % PITCH == 0 { '│' } else { ' ' }).collect()
    }

    fn column(&self, lane: Lane) -> usize {
        self.0.iter().position(|known| *known == lane).unwrap_or_default() * PITCH
    }
}

/// From first to last in this colour, the rest quiet.
fn painted(signs: &[char], first: usize, last: usize, color: Style) -> String {
    let text = |part: &[char]| part.iter().collect::<String>();
    let (before, rest) = signs.split_at(first);
    let (arrow, after) = rest.split_at(last + 1 - first);
    let quiet = |part: &[char]| match text(part) {
        part if part.is_empty() => part,
        part => format!("{QUIET}{part}{QUIET:#}"),
    };
    format!("{}{color}{}{color:#}{}", quiet(before), text(arrow), quiet(after))
}

pub(super) fn name(lane: Lane) -> &'static str {
    match lane {
        Lane::App => "app",
        Lane::Api => "API",
        Lane::Phone => "phone",
        Lane::Page => "page",
        Lane::Mail => "mail",
        Lane::Webhook => "webhook",
    }
}

pub(super) fn style(lane: Lane) -> Style {
    match lane {
        Lane::App => APP,
        Lane::Api => API,
        Lane::Phone | Lane::Page | Lane::Mail => PHONE,
        Lane::Webhook => WEBHOOK,
    }
}

#[cfg(test)]
mod tests {
    use verify_core::{Clock, Timestamp};
    use verify_sandbox::ManualClock;

    use super::super::super::story::{Lane, Step};
    use super::Lanes;

    fn step(from: Lane, to: Option<Lane>) -> Step {
        let at = Timestamp::from(ManualClock::frozen().now());
        let (what, text) = (String::new(), String::new());
        let (journey, scene, operation, status) = ("", "", None, None);
        Step { journey, scene, at, from, to, operation, status, refused: false, lost: false, what, text }
    }

    fn drawn(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }

    #[test]
    fn arrows_go_from_lane_to_lane() {
        let steps = [
            step(Lane::App, Some(Lane::Api)),
            step(Lane::Api, Some(Lane::App)),
            step(Lane::Api, Some(Lane::Webhook)),
            step(Lane::Phone, Some(Lane::App)),
            Step { lost: true, ..step(Lane::Api, Some(Lane::App)) },
            step(Lane::Phone, None),
        ];
        let lanes = Lanes::of(steps.iter());
        assert_eq!(drawn(&lanes.head(3)), "  app    API   phone webhook");
        assert_eq!(lanes.width(), 22);
        let expected = [
            "●─────▶│      │      │",
            "│◀─────●      │      │",
            "│      ●────────────▶│",
            "│◀────────────●      │",
            "│  ╳───●      │      │",
            "│      │      ◆      │",
        ];
        assert_eq!(steps.each_ref().map(|step| drawn(&lanes.step(step))), expected);
        assert_eq!(drawn(&lanes.plain()), "│      │      │      │");
    }
}
