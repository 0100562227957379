//! Names that a running sandbox knows: its operations and providers.

use serde_json::Value;

use crate::control::SandboxAddress;
use crate::exit::Failure;
use crate::nearest::nearest;

/// Refuses what is not known: with the nearest name, and all there are. What was typed is not repeated.
pub(crate) fn unknown(flag: &str, what: &str, typed: &str, known: &[&str]) -> Failure {
    refuse(flag, what, nearest(typed, known.iter().copied()), known)
}

fn refuse(flag: &str, what: &str, meant: Option<&str>, known: &[&str]) -> Failure {
    let meant = meant.map_or_else(String::new, |name| format!("; did you mean {name}?"));
    let listed = known.join("\n  ");
    Failure::usage(format!("{flag}: there is no such {what}{meant}"))
        .reason(format!("There are:\n  {listed}"))
}

/// The texts of a list.
pub(crate) fn texts(list: &Value) -> Vec<&str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str).collect()
}

/// The full name of an operation; one that a single provider has can be given without it.
pub(crate) fn operation(typed: &str, known: &[&str]) -> Result<String, Failure> {
    let of_any = |name: &&&str| name.split_once('.').is_some_and(|(_, short)| short == typed);
    if known.contains(&typed) {
        return Ok(typed.to_owned());
    }
    let short: Vec<&&str> = known.iter().filter(of_any).collect();
    match short.as_slice() {
        [only] => Ok((**only).to_owned()),
        [] => Err(refuse("--operation", "operation", meant(typed, known), &of_its_provider(typed, known))),
        several => {
            let names: Vec<&str> = several.iter().map(|name| **name).collect();
            Err(Failure::usage("--operation: several providers have it")
                .next(format!("name one: {}", names.join(", "))))
        }
    }
}

/// The nearest operation, also of a name without its provider.
fn meant<'a>(typed: &str, known: &[&'a str]) -> Option<&'a str> {
    let short = |name: &'a str| name.split_once('.').map_or(name, |(_, short)| short);
    if typed.contains('.') {
        return nearest(typed, known.iter().copied());
    }
    let short_meant = nearest(typed, known.iter().map(|name| short(name)))?;
    known.iter().copied().find(|name| short(name) == short_meant)
}

/// All operations are many; where the provider is right, its own will do.
fn of_its_provider<'a>(typed: &str, known: &[&'a str]) -> Vec<&'a str> {
    let provider = typed.split('.').next().unwrap_or_default();
    let own = |name: &&str| name.split_once('.').is_some_and(|(owner, _)| owner == provider);
    let own: Vec<&str> = known.iter().copied().filter(own).collect();
    if own.is_empty() { known.to_vec() } else { own }
}

/// The operations that this sandbox simulates, as the control API lists them.
pub(crate) async fn operation_of(address: &SandboxAddress, typed: &str) -> Result<String, Failure> {
    let faults = address.get("faults").await?;
    operation(typed, &texts(&faults["operations"]))
}

/// The provider's name in the sandbox; the name of the crate will do, too.
pub(crate) async fn provider_of(address: &SandboxAddress, typed: &str) -> Result<String, Failure> {
    let status = address.get("status").await?;
    let names: Vec<&str> =
        status["providers"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
    let meant = names
        .iter()
        .find(|name| typed == **name || typed.strip_prefix(**name).is_some_and(|rest| rest.starts_with('-')));
    meant.map_or_else(|| Err(unknown("--provider", "provider", typed, &names)), |name| Ok((*name).to_owned()))
}

#[cfg(test)]
mod tests {
    use super::operation;

    const KNOWN: [&str; 3] = ["spinwheel.retrieve_user", "dots.retrieve_user", "dots.verify_token"];

    #[test]
    fn short_names_lead_to_the_only_operation() {
        assert_eq!(operation("verify_token", &KNOWN).unwrap(), "dots.verify_token");
        assert_eq!(operation("dots.retrieve_user", &KNOWN).unwrap(), "dots.retrieve_user");
        let several = operation("retrieve_user", &KNOWN).unwrap_err();
        assert_eq!(several.next_step(), Some("name one: spinwheel.retrieve_user, dots.retrieve_user"));
    }

    #[test]
    fn an_unknown_one_is_refused_with_those_there_are() {
        let refused = operation("dots.verify_tokens", &KNOWN).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "--operation: there is no such operation; did you mean dots.verify_token?"
        );
        assert_eq!(refused.reason_given(), Some("There are:\n  dots.retrieve_user\n  dots.verify_token"));
        assert_eq!(
            operation("pay", &KNOWN).unwrap_err().to_string(),
            "--operation: there is no such operation"
        );
    }
}
