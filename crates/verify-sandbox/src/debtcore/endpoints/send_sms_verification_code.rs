//! `sendSMSVerificationCode`: sends a text message. Calling it again is the resend.

use serde_json::json;

use super::operation;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: operation("debtcore.send_sms_verification_code"),
    field: "sendSMSVerificationCode",
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let phone = desk.phone("input.phoneNumber");
    let born = desk.date("input.dateOfBirth");
    let contact = desk.text("input.reqOrgContactId");
    desk.finish()?;
    let body = json!({"phoneNumber": phone, "dateOfBirth": born, "extUserId": contact});
    desk.spinwheel("spinwheel.connect_sms", None, body)?;
    Ok(Done::data(
        json!({"message": "Verification code sent successfully"}),
        "A code was sent; it is in the outbox.",
    ))
}
