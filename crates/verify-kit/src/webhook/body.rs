//! Bodies and headers from the command line: bytes, as they came.

use std::io::{self, BufRead, Read};

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::exit::{Failure, unreadable};

/// More of a body is not read.
const LIMIT: u64 = 10 * 1024 * 1024;

/// Where bytes are: `@FILE`, or `@-` for stdin.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    Stdin,
    File(String),
}

/// Reads `@FILE` or `@-`. A text in the flag itself would be seen by other users of the machine.
pub(super) fn source(text: &str) -> Result<Source, &'static str> {
    match text.strip_prefix('@') {
        Some("-") => Ok(Source::Stdin),
        Some(path) if !path.is_empty() => Ok(Source::File(path.to_owned())),
        _ => Err("must be @FILE, or @- for stdin"),
    }
}

impl Source {
    /// All of it, unchanged.
    pub(super) fn read(&self, flag: &str) -> Result<Vec<u8>, Failure> {
        let mut bytes = Vec::new();
        let read = match self {
            Self::Stdin => io::stdin().lock().take(LIMIT + 1).read_to_end(&mut bytes),
            Self::File(path) => {
                std::fs::File::open(path).and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
            }
        };
        read.map_err(|error| Failure::usage(format!("{flag} cannot be read: {}", unreadable(&error))))?;
        if bytes.len() as u64 > LIMIT {
            return Err(Failure::usage(format!("{flag} is longer than 10 MiB")));
        }
        Ok(bytes)
    }
}

/// The next line of stdin without its end, and nothing else changed; `None` where there is none.
pub(super) fn stdin_line() -> Result<Option<String>, Failure> {
    let mut line = Vec::new();
    let length = io::stdin()
        .lock()
        .read_until(b'\n', &mut line)
        .map_err(|error| Failure::failed(format!("stdin cannot be read: {}", error.kind())))?;
    if line.ends_with(b"\n") {
        line.pop();
    }
    if line.ends_with(b"\r") {
        line.pop();
    }
    let text = String::from_utf8(line).map_err(|_| Failure::usage("a line of stdin is no text"))?;
    Ok((length > 0).then_some(text))
}

/// Reads `Name: value`, as curl prints and takes it.
pub(super) fn header(text: &str) -> Result<(HeaderName, HeaderValue), &'static str> {
    let rule = "must be of the form 'Name: value'";
    let (name, value) = text.split_once(':').ok_or(rule)?;
    let name = name.trim().parse().map_err(|_| rule)?;
    Ok((name, HeaderValue::from_str(value.trim()).map_err(|_| rule)?))
}

/// A header, or where there are some, a line each: as with curl.
#[derive(Debug, Clone)]
pub(super) enum Headers {
    One(HeaderName, HeaderValue),
    Lines(Source),
}

impl Headers {
    pub(super) fn is_stdin(&self) -> bool {
        matches!(self, Self::Lines(Source::Stdin))
    }
}

/// Reads `Name: value`, or `@FILE`, or `@-` for stdin.
pub(super) fn headers(text: &str) -> Result<Headers, &'static str> {
    if text.starts_with('@') {
        return source(text).map(Headers::Lines);
    }
    header(text)
        .map(|(name, value)| Headers::One(name, value))
        .map_err(|_| "must be of the form 'Name: value', or @FILE with such lines")
}

/// All of them, in their order.
pub(super) fn all_headers(given: &[Headers]) -> Result<HeaderMap, Failure> {
    let mut headers = HeaderMap::new();
    for one in given {
        match one {
            Headers::One(name, value) => drop(headers.append(name, value.clone())),
            Headers::Lines(source) => {
                let bytes = source.read("--header")?;
                let lines = String::from_utf8_lossy(&bytes);
                for line in lines.lines().filter(|line| !line.trim().is_empty()) {
                    let (name, value) =
                        header(line).map_err(|rule| Failure::usage(format!("--header: each line {rule}")))?;
                    headers.append(name, value);
                }
            }
        }
    }
    Ok(headers)
}

#[cfg(test)]
mod tests {
    use super::{Source, header, source};

    #[test]
    fn bytes_come_from_files_and_stdin_alone() {
        assert_eq!(source("@-"), Ok(Source::Stdin));
        assert_eq!(source("@a.json"), Ok(Source::File("a.json".to_owned())));
        for text in ["{}", "@", "-", ""] {
            assert!(source(text).is_err(), "{text}");
        }
    }

    #[test]
    fn a_header_is_a_name_and_a_value() {
        let (name, value) = header("X-Finicity-Signature:  ab: c ").unwrap();
        assert_eq!((name.as_str(), value.as_bytes()), ("x-finicity-signature", &b"ab: c"[..]));
        for text in ["x-signature", "a b: c", ": c", "a: \u{1}"] {
            assert!(header(text).is_err(), "{text}");
        }
    }
}
