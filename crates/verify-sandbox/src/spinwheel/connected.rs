//! What all ways to connect a person end with.

use std::time::Duration;

use serde_json::{Value, json};

use super::choices::SpinwheelChoices;
use super::data;
use super::desk::Desk;
use super::dialect::Trouble;
use super::state::{NetworkToken, User, Verified};
use crate::engine::rng::Rng;

const DAY: u64 = 86_400;

/// Marks the user as verified and returns the documented answer: ids, status, profile, and what the partner's
/// configuration adds.
pub(crate) fn answer(desk: &mut Desk<'_>, id: &str, how: Verified) -> Result<Value, Trouble> {
    let now = desk.call.now;
    let user = desk.user(id)?;
    user.verified = Some(how);
    user.verified_at.get_or_insert(now.wall);
    user.updated = now.wall;
    let mut data = Desk::ids(user);
    data["connectionStatus"] = json!("SUCCESS");
    data["profile"] = data::verified_profile(user);
    if let Some(token) = network_token(desk, id)? {
        data["networkToken"] = json!(token);
    }
    if desk.choices.risk_layer && matches!(how, Verified::ByText | Verified::Preverified) {
        desk.call.rests_on("risk_layer");
        data["riskAssessments"] = risk_assessments(desk.context.seed, id);
    }
    Ok(data)
}

/// The user's network token when the partner produces them; made when the user has none that lives.
pub(crate) fn network_token(desk: &mut Desk<'_>, id: &str) -> Result<Option<String>, Trouble> {
    if !desk.choices.network_token_producer {
        return Ok(None);
    }
    desk.call.rests_on("network_token_producer");
    let (now, seed, choices) = (desk.call.now.mono, desk.context.seed, desk.choices);
    let user = desk.user(id)?;
    if user.verified.is_none() {
        return Ok(None);
    }
    if live_network_token(user, choices, now).is_none() {
        let count = user.network_tokens.len().to_string();
        let value = Rng::new(seed, &[&user.id, "network-token", &count]).uuid();
        user.network_tokens.push(NetworkToken { value, issued: now });
    }
    Ok(live_network_token(user, choices, now))
}

fn live_network_token(user: &User, choices: &SpinwheelChoices, now: Duration) -> Option<String> {
    let last = user.network_tokens.last()?;
    is_live(last, choices, now).then(|| last.value.clone())
}

pub(crate) fn is_live(token: &NetworkToken, choices: &SpinwheelChoices, now: Duration) -> bool {
    let life = Duration::from_secs(choices.network_token_days.saturating_mul(DAY));
    now.saturating_sub(token.issued) < life
}

/// Vendor and versions are documented; what `details` holds is invented.
fn risk_assessments(seed: u64, id: &str) -> Value {
    let score = 600 + Rng::new(seed, &[id, "risk"]).below(400);
    json!([
        {
            "vendor": "PROVE",
            "version": "trust/v2",
            "details": {"trustScore": score, "isTrusted": true, "reasonCodes": []},
        },
        {
            "vendor": "PROVE",
            "version": "identity/v2",
            "details": {"verified": true, "name": {"firstName": 100, "lastName": 100}, "dateOfBirth": true},
        },
    ])
}
