//! Reading the object.

use std::io::Read as _;

use serde_json::Value;

use super::Fields;
use super::arguments::Line;
use crate::exit::{Failure, unreadable};

/// What was given.
#[derive(Debug)]
pub(super) enum Given {
    Fields(Fields),
    List(Vec<Value>),
}

/// From a file, from stdin, or from the argument itself. Nothing of it is repeated.
pub(super) fn read(given: &str, line: &Line) -> Result<Given, Failure> {
    let text = match given.strip_prefix('@') {
        Some("-") => stdin(line)?,
        Some(path) => std::fs::read_to_string(path).map_err(|error| {
            Failure::usage(format!("--data: the file cannot be read: {}", unreadable(&error)))
                .next("give @FILE with the path of a file, @- for stdin, or a JSON object")
        })?,
        None => given.to_owned(),
    };
    match serde_json::from_str(&text) {
        Ok(Value::Object(fields)) => Ok(Given::Fields(fields)),
        Ok(Value::Array(list)) => Ok(Given::List(list)),
        Ok(_) => Err(Failure::usage("--data: must be a JSON object: {\"field\": \"value\", …}")),
        Err(_) if text.trim().is_empty() => {
            Err(Failure::usage("--data: is empty").next("give a JSON object: {\"field\": \"value\", …}"))
        }
        Err(error) => Err(no_json(given, &error)),
    }
}

/// Where it breaks. What is neither a file nor begins as an object does was meant as a path.
fn no_json(given: &str, error: &serde_json::Error) -> Failure {
    let (line, column) = (error.line(), error.column());
    let failure = Failure::usage(format!("--data: is no JSON, from line {line}, column {column} on"));
    match given.trim_start().chars().next() {
        Some('@') => {
            failure.next("look there for a comma too many, a quote or bracket that is missing, a comment")
        }
        Some('{' | '[') => failure.next("quote the object for the shell: --data '{\"field\": \"value\"}'"),
        _ => failure.next("a path begins with @: --data @request.json"),
    }
}

/// All of it; then nothing is left for the flags that read lines.
fn stdin(line: &Line) -> Result<String, Failure> {
    if let Some(flag) = line.reads_stdin() {
        return Err(Failure::usage(format!("--data @- and {flag} both read stdin"))
            .next("put the object into a file: --data @FILE"));
    }
    let mut text = String::new();
    let read = std::io::stdin().read_to_string(&mut text);
    read.map_err(|error| Failure::failed(format!("stdin cannot be read: {}", error.kind())))?;
    Ok(text)
}
