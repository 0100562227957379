//! App key, secret and token.

use super::choices::{FailedLogins, FinicityChoices, UnknownPartner};
use super::desk::{Access, Desk};
use super::dialect::{Form, SESSION, Trouble};
use super::state::{MAX_FAILED_LOGINS, State};
use crate::engine::call::Call;

const KEY: &str = "finicity-app-key";
const TOKEN: &str = "finicity-app-token";

/// Lets a call in, or says what is wrong with its headers.
pub(crate) fn check(
    state: &State,
    choices: &FinicityChoices,
    access: Access,
    call: &mut Call,
) -> Result<(), Trouble> {
    match call.header(KEY) {
        None | Some("") => return Err(Trouble::token("10026", "There is no Finicity-App-Key header.")),
        Some(key) if key != state.partner.app_key => {
            return Err(Trouble::token("10027", "The Finicity-App-Key is not this tenant's."));
        }
        Some(_) => {}
    }
    if access == Access::Key {
        return Ok(());
    }
    let Err((name, why)) = check_token(state, call) else { return check_lock(state, choices, call) };
    let plain = Trouble::token(name, why);
    if access != Access::Connect {
        return Err(plain);
    }
    if name == "10022" {
        return Err(Trouble::token("10022_CONNECT", why));
    }
    Err(Trouble { form: Form::ConnectShort, user_message: Some(SESSION), ..plain })
}

fn check_token(state: &State, call: &Call) -> Result<(), (&'static str, &'static str)> {
    let given = call.header(TOKEN).filter(|token| !token.is_empty());
    let given = given.ok_or(("10024", "There is no Finicity-App-Token header."))?;
    let token = state.tokens.iter().find(|token| token.value == given);
    match token {
        None => Err(("10022", "The Finicity-App-Token was never issued here.")),
        Some(token) if token.revoked => Err(("10022", "The Finicity-App-Token was taken back.")),
        Some(token) if call.now.mono >= token.expires => {
            Err(("10023", "The Finicity-App-Token is older than 2 hours."))
        }
        Some(_) => Ok(()),
    }
}

/// A good token, while the account is locked.
fn check_lock(state: &State, choices: &FinicityChoices, call: &mut Call) -> Result<(), Trouble> {
    if !state.partner.locked {
        return Ok(());
    }
    call.rests_on("lock_refuses_tokens");
    if choices.lock_refuses_tokens {
        return Err(Trouble::token("24302", "The account is locked after five wrong logins."));
    }
    Ok(())
}

/// What an attempt to log in is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Attempt {
    Token,
    Rotation,
}

/// Checks partner id and secret, and counts what is wrong.
pub(crate) fn log_in(desk: &mut Desk<'_>, id: &str, secret: &str, attempt: Attempt) -> Result<(), Trouble> {
    let choices = desk.choices;
    desk.state.partner.logins += 1;
    if desk.state.partner.id != id {
        desk.call.rests_on("unknown_partner");
        let why = "The partnerId is not this tenant's; this counts as nobody's wrong login.";
        return Err(match choices.unknown_partner {
            UnknownPartner::NotFound => Trouble::token("12401", why),
            UnknownPartner::InvalidCredentials => Trouble::token("10001", why),
        });
    }
    let (now, partner) = (desk.call.now.mono, &mut desk.state.partner);
    if partner.locked {
        return Err(Trouble::token(
            "24302",
            "The account is locked after five wrong logins; unlock() opens it.",
        ));
    }
    if partner.accepts(secret, now) {
        if choices.failed_logins == FailedLogins::Consecutive {
            partner.failed_logins = 0;
        }
        return Ok(());
    }
    let counts = attempt == Attempt::Token || choices.failed_rotation_counts;
    partner.failed_logins += u32::from(counts);
    partner.locked = partner.failed_logins >= MAX_FAILED_LOGINS;
    let why = format!("The secret is wrong; wrong logins so far: {}.", partner.failed_logins);
    let why = if partner.locked { format!("{why} The account is locked now.") } else { why };
    desk.call.rests_on("failed_logins");
    if attempt == Attempt::Rotation {
        desk.call.rests_on("failed_rotation_counts");
    }
    Err(Trouble::token("10001", why))
}

/// The published policy of secrets; says what is against it.
pub(crate) fn against_policy(secret: &str) -> Option<&'static str> {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!@#$%&*_-+".contains(&byte);
    if !(12..=255).contains(&secret.chars().count()) {
        Some("The new secret has not 12 to 255 characters.")
    } else if !secret.bytes().any(|byte| byte.is_ascii_alphabetic()) {
        Some("The new secret has no letter.")
    } else if !secret.bytes().any(|byte| byte.is_ascii_digit()) {
        Some("The new secret has no digit.")
    } else if !secret.bytes().all(allowed) {
        Some("The new secret has a character that is not allowed.")
    } else {
        None
    }
}
