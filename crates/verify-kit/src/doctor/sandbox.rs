//! How a sandbox on this machine stands.

use std::time::{Duration, SystemTime};

use serde_json::Value;

use super::finding::Finding;
use super::skew::words;
use super::subject::Subject;
use super::surroundings::Surroundings;
use crate::clock;
use crate::control::SandboxAddress;
use crate::exit::Failure;

const CHECK: &str = "sandbox";

/// How far its clock may be from this machine's before it is worth a word; that it is moved is what it is for.
const MOVED: Duration = Duration::from_secs(30);

/// The findings, and what it gives away.
pub(super) async fn check(
    address: &SandboxAddress,
    subjects: &[&Subject],
    around: &Surroundings,
) -> (Vec<Finding>, Option<Value>) {
    match look(address).await {
        Err(failure) => {
            let fix = failure.next_step().unwrap_or("start one with `verify-kit sandbox up`").to_owned();
            (vec![Finding::problem(CHECK, failure.to_string(), fix)], None)
        }
        Ok(seen) => {
            let mut findings =
                vec![Finding::ok(CHECK, "the sandbox answers"), of_tenant(address, &seen.tenants)];
            findings.extend(subjects.iter().filter_map(|subject| of_provider(subject, &seen.given)));
            findings.push(of_faults(&seen.status));
            findings.push(of_clock(&seen.status["clock"], around));
            (findings, Some(seen.given))
        }
    }
}

struct Seen {
    /// Before this look: to ask for a tenant makes it.
    tenants: Value,
    given: Value,
    status: Value,
}

async fn look(address: &SandboxAddress) -> Result<Seen, Failure> {
    let tenants = address.tenants().await?;
    Ok(Seen { tenants, given: address.get("credentials").await?, status: address.get("status").await? })
}

fn of_tenant(address: &SandboxAddress, tenants: &Value) -> Finding {
    let known =
        tenants["tenants"].as_array().is_some_and(|all| all.iter().any(|one| one == address.tenant()));
    if known {
        return Finding::ok(CHECK, "the tenant is known there");
    }
    let says = "nobody has used the tenant so far; a mistyped name looks like this";
    Finding::warning(CHECK, says, "compare the address with the one your application uses")
}

fn of_provider(subject: &Subject, given: &Value) -> Option<Finding> {
    if given[subject.in_sandbox].is_object() {
        return None;
    }
    let says = format!("this sandbox does not simulate {}", subject.name);
    Some(Finding::problem(CHECK, says, "start one that does, with `verify-kit sandbox up`"))
}

fn of_faults(status: &Value) -> Finding {
    match status["faults"]["armed"].as_u64() {
        None | Some(0) => Finding::ok(CHECK, "no fault is armed"),
        Some(count) => {
            let says = format!("faults are armed, so that calls go wrong: {count}");
            Finding::warning(
                CHECK,
                says,
                "see them with `verify-kit fault list`, take them back with `verify-kit fault clear`",
            )
        }
    }
}

fn of_clock(shown: &Value, around: &Surroundings) -> Finding {
    let theirs =
        SystemTime::UNIX_EPOCH + Duration::from_millis(shown["epoch_ms"].as_u64().unwrap_or_default());
    let ours = around.clock.now();
    let apart = ours.duration_since(theirs).unwrap_or_else(|behind| behind.duration());
    let time = clock::time(&shown["now"]);
    let says = match (shown["frozen"] == true, apart > MOVED) {
        (false, false) => return Finding::ok(CHECK, "its clock runs, and agrees with this machine's"),
        (true, _) => format!(
            "its clock stands still, at {time}: codes and links do not expire, delayed webhooks do not come"
        ),
        (false, true) => {
            format!("its clock was moved: it is {} from this machine's, at {time}", words(apart))
        }
    };
    Finding::warning(
        CHECK,
        format!("{says}; what goes by another clock may refuse its webhooks"),
        if shown["frozen"] == true {
            "`verify-kit clock resume` lets it run; a new sandbox has the time of this machine"
        } else {
            "start a new sandbox, which has the time of this machine, or let your application go by this clock"
        },
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use verify_core::Clock;
    use verify_testkit::ManualClock;

    use super::super::finding::Level;
    use super::super::subject::SUBJECTS;
    use super::*;

    #[test]
    fn a_provider_that_is_not_simulated_is_a_problem() {
        let given = json!({"dots": {"api_key": "sk_dev_1"}});
        let found = SUBJECTS.iter().filter_map(|subject| of_provider(subject, &given)).count();
        assert_eq!(found, SUBJECTS.len() - 1);
    }

    #[test]
    fn a_clock_that_stands_still_or_was_moved_is_a_warning() {
        let clock = ManualClock::frozen();
        let now = clock.now().duration_since(SystemTime::UNIX_EPOCH).unwrap();
        let around = Surroundings::of(&[], clock);
        let says = |frozen: bool, ahead: u64| {
            let epoch_ms = u64::try_from(now.as_millis()).unwrap() + ahead * 1000;
            let shown = json!({"epoch_ms": epoch_ms, "frozen": frozen, "now": "2026-01-15T12:00:00Z"});
            let finding = of_clock(&shown, &around);
            (finding.level, finding.says)
        };
        assert_eq!(says(false, 30).0, Level::Ok);
        let moved = says(false, 3600);
        assert!(moved.0 == Level::Warning && moved.1.contains("was moved: it is 60 min from"), "{moved:?}");
        for ahead in [0, 3600] {
            let still = says(true, ahead);
            assert!(still.0 == Level::Warning && still.1.contains("stands still"), "{still:?}");
        }
    }
}
