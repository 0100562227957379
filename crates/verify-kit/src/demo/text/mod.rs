//! The story for people: a timeline with lanes.
//!
//! A scene is drawn when it is over, since only then is it known which lanes it needs.

mod close;
mod lanes;
mod screen;
mod wrap;

use anstyle::Style;
use async_trait::async_trait;

use self::lanes::Lanes;
use self::screen::Block;
use self::wrap::wrap;
use super::story::{Event, Introduced, Lane, Narrator, Seen, Step};
use crate::exit::Failure;
use crate::finicity_connect::accounts;
use crate::style::{BAD, GOOD, LABEL, NO, QUIET, TITLE};

pub(crate) use screen::{Pace, Screen};

/// Before the first lane: two spaces, the time, three spaces.
const BEFORE: usize = 13;
/// Before texts that belong to a scene.
const INDENT: usize = 3;

/// A part of a scene.
#[derive(Debug)]
enum Part {
    Step(Box<Step>),
    /// Lines, and which of them stand out.
    Table(Vec<String>, Vec<usize>),
}

#[derive(Debug)]
pub(crate) struct Text {
    screen: Screen,
    pace: Pace,
    scenes: usize,
    parts: Vec<Part>,
    /// What each journey's scenes had, as the sandbox counted.
    seen: Vec<(&'static str, Seen)>,
    blocks: Vec<Block>,
    trouble: Option<Failure>,
}

#[async_trait(?Send)]
impl Narrator for Text {
    fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Start { notice, person, facts, .. } => self.start(notice, person, facts),
            Event::Sandbox { base_url } => {
                self.quiet(&format!("The providers of this run: {base_url}"));
            }
            Event::Journey { journey, title } => self.journey(journey, title),
            Event::Scene { title, intro, consumer, who, .. } => self.scene(title, intro, *consumer, who),
            Event::Skipped { title, why, .. } => self.skipped(title, why),
            Event::Step(step) => self.parts.push(Part::Step(Box::new((*step).clone()))),
            Event::Debts { debts, .. } => {
                let lines = debts.lines();
                let total = lines.len().saturating_sub(1);
                self.parts.push(Part::Table(lines, vec![0, total]));
            }
            Event::Accounts { accounts, .. } => {
                self.parts.push(Part::Table(accounts::table(accounts), vec![0]));
            }
            Event::SceneEnd { journey, seen, differences, .. } => {
                self.count(journey, *seen);
                self.timeline();
                self.scene_end(*seen, differences);
            }
            Event::Leak(leak) => self.leak(leak),
            Event::Summary(summary) => self.summary(summary),
        }
    }

    async fn show(&mut self) {
        let blocks = std::mem::take(&mut self.blocks);
        if let Err(failure) = screen::print(blocks, self.screen, &self.pace).await {
            self.trouble.get_or_insert(failure);
        }
    }

    fn finish(&mut self) -> Result<(), Failure> {
        self.trouble.take().map_or(Ok(()), Err)
    }
}

impl Text {
    pub(crate) fn new(screen: Screen, pace: Pace) -> Self {
        let (parts, seen, blocks) = (Vec::new(), Vec::new(), Vec::new());
        Self { screen, pace, scenes: 0, parts, seen, blocks, trouble: None }
    }

    fn block(&mut self, write: impl FnOnce(&mut Block)) {
        let mut block = Block::default();
        write(&mut block);
        if !block.is_empty() {
            self.blocks.push(block);
        }
    }

    /// A text in the background.
    fn quiet(&mut self, text: &str) {
        let lines = wrap(text, self.screen.width);
        self.block(|block| lines.iter().for_each(|line| block.line(format_args!("{QUIET}{line}{QUIET:#}"))));
    }

    fn start(&mut self, notice: &str, person: &Introduced, facts: &str) {
        let Introduced { name, email, .. } = person;
        let text = format!(
            "{name} signs up for your app: {facts}, {email}. The same person goes through everything below that goes well. \
             Where something has to go wrong, another person stands in, often one for whom a simulator has a special \
             answer; each scene says who it is, and why."
        );
        let lines = wrap(&text, self.screen.width);
        self.block(|block| {
            block.line(format_args!("{TITLE}One person, five providers{TITLE:#}"));
            block.line("");
            for line in lines {
                block.line(line);
            }
            block.line("");
            for (lane, what) in LEGEND {
                let (name, style) = (lanes::name(lane), lanes::style(lane));
                block.line(format_args!("  {style}{name:<9}{style:#}{QUIET}{what}{QUIET:#}"));
            }
            block.line("");
        });
        self.quiet(notice);
    }

    fn journey(&mut self, journey: &str, title: &str) {
        let width = self.screen.width;
        let both = format!("━━ {journey} · {title} ");
        let fits = wrap::length(&both) < width;
        let head = if fits { both } else { format!("━━ {journey} ") };
        let rule = "━".repeat(width.saturating_sub(wrap::length(&head)));
        self.block(|block| {
            block.line("");
            block.line(format_args!("{TITLE}{head}{rule}{TITLE:#}"));
            if !fits {
                block.line(format_args!("{:INDENT$}{TITLE}{title}{TITLE:#}", ""));
            }
        });
    }

    fn scene(&mut self, title: &str, intro: &str, consumer: bool, who: &str) {
        self.scenes += 1;
        let (number, width) = (self.scenes, self.screen.width - INDENT);
        let who = if consumer { format!("Who: {who}.") } else { format!("Who, this time: {who}") };
        let intro = wrap(intro, width);
        let who = wrap(&who, width);
        self.block(|block| {
            block.line("");
            block.line(format_args!("{TITLE}{number}. {title}{TITLE:#}"));
            for line in intro {
                block.line(format_args!("{:INDENT$}{QUIET}{line}{QUIET:#}", ""));
            }
            for line in who {
                block.line(format_args!("{:INDENT$}{line}", ""));
            }
            block.line("");
        });
    }

    fn skipped(&mut self, title: &str, why: &str) {
        let text = format!("Left out: “{title}”. {why}");
        self.block(|block| block.line(""));
        self.quiet(&text);
    }

    /// Draws what happened in the scene.
    fn timeline(&mut self) {
        let parts = std::mem::take(&mut self.parts);
        let steps =
            || parts.iter().filter_map(|part| if let Part::Step(step) = part { Some(&**step) } else { None });
        let lanes = Lanes::of(steps());
        let mut time = String::new();
        if steps().next().is_some() {
            self.block(|block| block.line(lanes.head(BEFORE)));
        }
        let mut after_table = false;
        for part in &parts {
            match part {
                Part::Step(step) => {
                    if after_table {
                        self.block(|block| block.line(""));
                    }
                    self.step(&lanes, step, &mut time);
                }
                Part::Table(rows, titles) => self.table(rows, titles),
            }
            after_table = matches!(part, Part::Table(..));
        }
    }

    /// The time is shown where it is another one than before.
    fn step(&mut self, lanes: &Lanes, step: &Step, time: &mut String) {
        let now = step.at.to_string().get(11..19).unwrap_or_default().to_owned();
        let shown = if now == *time { String::new() } else { now.clone() };
        *time = now;
        let width = self.screen.width - BEFORE - lanes.width() - 2;
        let (head, color) = (wrap::length(&step.what), color(step));
        let texts = wrap(&format!("{} · {}", step.what, step.text), width);
        self.block(|block| {
            let mut left = head;
            for (index, line) in texts.iter().enumerate() {
                let split = line.char_indices().nth(left).map_or(line.len(), |(at, _)| at);
                let (what, rest) = line.split_at(split);
                left = left.saturating_sub(wrap::length(line));
                let (time, drawn) =
                    if index == 0 { (shown.as_str(), lanes.step(step)) } else { ("", lanes.plain()) };
                let what = if what.is_empty() { String::new() } else { format!("{color}{what}{color:#}") };
                block.line(format_args!("  {QUIET}{time:<8}{QUIET:#}   {drawn}  {what}{rest}"));
            }
        });
    }

    /// Some of the lines stand out.
    fn table(&mut self, lines: &[String], titles: &[usize]) {
        let longest = lines.iter().map(|line| wrap::length(line)).max().unwrap_or_default();
        let indent = self.screen.width.saturating_sub(longest).clamp(INDENT, BEFORE);
        self.block(|block| {
            block.line("");
            for (index, line) in lines.iter().enumerate() {
                let style = if titles.contains(&index) { TITLE } else { Style::new() };
                block.line(format_args!("{:indent$}{style}{line}{style:#}", ""));
            }
        });
    }

    fn count(&mut self, journey: &'static str, seen: Seen) {
        match self.seen.iter_mut().find(|(name, _)| *name == journey) {
            Some((_, before)) => *before += seen,
            None => self.seen.push((journey, seen)),
        }
    }

    fn scene_end(&mut self, seen: Seen, differences: &[String]) {
        let width = self.screen.width - INDENT - 2;
        let counted = format!("the sandbox counted {}; nothing more, nothing less", close::counted(seen));
        self.block(|block| {
            block.line("");
            if differences.is_empty() {
                for (index, line) in wrap(&counted, width).iter().enumerate() {
                    let mark = if index == 0 { "✓" } else { " " };
                    block.line(format_args!("   {GOOD}{mark}{GOOD:#} {QUIET}{line}{QUIET:#}"));
                }
            }
            for difference in differences {
                for (index, line) in wrap(difference, width).iter().enumerate() {
                    let mark = if index == 0 { "✗" } else { " " };
                    block.line(format_args!("   {BAD}{mark}{BAD:#} {line}"));
                }
            }
        });
    }
}

/// Who is who.
const LEGEND: [(Lane, &str); 6] = [
    (Lane::App, "your application, with the real client of the provider"),
    (Lane::Api, "the provider, simulated in this process, called over real HTTP"),
    (Lane::Phone, "what the person's phone gets and does"),
    (Lane::Page, "a provider's page in the person's browser"),
    (Lane::Mail, "the person's mailbox"),
    (Lane::Webhook, "your application's receiver of webhooks"),
];

/// The colour of what goes over the wire.
fn color(step: &Step) -> Style {
    match step {
        Step { lost: true, .. } => BAD,
        Step { refused: true, .. } => NO,
        Step { status: Some(_), .. } => GOOD,
        _ => LABEL,
    }
}

#[cfg(test)]
mod tests;
