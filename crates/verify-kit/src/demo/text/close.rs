//! The end: what the sandbox counted, what was not found, and what to do next.

use super::Text;
use super::wrap::wrap;
use crate::demo::Summary;
use crate::demo::leaks::Leak;
use crate::demo::story::Seen;
use crate::style::{BAD, GOOD, LABEL, QUIET, TITLE};
use crate::table::{Side, Table};

const NEXT: [(&str, &str); 3] = [
    ("verify-kit demo --birth-date 1990-04-12 --slow", "another person, with nine debts of $30,000, slowly"),
    ("verify-kit sandbox exec -- YOUR TEST COMMAND", "the simulated providers beside your own tests"),
    ("verify-kit spinwheel-connect connect-sms --help", "one call by hand; so for every provider"),
];

impl Text {
    pub(super) fn leak(&mut self, leak: &Leak) {
        let Leak { journey, scene, place, kind } = leak;
        let at = if scene.is_empty() { String::new() } else { format!(" in {journey}, {scene}") };
        let lines = wrap(&format!("leak: a {kind} shows in {place}{at}"), self.screen.width - 2);
        self.block(|block| {
            for (index, line) in lines.iter().enumerate() {
                let mark = if index == 0 { "✗" } else { " " };
                block.line(format_args!("{BAD}{mark}{BAD:#} {line}"));
            }
        });
    }

    pub(super) fn summary(&mut self, summary: &Summary) {
        let table = self.by_journey();
        let rule = "━".repeat(self.screen.width.saturating_sub(9));
        self.block(|block| {
            block.line("");
            block.line(format_args!("{TITLE}━━ Proof {rule}{TITLE:#}"));
            block.line("");
            for (index, line) in table.iter().enumerate() {
                let style = if index == 0 { LABEL } else { QUIET };
                block.line(format_args!("  {style}{line}{style:#}"));
            }
            block.line("");
        });
        for (count, what, how, good) in proof(summary, self.scenes) {
            self.proved(count, what, &how, good);
        }
        self.block(|block| {
            block.line("");
            block.line(format_args!("{TITLE}Try next{TITLE:#}"));
            for (command, what) in NEXT {
                block.line(format_args!("  {LABEL}{command}{LABEL:#}"));
                block.line(format_args!("      {QUIET}{what}{QUIET:#}"));
            }
        });
    }

    fn proved(&mut self, count: u64, what: &str, how: &str, good: bool) {
        let (mark, style) = if good { ("✓", GOOD) } else { ("✗", BAD) };
        let lines = wrap(how, self.screen.width - PROOF);
        self.block(|block| {
            for (index, line) in lines.iter().enumerate() {
                if index == 0 {
                    block.line(format_args!(
                        "  {style}{mark} {count:>4} {what:<18}{style:#} {QUIET}{line}{QUIET:#}"
                    ));
                } else {
                    block.line(format_args!("{:PROOF$}{QUIET}{line}{QUIET:#}", ""));
                }
            }
        });
    }

    fn by_journey(&self) -> Vec<String> {
        let head = [
            ("Provider", Side::Left),
            ("Calls", Side::Right),
            ("Texts", Side::Right),
            ("E-mails", Side::Right),
            ("Webhooks", Side::Right),
        ];
        let rows = self.seen.iter().map(|(journey, seen)| {
            let texts = seen.messages.saturating_sub(seen.emails);
            let counts = [seen.calls, texts, seen.emails, seen.webhooks].map(|count| count.to_string());
            let [calls, texts, emails, webhooks] = counts;
            [(*journey).to_owned(), calls, texts, emails, webhooks]
        });
        Table::new(head, rows).lines()
    }
}

/// Before the words that say how something was counted.
const PROOF: usize = 28;

/// What is counted, and how; whether the count is as it should be.
fn proof(summary: &Summary, scenes: usize) -> [(u64, &'static str, String, bool); 6] {
    let Summary { calls, messages, emails, double_sends, webhooks_verified, .. } = *summary;
    let Summary { leaks, values, texts, failures, .. } = *summary;
    let sent = [plural(messages.saturating_sub(emails), "text"), plural(emails, "e-mail")].join(", ");
    [
        (calls, "calls", "in the sandbox's journal; the client is not asked".to_owned(), true),
        (messages, "messages", format!("in the sandbox's outbox: {sent}"), true),
        (double_sends, "double sends", "a second message for the same request".to_owned(), double_sends == 0),
        (
            webhooks_verified,
            "webhooks verified",
            "acknowledged by a receiver that checks them first".to_owned(),
            true,
        ),
        (
            leaks,
            "leaks",
            format!(
                "{values} secrets, codes, links and values of people, each in many forms, looked for in {texts} texts: all \
                 that was traced, Debug of requests and answers, errors, the sandbox's explanations"
            ),
            leaks == 0,
        ),
        (failures, "failures", format!("of {}", plural(scenes, "scene")), failures == 0),
    ]
}

pub(super) fn counted(seen: Seen) -> String {
    let mut counted = vec![plural(seen.calls, "call")];
    let texts = seen.messages.saturating_sub(seen.emails);
    let rest = [("text message", texts), ("e-mail", seen.emails), ("webhook", seen.webhooks)];
    counted.extend(rest.into_iter().filter(|(_, count)| *count > 0).map(|(what, count)| plural(count, what)));
    counted.join(", ")
}

fn plural(count: impl TryInto<u64>, what: &str) -> String {
    let count = count.try_into().unwrap_or(u64::MAX);
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}
