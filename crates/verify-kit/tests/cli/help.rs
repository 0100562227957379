//! The help texts, as snapshots.

use crate::support::run;

#[track_caller]
fn help(name: &str, command: &[&str]) {
    let ran = run(&[command, &["--help"]].concat());
    ran.assert_code(0);
    assert_eq!(ran.stderr, "");
    assert!(ran.stdout.lines().all(|line| line.chars().count() <= 100), "{}", ran.stdout);
    insta::assert_snapshot!(name, ran.stdout);
}

#[test]
fn top_level() {
    help("help", &[]);
    help("help_demo", &["demo"]);
    help("help_doctor", &["doctor"]);
}

#[test]
fn a_running_sandbox() {
    let readme = include_str!("../../README.md");
    let commands = [
        ("sandbox", &["up", "exec", "wait", "env", "export", "import", "reset", "status", "logs"][..]),
        ("outbox", &["list", "wait", "code", "link"]),
        ("fault", &["list", "arm", "clear"]),
        ("clock", &["show", "freeze", "advance", "resume"]),
    ];
    for (group, commands) in commands {
        help(&format!("help_{group}"), &[group]);
        for command in commands {
            help(&format!("help_{group}_{command}"), &[group, command]);
            assert!(run(&[group, command, "--help"]).stdout.contains("\n  verify-kit "), "{group} {command}");
            let named = format!("{group} {command}");
            assert!(readme.contains(&named), "`{named}` is missing in README.md");
        }
    }
}

#[test]
fn spinwheel_connect() {
    help("help_spinwheel_connect", &["spinwheel-connect"]);
    let readme = include_str!("../../README.md");
    let operations = [
        "connect-sms",
        "verify-sms-code",
        "start-kba",
        "answer-kba",
        "connect-preverified-phone",
        "connect-preverified-profile",
        "connect-network-token",
        "order-credit-report",
        "order-equifax-profile",
        "order-debt-profile",
        "wait-for-liabilities",
        "retrieve-user",
        "retrieve-user-unmasked",
        "delete-user",
        "refresh-liabilities",
        "liability-refresh-status",
        "subscribe-new-liabilities",
        "new-liability-subscriptions",
        "subscribe-debt-profile-refresh",
        "debt-profile-subscriptions",
        "unsubscribe-debt-profile-refresh",
    ];
    for operation in operations {
        help(&format!("help_spinwheel_connect_{operation}"), &["spinwheel-connect", operation]);
        assert!(readme.contains(&format!("`{operation}`")), "{operation} is missing in README.md");
    }
}

#[test]
fn finicity_connect() {
    help("help_finicity_connect", &["finicity-connect"]);
    let readme = include_str!("../../README.md");
    let operations = [
        "authenticate",
        "rotate-partner-secret",
        "create-testing-customer",
        "create-active-customer",
        "list-customers",
        "get-customer",
        "modify-customer",
        "delete-customer",
        "create-consumer",
        "get-consumer",
        "get-consumer-for-customer",
        "modify-consumer",
        "search-institutions",
        "get-institution",
        "list-accounts",
        "refresh-accounts",
        "generate-connect-url",
        "generate-joint-borrower-connect-url",
        "generate-lite-connect-url",
        "generate-fix-connect-url",
        "send-connect-email",
        "send-joint-borrower-connect-email",
        "watch-webhooks",
    ];
    for operation in operations {
        help(&format!("help_finicity_connect_{operation}"), &["finicity-connect", operation]);
        assert!(readme.contains(&format!("`{operation}`")), "{operation} is missing in README.md");
    }
}

#[test]
fn dots_users() {
    help("help_dots_users", &["dots-users"]);
    let readme = include_str!("../../README.md");
    let operations = [
        "create-user",
        "list-users",
        "retrieve-user",
        "update-user",
        "delete-user",
        "send-verification-token",
        "verify-token",
        "list-payout-methods",
        "put-payout-method",
        "put-compliance",
        "put-address",
        "create-flow",
        "retrieve-flow",
        "list-flows",
        "open-flow",
        "wait-for-flow",
        "watch-webhooks",
    ];
    for operation in operations {
        help(&format!("help_dots_users_{operation}"), &["dots-users", operation]);
        assert!(readme.contains(&format!("`{operation}`")), "{operation} is missing in README.md");
    }
}

#[test]
fn spinwheel_gql() {
    help("help_spinwheel_gql", &["spinwheel-gql"]);
    let readme = include_str!("../../README.md");
    let operations = [
        "fetch-token",
        "send-sms-verification-code",
        "verify-sms-code",
        "user-verification",
        "kba-questions",
        "send-kba-answers",
        "pull-credit-report",
        "credit-report",
        "credit-reports",
    ];
    for operation in operations {
        help(&format!("help_spinwheel_gql_{operation}"), &["spinwheel-gql", operation]);
        assert!(readme.contains(&format!("`{operation}`")), "{operation} is missing in README.md");
    }
}

#[test]
fn signzy_link() {
    help("help_signzy_link", &["signzy-link"]);
    let readme = include_str!("../../README.md");
    for operation in ["login", "send-link", "check-link", "wait-for-verdict", "open-link"] {
        help(&format!("help_signzy_link_{operation}"), &["signzy-link", operation]);
        assert!(readme.contains(&format!("`{operation}`")), "{operation} is missing in README.md");
    }
}

#[test]
fn what_is_unknown_is_refused() {
    for args in [&["frobnicate"][..], &["demo", "--colour"], &["sandbox"], &[]] {
        run(args).assert_code(2);
    }
}
