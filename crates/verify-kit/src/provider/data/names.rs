//! From fields to flags.

use std::ffi::OsString;

use clap::{Arg, ArgAction};
use serde_json::Value;

use super::fields::{plain, scalar};
use super::{Fields, Wire};
use crate::exit::Failure;
use crate::nearest::nearest;
use crate::output;

/// The flags of an operation, and what the provider calls them.
pub(super) struct Names<'a> {
    pub(super) flags: &'a [&'a Arg],
    pub(super) wire: &'a Wire,
}

/// An argument that takes the place of a field.
pub(super) struct Added<'a> {
    pub(super) flag: &'a Arg,
    pub(super) argument: OsString,
}

/// Whether an operation has a flag of this name.
pub(super) fn has_flag(name: &str, flags: &[&Arg]) -> bool {
    flags.iter().any(|flag| is_called(flag, &plain(name)))
}

fn is_called(flag: &Arg, name: &str) -> bool {
    let aliases = flag.get_all_aliases().unwrap_or_default();
    aliases.into_iter().chain(flag.get_long()).any(|long| plain(long) == name)
}

impl<'a> Names<'a> {
    pub(super) fn arguments(&self, fields: &Fields) -> Result<Vec<Added<'a>>, Failure> {
        let mut added = Vec::new();
        self.object("", fields, &mut added)?;
        for (index, one) in added.iter().enumerate() {
            let again = |other: &&Added<'_>| other.flag.get_id() == one.flag.get_id();
            let repeated = !matches!(one.flag.get_action(), ArgAction::Append)
                && added[..index].iter().any(|one| again(&one));
            if repeated {
                return Err(Failure::usage(format!(
                    "--data: {} is given twice, under two names",
                    long(one.flag)
                )));
            }
        }
        Ok(added)
    }

    fn object(&self, path: &str, fields: &Fields, added: &mut Vec<Added<'a>>) -> Result<(), Failure> {
        fields.iter().try_for_each(|(name, value)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}-{name}") };
            self.field(&path, value, added)
        })
    }

    fn field(&self, path: &str, value: &Value, added: &mut Vec<Added<'a>>) -> Result<(), Failure> {
        let flag = self.flag(path);
        match (value, flag) {
            (Value::Null, _) => Ok(()),
            (value, Some(flag)) if takes_json(flag) => {
                added.push(with_value(flag, &value.to_string()));
                Ok(())
            }
            (Value::Object(fields), _) => self.object(path, fields, added),
            (_, None) => Err(self.unknown(path)),
            (Value::Array(items), Some(flag)) if matches!(flag.get_action(), ArgAction::Append) => {
                items.iter().try_for_each(|item| value_of(path, flag, item, added))
            }
            (value, Some(flag)) => value_of(path, flag, value, added),
        }
    }

    /// The flag of this name, or the one that the provider's name stands for.
    fn flag(&self, path: &str) -> Option<&'a Arg> {
        let name = plain(path);
        let called = |name: &str| self.flags.iter().copied().find(|flag| is_called(flag, name));
        called(&name).or_else(|| {
            let mut meant = self.wire.names.iter().filter(|(wire, _)| plain(wire) == name);
            meant.find_map(|(_, flag)| called(&plain(flag)))
        })
    }

    /// A flag, and what the provider calls it. What is in an object of its own may be another command's.
    fn with_names(&self, long: &str) -> String {
        let of_flag = |(wire, flag): &&(&str, &str)| {
            plain(flag) == plain(long) && plain(wire) != plain(long) && !wire.contains('.')
        };
        let names: Vec<&str> = self.wire.names.iter().filter(of_flag).map(|(wire, _)| *wire).collect();
        if names.is_empty() { long.to_owned() } else { format!("{long} ({})", names.join(", ")) }
    }

    fn unknown(&self, path: &str) -> Failure {
        let longs = self.flags.iter().filter_map(|flag| flag.get_long());
        let of_provider = self.wire.names.iter().filter(|(_, flag)| has_flag(flag, self.flags));
        let all: Vec<(String, &str)> =
            longs.clone().chain(of_provider.map(|(wire, _)| *wire)).map(|name| (kebab(name), name)).collect();
        let typed = kebab(path);
        let meant = nearest(&typed, all.iter().map(|(written, _)| written.as_str()));
        let meant =
            meant.and_then(|near| all.iter().find(|(written, _)| written == near)).map(|(_, name)| name);
        let meant = meant.map_or_else(String::new, |name| format!("; did you mean {name}?"));
        let path = output::printable(path);
        let failure = Failure::usage(format!("--data: this command has no field {path}{meant}"));
        let listed = longs.map(|long| self.with_names(long)).collect::<Vec<_>>().join("\n  ");
        if listed.is_empty() {
            return failure.reason("It has no fields at all.");
        }
        failure.reason(format!("There are:\n  {listed}"))
    }
}

fn value_of<'a>(path: &str, flag: &'a Arg, value: &Value, added: &mut Vec<Added<'a>>) -> Result<(), Failure> {
    let words: Vec<String> =
        flag.get_possible_values().iter().map(|word| word.get_name().to_owned()).collect();
    if matches!(flag.get_action(), ArgAction::SetTrue) {
        return match value {
            Value::Bool(true) => {
                added.push(Added { flag, argument: long(flag).into() });
                Ok(())
            }
            Value::Bool(false) => Ok(()),
            _ => Err(Failure::usage(format!("--data: {} must be true or false", output::printable(path)))),
        };
    }
    let text = match value {
        Value::Bool(yes) if words.iter().any(|word| word == "true") => yes.to_string(),
        other => scalar(other).ok_or_else(|| {
            Failure::usage(format!("--data: {} must be a text or a number", output::printable(path)))
        })?,
    };
    let meant = words.iter().find(|word| plain(word) == plain(&text));
    added.push(with_value(flag, meant.unwrap_or(&text)));
    Ok(())
}

fn with_value<'a>(flag: &'a Arg, value: &str) -> Added<'a> {
    Added { flag, argument: format!("{}={value}", long(flag)).into() }
}

fn long(flag: &Arg) -> String {
    format!("--{}", flag.get_long().unwrap_or_default())
}

fn takes_json(flag: &Arg) -> bool {
    flag.get_value_names().is_some_and(|names| names.iter().any(|name| name.as_str() == "JSON"))
}

/// As flags are written.
fn kebab(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !written.is_empty() && !written.ends_with('-') {
            written.push('-');
        }
        written.extend(letter.to_lowercase().map(|letter| if "_.".contains(letter) { '-' } else { letter }));
    }
    written
}
