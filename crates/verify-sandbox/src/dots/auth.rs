//! Client id and API key, as Basic credentials.

use super::choices::DotsChoices;
use super::dialect::Trouble;
use crate::engine::call::Call;

/// The two parts a call needs. Synthetic.
#[derive(Debug, Clone)]
pub(crate) struct Credentials {
    pub(crate) client_id: String,
    pub(crate) api_key: String,
}

pub(crate) fn check(known: &Credentials, choices: &DotsChoices, call: &mut Call) -> Result<(), Trouble> {
    let Some(given) = call.header("authorization").filter(|given| !given.is_empty()) else {
        call.rests_on("missing_credentials_status");
        let why = "There is no Authorization header.";
        return Err(Trouble::plain(choices.missing_credentials_status, "Unauthorized", why));
    };
    let Some(why) = wrong(known, given) else { return Ok(()) };
    call.rests_on("bad_credentials_status");
    Err(Trouble::plain(choices.bad_credentials_status, "Unauthorized", why))
}

/// What is wrong with the header.
fn wrong(known: &Credentials, given: &str) -> Option<&'static str> {
    let Some((scheme, encoded)) = given.split_once(' ') else {
        return Some("Authorization is there, but holds no Basic credentials.");
    };
    if !scheme.eq_ignore_ascii_case("basic") {
        return Some("Authorization is there, but holds no Basic credentials.");
    }
    let decoded = decoded(encoded.trim()).and_then(|bytes| String::from_utf8(bytes).ok());
    let Some(decoded) = decoded else {
        return Some("The Basic credentials are not in the standard alphabet of base64, with padding.");
    };
    let Some((client_id, api_key)) = decoded.split_once(':') else {
        return Some("The Basic credentials have no colon between client id and API key.");
    };
    if client_id != known.client_id {
        Some("The client id is not this tenant's.")
    } else if api_key.is_empty() {
        Some("There is no API key: /v2/users needs both parts.")
    } else if api_key != known.api_key {
        Some("The API key is not this tenant's.")
    } else {
        None
    }
}

/// Base64 in the standard alphabet, with padding.
fn decoded(text: &str) -> Option<Vec<u8>> {
    if text.is_empty() || text.len() % 4 != 0 {
        return None;
    }
    let digits = text.trim_end_matches('=');
    if text.len() - digits.len() > 2 {
        return None;
    }
    let (mut bytes, mut bits, mut count) = (Vec::new(), 0_u32, 0);
    for digit in digits.bytes() {
        let value = match digit {
            b'A'..=b'Z' => digit - b'A',
            b'a'..=b'z' => digit - b'a' + 26,
            b'0'..=b'9' => digit - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xffff;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xff).unwrap_or_default());
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_the_standard_one() {
        for (text, bytes) in [("YTpi", "a:b"), ("YTpiYw==", "a:bc"), ("YTpiY2Q=", "a:bcd"), ("Pj8+", ">?>")] {
            assert_eq!(decoded(text).as_deref(), Some(bytes.as_bytes()), "{text}");
        }
        for text in ["", "YTp", "YTpiYw", "Pj8-", "Y===", "YT i"] {
            assert_eq!(decoded(text), None, "{text:?}");
        }
    }
}
