//! What the key may have been.

use super::super::encoding::{from_any_base64, from_base64, from_hex};
use super::super::sender::Scheme;
use super::Case;
use super::mistake::Mistake;
use super::search::Variant;

/// What stands before a secret in Svix's portal.
const PREFIX: &str = "whsec_";

/// The key as it should be comes first, if the secret can be one.
pub(super) fn of(case: &Case<'_>) -> Vec<Variant<Vec<u8>>> {
    let mut all = Vec::new();
    for Variant { mistakes, value: text } in texts(case.secret.expose()) {
        let mut push = |mistake: Option<Mistake>, key: Vec<u8>| {
            let mistakes = mistakes.iter().copied().chain(mistake).collect();
            all.push(Variant { mistakes, value: key });
        };
        match case.scheme {
            Scheme::Finicity => of_finicity(&text, &mut push),
            Scheme::Dots => of_dots(&text, &mut push),
        }
    }
    for (whose, secret) in case.others {
        let text = secret.expose().trim();
        let decoded = text.strip_prefix(PREFIX).and_then(from_base64);
        let keys = decoded.into_iter().chain([text.as_bytes().to_vec()]);
        all.extend(keys.map(|key| Variant::wrong(Mistake::OtherSecret(*whose), key)));
    }
    all.retain(|variant| !variant.value.is_empty());
    all
}

/// Whether the secret can be one.
pub(super) fn is_well_formed(case: &Case<'_>) -> bool {
    let text = case.secret.expose();
    case.scheme == Scheme::Finicity || from_base64(text.strip_prefix(PREFIX).unwrap_or(text)).is_some()
}

/// The text as it is given, and without what does not belong to it.
fn texts(given: &str) -> Vec<Variant<String>> {
    let mut all = vec![Variant::right(given.to_owned())];
    let mut mistakes = Vec::new();
    let mut text = given;
    for (mistake, without) in [
        (Mistake::SecretSpace, str::trim as fn(&str) -> &str),
        (Mistake::SecretQuotes, unquoted),
        (Mistake::SecretSpace, str::trim),
    ] {
        let shorter = without(text);
        if shorter != text {
            if !mistakes.contains(&mistake) {
                mistakes.push(mistake);
            }
            text = shorter;
            all.push(Variant { mistakes: mistakes.clone(), value: text.to_owned() });
        }
    }
    all
}

pub(super) fn unquoted(text: &str) -> &str {
    let within = |quote| text.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    within('"').or_else(|| within('\'')).or_else(|| within('`')).unwrap_or(text)
}

fn of_finicity(text: &str, push: &mut impl FnMut(Option<Mistake>, Vec<u8>)) {
    push(None, text.as_bytes().to_vec());
    used_as_it_was_not_meant(text, push);
    for key in from_any_base64(text).into_iter().chain(from_hex(text)) {
        push(Some(Mistake::SecretDecoded), key);
    }
}

fn of_dots(text: &str, push: &mut impl FnMut(Option<Mistake>, Vec<u8>)) {
    let bare = text.strip_prefix(PREFIX).unwrap_or(text);
    if let Some(key) = from_base64(bare) {
        push(None, key);
    }
    push(Some(Mistake::SecretPrefixKept), format!("{PREFIX}{bare}").into_bytes());
    push(Some(Mistake::SecretNotDecoded), bare.as_bytes().to_vec());
    // Whoever decodes all of it leniently drops the underscore, and gets these bytes.
    let with_prefix: String = format!("{PREFIX}{bare}").chars().filter(|letter| *letter != '_').collect();
    if let Some(key) = from_any_base64(with_prefix.trim_end_matches('=')) {
        push(Some(Mistake::SecretPrefixKept), key);
    }
    used_as_it_was_not_meant(text, push);
}

/// By whoever signed: with a line break, or in quotes.
fn used_as_it_was_not_meant(text: &str, push: &mut impl FnMut(Option<Mistake>, Vec<u8>)) {
    for end in ["\n", "\r\n"] {
        push(Some(Mistake::SecretLineBreak), format!("{text}{end}").into_bytes());
    }
    for quote in ['"', '\''] {
        push(Some(Mistake::SecretQuotes), format!("{quote}{text}{quote}").into_bytes());
    }
    push(Some(Mistake::SecretSpace), format!("{text} ").into_bytes());
    push(Some(Mistake::SecretSpace), format!(" {text}").into_bytes());
}
