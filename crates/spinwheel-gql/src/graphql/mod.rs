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

/// The `data` of an answer without errors.
fn succeeded(answer: &Answer) -> Result<Value, Failure> {
    let refused = |errors: &[Value], data| Failure::Refused(refusal::of(answer.status(), errors, data));
    let Ok(mut body) = serde_json::from_slice::<Map<String, Value>>(answer.body()) else {
        return Err(if answer.status().is_success() { unreadable("data") } else { refused(&[], None) });
    };
    let data = body.remove("data");
    match body.remove("errors") {
        None | Some(Value::Null) => {}
        Some(Value::Array(mut errors)) => {
            errors.retain(|error| !error.is_null());
            if !errors.is_empty() {
                return Err(refused(&errors, data.as_ref()));
            }
        }
        Some(_) if answer.status().is_success() => return Err(unreadable("errors")),
        Some(_) => {}
    }
    if !answer.status().is_success() {
        return Err(refused(&[], data.as_ref()));
    }
    data.filter(Value::is_object).ok_or_else(|| unreadable("data"))
}

fn unreadable(place: &str) -> Failure {
    Unreadable::at(place).into()
}
