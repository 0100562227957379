//! A value that must not be found, in all its disguises.

use super::date::Date;
use super::reading::Reading;

/// Fewer digits than these come together by chance.
const MANY_DIGITS: usize = 7;

/// A value and everything that gives it away.
pub(super) struct Needle {
    /// The ways to write it, in lower case.
    plain: Vec<String>,
    /// Its digits, if it has no letters: all of them, or in the order of another country's dates.
    digits: Vec<String>,
    date: Option<Date>,
    base64: Vec<String>,
    hexadecimal: Vec<String>,
    bytes: Vec<String>,
}

impl Needle {
    pub(super) fn new(value: &str) -> Self {
        let (spellings, digits) = spellings(value);
        let of_each =
            |form: &dyn Fn(&str) -> Vec<String>| spellings.iter().flat_map(|text| form(text)).collect();
        Self {
            plain: spellings.iter().map(|text| text.to_lowercase()).collect(),
            base64: of_each(&|text| base64(text.as_bytes())),
            hexadecimal: of_each(&|text| vec![hexadecimal(text)]),
            bytes: of_each(&|text| {
                let numbers: Vec<_> = text.bytes().map(|byte| byte.to_string()).collect();
                vec![numbers.join(", "), numbers.join(",")]
            }),
            digits,
            date: date(value),
        }
    }

    /// How it is disguised in the text, as the end of a sentence; nothing if it is not there.
    pub(super) fn disguise(&self, reading: &Reading) -> Option<&'static str> {
        let any = |forms: &[String], text: &str| forms.iter().any(|form| text.contains(form));
        let few = self.digits.first().is_some_and(|digits| digits.len() < MANY_DIGITS);
        let plain = match (few, self.plain.as_slice()) {
            (true, [code]) => stands_alone(code, &reading.lower),
            _ => any(&self.plain, &reading.lower),
        };
        let runs = |digits: &String| {
            reading.runs.iter().any(|run| if few { run.spells(digits) } else { run.holds(digits) })
        };
        [
            (plain, ""),
            (any(&self.base64, &reading.text), " (in base64)"),
            (any(&self.hexadecimal, &reading.lower), " (in hexadecimal digits)"),
            (any(&self.bytes, &reading.text), " (as a list of bytes)"),
            (self.digits.iter().any(runs), " (with something between the digits)"),
            (self.date.as_ref().is_some_and(|date| date.stands_in(&reading.lower)), " (as a date in parts)"),
        ]
        .into_iter()
        .find_map(|(found, disguise)| found.then_some(disguise))
    }
}

/// A value of the form `YYYY-MM-DD`.
fn date(value: &str) -> Option<Date> {
    let lengths: Vec<_> = value.split('-').map(str::len).collect();
    let (year, rest) = value.split_once('-').filter(|_| lengths == [4, 2, 2])?;
    let (month, day) = rest.split_once('-')?;
    Date::new(year, month, day)
}

/// The ways to write a value, and the digits of one that has no letters.
fn spellings(value: &str) -> (Vec<String>, Vec<String>) {
    let digits: String = value.chars().filter(char::is_ascii_digit).collect();
    let bare = !digits.is_empty() && !value.contains(char::is_alphabetic);
    let parts: Vec<_> = value.split('-').collect();
    if !bare {
        return (vec![value.to_owned()], Vec::new());
    }
    match (value.strip_prefix('+'), parts.as_slice(), digits.len()) {
        // Of a North American number, ten digits are all; those with the country's are longer.
        (Some(number), ..) => {
            let national = number.strip_prefix('1').filter(|national| national.len() == 10);
            let mut spellings = vec![national.unwrap_or(number).to_owned()];
            spellings.extend(national.and_then(american));
            (spellings, national.into_iter().chain([number]).map(str::to_owned).collect())
        }
        (None, [year, month, day], 8) if year.len() == 4 => {
            let written = |parts: [&str; 3], between: &str| parts.join(between);
            let orders = [[*year, *month, *day], [*month, *day, *year], [*day, *month, *year]];
            let spellings =
                vec![value.to_owned(), written([month, day, year], "/"), written([month, day, year], "-")];
            (spellings, orders.map(|order| order.concat()).to_vec())
        }
        // Seven digits are told apart from others by their hyphen alone.
        (None, [start, end], MANY_DIGITS) => {
            (["-", " ", "."].map(|between| [*start, *end].join(between)).to_vec(), Vec::new())
        }
        (None, _, 9) => {
            let hyphens = digits.get(..3).zip(digits.get(3..5)).zip(digits.get(5..));
            let hyphens = hyphens.map(|((area, group), serial)| [area, group, serial].join("-"));
            (hyphens.into_iter().chain([digits.clone()]).collect(), vec![digits])
        }
        _ => (vec![value.to_owned()], vec![digits]),
    }
}

/// `202-555-0143`.
fn american(national: &str) -> Option<String> {
    Some([national.get(..3)?, national.get(3..6)?, national.get(6..)?].join("-"))
}

/// Whether a short number stands in the text, and not as a part of a longer one or of one with a point.
fn stands_alone(number: &str, text: &str) -> bool {
    let digit = |sign: Option<char>| sign.is_some_and(|sign| sign.is_ascii_digit());
    let goes_on = |signs: &mut dyn Iterator<Item = char>| match signs.next() {
        Some('.') => digit(signs.next()),
        next => digit(next),
    };
    text.match_indices(number).any(|(start, found)| {
        let (before, after) = (text.get(..start), text.get(start + found.len()..));
        !goes_on(&mut before.unwrap_or_default().chars().rev())
            && !goes_on(&mut after.unwrap_or_default().chars())
    })
}

fn hexadecimal(text: &str) -> String {
    let digit = |nibble: u8| char::from_digit(nibble.into(), 16).unwrap_or_default();
    text.bytes().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

/// What is left of a value in base64 whatever stands before and behind it: for each of the three places in which its
/// first byte can come to lie, in both alphabets.
fn base64(value: &[u8]) -> Vec<String> {
    let mut forms = Vec::new();
    for before in 0..3 {
        let bits: Vec<bool> = std::iter::repeat_n(&0, before)
            .chain(value)
            .flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1 == 1))
            .collect();
        // Signs that are made of bits from outside are left out.
        let own = bits.chunks_exact(6).skip((before * 8).div_ceil(6));
        let numbers: Vec<usize> =
            own.map(|bits| bits.iter().fold(0, |number, bit| number * 2 + usize::from(*bit))).collect();
        for last in ["+/", "-_"] {
            let alphabet: Vec<char> =
                ('A'..='Z').chain('a'..='z').chain('0'..='9').chain(last.chars()).collect();
            let form = numbers.iter().filter_map(|number| alphabet.get(*number)).collect();
            if !forms.contains(&form) {
                forms.push(form);
            }
        }
    }
    forms
}
