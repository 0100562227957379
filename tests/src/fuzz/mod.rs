//! What strangers may send, in any form: each target takes bytes and fails by a panic.
//!
//! The same functions run under a fuzzer for hours (`cargo xtask hostile fuzz`, see the folder `fuzz`) and, over the seeds
//! and a few thousand changes of them, in the tests.

pub mod answers;
pub mod mutation;
pub mod retry_after;
pub mod returns;
pub mod sandbox;
pub mod values;
pub mod webhooks;

/// A function to be tried with any input, and inputs to begin with.
#[derive(Debug, Clone, Copy)]
pub struct Target {
    /// Its name, which is that of the program in `fuzz/targets`.
    pub name: &'static str,
    /// Takes the input; panics when something is wrong.
    pub run: fn(&[u8]),
    /// Inputs that reach far, each with a name.
    pub seeds: fn() -> Vec<Seed>,
}

/// An input to begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seed {
    /// What it is.
    pub name: String,
    /// The input.
    pub input: Vec<u8>,
}

impl Seed {
    fn new(name: impl Into<String>, input: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), input: input.into() }
    }
}

/// All targets.
pub fn targets() -> Vec<Target> {
    let mut targets = answers::targets();
    targets.extend([
        Target { name: "retry_after", run: retry_after::run, seeds: retry_after::seeds },
        Target { name: "returns", run: returns::run, seeds: returns::seeds },
        Target { name: "sandbox", run: sandbox::run, seeds: sandbox::seeds },
        Target { name: "values", run: values::run, seeds: values::seeds },
        Target { name: "webhooks_dots", run: webhooks::dots, seeds: webhooks::dots_seeds },
        Target { name: "webhooks_finicity", run: webhooks::finicity, seeds: webhooks::finicity_seeds },
        Target { name: "webhooks_spinwheel", run: webhooks::spinwheel, seeds: webhooks::spinwheel_seeds },
    ]);
    targets
}

/// A runtime for one thread, which a target keeps.
fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap()
}

/// The first line and the rest.
fn first_line(input: &[u8]) -> (&[u8], &[u8]) {
    match input.iter().position(|byte| *byte == b'\n') {
        Some(end) => (&input[..end], &input[end + 1..]),
        None => (input, &[]),
    }
}

/// Header lines `name: value` up to an empty line, and the rest. What cannot be a header is left out.
fn headers(mut input: &[u8]) -> (http::HeaderMap, &[u8]) {
    let mut headers = http::HeaderMap::new();
    while !input.is_empty() {
        let (line, rest) = first_line(input);
        input = rest;
        if line.is_empty() {
            break;
        }
        let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
        let name = http::HeaderName::from_bytes(&line[..colon]);
        let value = http::HeaderValue::from_bytes(line[colon + 1..].trim_ascii());
        if let (Ok(name), Ok(value)) = (name, value) {
            headers.append(name, value);
        }
    }
    (headers, input)
}

/// Panics if a long number of the input stands in what is printed.
fn assert_nothing_quoted(input: &[u8], printed: &str) {
    for digits in input.split(|byte| !byte.is_ascii_digit()).filter(|digits| digits.len() >= 7) {
        let digits = std::str::from_utf8(digits).unwrap();
        assert!(!printed.contains(digits), "a number of the input is printed");
    }
}
