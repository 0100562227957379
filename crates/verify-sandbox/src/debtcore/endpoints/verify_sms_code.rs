//! `verifySMSCode`: checks the code, then the person; that is the consent.

use serde_json::json;

use super::operation;
use crate::debtcore::desk::{Desk, Done, Endpoint, Handled};

pub(super) static ENDPOINT: Endpoint =
    Endpoint { operation: operation("debtcore.verify_sms_code"), field: "verifySMSCode", run };

fn run(desk: &mut Desk<'_>) -> Handled {
    let contact = desk.text("input.reqOrgContactId");
    let code = desk.text("input.verificationCode");
    desk.finish()?;
    let user = desk.known(&contact)?.user_id;
    desk.spinwheel("spinwheel.verify_sms_code", Some(&user), json!({"code": code}))?;
    let why = "The code is right and the person was identified.";
    Ok(Done::data(json!({"message": "Verification successful"}), why))
}
