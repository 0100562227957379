//! The tables of `docs/reliability.md`, made of what was observed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use verify_core::{Delivery, ErrorKind};

use super::Trouble;
use crate::endpoints::EndpointCase;
use crate::faults::Observed;

const BEGIN: &str = "<!-- observed: begin -->\n";
const END: &str = "<!-- observed: end -->\n";

/// What a trouble made of a call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    attempts: u64,
    error: Option<(ErrorKind, Delivery)>,
    may_have_acted: bool,
}

impl Outcome {
    /// As the caller sees it.
    pub fn of(observed: &Observed) -> Self {
        match &observed.result {
            Ok(()) => Self { attempts: observed.requests, error: None, may_have_acted: false },
            Err(error) => Self {
                attempts: error.attempts().into(),
                error: Some((error.kind(), error.delivery())),
                may_have_acted: error.may_have_acted(),
            },
        }
    }

    /// Attempts, kind, delivery, may it have acted.
    fn cells(self) -> [String; 4] {
        let Some((kind, delivery)) = self.error else {
            return [self.attempts.to_string(), "success".to_owned(), "–".to_owned(), "–".to_owned()];
        };
        let may = if self.may_have_acted { "**yes**" } else { "no" };
        [self.attempts.to_string(), format!("`{kind:?}`"), format!("`{delivery:?}`"), may.to_owned()]
    }

    fn what_to_do(self, once: bool) -> &'static str {
        let Some((kind, delivery)) = self.error else { return "nothing: it is a success" };
        match (kind, delivery) {
            (_, Delivery::NotSent) => "call again later; look at the address and the network",
            (ErrorKind::Throttled, _) => "call again after `retry_after()`",
            (ErrorKind::Credentials, _) => "correct the credentials",
            (ErrorKind::Unreadable, _) if once => {
                "do not call again: look whether it was done; report the answer"
            }
            (ErrorKind::Unreadable, _) => "call again once; if it stays, report the answer",
            _ if once => "do not call again: look whether it was done",
            _ => "call again later",
        }
    }
}

/// One call under one trouble.
#[derive(Debug, Clone)]
pub struct Row {
    /// The endpoint.
    pub case: EndpointCase,
    /// What happened.
    pub trouble: Trouble,
    /// What came of it.
    pub outcome: Outcome,
}

impl Row {
    fn once(&self) -> bool {
        self.case.effect.is_at_most_once()
    }
}

/// The guide with the tables that follow from these rows in the place of those it has.
pub fn with_tables(guide: &str, rows: &[Row]) -> String {
    let (before, rest) = guide.split_once(BEGIN).expect("the guide marks where its tables begin");
    let (_, after) = rest.split_once(END).expect("the guide marks where its tables end");
    format!("{before}{BEGIN}\n{}\n{}\n{END}{after}", usual(rows), exceptions(rows))
}

/// What most endpoints of an effect come to.
fn majority(rows: &[Row], trouble: &Trouble, once: bool) -> Outcome {
    let outcomes: Vec<_> = rows
        .iter()
        .filter(|row| row.trouble == *trouble && row.once() == once)
        .map(|row| row.outcome)
        .collect();
    let votes = |outcome: &Outcome| outcomes.iter().filter(|other| *other == outcome).count();
    *outcomes.iter().max_by_key(|outcome| votes(outcome)).expect("an endpoint of each effect")
}

fn troubles(rows: &[Row]) -> Vec<&Trouble> {
    let mut troubles: Vec<&Trouble> = Vec::new();
    for row in rows {
        if !troubles.contains(&&row.trouble) {
            troubles.push(&row.trouble);
        }
    }
    troubles
}

fn usual(rows: &[Row]) -> String {
    let mut groups: Vec<([Outcome; 2], Vec<String>)> = Vec::new();
    for trouble in troubles(rows) {
        let both = [false, true].map(|once| majority(rows, trouble, once));
        match groups.iter_mut().find(|(known, _)| *known == both) {
            Some((_, names)) => names.push(trouble.to_string()),
            None => groups.push((both, vec![trouble.to_string()])),
        }
    }
    let mut table =
        "| What happens | Effect | Attempts | `kind()` | `delivery()` | `may_have_acted()` | What to do |\n\
                     |---|---|---|---|---|---|---|\n"
            .to_owned();
    for ([repeatable, once], names) in groups {
        let names = names.join("; ");
        let mut line = |what: &str, effect: &str, outcome: Outcome, once| {
            let _ = writeln!(
                table,
                "| {what} | {effect} | {} | {} |",
                outcome.cells().join(" | "),
                outcome.what_to_do(once)
            );
        };
        if repeatable == once && repeatable.what_to_do(false) == once.what_to_do(true) {
            line(&names, "any", repeatable, false);
        } else {
            line(&names, "`Read`, `Idempotent`", repeatable, false);
            line("", "`AtMostOnce`", once, true);
        }
    }
    table
}

/// Who differs: operations that differ alike are one line.
fn exceptions(rows: &[Row]) -> String {
    let mut by_operation: Vec<(String, BTreeMap<String, Vec<String>>)> = Vec::new();
    for row in rows {
        if row.outcome == majority(rows, &row.trouble, row.once()) {
            continue;
        }
        let operation = format!("`{}`", row.case.operation);
        let operation = format!("{operation} of `{}`", row.case.krate);
        let place = by_operation.iter().position(|(name, _)| *name == operation).unwrap_or_else(|| {
            by_operation.push((operation, BTreeMap::new()));
            by_operation.len() - 1
        });
        let instead = row.outcome.cells().join(" | ");
        by_operation[place].1.entry(instead).or_default().push(row.trouble.to_string());
    }
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for (operation, differences) in by_operation {
        for (instead, troubles) in differences {
            let line = format!("{} | {instead}", troubles.join("; "));
            match lines.iter_mut().find(|(known, _)| *known == line) {
                Some((_, operations)) => operations.push(operation.clone()),
                None => lines.push((line, vec![operation.clone()])),
            }
        }
    }
    let mut table =
        "| These differ | When this happens | Attempts | `kind()` | `delivery()` | `may_have_acted()` |\n\
                     |---|---|---|---|---|---|\n"
            .to_owned();
    for (line, operations) in lines {
        let _ = writeln!(table, "| {} | {line} |", operations.join(", "));
    }
    table
}
