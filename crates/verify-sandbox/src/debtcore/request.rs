//! From HTTP to a GraphQL request.

use serde_json::{Map, Value};

use super::choices::{DebtCoreChoices, GetRequests, OtherContentType};
use super::codes;
use super::dialect::Failed;
use crate::engine::call::Call;

/// What is to be executed.
#[derive(Debug)]
pub(crate) struct Asked {
    pub(crate) query: String,
    pub(crate) operation: Option<String>,
    pub(crate) variables: Map<String, Value>,
    /// By GET: no mutations.
    pub(crate) by_get: bool,
}

pub(crate) fn read(choices: &DebtCoreChoices, call: &mut Call) -> Result<Asked, Failed> {
    if call.route.method == "GET" {
        return read_query(choices, call);
    }
    check_type(choices, call)?;
    let bad = |message: &str| Failed::new(400, codes::BAD_REQUEST, message);
    call.fields.look();
    match call.fields.body() {
        None => return Err(bad("The body is no JSON.")),
        Some(Value::Object(_)) => {}
        Some(_) => return Err(bad("The body must be one request, an object: batches are not served.")),
    }
    let query = call.fields.field("query");
    let Some(Value::String(query)) = query.filter(|query| query != "") else {
        return Err(bad("The body must have the text of a document as query."));
    };
    let operation = match call.fields.field("operationName") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(name),
        Some(_) => return Err(bad("operationName must be text.")),
    };
    let variables = match call.fields.peek("variables").cloned() {
        None | Some(Value::Null) => Map::new(),
        Some(Value::Object(variables)) => variables,
        Some(_) => return Err(bad("variables must be an object.")),
    };
    if variables.is_empty() {
        call.fields.field("variables");
    }
    Ok(Asked { query, operation, variables, by_get: false })
}

fn check_type(choices: &DebtCoreChoices, call: &mut Call) -> Result<(), Failed> {
    let given = call.header("content-type").unwrap_or("nothing").to_owned();
    let kind = given.split(';').next().unwrap_or_default().trim();
    if kind.eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    call.rests_on("other_content_type");
    if choices.other_content_type == OtherContentType::Accept {
        return Ok(());
    }
    call.rests_on("content_type_status");
    let message = "Only a body of the type application/json is taken: another site could forge the others.";
    let failed = Failed::new(choices.content_type_status, codes::BAD_REQUEST, message);
    Err(Failed { why: format!("The body must be application/json; the request says {given}."), ..failed })
}

fn read_query(choices: &DebtCoreChoices, call: &mut Call) -> Result<Asked, Failed> {
    call.rests_on("get_requests");
    if choices.get_requests == GetRequests::Refuse {
        call.rests_on("get_status");
        let message = "Requests are sent by POST.";
        return Err(Failed::new(choices.get_status, codes::BAD_REQUEST, message));
    }
    let bad = |message: &str| Failed::new(400, codes::BAD_REQUEST, message);
    let [query, operation, variables] = ["query", "operationName", "variables"]
        .map(|name| call.fields.query(name).into_iter().next().filter(|text| !text.is_empty()));
    let query = query.ok_or_else(|| bad("The document must be given as ?query=."))?;
    let variables = match variables.as_deref().map(serde_json::from_str) {
        None => Map::new(),
        Some(Ok(Value::Object(variables))) => variables,
        Some(_) => return Err(bad("variables must be an object, as JSON.")),
    };
    Ok(Asked { query, operation, variables, by_get: true })
}
