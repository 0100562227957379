//! What became of each mutant.

use std::collections::BTreeMap;
use std::io;

use serde::Deserialize;

/// A change of the code, and what the tests said of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tried {
    pub(super) file: String,
    pub(super) line: usize,
    /// What was changed, as the tool puts it: `replace < with <= in State::next`. The second of the same file that reads
    /// the same has ` (2)` behind it, and so on: lines move.
    pub(super) change: String,
    pub(super) fate: Fate,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// A test failed.
    Killed,
    /// The tests did not come to an end.
    TimedOut,
    /// It does not compile.
    Unviable,
    /// No test noticed.
    Survived,
}

#[derive(Deserialize)]
struct Outcomes {
    outcomes: Vec<Outcome>,
}

#[derive(Deserialize)]
struct Outcome {
    scenario: Scenario,
    summary: String,
}

#[derive(Deserialize)]
enum Scenario {
    Baseline,
    Mutant(Mutant),
}

#[derive(Deserialize)]
struct Mutant {
    name: String,
    file: String,
    span: Span,
}

#[derive(Deserialize)]
struct Span {
    start: Place,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    line: usize,
    column: usize,
}

/// Reads the tool's `outcomes.json`.
pub(super) fn read(text: &str) -> io::Result<Vec<Tried>> {
    let Outcomes { outcomes } = serde_json::from_str(text)?;
    let mut mutants = Vec::new();
    for Outcome { scenario, summary } in outcomes {
        match (scenario, fate(&summary)) {
            (Scenario::Mutant(mutant), Some(fate)) => mutants.push((mutant, fate)),
            (Scenario::Mutant(mutant), None) => {
                return Err(io::Error::other(format!("{}: what is {summary}?", mutant.name)));
            }
            (Scenario::Baseline, _) => {}
        }
    }
    Ok(numbered(mutants))
}

fn fate(summary: &str) -> Option<Fate> {
    match summary {
        "CaughtMutant" => Some(Fate::Killed),
        "MissedMutant" => Some(Fate::Survived),
        "Timeout" => Some(Fate::TimedOut),
        "Unviable" => Some(Fate::Unviable),
        _ => None,
    }
}

/// In the order of the files, and those that read the same told apart.
fn numbered(mut mutants: Vec<(Mutant, Fate)>) -> Vec<Tried> {
    mutants.sort_by(|(a, _), (b, _)| (&a.file, a.span.start).cmp(&(&b.file, b.span.start)));
    let mut alike: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut tried = Vec::new();
    for (Mutant { name, file, span }, fate) in mutants {
        // `file:line:column: change`
        let change = name.splitn(4, ':').last().unwrap_or_default().trim().to_owned();
        let nth = alike.entry((file.clone(), change.clone())).or_default();
        *nth += 1;
        let change = if *nth == 1 { change } else { format!("{change} ({nth})") };
        tried.push(Tried { file, line: span.start.line, change, fate });
    }
    tried
}

#[cfg(test)]
mod tests {
    use super::{Fate, read};

    #[test]
    fn what_the_tool_writes_is_understood() {
        let mutant = |name: &str, line: usize, summary: &str| {
            format!(
                r#"{{"scenario":{{"Mutant":{{"name":"{name}","file":"a/b.rs","package":"a",
                "span":{{"start":{{"line":{line},"column":9}},"end":{{"line":{line},"column":10}}}}}}}},
                "summary":"{summary}","phase_results":[]}}"#
            )
        };
        let text = format!(
            r#"{{"outcomes":[{{"scenario":"Baseline","summary":"Success"}},{},{},{}],"total_mutants":3}}"#,
            mutant("a/b.rs:20:9: replace < with > in A::f", 20, "MissedMutant"),
            mutant("a/b.rs:3:9: replace < with > in A::f", 3, "CaughtMutant"),
            mutant("a/b.rs:7:9: replace <impl fmt::Debug for A>::fmt -> R with ()", 7, "Unviable"),
        );
        let tried = read(&text).unwrap();
        let tried: Vec<_> = tried.iter().map(|one| (one.line, &*one.change, one.fate)).collect();
        let expected = [
            (3, "replace < with > in A::f", Fate::Killed),
            (7, "replace <impl fmt::Debug for A>::fmt -> R with ()", Fate::Unviable),
            (20, "replace < with > in A::f (2)", Fate::Survived),
        ];
        assert_eq!(tried, expected);
        assert!(read(&text.replace("Unviable", "Odd")).is_err());
    }
}
