//! The secret key.

use super::choices::SpinwheelChoices;
use super::dialect::Trouble;
use crate::engine::call::Call;

/// The documented text of a 401.
const NO_KEY: &str = "No auth key provided";

pub(crate) fn check(key: &str, choices: &SpinwheelChoices, call: &mut Call) -> Result<(), Trouble> {
    let given = call.header("authorization").map(str::to_owned);
    let token = given.as_deref().and_then(|given| given.strip_prefix("Bearer ")).map(str::trim);
    match token {
        Some(token) if token == key => Ok(()),
        Some(token) if !token.is_empty() => {
            call.rests_on("bad_key_status");
            call.rests_on("auth_text");
            let why = "The key is not this tenant's.";
            Err(Trouble::unauthorized(choices, choices.bad_key_status, "The auth key is not valid", why))
        }
        _ => {
            call.rests_on("auth_text");
            let why = if call.header("x-api-key").is_some() {
                "The key came in x-api-key; it belongs into Authorization: Bearer."
            } else if given.is_some() {
                "Authorization is there, but holds no Bearer key."
            } else {
                "There is no Authorization header."
            };
            Err(Trouble::unauthorized(choices, 401, NO_KEY, why))
        }
    }
}
