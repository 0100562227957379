//! `verify-kit finicity-connect …` against a sandbox.

use verify_sandbox::finicity::Step;

use crate::support::{Bench, Ran, kit, run_with, settings};

/// Two sandboxes that are the same: one is asked for lines, the other for JSON.
struct Twins {
    lines: Bench,
    json: Bench,
}

impl Twins {
    async fn new() -> Self {
        Self { lines: Bench::new().await, json: Bench::new().await }
    }

    /// Runs the command at both, and holds what it prints.
    async fn shown(&self, args: &[&str]) {
        self.shown_reading(args, "").await;
    }

    async fn shown_reading(&self, args: &[&str], stdin: &str) {
        let lines = self.lines.finicity_reading(args, stdin).await;
        let json = self.json.finicity_reading(&[args, &["--json"]].concat(), stdin).await;
        lines.assert_code(0);
        json.assert_code(0);
        json.json();
        let name = args[0].replace('-', "_");
        settings()
            .bind(|| insta::assert_snapshot!(name, format!("{}=== --json\n{}", lines.shown(), json.shown())));
    }

    /// Lets a person connect FinBank's accounts at both. Gives the login.
    fn connect(&self, link: &str) -> String {
        let ids = [&self.lines, &self.json].map(|bench| connect(bench, link));
        assert_eq!(ids[0], ids[1]);
        ids[0].to_string()
    }

    fn benches(&self) -> [&Bench; 2] {
        [&self.lines, &self.json]
    }
}

fn connect(bench: &Bench, link: &str) -> u64 {
    let finicity = bench.tenant.finicity();
    let query = link.split_once('?').unwrap().1;
    let session = finicity.open(&format!("{}?{query}", finicity.connect_url())).unwrap();
    session.choose(101_732).unwrap();
    let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { panic!("no accounts") };
    let added = session.add_accounts(accounts.iter().map(|account| account.id.as_str())).unwrap();
    session.done().unwrap();
    added[0].institution_login_id
}

async fn link(bench: &Bench, customer: &str) -> String {
    let ran = bench.finicity(&["generate-connect-url", "--customer-id", customer, "--json"]).await;
    ran.assert_code(0);
    ran.json()["link"].as_str().unwrap().to_owned()
}

async fn customer(bench: &Bench, name: &str) -> String {
    let ran = bench.finicity(&["create-testing-customer", "--username", name, "--json"]).await;
    ran.assert_code(0);
    ran.json()["id"].as_str().unwrap().to_owned()
}

async fn consumer(bench: &Bench, customer: &str) -> String {
    let args =
        ["create-consumer", "--customer-id", customer, "--first-name", "Riley", "--last-name", "Example"];
    let more = ["--state", "IA", "--birth-date", "1988-02-14", "--email", "riley@example.com", "--json"];
    let ran = bench.finicity(&[&args[..], &more].concat()).await;
    ran.assert_code(0);
    ran.json()["id"].as_str().unwrap().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn customers() {
    let twins = Twins::new().await;
    twins.shown(&["authenticate"]).await;
    let names = ["--first-name", "Riley", "--last-name", "Example"];
    let reach = ["--phone", "1-202-555-0143", "--email", "riley@example.com"];
    let create = ["create-testing-customer", "--username", "customer-17"];
    twins.shown(&[&create[..], &names, &reach].concat()).await;
    twins.shown(&["create-active-customer", "--username", "customer-18"]).await;
    twins.shown(&["list-customers", "--type", "testing", "--limit", "10"]).await;
    let id = twins.lines.tenant.finicity().customers()[0].id.clone();
    twins.shown(&["get-customer", "--customer-id", &id]).await;
    twins.shown(&["modify-customer", "--customer-id", &id, "--first-name", "Sam"]).await;
    let ran = twins.lines.finicity(&["list-customers", "--username", "customer-17"]).await;
    assert!(ran.stdout.contains("Sam Example") && !ran.stdout.contains("customer-18"), "{}", ran.stdout);
    twins.shown(&["delete-customer", "--customer-id", &id]).await;
    for bench in twins.benches() {
        assert_eq!(bench.tenant.finicity().customers().len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn consumers() {
    let twins = Twins::new().await;
    let mut id = String::new();
    for bench in twins.benches() {
        id = customer(bench, "customer-17").await;
    }
    let who = ["--first-name", "Riley", "--last-name", "Example", "--state", "IA", "--zip", "51301"];
    let contact = ["--email", "riley@example.com", "--phone", "1-202-555-0143", "--ssn-stdin"];
    let create = [&["create-consumer", "--customer-id", &id][..], &who, &contact].concat();
    twins.shown_reading(&create, "666-01-0008\n").await;
    twins.shown(&["get-consumer-for-customer", "--customer-id", &id]).await;
    let ran = twins.lines.finicity(&["get-consumer-for-customer", "--customer-id", &id, "--json"]).await;
    let consumer = ran.json()["id"].as_str().unwrap().to_owned();
    twins
        .shown(&["modify-consumer", "--consumer-id", &consumer, "--city", "Spencer", "--suffix", "Jr"])
        .await;
    twins.shown(&["get-consumer", "--consumer-id", &consumer]).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn institutions() {
    let twins = Twins::new().await;
    twins.shown(&["search-institutions", "--search", "finbank"]).await;
    twins.shown(&["get-institution", "--institution-id", "102176"]).await;
    let ran = twins.lines.finicity(&["search-institutions", "--search", "finbank", "--limit", "1"]).await;
    assert!(ran.stdout.contains("1 of 4 shown"), "{}", ran.stdout);
    let ran = twins.lines.finicity(&["search-institutions", "--search", "no such bank"]).await;
    assert_eq!((ran.stdout.as_str(), ran.stderr.as_str()), ("No institution is called like that.\n", ""));
    // A part of the list without anything in it is another matter.
    let ran = twins.lines.finicity(&["search-institutions", "--search", "finbank", "--start", "100"]).await;
    assert!(!ran.stdout.contains("is called like that"), "{}", ran.stdout);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn links_and_accounts() {
    let twins = Twins::new().await;
    let (mut id, mut url) = (String::new(), String::new());
    for bench in twins.benches() {
        id = customer(bench, "customer-17").await;
        url = link(bench, &id).await;
    }
    let list = ["list-accounts", "--customer-id", &id];
    let ran = twins.lines.finicity(&list).await;
    assert!(ran.stderr.contains("Next: verify-kit finicity-connect generate-connect-url"), "{}", ran.stderr);
    let page = ["--language", "es", "--redirect-uri", "https://app.example.com/connected", "--single-use"];
    let report = ["--from-date", "2026-01-01", "--report-field", "loan=17"];
    twins.shown(&[&["generate-connect-url", "--customer-id", &id][..], &page, &report].concat()).await;
    twins.shown(&["generate-lite-connect-url", "--customer-id", &id, "--institution-id", "101732"]).await;
    for (institution, hint) in [
        ("102105", "The link leads to FinBank Profiles - A: on the sandbox's page one signs in as demo"),
        (
            "102176",
            "The link leads to FinBank OAuth: in the sandbox one agrees on the institution's own page.",
        ),
    ] {
        let lite = ["generate-lite-connect-url", "--customer-id", &id, "--institution-id", institution];
        for bench in twins.benches() {
            let ran = bench.finicity(&lite).await;
            assert!(ran.stderr.contains(hint), "{}", ran.stderr);
        }
    }
    let login = twins.connect(&url);
    twins.shown(&list).await;
    for bench in twins.benches() {
        assert!(bench.tenant.finicity().break_login(&login, 103));
    }
    let ran = twins.lines.finicity(&["refresh-accounts", "--customer-id", &id]).await;
    settings().bind(|| insta::assert_snapshot!("refresh_broken", ran.shown()));
    let ran = twins.lines.finicity(&list).await;
    let next = format!("generate-fix-connect-url --customer-id {id} --institution-login-id {login}");
    assert!(ran.stdout.contains("broken (103)") && ran.stderr.contains(&next), "{}", ran.shown());
    for bench in twins.benches() {
        assert!(bench.tenant.finicity().break_login(&login, 0));
    }
    twins.shown(&["refresh-accounts", "--customer-id", &id]).await;
    let fix = ["generate-fix-connect-url", "--customer-id", &id, "--institution-login-id", &login];
    twins.shown(&fix).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn joint_borrowers_and_emails() {
    let twins = Twins::new().await;
    let mut people: Vec<(String, String)> = Vec::new();
    for bench in twins.benches() {
        people.clear();
        for name in ["riley-2026", "sam-2026"] {
            let id = customer(bench, name).await;
            let consumer = consumer(bench, &id).await;
            people.push((id, consumer));
        }
    }
    let [primary, joint] = [0, 1].map(|index: usize| format!("{}={}", people[index].0, people[index].1));
    let both = ["--primary", &primary, "--joint", &joint];
    twins.shown(&[&["generate-joint-borrower-connect-url"][..], &both].concat()).await;
    let email = ["--to", "riley@example.com", "--first-name", "Riley", "--subject", "Your application"];
    let (customer, consumer) = &people[0];
    let send = ["send-connect-email", "--customer-id", customer, "--consumer-id", consumer];
    let lines =
        ["--from", "Example Lender", "--signature-line", "Yours,", "--signature-line", "Example Lender"];
    twins.shown(&[&send[..], &email, &lines].concat()).await;
    twins.shown(&[&["send-joint-borrower-connect-email"][..], &both, &email].concat()).await;
    for bench in twins.benches() {
        let messages = bench.tenant.outbox().messages();
        assert_eq!(messages.len(), 2);
        assert!(messages[0].text.contains("Subject: Your application"), "{}", messages[0].text);
        assert!(messages[0].text.contains("Yours,\nExample Lender"), "{}", messages[0].text);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_new_secret_comes_from_stdin_after_the_credentials() {
    let twins = Twins::new().await;
    twins.shown_reading(&["rotate-partner-secret", "--new-secret-stdin"], "n3w-partner-secret\n").await;
    for bench in twins.benches() {
        assert_eq!(bench.tenant.finicity().partner_secret(), "n3w-partner-secret");
    }
    let finicity = twins.lines.tenant.finicity();
    let lines = format!("{}\n{}\n{}\n", finicity.partner_id(), finicity.partner_secret(), finicity.app_key());
    let args = ["rotate-partner-secret", "--new-secret-stdin", "--credentials-stdin", "--grace-period"];
    let ran = twins.lines.finicity_reading(&args, &format!("{lines}another-secret-2\n")).await;
    ran.assert_code(0);
    assert!(ran.stdout.contains("works for another 30 days"), "{}", ran.stdout);
    assert_eq!(finicity.partner_secret(), "another-secret-2");
    // The old one still does.
    let ran = twins.lines.finicity_reading(&["authenticate", "--credentials-stdin"], &lines).await;
    ran.assert_code(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_credentials_are_never_sent_to_a_sandbox() {
    let bench = Bench::new().await;
    let mut command = kit(&["finicity-connect", "authenticate", "--sandbox"]);
    command.arg(bench.sandbox.base_url());
    for variable in crate::support::FINICITY_VARIABLES {
        command.env(variable, "a-real-one");
    }
    let ran: Ran = tokio::task::spawn_blocking(move || run_with(command)).await.unwrap();
    ran.assert_code(0);
}
