//! `verify-kit spinwheel-connect …`: people who are connected without a texted code, looked at in full, and deleted.

use crate::support::{Bench, Ran, settings};

const AGREED: &str = "2026-01-15T11:59:00Z";
pub(crate) const AUDIT: [&str; 6] = [
    "--verified-by",
    "phone-call",
    "--verified-at",
    "2026-01-14T23:00:00-05:00",
    "--consent-timestamp",
    AGREED,
];
pub(crate) const BY_PHONE: [&str; 7] = [
    "connect-preverified-phone",
    "--phone",
    "+12025550140",
    "--birth-date",
    "1990-01-01",
    "--ext-user-id",
    "customer-17",
];
pub(crate) const PROFILE: [&str; 19] = [
    "connect-preverified-profile",
    "--phone",
    "+12025550141",
    "--first-name",
    "Riley",
    "--last-name",
    "Example",
    "--birth-date",
    "1990-01-01",
    "--street",
    "1 Sample Street",
    "--city",
    "Spencer",
    "--state",
    "IA",
    "--zip",
    "51301",
    "--ext-user-id",
    "customer-18",
];
const SSN: &str = "666-01-0008";

/// Two sandboxes that are the same: one is asked for lines, the other for JSON.
pub(crate) struct Twins {
    pub(crate) lines: Bench,
    pub(crate) json: Bench,
}

impl Twins {
    pub(crate) async fn new() -> Self {
        Self { lines: Bench::new().await, json: Bench::new().await }
    }

    /// Runs the command at both, holds the lines, and returns the JSON.
    pub(crate) async fn shown(&self, name: &str, args: &[&str]) -> serde_json::Value {
        self.reading(name, args, "").await
    }

    pub(crate) async fn reading(&self, name: &str, args: &[&str], stdin: &str) -> serde_json::Value {
        shown(name, &self.lines.spinwheel_reading(args, stdin).await);
        let json = self.json.spinwheel_reading(&[args, &["--json"]].concat(), stdin).await;
        json.assert_code(0);
        json.json()
    }

    /// The only user of both.
    pub(crate) fn user(&self) -> String {
        let [lines, json] =
            [&self.lines, &self.json].map(|bench| bench.tenant.spinwheel().users()[0].user_id.clone());
        assert_eq!(lines, json);
        lines
    }
}

pub(crate) fn shown(name: &str, ran: &Ran) {
    settings().bind(|| insta::assert_snapshot!(name, ran.shown()));
}

/// What the newest request held.
pub(crate) fn sent(bench: &Bench) -> String {
    String::from_utf8(bench.tenant.journal().last().unwrap().body.to_vec()).unwrap()
}

/// Somebody who is connected.
pub(crate) async fn connected(bench: &Bench, phone: &str) -> String {
    let mut args = [&BY_PHONE[..], &AUDIT, &["--json"]].concat();
    args[2] = phone;
    let ran = bench.spinwheel(&args).await;
    ran.assert_code(0);
    ran.json()["userId"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_phone_that_was_verified_before() {
    let twins = Twins::new().await;
    let told = twins.shown("connect_preverified_phone", &[&BY_PHONE[..], &AUDIT].concat()).await;
    assert_eq!(told["connectionStatus"], "SUCCESS");
    let audit = r#""audit":{"verificationDate":"2026-01-15","userConsentDate":"2026-01-15","verificationType":"PHONE_CALL"}"#;
    assert!(sent(&twins.lines).contains(audit), "{}", sent(&twins.lines));
    assert!(twins.lines.tenant.spinwheel().users()[0].verified);
    assert!(twins.lines.tenant.outbox().is_empty(), "nothing is texted");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_who_is_known_completely() {
    let twins = Twins::new().await;
    let args = [&PROFILE[..], &AUDIT, &["--ssn-stdin"]].concat();
    let told = twins.reading("connect_preverified_profile", &args, &format!("{SSN}\n")).await;
    assert_eq!(told["profile"]["firstName"], "Riley");
    let body = sent(&twins.lines);
    assert!(
        body.contains(r#""ssn":"666010008""#) && body.contains(r#""addressLine1":"1 Sample Street""#),
        "{body}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_another_partner_holds() {
    let twins = Twins::new().await;
    let mut held = String::new();
    for bench in [&twins.lines, &twins.json] {
        bench.tenant.spinwheel().choose(|choices| choices.network_token_producer = true);
        let args = [&PROFILE[..], &AUDIT, &["--ssn", SSN, "--json"]].concat();
        let ran = bench.spinwheel(&args).await;
        ran.assert_code(0);
        ran.json()["networkToken"].as_str().unwrap().clone_into(&mut held);
    }
    let connect = ["connect-network-token", "--ext-user-id", "theirs", "--birth-date", "1990-01-01"];
    let args =
        [&connect[..], &["--consent-timestamp", AGREED, "--network-token-stdin", "--ssn-stdin"]].concat();
    // The token comes before the number, and the key before both.
    let told = twins.reading("connect_network_token", &args, &format!("{held}\n{SSN}\n")).await;
    assert_eq!(told["connectionStatus"], "SUCCESS");
    let body = sent(&twins.lines);
    assert!(body.contains(r#""ssnLastFourDigits":"0008""#) && !body.contains("666"), "{body}");
    assert_eq!(twins.lines.tenant.spinwheel().users().len(), 2);
    let lines = format!("{}\n{held}\n{SSN}\n", twins.lines.tenant.spinwheel().api_key());
    let mut keyed = [&args[..], &["--secret-key-stdin"]].concat();
    keyed[2] = "others";
    twins.lines.spinwheel_reading(&keyed, &lines).await.assert_code(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn numbers_are_shown_in_full_on_request() {
    let twins = Twins::new().await;
    for bench in [&twins.lines, &twins.json] {
        bench.spinwheel(&[&PROFILE[..], &AUDIT, &["--ssn", SSN]].concat()).await.assert_code(0);
        let id = bench.tenant.spinwheel().users()[0].user_id.clone();
        bench.spinwheel(&["order-equifax-profile", "--user-id", &id]).await.assert_code(0);
    }
    let id = twins.user();
    let look = ["retrieve-user-unmasked", "--user-id", &id, "--unmask", "ssn", "--unmask", "account-number"];
    let told = twins.shown("retrieve_user_unmasked", &look).await;
    assert_eq!(told["profile"]["ssn"], "666010008");
    let one = twins.lines.spinwheel(&look[..5]).await;
    one.assert_code(0);
    assert!(
        one.stdout.contains("\nSSN: 666010008\n") && !one.stdout.contains("account number"),
        "{}",
        one.shown()
    );
    let masked = twins.lines.spinwheel(&["retrieve-user", "--user-id", &id]).await;
    assert!(!masked.stdout.contains("666"), "{}", masked.shown());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_user_is_deleted() {
    let twins = Twins::new().await;
    for bench in [&twins.lines, &twins.json] {
        connected(bench, "+12025550140").await;
    }
    let id = twins.user();
    let told = twins.shown("delete_user", &["delete-user", "--user-id", &id]).await;
    assert_eq!(told["deleted"], true);
    assert!(twins.lines.tenant.spinwheel().users().is_empty());
    let again = twins.lines.spinwheel(&["delete-user", "--user-id", &id]).await;
    shown("delete_nobody", &again);
}
