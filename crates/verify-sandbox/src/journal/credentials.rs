//! Credentials that a body carries: clients log in with them.

use std::borrow::Cow;
use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::Deserializer;

use crate::engine::route::percent_decoded;

/// What the providers call them: Finicity the partner's secret, old and new, Signzy the password, Microsoft's token endpoint in
/// front of DebtCore the client's secret.
const NAMES: [&str; 4] = ["partnerSecret", "newPartnerSecret", "password", "client_secret"];
const REDACTED: &str = "<redacted>";

/// A credential's value.
struct Found {
    /// What is not shown of it: of a text what is between the quotes, else all.
    hidden: Range<usize>,
    /// Where to read on.
    after: usize,
}

/// The text with `<redacted>` in the place of credentials, of JSON and of a form; all else stays as it came, spaces included.
/// JSON is read string by string, also where it is cut off. In anything else each quote may begin a name, and each `&`.
pub(super) fn without_credentials(text: &str) -> Cow<'_, str> {
    let (mut shown, mut copied) = (String::new(), 0);
    for Found { hidden, .. } in all(text) {
        shown += &text[copied..hidden.start];
        shown += REDACTED;
        copied = hidden.end;
    }
    if copied == 0 { Cow::Borrowed(text) } else { Cow::Owned(shown + &text[copied..]) }
}

/// From left to right; nothing is read more often than a fixed number of times, however many there are.
fn all(text: &str) -> Vec<Found> {
    let is_json = serde_json::from_str::<IgnoredAny>(text).map_or_else(|error| error.is_eof(), |_| true);
    let mut found = Vec::from_iter(form(text, 0));
    let mut at = found.first().map_or(0, |first| first.after);
    while let Some(next) = text[at..].find(['"', '&']) {
        let mark = at + next;
        let is_quote = text[mark..].starts_with('"');
        let value = if is_quote { json(text, mark) } else { form(text, mark + 1) };
        at = match &value {
            Some(value) => value.after,
            None if is_json => mark + value_length(&text[mark..]).unwrap_or(text.len() - mark),
            None => mark + 1,
        };
        found.extend(value);
    }
    found
}

/// Of `"name" : value`, where `quote` is the first. A value that is none of JSON's, or is cut off, reaches to the end.
fn json(text: &str, quote: usize) -> Option<Found> {
    let inside = &text[quote + 1..];
    let name = &inside[..run(inside, b'\\')];
    let after = inside[name.len()..].strip_prefix('"')?;
    let value = after.trim_start().strip_prefix(':')?.trim_start();
    let start = text.len() - value.len();
    let is_one = if name.contains('\\') {
        let quoted = &text[quote..quote + name.len() + 2];
        serde_json::from_str(quoted).is_ok_and(|name: String| is_credential(&name))
    } else {
        is_credential(name)
    };
    if value.is_empty() || !is_one {
        return None;
    }
    let length = value_length(value);
    let after = start + length.unwrap_or(value.len());
    let quotes = usize::from(value.starts_with('"'));
    let end = if length.is_some() { after - quotes } else { after };
    Some(Found { hidden: start + quotes..end, after })
}

/// Of `name=value`, up to the next `&`.
fn form(text: &str, start: usize) -> Option<Found> {
    let name = &text[start..start + run(&text[start..], b'%')];
    let value =
        text[start + name.len()..].strip_prefix('=').filter(|_| is_credential(&percent_decoded(name)))?;
    let start = text.len() - value.len();
    let after = start + value.find('&').unwrap_or(value.len());
    Some(Found { hidden: start..after, after })
}

fn is_credential(name: &str) -> bool {
    NAMES.contains(&name)
}

/// How many letters of a name the text begins with, as they are or with what an escape of them begins with.
fn run(text: &str, escape: u8) -> usize {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == escape;
    text.bytes().take_while(|byte| is_letter(*byte)).count()
}

/// How long the JSON value is that the text begins with; `None` when it begins with none, or it is cut off.
fn value_length(text: &str) -> Option<usize> {
    let mut values = Deserializer::from_str(text).into_iter::<IgnoredAny>();
    let is_whole = values.next()?.is_ok();
    is_whole.then(|| values.byte_offset())
}

#[cfg(test)]
mod tests {
    use super::{REDACTED, without_credentials};
    use crate::limits::BODY_LIMIT;

    #[test]
    fn values_of_credentials_are_replaced_and_nothing_else() {
        for (body, shown) in [
            (
                r#"{"partnerId":"1","partnerSecret":"s3cret"}"#,
                r#"{"partnerId":"1","partnerSecret":"<redacted>"}"#,
            ),
            (
                r#"{"partnerSecret" : "a\"b\\", "newPartnerSecret":"c,d"}"#,
                r#"{"partnerSecret" : "<redacted>", "newPartnerSecret":"<redacted>"}"#,
            ),
            (r#"{"username":"u","password":12}"#, r#"{"username":"u","password":<redacted>}"#),
            (r#"{"password":"cut o"#, r#"{"password":"<redacted>"#),
            ("grant_type=x&client_secret=a%7Eb&scope=y", "grant_type=x&client_secret=<redacted>&scope=y"),
            ("client_secret=a", "client_secret=<redacted>"),
        ] {
            assert_eq!(without_credentials(body), shown);
        }
        for body in ["", r#"{"note":"my password is long"}"#, "old_password_hint=a", r#"["password"]"#] {
            assert_eq!(without_credentials(body), body);
        }
    }

    #[test]
    fn what_is_replaced_is_not_read_again() {
        let body = r#"{"password":"password=x"}"#;
        assert_eq!(without_credentials(body), r#"{"password":"<redacted>"}"#);
    }

    #[test]
    fn a_value_of_several_is_replaced_as_a_whole() {
        for (body, shown) in [
            (r#"{"password":["a","b"],"c":1}"#, r#"{"password":<redacted>,"c":1}"#),
            (r#"{"password": {"a":["}","b"]} , "c":1}"#, r#"{"password": <redacted> , "c":1}"#),
            (r#"{"password":["a","b"#, r#"{"password":<redacted>"#),
            (r#"say "password":["a","b"], and "c":1"#, r#"say "password":<redacted>, and "c":1"#),
            // None of JSON's: nobody knows where it ends.
            (r#"{"password":'a,b',"c":1}"#, r#"{"password":<redacted>"#),
            (r#"{"password":a b,"c":1}"#, r#"{"password":<redacted>"#),
        ] {
            assert_eq!(without_credentials(body), shown);
        }
    }

    #[test]
    fn names_are_known_however_they_are_spelt() {
        for (body, shown) in [
            (r#"{"pass\u0077ord":"a"}"#, r#"{"pass\u0077ord":"<redacted>"}"#),
            (r#"{"client\u005fsecret":"cut o"#, r#"{"client\u005fsecret":"<redacted>"#),
            (r#"{"pass\u0077ord":"a",}"#, r#"{"pass\u0077ord":"<redacted>",}"#),
            ("a=1&client%5Fsecret=b&c", "a=1&client%5Fsecret=<redacted>&c"),
            ("%70assword=a", "%70assword=<redacted>"),
            ("note=\"&client%5fsecret=b", "note=\"&client%5fsecret=<redacted>"),
        ] {
            assert_eq!(without_credentials(body), shown);
        }
    }

    #[test]
    fn a_text_in_json_is_not_read_as_json() {
        for body in [
            r#"{"note":"\"password\":1","also":"&password=a"}"#,
            r#"["{\"a\":", "password", ":", "x"]"#,
            r#"{"pass\u0078ord":"a","passwords":"b"}"#,
        ] {
            assert_eq!(without_credentials(body), body);
        }
        let behind = r#"{"a":"b\\","c":"{\"","password":"x"}"#;
        assert_eq!(without_credentials(behind), behind.replace("\"x\"", "\"<redacted>\""));
    }

    #[test]
    fn broken_json_hides_them_too() {
        for (body, shown) in [
            (r#"{"note":"it"s","password":"x"}"#, r#"{"note":"it"s","password":"<redacted>"}"#),
            (r#"{"password":"x"}{"password":2}"#, r#"{"password":"<redacted>"}{"password":<redacted>}"#),
            (r#"payload={"password":"x"}&a=b"#, r#"payload={"password":"<redacted>"}&a=b"#),
            (r#"{"password":"#, r#"{"password":"#),
        ] {
            assert_eq!(without_credentials(body), shown);
        }
    }

    /// Each is read in a moment; where the rest were searched again for each credential, it would be minutes.
    #[test]
    fn the_longest_body_full_of_credentials_is_read_once() {
        for (piece, credentials) in [
            (r#""password":1,"#, 1),
            ("password=1&", 1),
            (r#"{"password":["#, 0),
            ("\"password\"", 0),
            ("\"\\", 0),
        ] {
            let many = BODY_LIMIT / piece.len();
            let broken = piece.repeat(many);
            let shown = without_credentials(&broken);
            let wanted = if credentials == 1 { many } else { usize::from(piece.ends_with('[')) };
            assert_eq!(shown.matches(REDACTED).count(), wanted, "{piece}");
        }
        let many = BODY_LIMIT / 15;
        let whole = format!("[{}0]", r#"{"password":1},"#.repeat(many));
        assert_eq!(without_credentials(&whole).matches(REDACTED).count(), many);
    }
}
