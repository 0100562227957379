//! The exit codes that scripts rely on: each of them provoked with each provider, and told in the README and the help.

use std::collections::BTreeSet;

use verify_sandbox::{Fault, FaultKind};

use crate::contract::tree::{Leaf, leaves};
use crate::support::{Bench, run};

/// How to come by a code.
struct Case {
    code: i32,
    /// Provider, operation, flags; what has to be done before stands before it.
    line: &'static str,
    stdin: &'static str,
    fault: Option<(&'static str, FaultKind)>,
}

const fn case(code: i32, line: &'static str) -> Case {
    Case { code, line, stdin: "", fault: None }
}

const fn reading(code: i32, line: &'static str, stdin: &'static str) -> Case {
    Case { code, line, stdin, fault: None }
}

/// The answer is unreadable (1), or lost (5).
const fn broken(code: i32, line: &'static str, operation: &'static str) -> Case {
    let kind = if code == 5 { FaultKind::AcceptedThenLost } else { FaultKind::InvalidJson };
    Case { code, line, stdin: "", fault: Some((operation, kind)) }
}

const TEXT: &str =
    "spinwheel-connect connect-sms --phone +12025550140 --birth-date 1990-01-01 --ext-user-id me";
const CONNECTED: &str = "spinwheel-connect connect-sms --phone +12025550140 --birth-date 1990-01-01 \
                         --ext-user-id me && spinwheel-connect retrieve-user --ext-user-id me";
const CUSTOMER: &str = "finicity-connect create-testing-customer --username customer-17";
const USER: &str = "dots-users create-user --first-name Ada --last-name Example --email ada@example.com \
                    --phone +12025550143";
const CODE: &str = "spinwheel-gql send-sms-verification-code --phone +12025550143 --birth-date 1990-01-01 \
                    --contact-id contact-17";
const LINK: &str = "signzy-link send-link --phone +12025550143 --target-url https://app.example.com/back/17";

fn cases() -> Vec<Case> {
    vec![
        case(0, TEXT),
        broken(1, CONNECTED, "spinwheel.retrieve_user"),
        case(2, "spinwheel-connect connect-sms"),
        case(3, "spinwheel-connect retrieve-user --ext-user-id nobody"),
        reading(4, "spinwheel-connect retrieve-user --ext-user-id me --secret-key-stdin", "wrong\n"),
        broken(5, TEXT, "spinwheel.connect_sms"),
        case(0, CUSTOMER),
        broken(1, "finicity-connect list-customers", "finicity.list_customers"),
        case(2, "finicity-connect create-testing-customer"),
        case(3, "finicity-connect get-customer --customer-id 1"),
        reading(4, "finicity-connect list-customers --credentials-stdin", "1\nwrong-secret\nwrong-key\n"),
        broken(5, CUSTOMER, "finicity.create_testing_customer"),
        case(0, USER),
        broken(1, "dots-users list-users", "dots.list_users"),
        case(2, "dots-users create-user"),
        case(3, "dots-users retrieve-user --user-id 4c24ba15-de2f-4fdb-b6c5-498c4f458a8b"),
        reading(4, "dots-users list-users --credentials-stdin", "pk_dev_wrong\nsk_dev_wrong\n"),
        broken(5, USER, "dots.create_user"),
        case(0, CODE),
        broken(1, "spinwheel-gql credit-reports", "debtcore.credit_reports"),
        case(2, "spinwheel-gql send-sms-verification-code"),
        case(3, "spinwheel-gql pull-credit-report --contact-id nobody"),
        reading(
            4,
            "spinwheel-gql credit-reports --credentials-stdin",
            "TENANT_ID\nCLIENT_ID\nwrong\nSCOPE\n",
        ),
        broken(5, CODE, "debtcore.send_sms_verification_code"),
        case(0, LINK),
        broken(1, "signzy-link login", "signzy.login"),
        case(2, "signzy-link send-link"),
        case(3, "signzy-link check-link --request-id 1 --session-id 2"),
        reading(4, "signzy-link check-link --request-id 1 --session-id 2 --credentials-stdin", "wrong\n"),
        broken(5, LINK, "signzy.send_link"),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_code_is_what_it_says() {
    for Case { code, line, stdin, fault } in cases() {
        let bench = Bench::new().await;
        let armed = fault.map(|(operation, kind)| {
            let fault = Fault::new(operation, kind).times(1);
            bench.tenant.faults().arm(fault).unwrap()
        });
        let (before, line) =
            line.split_once(" && ").map_or((None, line), |(before, line)| (Some(before), line));
        let words = |line: &'static str| line.split_whitespace().collect::<Vec<_>>();
        if let Some(before) = before {
            bench.kit(&words(before)).await.assert_code(0);
        }
        let debtcore = bench.tenant.debtcore();
        let stdin = stdin.replace("TENANT_ID", &debtcore.tenant_id()).replace("SCOPE", &debtcore.scope());
        let stdin = stdin.replace("CLIENT_ID", &debtcore.client_id());
        let ran = bench.kit_reading(&words(line), &stdin).await;
        assert_eq!(ran.code, code, "{line}: {}", ran.shown());
        assert_eq!(ran.stderr.contains("error: "), code != 0, "{line}: {}", ran.shown());
        assert!(armed.is_none_or(|armed| armed.hits() == 1), "{line}: the fault did not strike");
    }
}

/// A call of a provider: what it causes can be agreed to.
fn is_operation(leaf: &Leaf) -> bool {
    leaf.flag("live").is_some() && leaf.flag("yes").is_some()
}

#[test]
fn each_provider_is_tried_with_each_code() {
    let tried: BTreeSet<(String, i32)> = cases()
        .iter()
        .map(|case| (case.line.split(' ').next().unwrap_or_default().to_owned(), case.code))
        .collect();
    for leaf in leaves().iter().filter(|leaf| is_operation(leaf)) {
        for code in 0..=5 {
            let provider = leaf.path[0].clone();
            assert!(tried.contains(&(provider.clone(), code)), "{provider} is not tried with {code}");
        }
    }
}

#[test]
fn the_readme_and_the_help_have_the_same_codes() {
    let readme = include_str!("../../README.md");
    let section = readme.split_once("\n## Exit codes\n").unwrap().1;
    let section = section.split_once("\n## ").map_or(section, |(section, _)| section);
    let first = |row: &str| row.strip_prefix("| ")?.split(' ').next()?.parse::<i32>().ok();
    assert_eq!(section.lines().filter_map(first).collect::<Vec<_>>(), [0, 1, 2, 3, 4, 5]);
    // Those of `sandbox exec`.
    assert!(section.contains(" 126 ") && section.contains(" 127 ") && readme.contains("128+n"), "{section}");
    let groups: BTreeSet<String> =
        leaves().iter().filter(|leaf| is_operation(leaf)).map(|leaf| leaf.path[0].clone()).collect();
    for group in groups.iter().map(|group| vec![group.as_str(), "--help"]).chain([vec!["--help"]]) {
        let help = run(&group).stdout;
        let codes = help.split_once("\nExit codes:\n").map_or("", |(_, codes)| codes);
        let told =
            ["0 ok", "1 failed", "2 usage", "3 refused", "4 credentials", "5 it may have taken effect"];
        assert!(told.iter().all(|code| codes.contains(code)), "{help}");
    }
}
