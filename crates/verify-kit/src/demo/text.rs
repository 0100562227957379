//! The story for people: a timeline with lanes.

use anstyle::Style;
use finicity_connect::Account;

use super::Summary;
use super::story::{Event, Lane, Narrator, Seen, Step};
use crate::debts::Debts;
use crate::exit::Failure;
use crate::finicity_connect::accounts;
use crate::output;
use crate::style::{API, APP, BAD, GOOD, LABEL, PHONE, QUIET, TITLE, WEBHOOK};

/// Columns of a line.
const WIDTH: usize = 100;
/// Before the lanes: two spaces, the time, two spaces.
const BEFORE_LANES: usize = 12;
/// `app ──▶ API ──▶ webhook` and two spaces.
const LANES: usize = 25;
const TEXT: usize = WIDTH - BEFORE_LANES - LANES;

#[derive(Debug, Default)]
pub(crate) struct Text {
    scenes: usize,
    /// The time of the line before; the same one is not repeated.
    time: String,
    trouble: Option<Failure>,
}

impl Narrator for Text {
    fn tell(&mut self, event: &Event<'_>) {
        match event {
            Event::Start { notice, base_url, .. } => self.start(notice, base_url),
            Event::Journey { journey, title } => self.journey(journey, title),
            Event::Scene { title, intro, .. } => self.scene(title, intro),
            Event::Step(step) => self.step(step),
            Event::Debts { debts, .. } => self.debts(debts),
            Event::Accounts { accounts, .. } => self.accounts(accounts),
            Event::SceneEnd { seen, differences, .. } => self.scene_end(*seen, differences),
            Event::Summary(summary) => self.summary(summary),
        }
    }

    fn finish(&mut self) -> Result<(), Failure> {
        self.trouble.take().map_or(Ok(()), Err)
    }
}

impl Text {
    fn line(&mut self, text: impl std::fmt::Display) {
        if let Err(failure) = output::out(text) {
            self.trouble.get_or_insert(failure);
        }
    }

    fn start(&mut self, notice: &str, base_url: &str) {
        self.line(notice);
        self.line(format_args!(
            "{QUIET}The calls are real HTTP, to simulated providers on {base_url}.{QUIET:#}"
        ));
    }

    fn journey(&mut self, journey: &str, title: &str) {
        let rule = "━".repeat(WIDTH.saturating_sub(journey.len() + title.chars().count() + 7));
        self.line("");
        self.line(format_args!("{TITLE}━━ {journey} · {title} {rule}{TITLE:#}"));
    }

    fn scene(&mut self, title: &str, intro: &str) {
        self.scenes += 1;
        self.time.clear();
        self.line("");
        let number = self.scenes;
        self.line(format_args!("{TITLE}{number}. {title}{TITLE:#}"));
        for line in wrap(intro, WIDTH - 3) {
            self.line(format_args!("   {QUIET}{line}{QUIET:#}"));
        }
        self.line("");
    }

    fn step(&mut self, step: &Step) {
        let time = step.at.to_string().get(11..19).unwrap_or_default().to_owned();
        let shown = if time == self.time { "" } else { time.as_str() };
        let text = format!("{} · {}", step.what, step.text);
        let head = step.what.chars().count();
        let color = if step.lost { BAD } else { LABEL };
        for (index, part) in wrap(&text, TEXT).into_iter().enumerate() {
            if index == 0 {
                let split = part.char_indices().nth(head).map_or(part.len(), |(at, _)| at);
                let (what, rest) = part.split_at(split);
                let gutter = gutter(step);
                self.line(format_args!(
                    "  {QUIET}{shown:<8}{QUIET:#}  {gutter}  {color}{what}{color:#}{rest}"
                ));
            } else {
                self.line(format_args!("{:indent$}{part}", "", indent = BEFORE_LANES + LANES));
            }
        }
        self.time = time;
    }

    fn debts(&mut self, debts: &Debts) {
        let lines = debts.lines();
        let total = lines.len().saturating_sub(1);
        self.table(&lines, &[0, total]);
    }

    fn accounts(&mut self, accounts: &[Account]) {
        self.table(&accounts::table(accounts), &[0]);
    }

    /// Some of the lines stand out.
    fn table(&mut self, lines: &[String], titles: &[usize]) {
        self.line("");
        for (index, line) in lines.iter().enumerate() {
            let style = if titles.contains(&index) { TITLE } else { Style::new() };
            self.line(format_args!("{:BEFORE_LANES$}{style}{line}{style:#}", ""));
        }
    }

    fn scene_end(&mut self, seen: Seen, differences: &[String]) {
        self.line("");
        if differences.is_empty() {
            let counted = counted(seen);
            self.line(format_args!(
                "   {GOOD}✓{GOOD:#} {QUIET}the sandbox counted {counted}; nothing more, nothing less{QUIET:#}"
            ));
        }
        for difference in differences {
            for (index, line) in wrap(difference, WIDTH - 5).into_iter().enumerate() {
                let mark = if index == 0 { "✗" } else { " " };
                self.line(format_args!("   {BAD}{mark}{BAD:#} {line}"));
            }
        }
    }

    fn summary(&mut self, summary: &Summary) {
        self.line("");
        self.line(format_args!("{TITLE}{}{TITLE:#}", "━".repeat(WIDTH)));
        self.line("");
        self.line(format_args!("{TITLE}Calls the sandbox saw{TITLE:#}"));
        let width = summary.by_operation.keys().map(String::len).max().unwrap_or_default();
        for (operation, count) in &summary.by_operation {
            self.line(format_args!("  {operation:<width$}  {count:>3}"));
        }
        self.line("");
        let (mark, style) = if summary.is_clean() { ("✓", GOOD) } else { ("✗", BAD) };
        self.line(format_args!("{style}{mark} {}{style:#}", proof(summary)));
        self.line(format_args!(
            "  {QUIET}Counted from the sandbox's journal, outbox and deliveries, never from the client.{QUIET:#}"
        ));
        self.line("");
        self.line(format_args!("{TITLE}Go on{TITLE:#}"));
        for (command, what) in GO_ON {
            self.line(format_args!("  {command:<44}  {QUIET}{what}{QUIET:#}"));
        }
    }
}

const GO_ON: [(&str, &str); 5] = [
    ("verify-kit demo --birth-date 1990-04-12", "another person: nine debts of $30,000"),
    ("verify-kit sandbox up", "the simulated providers as a server, for your own program"),
    ("verify-kit spinwheel-connect --help", "these calls one by one"),
    ("verify-kit finicity-connect --help", "these calls one by one, and the webhooks as they come"),
    ("verify-kit dots-users --help", "these calls one by one, and the webhooks as they come"),
];

fn counted(seen: Seen) -> String {
    let mut counted = vec![plural(seen.calls, "call")];
    let texts = seen.messages.saturating_sub(seen.emails);
    let rest = [("text message", texts), ("e-mail", seen.emails), ("webhook", seen.webhooks)];
    counted.extend(rest.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| plural(count, what)));
    counted.join(", ")
}

fn proof(summary: &Summary) -> String {
    [
        plural(summary.calls, "call"),
        plural(summary.messages.saturating_sub(summary.emails), "text message"),
        plural(summary.emails, "e-mail"),
        plural(summary.double_sends, "double send"),
        format!("{} verified", plural(summary.webhooks_verified, "webhook")),
        plural(summary.failures, "failure"),
    ]
    .join(" · ")
}

fn plural(count: impl TryInto<u64>, what: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

/// The lanes of a step, coloured, always as wide as `app ──▶ API ──▶ webhook`.
fn gutter(step: &Step) -> String {
    let (arrow, end) = (arrow(step), LANES - 2);
    let Some(to) = step.to.filter(|to| column(*to) != column(step.from)) else {
        let at = column(step.from);
        return format!(
            "{:at$}{}{:rest$}",
            "",
            name(step.from),
            "",
            rest = end - at - label(step.from).len()
        );
    };
    let backwards = column(to) < column(step.from);
    let (left, right) = if backwards { (to, step.from) } else { (step.from, to) };
    let used = column(right) + label(right).len();
    let at = column(left);
    format!("{:at$}{} {arrow} {}{:rest$}", "", name(left), name(right), "", rest = end - used)
}

fn arrow(step: &Step) -> String {
    let (Some(to), from) = (step.to, step.from) else { return String::new() };
    let (left, right) = (column(from).min(column(to)), column(from).max(column(to)));
    let length = (right - left).saturating_sub(3 + 2).max(2);
    match (column(to) > column(from), step.lost) {
        (true, _) => format!("{}▶", "─".repeat(length - 1)),
        (false, false) => format!("◀{}", "─".repeat(length - 1)),
        (false, true) => format!("{BAD}◀╳{}{BAD:#}", "─".repeat(length - 2)),
    }
}

fn column(lane: Lane) -> usize {
    match lane {
        Lane::App => 0,
        Lane::Api => 8,
        Lane::Phone | Lane::Page | Lane::Mail | Lane::Webhook => 16,
    }
}

fn label(lane: Lane) -> &'static str {
    match lane {
        Lane::App => "app",
        Lane::Api => "API",
        Lane::Phone => "phone",
        Lane::Page => "page",
        Lane::Mail => "e-mail",
        Lane::Webhook => "webhook",
    }
}

fn name(lane: Lane) -> String {
    let style = match lane {
        Lane::App => APP,
        Lane::Api => API,
        Lane::Phone | Lane::Page | Lane::Mail => PHONE,
        Lane::Webhook => WEBHOOK,
    };
    format!("{style}{}{style:#}", label(lane))
}

/// Breaks a text at spaces.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::wrap;

    #[test]
    fn lines_are_as_long_as_they_may_be() {
        assert_eq!(wrap("one two  three", 7), ["one two", "three"]);
        assert_eq!(wrap("averylongword x", 4), ["averylongword", "x"]);
        assert!(wrap("", 4).is_empty());
    }
}
