//! `POST /{tenant id}/oauth2/v2.0/token`: a token for client credentials.

use std::time::{Duration, SystemTime};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value, json};

use super::errors::{
    EntraError, GRANT_TYPE, NO_CLIENT, NO_DEFAULT_SCOPE, NO_PARAMETER, NO_RESOURCE, NO_SECRET, NO_TENANT,
    WRONG_SECRET, body,
};
use crate::debtcore::choices::DebtCoreChoices;
use crate::debtcore::simulator::Simulator;
use crate::debtcore::state::{State, Token};
use crate::engine::call::Call;
use crate::engine::fields::Fields;
use crate::engine::lock;
use crate::engine::moment::millis;
use crate::engine::route;
use crate::engine::wire::Answer;

/// The error, and why for the journal.
type Refused = (EntraError, String);

pub(crate) fn answer(simulator: &Simulator, choices: &DebtCoreChoices, call: &mut Call) -> Answer {
    let mut state = lock(&simulator.state);
    match check(simulator, &mut state, call) {
        Ok(()) => issue(simulator, &mut state, choices, call),
        Err((error, why)) => Answer::new(error.status, body(error, simulator.context.seed, call.now), why),
    }
}

fn check(simulator: &Simulator, state: &mut State, call: &mut Call) -> Result<(), Refused> {
    let credentials = &simulator.credentials;
    if call.param("tenantId") != Some(&credentials.tenant_id) {
        return Err((NO_TENANT, "The tenant id in the path is not this tenant's.".to_owned()));
    }
    read_form(call)?;
    let grant = parameter(call, "grant_type")?;
    if grant != "client_credentials" {
        return Err((GRANT_TYPE, format!("grant_type must be client_credentials; it is {grant:?}.")));
    }
    let client = parameter(call, "client_id")?;
    let scope = parameter(call, "scope")?;
    let secret =
        parameter(call, "client_secret").map_err(|_| (NO_SECRET, "There is no client_secret.".to_owned()))?;
    state.logins += 1;
    if client != credentials.client_id {
        return Err((NO_CLIENT, "The client_id is not this tenant's.".to_owned()));
    }
    if secret != credentials.client_secret {
        return Err((WRONG_SECRET, "The client_secret is not this tenant's.".to_owned()));
    }
    if !scope.ends_with("/.default") || scope.contains(' ') {
        return Err((NO_DEFAULT_SCOPE, format!("The scope must end with /.default; it is {scope:?}.")));
    }
    if scope != credentials.scope() {
        return Err((NO_RESOURCE, format!("The scope is that of another application: {scope:?}.")));
    }
    Ok(())
}

/// The form takes the place of the body's fields, so that the journal can say which ones nobody read.
fn read_form(call: &mut Call) -> Result<(), Refused> {
    let given = call.header("content-type").unwrap_or("nothing").to_owned();
    let kind = given.split(';').next().unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        let why = format!("The body must be application/x-www-form-urlencoded; the request says {given}.");
        return Err((NO_PARAMETER, why));
    }
    let pairs = route::query_pairs(&String::from_utf8_lossy(&call.body));
    let form: Map<String, Value> = pairs.into_iter().map(|(name, value)| (name, value.into())).collect();
    call.fields = Fields::new(Some(form.into()), Vec::new());
    Ok(())
}

fn parameter(call: &mut Call, name: &str) -> Result<String, Refused> {
    let given = call.fields.field(name).and_then(|value| value.as_str().map(str::to_owned));
    let given = given.filter(|value| !value.is_empty());
    given.ok_or_else(|| (NO_PARAMETER, format!("The form has no {name}.")))
}

fn issue(simulator: &Simulator, state: &mut State, choices: &DebtCoreChoices, call: &mut Call) -> Answer {
    call.rests_on("token_seconds");
    let life = Duration::from_secs(choices.token_seconds);
    let value = jwt(simulator, state, call.now.wall, choices.token_seconds);
    let expires = call.now.mono.saturating_add(life);
    state.tokens.push(Token { value: value.clone(), expires, revoked: false });
    let answer = json!({
        "token_type": "Bearer",
        "expires_in": choices.token_seconds,
        "ext_expires_in": choices.token_seconds,
        "access_token": value,
    });
    Answer::new(200, answer, "Client id and secret are right; this is a new token.")
}

/// In the shape of a JWT; what stands where the signature would is random.
fn jwt(simulator: &Simulator, state: &mut State, now: SystemTime, life: u64) -> String {
    let (credentials, now) = (&simulator.credentials, millis(now) / 1000);
    let header = json!({"typ": "JWT", "alg": "RS256", "kid": "sandbox"});
    let claims = json!({
        "aud": format!("api://{}", credentials.app_id),
        "iss": format!("https://sts.example.com/{}/", credentials.tenant_id),
        "iat": now,
        "nbf": now,
        "exp": now.saturating_add(life),
        "appid": credentials.client_id,
        "tid": credentials.tenant_id,
        "uti": state.rng.hex(22),
        "ver": "1.0",
    });
    let parts = [header.to_string(), claims.to_string(), state.rng.hex(64)];
    parts.map(|part| URL_SAFE_NO_PAD.encode(part)).join(".")
}
