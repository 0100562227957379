//! What is known about a user's taxes, and the check of the tax number, which takes its time.

use std::time::Duration;

use serde::Serialize;
use serde_json::{Value, json};

use super::choices::{Collected1099, DotsChoices, TaxIdPlace};
use super::state::User;
use crate::engine::call::Call;

/// A row of [`special_tins`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SpecialTin {
    /// Nine digits that are nobody's number.
    pub tin: &'static str,
    /// What comes of it.
    pub what: &'static str,
}

const MISMATCHED: &str = "000000001";
const PENDING: &str = "000000002";
pub(crate) const REFUSED: &str = "000000003";

const TINS: &[SpecialTin] = &[
    SpecialTin { tin: MISMATCHED, what: "After the check, `tax_id_verification` is `mismatched`." },
    SpecialTin { tin: PENDING, what: "`tax_id_verification` stays `pending`." },
    SpecialTin { tin: REFUSED, what: "Refused with `invalid-ssn`." },
];

/// Tax numbers with which something goes wrong. All of them are this sandbox's own, none is Dots's; any other nine digits
/// are `matched` after the check.
pub fn special_tins() -> &'static [SpecialTin] {
    TINS
}

/// A W-9 that was handed in.
#[derive(Debug, Clone, Serialize, serde::Deserialize)]
pub(crate) struct W9 {
    pub(crate) entity_type: String,
    pub(crate) business_name: Option<String>,
    pub(crate) tin: String,
    /// On the monotonic clock.
    #[serde(with = "crate::state::time")]
    pub(crate) submitted: Duration,
}

impl W9 {
    /// What the check says at this moment of the monotonic clock.
    pub(crate) fn verification(&self, choices: &DotsChoices, now: Duration) -> &'static str {
        let due = self.submitted.saturating_add(Duration::from_secs(choices.tin_check_seconds));
        match self.tin.as_str() {
            _ if now < due => "pending",
            PENDING => "pending",
            MISMATCHED => "mismatched",
            _ => "matched",
        }
    }
}

/// What was handed in for a user.
#[derive(Debug, Clone, Default, Serialize, serde::Deserialize)]
pub(crate) struct Compliance {
    pub(crate) w9: Option<W9>,
    pub(crate) w8ben: bool,
    /// By itself, besides the addresses of the forms.
    pub(crate) address: bool,
    pub(crate) id_verified: bool,
}

/// The six flags of the older page.
pub(crate) fn flags(user: &User, choices: &DotsChoices, call: &mut Call) -> Value {
    let known = &user.compliance;
    let form = known.w9.is_some() || known.w8ben;
    if known.address && !form {
        call.rests_on("address_collected_by_put");
    }
    if known.w9.is_some() {
        call.rests_on("collected_1099");
    }
    json!({
        "tax_id_collected": known.w9.is_some(),
        "address_collected": form || (known.address && choices.address_collected_by_put),
        "date_of_birth_collected": user.date_of_birth.is_some(),
        "1099_collected": known.w9.is_some() && choices.collected_1099 == Collected1099::WithW9,
        "w8_ben_collected": known.w8ben,
        "flagged": false,
    })
}

/// All of it, as in the schema.
pub(crate) fn full(user: &User, choices: &DotsChoices, call: &mut Call) -> Value {
    let mut shown = flags(user, choices, call);
    let known = &user.compliance;
    shown["must_collect_1099"] = json!(false);
    shown["id_verified"] = json!(known.id_verified);
    shown["has_criminal_activity"] = json!(false);
    let verification = known.w9.as_ref().map_or("unsubmitted", |w9| w9.verification(choices, call.now.mono));
    if known.w9.is_some() {
        call.rests_on("tin_check_seconds");
    }
    call.rests_on("tax_id_place");
    if choices.tax_id_place != TaxIdPlace::W9 {
        shown["tax_id_verification"] = json!(verification);
    }
    shown["w9"] = known.w9.as_ref().map_or(Value::Null, |w9| {
        let mut form = json!({
            "entity_type": w9.entity_type, "business_name": w9.business_name, "tax_id_collected": true,
            "address_collected": true,
        });
        if choices.tax_id_place != TaxIdPlace::Compliance {
            form["tax_id_verification"] = json!(verification);
        }
        form
    });
    shown["flags"] = json!({
        "ofac": false, "ofac_status": "unflagged", "payout_method": false, "payout_method_cycle": false,
        "name_mismatch": false,
    });
    shown
}
