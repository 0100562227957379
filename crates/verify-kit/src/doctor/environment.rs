//! Whether the credentials belong to another environment than the one that is meant.

use serde_json::Value;

use super::finding::Finding;
use super::live::Live;
use super::subject::{Kind, Subject};
use super::surroundings::Surroundings;

const CHECK: &str = "environment";

/// `given` is what a sandbox on this machine gives away, if one is named.
pub(super) fn check(
    subject: &Subject,
    live: Option<Live>,
    given: Option<&Value>,
    around: &Surroundings,
) -> Vec<Finding> {
    let mut findings = of_dots(subject, live, around);
    if let Some(live) = live {
        findings.extend(synthetic(subject, live, given, around));
        findings.extend(of_debtcore(subject, around));
    }
    findings
}

/// The environment that a key of Dots' says it is of. Source: a README of Dots' for `dev`, clients for `prod`.
fn stage(key: &str) -> Option<Live> {
    let (kind, rest) = key.split_once('_')?;
    let (stage, _) = rest.split_once('_')?;
    match (kind, stage) {
        ("pk" | "sk", "dev") => Some(Live::Sandbox),
        ("pk" | "sk", "prod") => Some(Live::Production),
        _ => None,
    }
}

fn of_dots(subject: &Subject, live: Option<Live>, around: &Surroundings) -> Vec<Finding> {
    if subject.krate != "dots-users" {
        return Vec::new();
    }
    let stages = ["DOTS_CLIENT_ID", "DOTS_API_KEY"].map(|name| (name, stage(&around.text(name))));
    if let [(_, Some(id)), (_, Some(key))] = stages {
        if id != key {
            let says = "DOTS_CLIENT_ID and DOTS_API_KEY are of two environments";
            return vec![problem(
                says.to_owned(),
                "take both from the same one: dev is the sandbox, prod production",
            )];
        }
    }
    let wrong = stages.into_iter().filter_map(|(name, stage)| {
        let (live, stage) = (live?, stage?);
        (live != stage).then(|| {
            let says = format!("{name} is a key of {}, and --live says {}", stage.as_str(), live.as_str());
            problem(says, "take the key of that environment, or name the other one")
        })
    });
    wrong.collect()
}

/// Credentials that a sandbox of this workspace gave away are none to a provider.
fn synthetic(subject: &Subject, live: Live, given: Option<&Value>, around: &Surroundings) -> Vec<Finding> {
    let known: Vec<&str> = given
        .and_then(|given| given[subject.in_sandbox].as_object())
        .into_iter()
        .flatten()
        .filter_map(|(_, value)| value.as_str())
        .collect();
    let credentials = subject.variables.iter().filter(|variable| variable.kind == Kind::Credential);
    let found = credentials.filter(|variable| {
        let text = around.text(variable.name);
        !text.is_empty() && (known.contains(&text.as_str()) || is_made_up(variable.name, &text))
    });
    let says = |name: &str| {
        format!("{name} comes from a sandbox on this machine, and --live says {}", live.as_str())
    };
    found.map(|one| problem(says(one.name), "set the credentials that the provider gave you")).collect()
}

/// What `verify-sandbox` makes of them, where it can be told by looking.
fn is_made_up(name: &str, text: &str) -> bool {
    match name {
        "SPINWHEEL_SECRET_KEY" => text.starts_with("sandbox-spinwheel-"),
        "FINICITY_PARTNER_SECRET" => text.starts_with("Sandbox-"),
        "DEBTCORE_CLIENT_SECRET" => text.starts_with("sandbox~"),
        _ => false,
    }
}

fn of_debtcore(subject: &Subject, around: &Surroundings) -> Option<Finding> {
    let endpoint = subject.variable("DEBTCORE_ENDPOINT").map(|variable| around.text(variable.name))?;
    let here = endpoint.parse::<spinwheel_gql::BaseUrl>().is_ok_and(|url| url.is_loopback());
    let says = "DEBTCORE_ENDPOINT is on this machine: a sandbox or a proxy, and not DebtCore";
    here.then(|| Finding::warning(CHECK, says, "set DebtCore's own address, or leave --live out"))
}

fn problem(says: String, fix: &str) -> Finding {
    Finding::problem(CHECK, says, fix).of_credentials(true)
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use verify_testkit::ManualClock;

    use super::super::subject::SUBJECTS;
    use super::*;

    fn found(krate: &str, live: Option<Live>, variables: &[(&str, &str)]) -> Vec<String> {
        let subject = SUBJECTS.iter().find(|subject| subject.krate == krate).unwrap();
        let given = json!({"signzy": {"token": "77f0", "username": "default-1"}});
        let around = Surroundings::of(variables, ManualClock::frozen());
        check(subject, live, Some(&given), &around).into_iter().map(|finding| finding.says).collect()
    }

    #[test]
    fn keys_of_dots_name_their_environment() {
        let dev = [("DOTS_CLIENT_ID", "pk_dev_1"), ("DOTS_API_KEY", "sk_dev_1")];
        let none: [&str; 0] = [];
        assert_eq!(found("dots-users", None, &dev), none);
        assert_eq!(found("dots-users", Some(Live::Sandbox), &dev), none);
        let wrong = [
            "DOTS_CLIENT_ID is a key of sandbox, and --live says production",
            "DOTS_API_KEY is a key of sandbox, and --live says production",
        ];
        assert_eq!(found("dots-users", Some(Live::Production), &dev), wrong);
        let prod = [("DOTS_CLIENT_ID", "pk_prod_1"), ("DOTS_API_KEY", "sk_prod_1")];
        assert_eq!(found("dots-users", Some(Live::Production), &prod), none);
        assert_eq!(found("dots-users", Some(Live::Sandbox), &prod).len(), 2);
        let mixed = [dev[0], prod[1]];
        assert_eq!(
            found("dots-users", None, &mixed),
            ["DOTS_CLIENT_ID and DOTS_API_KEY are of two environments"]
        );
    }

    #[test]
    fn what_a_sandbox_gave_away_is_nothing_to_a_provider() {
        let says =
            |name: &str| format!("{name} comes from a sandbox on this machine, and --live says production");
        for (krate, variable) in [
            ("spinwheel-connect", ("SPINWHEEL_SECRET_KEY", "sandbox-spinwheel-d163")),
            ("finicity-connect", ("FINICITY_PARTNER_SECRET", "Sandbox-c8d9aba32ab63defc39a")),
            ("spinwheel-gql", ("DEBTCORE_CLIENT_SECRET", "sandbox~83d8")),
            ("signzy-link", ("SIGNZY_TOKEN", "77f0")),
            ("signzy-link", ("SIGNZY_USERNAME", "default-1")),
        ] {
            assert_eq!(found(krate, Some(Live::Production), &[variable]), [says(variable.0)]);
            assert!(found(krate, None, &[variable]).is_empty());
        }
        assert!(found("signzy-link", Some(Live::Production), &[("SIGNZY_TOKEN", "77f1")]).is_empty());
    }

    #[test]
    fn an_endpoint_on_this_machine_is_not_the_provider() {
        let here = [("DEBTCORE_ENDPOINT", "http://127.0.0.1:1/graphql")];
        assert_eq!(found("spinwheel-gql", Some(Live::Production), &here).len(), 1);
    }

    #[tokio::test]
    async fn a_sandbox_makes_up_what_is_recognized() {
        let sandbox = verify_sandbox::Sandbox::start().await.unwrap();
        let tenant = sandbox.tenant("blue");
        assert!(is_made_up("SPINWHEEL_SECRET_KEY", &tenant.spinwheel().api_key()));
        assert!(is_made_up("FINICITY_PARTNER_SECRET", &tenant.finicity().partner_secret()));
        assert!(is_made_up("DEBTCORE_CLIENT_SECRET", &tenant.debtcore().client_secret()));
    }
}
