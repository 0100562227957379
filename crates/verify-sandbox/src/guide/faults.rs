//! The kinds of faults.

use std::time::Duration;

use super::simulated::title;
use super::{code, table};
use crate::engine::inject::Stage;
use crate::fault::{FaultKind, RetryAfter};
use crate::tenant::TenantCore;

const ABOUT: &str = "\
## Faults

None strikes until it is armed: for an operation, all of a provider (`spinwheel.*`) or all (`*`), for the first so many requests or
until it is taken back. The first armed one that fits strikes. An answer that a fault gave or changed has the header
`sandbox-injected` with the name of its kind; the journal says which fault it was and which hit.

```sh
curl -d '{\"operation\": \"spinwheel.connect_sms\", \"kind\": \"accepted_then_lost\", \"times\": 1}' \\
    http://127.0.0.1:8700/_sandbox/tenants/default/faults
```
";

/// One of each kind, and one sentence on what the client sees.
fn all() -> Vec<(FaultKind, &'static str)> {
    let path = || "data.userId".to_owned();
    let kinds = [
        FaultKind::CloseBeforeReading,
        FaultKind::CloseAfterReading,
        FaultKind::NoAnswer,
        FaultKind::AcceptedThenLost,
        FaultKind::Slow { pause: Duration::from_millis(10) },
        FaultKind::CutBody,
        FaultKind::BadGatewayHtml,
        FaultKind::Status(503),
        FaultKind::Refusal("INVALID_NUMBER".to_owned()),
        FaultKind::TooManyRequests(RetryAfter::Seconds(5)),
        FaultKind::UnknownEnum,
        FaultKind::MissingField(path()),
        FaultKind::NullField(path()),
        FaultKind::RetypedField(path()),
        FaultKind::InvalidJson,
        FaultKind::EmptyBody,
    ];
    kinds.into_iter().map(|kind| (kind.clone(), effect(&kind))).collect()
}

/// Without a wildcard: a new kind does not compile until it is described here, and is missing in the table until it is in `all`.
fn effect(kind: &FaultKind) -> &'static str {
    match kind {
        FaultKind::CloseBeforeReading => "The connection is closed; the body stays unread.",
        FaultKind::CloseAfterReading => "The connection is closed without an answer.",
        FaultKind::NoAnswer => "Nothing; the connection stays open until the client leaves.",
        FaultKind::AcceptedThenLost => {
            "The connection is closed without an answer, and everything has happened."
        }
        FaultKind::Slow { .. } => {
            "The body arrives byte by byte, with this pause of the sandbox's clock before each."
        }
        FaultKind::CutBody => "Half of the body, then the connection is closed.",
        FaultKind::BadGatewayHtml => "A gateway's HTML page with status 502.",
        FaultKind::Status(_) => "This status, in the provider's dialect; 200 to 599.",
        FaultKind::Refusal(_) => "The refusal that the provider documents under this token.",
        FaultKind::TooManyRequests(_) => "Status 429 with this `Retry-After`.",
        FaultKind::UnknownEnum => "Every enum of the answer's data has a value nobody has heard of.",
        FaultKind::MissingField(_) => {
            "The field at this dotted path is left out; a number is an index, `*` every element."
        }
        FaultKind::NullField(_) => "The field at this path is `null`.",
        FaultKind::RetypedField(_) => "The field at this path has another type.",
        FaultKind::InvalidJson => "Two thirds of the JSON, under the right length.",
        FaultKind::EmptyBody => "The status, and no body.",
    }
}

fn retry_after() -> Vec<(RetryAfter, &'static str)> {
    let all = [
        RetryAfter::Absent,
        RetryAfter::Seconds(5),
        RetryAfter::Date(Duration::from_secs(60)),
        RetryAfter::PastDate,
        RetryAfter::Garbage,
        RetryAfter::Huge,
    ];
    let what = |after: &RetryAfter| match after {
        RetryAfter::Absent => "no such header",
        RetryAfter::Seconds(_) => "a number of seconds",
        RetryAfter::Date(_) => "a date so many seconds from the sandbox's now",
        RetryAfter::PastDate => "a date an hour ago",
        RetryAfter::Garbage => "neither a number nor a date",
        RetryAfter::Huge => "more seconds than anybody waits",
    };
    all.into_iter().map(|after| (after.clone(), what(&after))).collect()
}

fn json(value: &impl serde::Serialize) -> String {
    code(&serde_json::to_string(value).unwrap_or_default())
}

pub(super) fn kinds(tenant: &TenantCore) -> String {
    let row = |(kind, effect): (FaultKind, &str)| {
        let done = match kind.stage() {
            Stage::BeforeReading | Stage::AfterReading => "no",
            Stage::AfterProcessing => "yes",
        };
        vec![code(kind.name()), json(&kind), done.to_owned(), effect.to_owned()]
    };
    let mut written = format!(
        "{ABOUT}\n{}",
        table(&["Kind", "As JSON", "Carried out", "What the client sees"], all().into_iter().map(row))
    );
    written += "\n`too_many_requests` with each kind of `Retry-After`:\n\n";
    let row =
        |(after, what): (RetryAfter, &str)| vec![json(&FaultKind::TooManyRequests(after)), what.to_owned()];
    written += &table(&["As JSON", "`Retry-After`"], retry_after().into_iter().map(row));
    written += "\nThe tokens that a `refusal` can name:\n\n";
    let row = |(provider, tokens): (&str, &[&str])| {
        let tokens: Vec<_> = tokens.iter().map(|token| code(token)).collect();
        vec![title(provider).to_owned(), tokens.join(", ")]
    };
    let tokens = tenant.faults.tokens();
    written += &table(&["Provider", "Tokens"], tokens.into_iter().map(row));
    written
}

#[test]
fn every_kind_is_in_the_table() {
    let all = all();
    // As many as `effect` has arms.
    let names: std::collections::BTreeSet<_> = all.iter().map(|(kind, _)| kind.name()).collect();
    let effects: std::collections::BTreeSet<_> = all.iter().map(|(_, effect)| *effect).collect();
    assert_eq!((names.len(), effects.len(), all.len()), (16, 16, 16));
}
