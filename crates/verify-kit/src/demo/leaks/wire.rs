//! What passes on the wire is what must not be seen elsewhere.

use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use http::{Request, Response};
use percent_encoding::percent_decode_str;
use serde_json::Value;
use verify_core::{BaseUrl, Error, Exchange, ReqwestTransport, Transport, TransportError};

use super::{Book, Kind};

const CONNECT: Duration = Duration::from_secs(5);

/// The transport the crates use anyway, and a look at what goes through: credentials, tokens, and everything of a person
/// is noted in the book.
#[derive(Debug)]
pub(crate) struct Tap {
    wire: ReqwestTransport,
    book: Book,
}

impl Tap {
    pub(crate) fn new(hosts: &[String], book: &Book) -> Result<Self, Error> {
        let hosts: Result<Vec<BaseUrl>, _> = hosts.iter().map(|host| host.parse()).collect();
        Ok(Self { wire: ReqwestTransport::new(&hosts?, CONNECT)?, book: book.clone() })
    }
}

#[async_trait]
impl Transport for Tap {
    async fn send(
        &self,
        request: Request<Bytes>,
        exchange: &Exchange,
    ) -> Result<Response<Bytes>, TransportError> {
        for value in request.headers().values().filter(|value| value.is_sensitive()) {
            let text = String::from_utf8_lossy(value.as_bytes());
            self.book.guard(Kind::Secret, text.split(' ').next_back().unwrap_or(&text));
        }
        note(&self.book, request.body(), true);
        let answer = self.wire.send(request, exchange).await?;
        note(&self.book, answer.body(), false);
        Ok(answer)
    }
}

/// JSON, or else a form.
fn note(book: &Book, body: &[u8], request: bool) {
    if let Ok(json) = serde_json::from_slice::<Value>(body) {
        return walk(book, &json, request);
    }
    let Ok(form) = std::str::from_utf8(body) else { return };
    for (name, value) in form.split('&').filter_map(|pair| pair.split_once('=')) {
        if let (Some(kind), Ok(value)) =
            (Kind::of_field(name, request), percent_decode_str(value).decode_utf8())
        {
            book.guard(kind, &value);
        }
    }
}

fn walk(book: &Book, json: &Value, request: bool) {
    match json {
        Value::Array(list) => list.iter().for_each(|value| walk(book, value, request)),
        Value::Object(fields) => {
            if let Some(date) = date(json) {
                book.guard(Kind::BirthDate, &date);
            }
            for (name, value) in fields {
                match (Kind::of_field(name, request), value) {
                    (Some(kind), Value::String(text)) => book.guard(kind, text),
                    (Some(kind), Value::Number(number)) => book.guard(kind, &number.to_string()),
                    _ => walk(book, value, request),
                }
            }
        }
        _ => {}
    }
}

/// A date in parts, as Finicity has it.
fn date(json: &Value) -> Option<String> {
    let part = |name: &str| json.get(name).and_then(Value::as_u64);
    Some(format!("{:04}-{:02}-{:02}", part("year")?, part("month")?, part("dayOfMonth")?))
}

#[cfg(test)]
mod tests {
    use super::{Book, Kind, note};

    fn noted(body: &[u8], request: bool) -> Vec<(Kind, String)> {
        let book = Book::default();
        note(&book, body, request);
        book.pages(|pages| pages.values.iter().cloned().collect())
    }

    #[test]
    fn people_codes_and_credentials_are_noted() {
        let request =
            br#"{"variables": {"input": {"phoneNumber": "+12025550140", "verificationCode": "021144",
            "dob": "1990-01-01"}, "birthday": {"year": 1990, "month": 3, "dayOfMonth": 1}}, "code": 739154}"#;
        let expected = [
            (Kind::Phone, "+12025550140"),
            (Kind::BirthDate, "1990-01-01"),
            (Kind::BirthDate, "1990-03-01"),
            (Kind::Code, "021144"),
            (Kind::Code, "739154"),
        ];
        assert_eq!(noted(request, true), expected.map(|(kind, value)| (kind, value.to_owned())));
        let answer =
            br#"{"access_token": "abcdefgh.ijkl", "code": "10022", "link": "https://example.com/x"}"#;
        let expected = [(Kind::Link, "https://example.com/x"), (Kind::Secret, "abcdefgh.ijkl")];
        assert_eq!(noted(answer, false), expected.map(|(kind, value)| (kind, value.to_owned())));
        let form = b"grant_type=x&client_secret=a%2Fb%2Bc-defgh";
        assert_eq!(noted(form, true), [(Kind::Secret, "a/b+c-defgh".to_owned())]);
    }
}
