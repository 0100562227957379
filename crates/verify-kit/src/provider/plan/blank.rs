//! What stands in a planned request where a value comes from the environment: the name of a variable, in a form that can be
//! found again wherever the client has put it.

use verify_core::InvalidValue;

const BEGIN: &str = "verify-kit-0--";
const END: &str = "--";
const SCHEME: &str = "https://";
/// The path of an address that has to have one.
const PATH: &str = "/--";

/// The token that a login gives.
pub(crate) const TOKEN: &str = "token";

/// Values of a person that are digits, whatever the client checks: such as are never given to anybody. With the end of the
/// field's name where the digits alone would not tell.
const DIGITS: [(&str, &str, &str); 4] = [
    ("000000", "OTP_CODE", ""),
    ("000006790", "SSN", ""),
    ("6790", "SSN_LAST_FOUR", "LastFourDigits\":"),
    ("000006791", "TAX_ID", ""),
];

/// A part of a text: as it is, or the value of a variable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    Text(&'a str),
    Variable(&'a str),
}

/// In place of a credential.
pub(crate) fn blank(variable: &str) -> String {
    format!("{BEGIN}{variable}{END}")
}

/// In place of an address.
pub(crate) fn address(variable: &str) -> String {
    format!("{SCHEME}{}", blank(variable))
}

/// The same for an address that has to have a path.
pub(crate) fn whole_address(variable: &str) -> String {
    format!("{}{PATH}", address(variable))
}

/// In place of a path that begins with a slash; the variable's name has to end in `_PATH`.
pub(crate) fn path(variable: &str) -> String {
    format!("/{}", blank(variable))
}

/// The variable for a value that is guarded, by the flag that would give it.
pub(crate) fn variable_of(flag: &str) -> String {
    match flag {
        "--code" | "--token" => "OTP_CODE".to_owned(),
        _ => flag.trim_start_matches('-').to_uppercase().replace(['-', ' '], "_"),
    }
}

/// In place of a guarded value, such that the client takes it.
pub(crate) fn stand_in<T>(
    variable: &str,
    read: impl Fn(&str) -> Result<T, InvalidValue>,
) -> Result<T, InvalidValue> {
    let digits = DIGITS.iter().filter(|(_, name, _)| *name == variable);
    digits.fold(read(&blank(variable)), |read_before, (digits, ..)| read_before.or_else(|_| read(digits)))
}

/// Takes a text apart.
pub(crate) fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((before, name, after)) = next(rest) {
        found.extend((!before.is_empty()).then_some(Piece::Text(before)));
        found.push(Piece::Variable(name));
        rest = after;
    }
    found.extend((!rest.is_empty()).then_some(Piece::Text(rest)));
    found
}

/// What is in front of the first variable, its name, and what is behind it.
fn next(text: &str) -> Option<(&str, &str, &str)> {
    [marked(text), digits(text)].into_iter().flatten().min_by_key(|(before, ..)| before.len())
}

fn marked(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (name, after) = rest.split_once(END)?;
    let is_address = before.ends_with(SCHEME);
    let before = before.strip_suffix(SCHEME).unwrap_or(before);
    let after = if is_address { after.strip_prefix(PATH).unwrap_or(after) } else { after };
    let before = if name.ends_with("_PATH") { before.strip_suffix('/').unwrap_or(before) } else { before };
    Some((before, name, after))
}

/// Digits that are the whole of a text in JSON.
fn digits(text: &str) -> Option<(&str, &str, &str)> {
    let found = |(digits, name, field): &(&str, &'static str, &str)| {
        let quoted = format!("{field}\"{digits}\"");
        let at = text.find(&quoted)? + field.len() + 1;
        Some((&text[..at], *name, &text[at + digits.len()..]))
    };
    DIGITS.iter().filter_map(found).min_by_key(|(before, ..)| before.len())
}

#[cfg(test)]
mod tests {
    use super::Piece::{Text, Variable};
    use super::{address, blank, path, pieces, stand_in, variable_of, whole_address};
    use verify_core::{OtpCode, Ssn};

    #[test]
    fn variables_are_found_again() {
        let url = format!("{}/v1/{}/x", address("A_URL"), blank("TENANT_ID"));
        let expected = [Variable("A_URL"), Text("/v1/"), Variable("TENANT_ID"), Text("/x")];
        assert_eq!(pieces(&url), expected);
        let both = format!("{}{}", address("A_URL"), path("SEND_PATH"));
        assert_eq!(pieces(&both), [Variable("A_URL"), Variable("SEND_PATH")]);
        assert_eq!(pieces(&whole_address("ENDPOINT")), [Variable("ENDPOINT")]);
        assert_eq!(pieces("https://api.example.com/v1"), [Text("https://api.example.com/v1")]);
        assert_eq!(pieces(""), []);
    }

    #[test]
    fn digits_are_found_as_a_whole_text_alone() {
        let body = r#"{"code":"000000","zip":"0000000","ssn":"000006790","note":"\"000000\""}"#;
        let expected = [
            Text(r#"{"code":""#),
            Variable("OTP_CODE"),
            Text(r#"","zip":"0000000","ssn":""#),
            Variable("SSN"),
            Text(r#"","note":"\"000000\""}"#),
        ];
        assert_eq!(pieces(body), expected);
    }

    #[test]
    fn a_stand_in_is_one_that_the_client_takes() {
        assert_eq!(variable_of("--token"), "OTP_CODE");
        assert_eq!(variable_of("--account-number"), "ACCOUNT_NUMBER");
        assert_eq!(stand_in("OTP_CODE", OtpCode::new).unwrap().expose(), "000000");
        assert_eq!(stand_in("SSN", Ssn::new).unwrap().expose(), "000006790");
        let text = stand_in("ACCOUNT_NUMBER", |text| Ok(text.to_owned()));
        assert_eq!(text.unwrap(), "verify-kit-0--ACCOUNT_NUMBER--");
    }
}
