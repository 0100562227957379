//! What of a request may be shown. Everything else is redacted, also what nobody has thought of.

use http::HeaderMap;

use super::blank::{Piece, TOKEN, pieces};
use super::wire_json::Json;

/// What a provider's requests may show; each entry was looked at: it says nothing about a person, and no person's text can
/// get there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown {
    /// Words of paths.
    pub(crate) path: &'static [&'static str],
    /// Parameters of the query.
    pub(crate) query: &'static [&'static str],
    /// Objects and lists whose fields are named, with points between them.
    pub(crate) opened: &'static [&'static str],
    /// Fields whose values are words of the provider, numbers of a part of a list, yes or no.
    pub(crate) values: &'static [&'static str],
}

const REDACTED: &str = "[redacted]";

/// Headers that are the same for everybody.
const HEADERS: [&str; 3] = ["accept", "content-type", "user-agent"];

/// In place of what is not shown; what comes from the environment is named.
fn redacted(text: &str) -> String {
    let variables: Vec<String> = pieces(text)
        .into_iter()
        .filter_map(|piece| match piece {
            Piece::Variable(TOKEN) => Some("the token of the login".to_owned()),
            Piece::Variable(name) => Some(format!("${name}")),
            Piece::Text(_) => None,
        })
        .collect();
    if variables.is_empty() { REDACTED.to_owned() } else { format!("[redacted: {}]", variables.join(", ")) }
}

impl Shown {
    /// The address: words of the API and the names of parameters.
    pub(crate) fn url(&self, url: &str) -> String {
        let (path, query) = url.split_once('?').map_or((url, None), |(path, query)| (path, Some(query)));
        let mut shown: String = pieces(path)
            .into_iter()
            .map(|piece| match piece {
                Piece::Variable(name) => format!("${name}"),
                Piece::Text(text) => self.path(text),
            })
            .collect();
        let fields = query.map(|query| query.split('&').map(|field| self.parameter(field)));
        if let Some(fields) = fields {
            shown.push('?');
            shown.push_str(&fields.collect::<Vec<_>>().join("&"));
        }
        shown
    }

    /// A part of an address; the host is shown.
    fn path(&self, text: &str) -> String {
        let host = text.find("://").map_or(0, |scheme| {
            let host = scheme + "://".len();
            text[host..].find('/').map_or(text.len(), |length| host + length)
        });
        let (host, path) = text.split_at(host);
        let known = |word: &str| word.is_empty() || self.path.contains(&word);
        let words = path.split('/').map(|word| if known(word) { word } else { REDACTED });
        format!("{host}{}", words.collect::<Vec<_>>().join("/"))
    }

    fn parameter(&self, field: &str) -> String {
        let (name, value) = field.split_once('=').unwrap_or((field, ""));
        let shown = self.query.contains(&name) && is_word(value);
        format!("{name}={}", if shown { value } else { REDACTED })
    }

    /// Names and values.
    pub(crate) fn headers(headers: &HeaderMap, basic: Option<[&str; 2]>) -> Vec<(String, String)> {
        // User name and password are in base64.
        let pair =
            basic.map_or(REDACTED.to_owned(), |[name, password]| format!("[redacted: ${name}:${password}]"));
        let shown = |(name, value): (&http::HeaderName, &http::HeaderValue)| {
            let value = value.to_str().unwrap_or_default();
            let value = match value.split_once(' ') {
                _ if HEADERS.contains(&name.as_str()) => value.to_owned(),
                Some(("Basic", _)) => format!("Basic {pair}"),
                Some(("Bearer", rest)) => format!("Bearer {}", redacted(rest)),
                _ => redacted(value),
            };
            (name.as_str().to_owned(), value)
        };
        let mut all: Vec<_> = headers.iter().map(shown).collect();
        all.sort();
        all
    }

    /// The fields of a form.
    pub(crate) fn form(&self, body: &str) -> Json {
        let field = |field: &str| {
            let (name, value) = field.split_once('=').unwrap_or((field, ""));
            let shown = self.values.contains(&name) && is_word(value);
            (name.to_owned(), Json::Text(if shown { value.to_owned() } else { redacted(value) }))
        };
        Json::Object(body.split('&').map(field).collect())
    }

    /// The fields of a body.
    pub(crate) fn body(&self, body: Json) -> Json {
        let is_graphql =
            matches!(&body, Json::Object(fields) if fields.iter().any(|(name, _)| name == "operationName"));
        match body {
            Json::Object(fields) if is_graphql => Json::Object(
                fields
                    .into_iter()
                    .map(|(name, value)| {
                        let value = match (name.as_str(), value) {
                            // The document is ours.
                            ("query", Json::Text(text)) => Json::Text(beginning(&text)),
                            (_, value) => self.value(&name, value),
                        };
                        (name, value)
                    })
                    .collect(),
            ),
            Json::Object(fields) => self.object("", fields),
            Json::List(items) => Json::List(items.into_iter().map(|item| self.opened("", item)).collect()),
            other => self.value("", other),
        }
    }

    fn object(&self, path: &str, fields: Vec<(String, Json)>) -> Json {
        let field = |(name, value): (String, Json)| {
            let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
            (name, self.value(&path, value))
        };
        Json::Object(fields.into_iter().map(field).collect())
    }

    fn opened(&self, path: &str, value: Json) -> Json {
        match value {
            Json::Object(fields) => self.object(path, fields),
            other => self.value(path, other),
        }
    }

    fn value(&self, path: &str, value: Json) -> Json {
        match value {
            Json::Object(fields) if self.opened.contains(&path) => self.object(path, fields),
            Json::List(items) if self.opened.contains(&path) => {
                Json::List(items.into_iter().map(|item| self.opened(path, item)).collect())
            }
            Json::Bool(_) | Json::Number(_) | Json::Null if self.values.contains(&path) => value,
            Json::Text(text) if self.values.contains(&path) && is_word(&text) => Json::Text(text),
            Json::Text(text) => Json::Text(redacted(&format!("\"{text}\""))),
            _ => Json::text(REDACTED),
        }
    }
}

/// A word of an API, whoever wrote it.
fn is_word(text: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    text.len() <= 40 && text.bytes().all(plain)
}

/// What a document does and its name.
fn beginning(document: &str) -> String {
    let name = document.split(['(', '{', '\n']).next().unwrap_or_default();
    format!("{} …", name.trim())
}

#[cfg(test)]
mod tests {
    use http::HeaderMap;
    use http::header::{AUTHORIZATION, HeaderValue};

    use super::super::blank::{address, blank};
    use super::Shown;

    const SHOWN: Shown = Shown {
        path: &["v1", "users"],
        query: &["limit"],
        opened: &["address", "steps"],
        values: &["steps", "steps.name", "kind"],
    };

    #[test]
    fn an_address_shows_the_words_of_the_api() {
        let url = format!("{}/v1/users/u-17?limit=5&name=Ada", address("A_BASE_URL"));
        assert_eq!(SHOWN.url(&url), "$A_BASE_URL/v1/users/[redacted]?limit=5&name=[redacted]");
        let url = "https://api.example.com/tenant-17/v1?limit=Ada%20Example";
        assert_eq!(SHOWN.url(url), "https://api.example.com/[redacted]/v1?limit=[redacted]");
    }

    #[test]
    fn a_field_that_nobody_knows_is_redacted() {
        let body = r#"{"kind":"a-kind","phone":"+1","new":{"a":1},"address":{"city":"X"},"count":5,
            "steps":["first",{"name":"second","url":"https://x"}],"key":"verify-kit-0--KEY--"}"#;
        let shown = SHOWN.body(serde_json::from_str(body).unwrap());
        assert_eq!(
            serde_json::to_string(&shown).unwrap(),
            r#"{"kind":"a-kind","phone":"[redacted]","new":"[redacted]","address":{"city":"[redacted]"},"count":"[redacted]","steps":["first",{"name":"second","url":"[redacted]"}],"key":"[redacted: $KEY]"}"#
        );
    }

    #[test]
    fn a_text_is_no_word() {
        let shown = SHOWN.body(serde_json::from_str(r#"{"kind":"Ada Example"}"#).unwrap());
        assert_eq!(serde_json::to_string(&shown).unwrap(), r#"{"kind":"[redacted]"}"#);
    }

    #[test]
    fn headers_that_let_in_are_redacted() {
        let of = |value: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(AUTHORIZATION, HeaderValue::from_str(value).unwrap());
            Shown::headers(&headers, Some(["NAME", "KEY"])).remove(0).1
        };
        assert_eq!(of(&format!("Bearer {}", blank("KEY"))), "Bearer [redacted: $KEY]");
        assert_eq!(of(&blank("token")), "[redacted: the token of the login]");
        assert_eq!(of("Basic YTpi"), "Basic [redacted: $NAME:$KEY]");
        assert_eq!(of("abc"), "[redacted]");
    }
}
