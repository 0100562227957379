//! `verify-kit spinwheel-gql …` on the two ways to consent, against a sandbox.

use crate::support::{Bench, DEBTCORE_VARIABLES, Ran, kit, run_with, settings};

pub(crate) const PHONE: &str = "+12025550143";
pub(crate) const CONTACT: &str = "contact-17";

/// Two sandboxes that are the same: one is asked for lines, the other for JSON.
pub(crate) struct Twins {
    pub(crate) lines: Bench,
    pub(crate) json: Bench,
}

impl Twins {
    pub(crate) async fn new() -> Self {
        Self { lines: Bench::new().await, json: Bench::new().await }
    }

    /// Runs the command at both, and holds what it prints.
    pub(crate) async fn shown(&self, args: &[&str]) {
        self.shown_reading(args, "").await;
    }

    pub(crate) async fn shown_reading(&self, args: &[&str], stdin: &str) {
        let lines = self.lines.gql_reading(args, stdin).await;
        let json = self.json.gql_reading(&[args, &["--json"]].concat(), stdin).await;
        lines.assert_code(0);
        json.assert_code(0);
        json.json();
        let name = args[0].replace('-', "_");
        settings()
            .bind(|| insta::assert_snapshot!(name, format!("{}=== --json\n{}", lines.shown(), json.shown())));
    }

    pub(crate) fn benches(&self) -> [&Bench; 2] {
        [&self.lines, &self.json]
    }
}

pub(crate) fn send<'a>(phone: &'a str, born: &'a str) -> [&'a str; 7] {
    ["send-sms-verification-code", "--phone", phone, "--birth-date", born, "--contact-id", CONTACT]
}

pub(crate) const VERIFY: [&str; 4] = ["verify-sms-code", "--contact-id", CONTACT, "--code-stdin"];

/// Has the contact consent by a texted code.
pub(crate) async fn consent(bench: &Bench, phone: &str) {
    bench.gql(&send(phone, "1990-01-01")).await.assert_code(0);
    let code = bench.tenant.outbox().latest_code_for(phone).unwrap();
    bench.gql_reading(&VERIFY, &format!("{code}\n")).await.assert_code(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_a_texted_code() {
    let twins = Twins::new().await;
    twins.shown(&["fetch-token"]).await;
    twins.shown(&send(PHONE, "1990-01-01")).await;
    let code = twins.lines.tenant.outbox().latest_code_for(PHONE).unwrap();
    twins.shown_reading(&VERIFY, &format!("{code}\n")).await;
    twins.shown(&["user-verification", "--contact-id", CONTACT]).await;
    for bench in twins.benches() {
        let contact = bench.tenant.debtcore().contacts().remove(0);
        assert_eq!((contact.req_org_contact_id.as_str(), contact.verified), (CONTACT, true));
        assert_eq!(contact.phone_number.as_deref(), Some(PHONE));
        // Each command is a program of its own, with a token of its own.
        assert_eq!((bench.tenant.outbox().len(), bench.tenant.debtcore().logins()), (1, 4));
    }
}

pub(crate) const KBA: [&str; 21] = [
    "kba-questions",
    "--contact-id",
    CONTACT,
    "--first-name",
    "Riley",
    "--last-name",
    "Example",
    "--birth-date",
    "1980-05-05",
    "--ssn-stdin",
    "--street",
    "1 Sample Street",
    "--line-2",
    "Apt 4",
    "--city",
    "Spencer",
    "--state",
    "IA",
    "--zip",
    "51301",
    "--zip-extension=0001",
];

/// The answers to the open questions, as flags: `wrong` of them are wrong.
pub(crate) fn answers(bench: &Bench, wrong: usize) -> Vec<String> {
    let right = bench.tenant.debtcore().kba_answers(CONTACT).unwrap();
    let mut args = ["send-kba-answers", "--contact-id", CONTACT].map(str::to_owned).to_vec();
    for (index, answer) in right.iter().enumerate() {
        // The answer of another question is none of this one's.
        let chosen = if index < wrong { &right[(index + 1) % right.len()] } else { answer };
        args.push(format!("--answer={}={}", answer.question_id, chosen.answer_id));
    }
    args
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn by_questions() {
    let twins = Twins::new().await;
    twins.shown_reading(&KBA, "666-01-0008\n").await;
    for bench in twins.benches() {
        let entry = bench.tenant.journal().last().unwrap();
        assert!(entry.unread_fields.is_empty(), "{:?}", entry.unread_fields);
    }
    let args = answers(&twins.lines, 0);
    twins.shown(&args.iter().map(String::as_str).collect::<Vec<_>>()).await;
    for bench in twins.benches() {
        assert!(bench.tenant.debtcore().contacts()[0].verified);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn credentials_can_come_from_stdin_before_the_code() {
    let bench = Bench::new().await;
    bench.gql(&send(PHONE, "1990-01-01")).await.assert_code(0);
    let code = bench.tenant.outbox().latest_code_for(PHONE).unwrap();
    let debtcore = bench.tenant.debtcore();
    let lines = [
        debtcore.tenant_id(),
        debtcore.client_id(),
        debtcore.client_secret(),
        debtcore.scope(),
        code,
        String::new(),
    ];
    let verify = [&VERIFY[..], &["--credentials-stdin"]].concat();
    bench.gql_reading(&verify, &lines.join("\n")).await.assert_code(0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn real_credentials_are_never_sent_to_a_sandbox() {
    let bench = Bench::new().await;
    let mut command = kit(&["spinwheel-gql", "fetch-token", "--sandbox"]);
    command.arg(bench.sandbox.base_url());
    for variable in DEBTCORE_VARIABLES {
        command.env(variable, "a-real-one");
    }
    let ran: Ran = tokio::task::spawn_blocking(move || run_with(command)).await.unwrap();
    ran.assert_code(0);
    assert_eq!(bench.tenant.debtcore().logins(), 1);
}
