//! The token of a call, and what may be done with it.

use super::choices::{AcceptedTokens, Account, SignzyChoices};
use super::dialect::Trouble;
use super::state::{Credentials, State};
use crate::engine::call::Call;

/// Lets a call in, or says what is wrong.
pub(crate) fn check(
    known: &Credentials,
    state: &State,
    choices: &SignzyChoices,
    call: &mut Call,
) -> Result<(), Trouble> {
    let given = given(choices, call).ok_or_else(|| {
        no_token("There is no Authorization header; a token in the query counts only by choice.")
    })?;
    if let Some((scheme, _)) = given.split_once(' ') {
        let why = format!("Authorization begins with {scheme:?}; the token is to stand there alone.");
        return Err(no_token(why));
    }
    check_token(known, state, choices, &given, call)?;
    if choices.account == Account::NotEntitled {
        call.rests_on("account");
        return Err(Trouble::token("NOT_ENTITLED", "The choice account says that it may not use this."));
    }
    Ok(())
}

fn given(choices: &SignzyChoices, call: &mut Call) -> Option<String> {
    let header = call.header("authorization").filter(|given| !given.is_empty()).map(str::to_owned);
    if header.is_some() {
        return header;
    }
    if !choices.access_token_in_query {
        return None;
    }
    call.rests_on("access_token_in_query");
    call.fields.query("access_token").into_iter().next()
}

fn check_token(
    known: &Credentials,
    state: &State,
    choices: &SignzyChoices,
    given: &str,
    call: &mut Call,
) -> Result<(), Trouble> {
    let is_static = given == known.static_token;
    let of_login = state.tokens.iter().find(|token| token.value == given);
    if !is_static && of_login.is_none() {
        return Err(no_token("The token was never given to this tenant."));
    }
    let refused = if is_static { AcceptedTokens::LoginOnly } else { AcceptedTokens::StaticOnly };
    if choices.accepted_tokens == refused {
        call.rests_on("accepted_tokens");
        return Err(no_token("The choice accepted_tokens says that tokens of this kind are not good."));
    }
    let Some(token) = of_login else { return Ok(()) };
    if token.revoked {
        return Err(no_token("The token was taken back."));
    }
    if call.now.mono >= token.expires {
        call.rests_on("token_lifetime_seconds");
        return Err(no_token("The token is older than its ttl."));
    }
    Ok(())
}

fn no_token(why: impl Into<String>) -> Trouble {
    Trouble::token("AUTH_FAIL", why)
}
