//! Which variables are set, missing, or hold what cannot be right.

use super::finding::Finding;
use super::subject::{Kind, Subject};
use super::surroundings::Surroundings;
use super::text::fault;

const CHECK: &str = "configuration";

/// Whether anything of the provider is configured.
pub(super) fn is_begun(subject: &Subject, around: &Surroundings) -> bool {
    subject.variables.iter().any(|variable| around.is_set(variable.name))
}

/// A finding for each variable that is set, and for each that is missing.
pub(super) fn check(subject: &Subject, around: &Surroundings) -> Vec<Finding> {
    let set = subject.variables.iter().filter(|variable| around.is_set(variable.name));
    let mut findings: Vec<Finding> =
        set.map(|variable| of_set(variable.name, variable.kind, around)).collect();
    findings.extend(missing(subject, around).into_iter().map(|name| of_missing(subject, name)));
    findings
}

/// What is missing: of the ways in, the one is meant of which most is there.
pub(super) fn missing(subject: &Subject, around: &Surroundings) -> Vec<&'static str> {
    let lacking = |names: &[&'static str]| -> Vec<&'static str> {
        names.iter().copied().filter(|name| !around.is_set(name)).collect()
    };
    let mut missing = lacking(subject.always);
    if let Some(way) = way(subject, around) {
        missing.extend(lacking(way));
    }
    missing
}

/// The way in that is meant: the one that is complete, else the one that is begun furthest, else the first.
pub(super) fn way(subject: &Subject, around: &Surroundings) -> Option<&'static [&'static str]> {
    let complete = |way: &&&[&str]| way.iter().all(|name| around.is_set(name));
    let begun = |way: &&[&str]| way.iter().filter(|name| around.is_set(name)).count();
    if let Some(way) = subject.ways.iter().find(complete) {
        return Some(way);
    }
    let most = subject.ways.iter().map(begun).max()?;
    subject.ways.iter().find(|way| begun(way) == most).copied()
}

fn of_set(name: &'static str, kind: Kind, around: &Surroundings) -> Finding {
    let credentials = kind != Kind::Place;
    match around.raw(name).and_then(|value| fault(&value)) {
        None => Finding::ok(CHECK, format!("{name} is set")),
        Some(fault) => {
            Finding::problem(CHECK, format!("{name} {}", fault.what), fault.fix).of_credentials(credentials)
        }
    }
}

fn of_missing(subject: &Subject, name: &'static str) -> Finding {
    let others: Vec<String> =
        subject.ways.iter().filter(|way| !way.contains(&name)).map(|way| way.join(", ")).collect();
    let fix = match others.as_slice() {
        [other, ..] if !subject.always.contains(&name) => format!("set it, or in its place: {other}"),
        _ => "set it".to_owned(),
    };
    let credentials = subject.variable(name).is_some_and(|variable| variable.kind != Kind::Place);
    Finding::problem(CHECK, format!("{name} is not set"), fix).of_credentials(credentials)
}

#[cfg(test)]
mod tests {
    use verify_testkit::ManualClock;

    use super::super::finding::Level;
    use super::super::subject::SUBJECTS;
    use super::*;

    fn found(krate: &str, variables: &[(&str, &str)]) -> Vec<(Level, String, bool)> {
        let subject = SUBJECTS.iter().find(|subject| subject.krate == krate).unwrap();
        let around = Surroundings::of(variables, ManualClock::frozen());
        let findings = check(subject, &around).into_iter();
        findings.map(|finding| (finding.level, finding.says, finding.credentials)).collect()
    }

    fn problem(says: &str, credentials: bool) -> (Level, String, bool) {
        (Level::Problem, says.to_owned(), credentials)
    }

    #[test]
    fn one_way_in_is_enough() {
        let ok = |says: &str| (Level::Ok, says.to_owned(), false);
        let path = ("SIGNZY_SEND_LINK_PATH", "/send");
        assert_eq!(
            found("signzy-link", &[path, ("SIGNZY_TOKEN", "t")]),
            [ok("SIGNZY_TOKEN is set"), ok("SIGNZY_SEND_LINK_PATH is set")]
        );
        assert_eq!(found("signzy-link", &[path]).last(), Some(&problem("SIGNZY_TOKEN is not set", true)));
        let begun = [path, ("SIGNZY_USERNAME", "u"), ("SIGNZY_PASSWORD", "p")];
        assert_eq!(
            found("signzy-link", &begun).last(),
            Some(&problem("SIGNZY_LOGIN_PATH is not set", false))
        );
        assert_eq!(
            found("signzy-link", &[("SIGNZY_TOKEN", "t")]).last(),
            Some(&problem("SIGNZY_SEND_LINK_PATH is not set", false))
        );
    }

    #[test]
    fn what_cannot_be_right_is_a_problem_of_credentials() {
        assert_eq!(
            found("spinwheel-connect", &[("SPINWHEEL_SECRET_KEY", "key\n")]),
            [problem("SPINWHEEL_SECRET_KEY has a line break", true)]
        );
        assert_eq!(
            found("spinwheel-gql", &[("DEBTCORE_ENDPOINT", "<endpoint>"), ("DEBTCORE_TOKEN", "t")])[0],
            problem("DEBTCORE_ENDPOINT looks like a placeholder", false)
        );
    }
}
