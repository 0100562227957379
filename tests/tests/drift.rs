//! What becomes of every answer of every endpoint when a field is missing, null, of another type, unknown, huge, empty
//! or new. The snapshots list what then fails; a field whose loss leaves the answer meaningful must not be in them.

#![allow(clippy::unwrap_used, clippy::panic)] // Also in helpers, outside of test functions.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use verify_core::{Delivery, Error};
use verify_testkit::drift::{self, Change};
use verify_tests::endpoints::{self, Call, EndpointCase};
use verify_tests::{Answer, Seizable, World, samples};

/// An endpoint that is ready to be called, as often as one likes, with answers of ours.
struct Staged {
    case: EndpointCase,
    call: Call,
    way: Seizable,
    _world: World,
}

impl Staged {
    async fn new(case: &EndpointCase) -> Self {
        let (world, way) = World::start_seizable().await;
        let call = (case.prepare)(world.clone()).await;
        Self { case: *case, call, way, _world: world }
    }

    /// Makes the call. A client that keeps what an earlier answer said, as one that has logged in does, makes none: then
    /// all is prepared anew.
    async fn answered_with(&mut self, body: impl Into<Vec<u8>>) -> Result<(), Error> {
        let body = body.into();
        if let Some(result) = self.try_with(body.clone()).await {
            return result;
        }
        *self = Self::new(&self.case).await;
        let again = self.try_with(body).await;
        again.unwrap_or_else(|| panic!("{}: nothing was asked", self.case.operation))
    }

    async fn try_with(&self, body: Vec<u8>) -> Option<Result<(), Error>> {
        self.way.seize(self.case.operation, Answer::success(body));
        let before = self.way.answered();
        let result = (self.call)().await;
        (self.way.answered() > before).then_some(result)
    }

    /// The samples of its successes.
    async fn successes(&mut self) -> Vec<(String, Value)> {
        let mut successes = Vec::new();
        for sample in samples::of(self.case.krate, self.case.operation) {
            let Ok(document) = serde_json::from_slice(&sample.content) else { continue };
            if self.answered_with(sample.content).await.is_ok() {
                successes.push((sample.file, document));
            }
        }
        assert!(self.case.has_no_body || !successes.is_empty(), "{}: no sample", self.case.operation);
        successes
    }
}

/// What fails, by place: the changes, and what the error says of them.
type Failures = BTreeMap<String, BTreeMap<String, BTreeSet<String>>>;

fn note(failures: &mut Failures, place: String, change: &impl ToString, error: &Error) {
    assert_eq!(error.delivery(), Delivery::Answered, "{place}: {error}");
    let (_, field) = place.split_once(' ').unwrap();
    let what = match error.json_path().map(without_positions) {
        Some(path) if path != field => format!("{:?} at {path}", error.kind()),
        _ => format!("{:?}", error.kind()),
    };
    failures.entry(place).or_default().entry(what).or_default().insert(change.to_string());
}

/// A path as [`drift`] writes places: `data.[].id` for `data[7].id`.
fn without_positions(path: &str) -> String {
    let mut parts = Vec::new();
    for part in path.split('.') {
        let (name, positions) = part.split_at(part.find('[').unwrap_or(part.len()));
        parts.extend(Some(name).filter(|name| !name.is_empty()));
        parts.extend(positions.matches('[').map(|_| "[]"));
    }
    parts.join(".")
}

async fn drift_of(staged: &mut Staged, failures: &mut Failures) -> usize {
    let mut tried = 0;
    for (file, document) in staged.successes().await {
        for drifted in drift::all(&document) {
            tried += 1;
            let Err(error) = staged.answered_with(drifted.document.to_string()).await else { continue };
            let place = format!("{} {}", staged.case.operation, drifted.place);
            assert_ne!(drifted.change, Change::Richer, "{place} in {file}: a new field is ignored");
            note(failures, place, &drifted.change, &error);
        }
    }
    for (name, body) in [("empty", ""), ("null", "null"), ("[]", "[]"), ("{}", "{}"), ("a text", "\"x\"")] {
        if let Err(error) = staged.answered_with(body).await {
            note(failures, format!("{} (the body)", staged.case.operation), &name, &error);
        }
    }
    tried
}

/// Why the call fails without a field, by the last part of its place. A failure without a reason is red: either the
/// reader has to become more lenient, or the reason is written down here.
const WHY: [(&[&str], &str); 11] = [
    (&["(the body)"], "nothing is left of the answer"),
    (&["data", "response", "result"], "all that is answered stands in it"),
    (
        &["id", "userId", "subscriptionId", "requestId", "sessionId", "creditReportId"],
        "what it is about: no next call without it",
    ),
    (&["link"], "the link is what was asked for"),
    (&["token", "access_token", "token_type"], "a token that cannot be sent lets nobody in"),
    (
        &["accounts", "customers", "institutions", "edges", "pageInfo", "hasNextPage"],
        "a list that is not there must not be taken for an empty one",
    ),
    (
        &[
            "autoLoans",
            "creditCards",
            "homeLoans",
            "miscellaneousLiabilities",
            "personalLoans",
            "studentLoans",
            "debts",
            "publicRecords",
        ],
        "debts that cannot be read must not be taken for none",
    ),
    (&["[]", "node", "institution"], "what cannot be read must not be left out unnoticed"),
    (&["kba", "questions", "options", "question", "text"], "a question nobody can answer"),
    (&["refreshTransactionStatus", "reportStatus", "fileStatus"], "the state is what was asked for"),
    (&["errors"], "whether it was refused is not known"),
];

/// What the schema of DebtCore calls never null: where there is none, GraphQL makes the field around it null.
const NEVER_NULL: [&str; 4] = ["bankruptcyCode", "cursor", "source", "totalCount"];

fn why(krate: &str, place: &str) -> &'static str {
    let (_, field) = place.split_once(' ').unwrap();
    let last = if field == "(the body)" { field } else { field.rsplit('.').next().unwrap() };
    let listed = WHY.iter().find(|(names, _)| names.contains(&last)).map(|(_, why)| *why);
    let answer = krate == "spinwheel-gql" && field.split('.').count() == 2;
    listed
        .or_else(|| answer.then_some("all that is answered stands in it"))
        .or_else(|| NEVER_NULL.contains(&last).then_some("never null by the schema"))
        .unwrap_or_else(|| panic!("{krate} {place}: why must it be there?"))
}

fn rows(krate: &str, failures: &Failures) -> String {
    let joined = |changes: &BTreeSet<String>| changes.iter().cloned().collect::<Vec<_>>().join(", ");
    let row = |(place, whats): (&String, &BTreeMap<String, BTreeSet<String>>)| {
        let whats = whats.iter().map(|(what, changes)| format!("{} → {what}", joined(changes)));
        format!("{place}: {}; {}", whats.collect::<Vec<_>>().join(", "), why(krate, place))
    };
    failures.iter().map(row).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn what_fails_when_an_answer_drifts() {
    let mut by_crate: BTreeMap<&str, (Failures, usize)> = BTreeMap::new();
    for case in endpoints::all() {
        let (failures, tried) = by_crate.entry(case.krate).or_default();
        *tried += drift_of(&mut Staged::new(&case).await, failures).await;
    }
    for (krate, (failures, tried)) in by_crate {
        assert!(tried > 100, "the samples of {krate} were looked at: {tried}");
        insta::assert_snapshot!(format!("drift_{krate}"), rows(krate, &failures));
    }
}
