//! Addresses and credentials as environment variables.

use serde_json::Value;

use crate::control::{SandboxAddress, VARIABLE};
use crate::exit::Failure;

/// Names and values: the sandbox's address, and for each value that a provider's simulation gives away
/// `<PROVIDER>_<VALUE>`, for instance `FINICITY_PARTNER_ID`. So are called what the commands read for `--live`.
pub(super) async fn variables(address: &SandboxAddress) -> Result<Vec<(String, String)>, Failure> {
    let given = address.get("credentials").await?;
    let mut variables = vec![(VARIABLE.to_owned(), address.url())];
    for (provider, values) in given.as_object().into_iter().flatten() {
        for (field, value) in values.as_object().into_iter().flatten() {
            variables.extend(text(value).map(|value| (name(provider, field), value)));
        }
    }
    Ok(variables)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn name(provider: &str, field: &str) -> String {
    let allowed =
        |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_uppercase() } else { '_' };
    format!("{provider}_{field}").chars().map(allowed).collect()
}
