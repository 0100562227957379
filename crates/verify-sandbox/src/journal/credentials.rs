//! Credentials that a body carries: clients log in with them.

use std::borrow::Cow;

/// What the providers call them: Finicity the partner's secret, old and new, Signzy the password, Microsoft's token endpoint in
/// front of DebtCore the client's secret.
const NAMES: [&str; 4] = ["partnerSecret", "newPartnerSecret", "password", "client_secret"];
const REDACTED: &str = "<redacted>";

/// The text with `<redacted>` in the place of credentials, of JSON and of a form; whatever else it is, it stays as it came. Read
/// without a parser, since a body that is cut off, or is no JSON, carries them as well.
pub(super) fn without_credentials(text: &str) -> Cow<'_, str> {
    let (mut shown, mut rest) = (String::new(), text);
    while let Some((start, end)) = next_value(rest) {
        shown += &rest[..start];
        shown += REDACTED;
        rest = &rest[end..];
    }
    if shown.is_empty() { Cow::Borrowed(text) } else { Cow::Owned(shown + rest) }
}

/// Where the value of the first credential begins and ends.
fn next_value(text: &str) -> Option<(usize, usize)> {
    let found =
        NAMES.iter().flat_map(|name| text.match_indices(name).map(|(at, name)| (at, at + name.len())));
    found.filter_map(|(start, end)| json(text, start, end).or_else(|| form(text, start, end))).min()
}

/// Of `"name" : "value"`; a value that is no text reaches to the next comma or bracket.
fn json(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let after = text[end..].strip_prefix('"').filter(|_| text[..start].ends_with('"'))?;
    let value = after.trim_start().strip_prefix(':')?.trim_start();
    let at = |rest: &str| text.len() - rest.len();
    let Some(inside) = value.strip_prefix('"') else {
        let length = value.find([',', '}', ']']).unwrap_or(value.len());
        return Some((at(value), at(value) + length));
    };
    let mut escaped = false;
    let quote = inside.find(|letter| {
        let ends = letter == '"' && !escaped;
        escaped = letter == '\\' && !escaped;
        ends
    });
    Some((at(inside), at(inside) + quote.unwrap_or(inside.len())))
}

/// Of `name=value`, up to the next `&`.
fn form(text: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let value = text[end..].strip_prefix('=').filter(|_| start == 0 || text[..start].ends_with('&'))?;
    let length = value.find('&').unwrap_or(value.len());
    Some((end + 1, end + 1 + length))
}

#[cfg(test)]
mod tests {
    use super::without_credentials;

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
}
