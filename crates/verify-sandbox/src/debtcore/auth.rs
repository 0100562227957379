//! The bearer token.

use super::choices::DebtCoreChoices;
use super::dialect;
use super::state::State;
use crate::engine::call::Call;
use crate::engine::wire::Answer;

/// Lets a call in, or answers it.
pub(crate) fn check(state: &State, choices: &DebtCoreChoices, call: &mut Call) -> Result<(), Answer> {
    let given = call.header("authorization").map(str::to_owned);
    let token = given.as_deref().and_then(|given| given.strip_prefix("Bearer ")).map(str::trim);
    let why = match token {
        None if given.is_none() => "There is no Authorization header.",
        None | Some("") => "Authorization is there, but holds no Bearer token.",
        Some(token) => match state.tokens.iter().find(|known| known.value == token) {
            None => "The token was never issued here.",
            Some(known) if known.revoked => "The token was taken back.",
            Some(known) if call.now.mono >= known.expires => "The token has expired.",
            Some(_) => return Ok(()),
        },
    };
    Err(dialect::unauthorized(choices, call, why))
}
