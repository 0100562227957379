//! The steps of a session as JSON: one set for the page and for the control API.

use serde::Serialize;
use serde_json::{Value, json};

use super::booth::Booth;
use super::error::ConnectError;
use super::sign_in::SignIn;
use super::{choose, end, open, review, sign_in};

/// `POST sessions`.
pub(super) fn open(booth: &mut Booth<'_>, body: &Value) -> Result<Value, ConnectError> {
    let link = text(body, "link")?;
    open::open(booth, link).map(|opened| plain(&opened))
}

/// `POST sessions/{id}/{verb}`; `None` when there is no such verb.
pub(super) fn run(
    booth: &mut Booth<'_>,
    id: &str,
    verb: &str,
    body: &Value,
) -> Option<Result<Value, ConnectError>> {
    Some(match verb {
        "search" => text(body, "query")
            .and_then(|query| choose::search(booth, id, query))
            .map(|institutions| json!({"institutions": institutions})),
        "institution" => institution_id(body)
            .and_then(|institution| choose::choose(booth, id, institution))
            .map(|institution| json!({"institution": institution})),
        "sign-in" => how(body).and_then(|how| sign_in::sign_in(booth, id, &how)).map(|step| plain(&step)),
        "mfa" => texts(body, "answers")
            .and_then(|answers| sign_in::answer(booth, id, &answers))
            .map(|step| plain(&step)),
        "accounts" => texts(body, "accountIds")
            .and_then(|accounts| review::add(booth, id, &accounts))
            .map(|added| json!({"added": added})),
        "remove-accounts" => texts(body, "accountIds")
            .and_then(|accounts| review::remove(booth, id, &accounts))
            .map(|removed| json!({"removed": removed})),
        "done" => end::done(booth, id).map(|end| plain(&end)),
        "cancel" => end::cancel(booth, id).map(|end| plain(&end)),
        "error" => is_timeout(body).and_then(|timeout| end::fail(booth, id, timeout)).map(|end| plain(&end)),
        _ => return None,
    })
}

fn plain(value: &impl Serialize) -> Value {
    serde_json::to_value(value).unwrap_or_default()
}

fn text<'a>(body: &'a Value, name: &str) -> Result<&'a str, ConnectError> {
    body[name].as_str().ok_or_else(|| ConnectError::invalid(format!("{name} must be text")))
}

fn texts(body: &Value, name: &str) -> Result<Vec<String>, ConnectError> {
    let wrong = || ConnectError::invalid(format!("{name} must be a list of texts"));
    let items = body[name].as_array().ok_or_else(wrong)?;
    items.iter().map(|item| item.as_str().map(ToOwned::to_owned).ok_or_else(wrong)).collect()
}

fn institution_id(body: &Value) -> Result<u64, ConnectError> {
    let id = &body["institutionId"];
    id.as_u64().ok_or_else(|| ConnectError::invalid("institutionId must be a number"))
}

fn how(body: &Value) -> Result<SignIn, ConnectError> {
    if body["oauth"] == json!(true) {
        return Ok(SignIn::OAuth);
    }
    let wrong = || ConnectError::invalid("fields must hold a text for each field, or oauth be true");
    let fields = body["fields"].as_object().ok_or_else(wrong)?;
    let field = |(id, value): (&String, &Value)| Some((id.clone(), value.as_str()?.to_owned()));
    Ok(SignIn::Form(fields.iter().map(field).collect::<Option<_>>().ok_or_else(wrong)?))
}

fn is_timeout(body: &Value) -> Result<bool, ConnectError> {
    match body["what"].as_str() {
        Some("timeout") => Ok(true),
        Some("error") => Ok(false),
        _ => Err(ConnectError::invalid("what must be error or timeout")),
    }
}
