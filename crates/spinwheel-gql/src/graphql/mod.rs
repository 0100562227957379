//! GraphQL over HTTP: one document and its variables in, `data` and `errors` out, whatever the HTTP status.
//!
//! An answer is read in two steps. First without its types: what stands in `errors` counts, even if `data` is not as the schema
//! has it. Then with them.

mod payload;
mod refusal;
mod typed;

use graphql_client::GraphQLQuery;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};
use verify_core::Error;
use verify_core::provider::{Answer, Failure, Parts, Unreadable};

pub(crate) use payload::{Reply, node, payload, reply};

/// Writes the request of an operation.
pub(crate) fn write<Q: GraphQLQuery>(parts: &mut Parts, variables: Q::Variables) -> Result<(), Error> {
    parts.json(&Q::build_query(variables))
}

/// Reads the `data` of an answer as a type of your own, for endpoints that this crate does not cover. Anything in `errors` makes
/// it a refusal, whatever is in `data`; an answer without either cannot be read.
///
/// What DebtCore puts into the `errors` of a payload (`data.<operation>.errors`) is part of the data.
pub fn data<T: DeserializeOwned>(answer: &Answer) -> Result<T, Failure> {
    Ok(typed::read(succeeded(answer)?)?)
}

/// The `data` of a success without errors.
fn succeeded(answer: &Answer) -> Result<Value, Failure> {
    let data = without_errors(answer)?;
    if !answer.status().is_success() {
        return Err(refused(answer, &[], data.as_ref()));
    }
    data.filter(Value::is_object).ok_or_else(|| unreadable("data"))
}

/// The `data` of an answer of any status whose `errors` are none.
fn without_errors(answer: &Answer) -> Result<Option<Value>, Failure> {
    let success = answer.status().is_success();
    let Ok(mut body) = serde_json::from_slice::<Map<String, Value>>(answer.body()) else {
        return Err(if success { unreadable("data") } else { refused(answer, &[], None) });
    };
    let data = body.remove("data");
    match body.remove("errors") {
        Some(Value::Array(mut errors)) => {
            errors.retain(|error| !error.is_null());
            if errors.is_empty() { Ok(data) } else { Err(refused(answer, &errors, data.as_ref())) }
        }
        Some(odd) if success && !odd.is_null() => Err(unreadable("errors")),
        _ => Ok(data),
    }
}

fn refused(answer: &Answer, errors: &[Value], data: Option<&Value>) -> Failure {
    Failure::Refused(refusal::of(answer.status(), errors, data))
}

fn unreadable(place: &str) -> Failure {
    Unreadable::at(place).into()
}
