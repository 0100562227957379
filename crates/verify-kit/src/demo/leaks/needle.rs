//! The forms in which a value can show.

use base64::Engine;
use base64::engine::general_purpose::{STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use super::Kind;

/// What need not be encoded in an address.
const ENCODED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The shortest value of which a part in base64 is no coincidence.
const SHORTEST_ENCODED: usize = 5;

/// The shortest part of a link that is a secret by itself.
const SHORTEST_TOKEN: usize = 12;

/// A text to look for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Needle {
    /// Anywhere, capitals or not.
    Anywhere(String),
    /// With neither letter nor digit beside it, capitals or not.
    Word(String),
    /// Anywhere, as it is.
    Exact(String),
    /// Digits with or without separators between them, as a part of a longer number too.
    Digits(String),
    /// The same, and the whole number.
    Number(String),
}

/// All forms of a value.
pub(super) fn forms(kind: Kind, value: &str) -> Vec<Needle> {
    let mut forms = plain(kind, value);
    let percent = utf8_percent_encode(value, ENCODED).to_string();
    if percent != value {
        forms.push(Needle::Anywhere(percent.to_lowercase()));
    }
    forms.extend(base64(value));
    forms
}

fn plain(kind: Kind, value: &str) -> Vec<Needle> {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let small = value.to_lowercase();
    match kind {
        Kind::Phone => phone(&digits),
        Kind::BirthDate => birth_date(value),
        Kind::Ssn => vec![Needle::Number(digits)],
        Kind::Code => vec![Needle::Word(small), Needle::Number(digits)],
        Kind::Name | Kind::Street => vec![Needle::Word(small)],
        Kind::Email => {
            let local = small.split('@').next().unwrap_or_default().to_owned();
            vec![Needle::Word(local), Needle::Anywhere(small)]
        }
        Kind::Secret => vec![Needle::Anywhere(small)],
        Kind::Link => link(&small),
    }
}

/// Without the country code, since it may have been cut off; the last seven digits are a number by themselves.
fn phone(digits: &str) -> Vec<Needle> {
    let last = |count: usize| digits.get(digits.len().saturating_sub(count)..).unwrap_or(digits);
    let (national, local) = (last(10), last(7));
    let mut forms = vec![Needle::Digits(national.to_owned()), Needle::Number(local.to_owned())];
    forms.extend(base64(national));
    forms
}

/// Year first, or as Americans write it.
fn birth_date(value: &str) -> Vec<Needle> {
    let parts: Vec<&str> = value.split('-').collect();
    let [year, month, day] = parts.as_slice() else { return vec![Needle::Word(value.to_lowercase())] };
    let bare = |part: &str| part.trim_start_matches('0').to_owned();
    let (short_month, short_day) = (bare(month), bare(day));
    vec![
        Needle::Anywhere(value.to_lowercase()),
        Needle::Number(format!("{year}{month}{day}")),
        Needle::Number(format!("{month}{day}{year}")),
        Needle::Word(format!("{short_month}/{short_day}/{year}")),
        Needle::Word(format!("{year}, month: {short_month}, day: {short_day}")),
    ]
}

/// The whole, and what makes it secret: parts of the path, and values of the query.
fn link(small: &str) -> Vec<Needle> {
    let after_host = small.split_once("://").map_or(small, |(_, rest)| rest);
    // Ids may be seen.
    let parts = after_host.split(['/', '?', '&', '#']).skip(1).map(|part| match part.split_once('=') {
        Some((name, _)) if name.ends_with("id") => "",
        Some((_, value)) => value,
        None => part,
    });
    let secret = |part: &&str| part.len() >= SHORTEST_TOKEN && part.bytes().any(|byte| byte.is_ascii_digit());
    let tokens = parts.filter(secret).map(|part| Needle::Anywhere(part.to_owned()));
    std::iter::once(Needle::Anywhere(small.to_owned())).chain(tokens).collect()
}

/// In base64, wherever in the encoded text it begins: three beginnings, less what depends on the neighbours.
fn base64(value: &str) -> Vec<Needle> {
    if value.len() < SHORTEST_ENCODED {
        return Vec::new();
    }
    let mut forms = Vec::new();
    for before in 0..3_usize {
        let bytes = [vec![0; before], value.as_bytes().to_vec()].concat();
        for encoded in [STANDARD_NO_PAD.encode(&bytes), URL_SAFE_NO_PAD.encode(&bytes)] {
            let whole = (before * 8).div_ceil(6)..bytes.len() * 8 / 6;
            let core = Needle::Exact(encoded.get(whole).unwrap_or_default().to_owned());
            if !forms.contains(&core) {
                forms.push(core);
            }
        }
    }
    forms
}
