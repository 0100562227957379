//! What is signed before the body.

use super::super::sender::Scheme;
use super::Case;
use super::mistake::Mistake;
use super::search::Variant;

/// The names of id and time, in both spellings.
pub(super) const SPELLINGS: [(&str, &str); 2] =
    [("svix-id", "svix-timestamp"), ("webhook-id", "webhook-timestamp")];

/// The bytes before the body, the right ones first.
pub(super) fn of(case: &Case<'_>) -> Vec<Variant<Vec<u8>>> {
    let mut all = Vec::new();
    if case.scheme == Scheme::Finicity {
        all.push(Variant::right(Vec::new()));
    }
    for (id_name, _) in SPELLINGS {
        for (_, time_name) in SPELLINGS {
            let (Some(id), Some(time)) = (text(case, id_name), text(case, time_name)) else { continue };
            let mixed = id_name.split('-').next() != time_name.split('-').next();
            let mixed = mixed.then_some(Mistake::SpellingsMixed);
            all.extend(with(case.scheme, id, time).into_iter().map(|mut variant| {
                variant.mistakes.extend(mixed);
                variant
            }));
        }
    }
    if case.scheme == Scheme::Dots {
        let signed = "the body alone, without id and time before it";
        all.push(Variant::wrong(Mistake::OtherScheme { signed }, Vec::new()));
    }
    all
}

fn with(scheme: Scheme, id: &str, time: &str) -> Vec<Variant<Vec<u8>>> {
    let bytes = |parts: &[&str]| parts.concat().into_bytes();
    let whole = bytes(&[id, ".", time, "."]);
    if scheme == Scheme::Finicity {
        let signed = "id, time and body, as Svix does. Finicity signs the body alone";
        return vec![Variant::wrong(Mistake::OtherScheme { signed }, whole)];
    }
    let other = |signed, parts: &[&str]| Variant::wrong(Mistake::OtherScheme { signed }, bytes(parts));
    let mut all = vec![
        Variant::right(whole),
        Variant::wrong(Mistake::IdAndTimeSwapped, bytes(&[time, ".", id, "."])),
        other("time and body, without the id before them", &[time, "."]),
        other("id and body, without the time between them", &[id, "."]),
        other("id, time and body without the dots between them", &[id, time]),
        other("id and time with the body, without the dot before it", &[id, ".", time]),
    ];
    // Of one and the same moment.
    let seconds = time.strip_suffix("000").filter(|seconds| seconds.len() >= 10);
    let cut = time.get(..10).filter(|_| time.len() == 13);
    for seconds in seconds.into_iter().chain(cut) {
        all.push(Variant::wrong(Mistake::Milliseconds, bytes(&[id, ".", seconds, "."])));
    }
    all.push(Variant::wrong(Mistake::Milliseconds, bytes(&[id, ".", time, "000."])));
    all
}

/// What stands in a header.
pub(super) fn text<'a>(case: &Case<'a>, name: &str) -> Option<&'a str> {
    case.headers.get(name)?.to_str().ok().map(str::trim).filter(|text| !text.is_empty())
}
