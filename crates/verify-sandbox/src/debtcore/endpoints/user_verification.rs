//! `userVerification`: how far a contact's verification is.

use serde_json::{Value, json};

use super::operation;
use crate::debtcore::choices::{ConsentDate, UnknownContact, VerificationStatuses};
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};
use crate::debtcore::dialect::Trouble;
use crate::debtcore::record::iso_millis;
use crate::spinwheel::{Phase, Standing};

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.user_verification"), field: "userVerification", run };

fn run(desk: &mut Desk<'_>) -> Handled {
    let contact = desk.text("reqOrgContactId");
    desk.finish()?;
    let Some(standing) = desk.standing(&contact) else { return unknown(desk, &contact) };
    let status = status(desk, &standing);
    let consent = consent(desk, &standing);
    let why = format!("The verification stands at {status}.");
    let node = json!({
        "id": desk.simulator.verification_id(&standing.user_id),
        "reqOrgContactId": contact,
        "creditReportUserId": standing.user_id,
        "reqOrgId": desk.simulator.credentials.org_id,
        "status": status,
        "verificationDate": standing.verified_at.map(iso_millis),
        "userConsentDate": consent,
        "verificationType": standing.way,
        "verificationSource": "SPINWHEEL",
    });
    Ok(Done::data(node, why))
}

fn status(desk: &mut Desk<'_>, standing: &Standing) -> &'static str {
    desk.call.rests_on("verification_statuses");
    let detailed = desk.choices.verification_statuses == VerificationStatuses::Detailed;
    let by_text = standing.way == Some("SMS");
    match standing.phase {
        Phase::Passed => "PASSED",
        Phase::WrongCode if detailed => "OTP_INCORRECT",
        Phase::TooLate if detailed => "OTP_EXPIRED",
        Phase::Locked if detailed => "RETRY_AFTER_5MIN",
        Phase::Refused if detailed && by_text => "REQUIRES_KBA",
        Phase::Asked | Phase::WrongCode | Phase::TooLate => "IN_PROGRESS",
        Phase::Locked | Phase::Refused => "FAILED",
    }
}

fn consent(desk: &mut Desk<'_>, standing: &Standing) -> Option<String> {
    desk.call.rests_on("consent_date");
    let verified = standing.verified_at?;
    let asked = standing.asked_at.filter(|_| desk.choices.consent_date == ConsentDate::Asked);
    Some(iso_millis(asked.unwrap_or(verified)))
}

fn unknown(desk: &mut Desk<'_>, contact: &str) -> Handled {
    desk.call.rests_on("unknown_contact");
    let why = "Nobody with this reqOrgContactId has come by, here or at Spinwheel.";
    match desk.choices.unknown_contact {
        UnknownContact::NotStarted => {
            let node = json!({"reqOrgContactId": contact, "reqOrgId": desk.simulator.credentials.org_id, "status": "NOT_STARTED", "id": Value::Null});
            Ok(Done::data(node, why))
        }
        UnknownContact::NotFound => {
            Err(Trouble::not_found("There is no contact with this reqOrgContactId.", why))
        }
        UnknownContact::Null => Ok(Done::Null(why.to_owned())),
    }
}
