//! Whether a provider answers, and what its clock says.

use std::time::SystemTime;

use http::{Method, Uri};
use verify_core::BaseUrl;

use super::asking::ask;
use super::finding::Finding;
use super::skew;
use super::surroundings::Surroundings;

const CHECK: &str = "reachability";

/// One of the addresses of a provider.
#[derive(Debug, Clone)]
pub(super) struct Address {
    /// What lives there, and how it may be shown.
    pub(super) shown: String,
    pub(super) url: String,
    /// Whether its clock is one to go by.
    tells_time: bool,
}

impl Address {
    pub(super) fn new(shown: impl Into<String>, url: impl Into<String>) -> Self {
        Self { shown: shown.into(), url: url.into(), tells_time: true }
    }

    /// One that may be on this machine: a simulated provider has a time of its own.
    pub(super) fn perhaps_here(self) -> Self {
        let here = self.url.parse::<BaseUrl>().is_ok_and(|url| url.is_loopback());
        Self { tells_time: !here, ..self }
    }
}

/// Looks at each, with a request that has neither credentials nor an effect; any answer below 500 will do.
pub(super) async fn check(addresses: &[Address], around: &Surroundings) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut clock = None;
    for address in addresses {
        let (finding, theirs) = look(address, around).await;
        findings.push(finding);
        clock = clock.or(theirs);
    }
    findings.extend(clock);
    findings
}

async fn look(address: &Address, around: &Surroundings) -> (Finding, Option<Finding>) {
    let shown = &address.shown;
    let Ok(uri) = address.url.parse::<Uri>() else {
        return (Finding::problem(CHECK, format!("{shown} is no address"), "correct it"), None);
    };
    match ask(Method::GET, &uri, None, &around.clock).await {
        Err(why) => (Finding::problem(CHECK, format!("{shown} {}", why.says), why.fix), None),
        Ok(answer) => {
            let ours: SystemTime = around.clock.now();
            let date = skew::date(answer.headers()).filter(|_| address.tells_time);
            let clock = date.map(|theirs| skew::check(ours, theirs));
            let status = answer.status().as_u16();
            let finding = if answer.status().is_server_error() {
                let says = format!("{shown} answers, with HTTP {status}");
                Finding::warning(CHECK, says, "look at the provider's status page, and try later")
            } else {
                Finding::ok(CHECK, format!("{shown} answers"))
            };
            (finding, clock)
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use verify_sandbox::Sandbox;
    use verify_testkit::ManualClock;

    use super::super::finding::Level;
    use super::*;

    /// The date of the answers is the machine's, and so has to be what they are compared with.
    fn clock() -> ManualClock {
        let clock = ManualClock::frozen();
        clock.set_wall(verify_core::Clock::now(&verify_core::SystemClock));
        clock
    }

    #[tokio::test]
    async fn a_host_that_answers_tells_the_time_too() {
        let sandbox = Sandbox::start().await.unwrap();
        let url = sandbox.default_tenant().spinwheel().base_url();
        let address = [Address::new("standard host", url)];
        let clock = clock();
        let around = Surroundings::of(&[], clock.clone());
        let levels =
            async || check(&address, &around).await.into_iter().map(|one| one.level).collect::<Vec<_>>();
        assert_eq!(levels().await, [Level::Ok, Level::Ok]);
        clock.advance(Duration::from_secs(120));
        assert_eq!(levels().await, [Level::Ok, Level::Warning]);
        clock.advance(Duration::from_secs(3600));
        assert_eq!(levels().await, [Level::Ok, Level::Problem]);
    }

    #[tokio::test]
    async fn a_host_that_is_broken_is_a_warning_and_none_a_problem() {
        let sandbox = Sandbox::start().await.unwrap();
        let url = sandbox.base_url();
        drop(sandbox);
        let around = Surroundings::of(&[], clock());
        let findings = check(&[Address::new("API", url)], &around).await;
        assert_eq!(findings.len(), 1);
        assert_eq!(findings[0].level, Level::Problem);
        assert!(findings[0].says.starts_with("API cannot be reached: connecting failed"), "{findings:?}");
    }
}
