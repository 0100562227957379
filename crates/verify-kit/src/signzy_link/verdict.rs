//! What is known of a link, as lines and as JSON, and what it amounts to.

use serde::Serialize;
use signzy_link::{Doubt, LineType, LinkStatus, PhoneMatch, TransactionId, Verdict};

/// The answer as JSON.
#[derive(Serialize)]
pub(super) struct Judged<'a> {
    /// `verified`, `mismatch`, `indeterminate`, `not_clicked` or `expired`.
    verdict: &'static str,
    /// Why it is indeterminate.
    #[serde(skip_serializing_if = "Option::is_none")]
    doubt: Option<&'static str>,
    status: &'a LinkStatus,
}

impl<'a> Judged<'a> {
    pub(super) fn new(verdict: Verdict, status: &'a LinkStatus) -> Self {
        let doubt = match verdict {
            Verdict::Indeterminate(doubt) => Some(name_of(doubt)),
            _ => None,
        };
        Self { verdict: name(verdict), doubt, status }
    }
}

fn name(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Verified => "verified",
        Verdict::Mismatch => "mismatch",
        Verdict::Indeterminate(_) => "indeterminate",
        Verdict::NotClicked => "not_clicked",
        Verdict::Expired => "expired",
        _ => "unknown",
    }
}

fn name_of(doubt: Doubt) -> &'static str {
    match doubt {
        Doubt::NoCarrierResult => "no_carrier_result",
        Doubt::MatchMissing => "match_missing",
        Doubt::MatchUnknown => "match_unknown",
        Doubt::LineType => "line_type",
        _ => "unknown",
    }
}

/// The verdict, and what it rests on. Phone number and addresses are not among the lines.
pub(super) fn lines(verdict: Verdict, status: &LinkStatus) -> Vec<String> {
    let yes_or_no = |is: bool| if is { "yes" } else { "no" }.to_owned();
    let facts = [
        ("verdict", Some(verdict.to_string())),
        ("opened", status.link_clicked.map(yes_or_no)),
        ("phone matches", status.phone_match.as_ref().map(matches).map(str::to_owned)),
        ("address matches", status.ip_address_match.map(yes_or_no)),
        ("line", status.line_type.as_ref().map(LineType::as_str).map(str::to_owned)),
        ("carrier", status.carrier.clone()),
        ("country", status.country_code.clone()),
        ("transaction id", status.transaction_id.as_ref().map(TransactionId::as_str).map(str::to_owned)),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}

fn matches(found: &PhoneMatch) -> &'static str {
    match found {
        PhoneMatch::Yes => "yes",
        PhoneMatch::No => "no",
        PhoneMatch::Indeterminate => "the carrier cannot tell",
        _ => "something this version does not know",
    }
}
