//! What one can see when nothing that was tried fits.

use super::super::sender::Scheme;
use super::messages::{SPELLINGS, text};
use super::mistake::Mistake;
use super::signatures::{self, own};
use super::{Case, Sent, Verdict, bodies, secrets};

pub(super) fn look(case: &Case<'_>) -> Verdict {
    let missing = missing(case);
    if !missing.is_empty() {
        return Verdict::Mistaken { mistakes: missing, certain: true };
    }
    let mut seen: Vec<Mistake> = in_the_log(case).into_iter().collect();
    seen.extend(headers(case));
    if !secrets::is_well_formed(case) {
        seen.push(Mistake::SecretMalformed);
    }
    seen.extend(length(case));
    if seen.is_empty() { Verdict::Unexplained } else { Verdict::Mistaken { mistakes: seen, certain: false } }
}

/// Headers without which nothing can be genuine.
fn missing(case: &Case<'_>) -> Vec<Mistake> {
    let mut missing = Vec::new();
    if !signatures::is_there(case) && signatures::of(case).is_empty() {
        missing.push(Mistake::NoSignature { header: own(case.scheme)[0] });
    }
    if case.scheme == Scheme::Dots {
        let none = |names: [&str; 2]| names.into_iter().all(|name| text(case, name).is_none());
        let [(svix_id, svix_time), (id, time)] = SPELLINGS;
        missing.extend(none([svix_id, id]).then_some(Mistake::NoId));
        missing.extend(none([svix_time, time]).then_some(Mistake::NoTimestamp));
    }
    missing
}

fn headers(case: &Case<'_>) -> Vec<Mistake> {
    let mut seen = Vec::new();
    if case.scheme == Scheme::Dots {
        let twice = |name: &str| case.headers.get_all(name).iter().count() > 1;
        let complete = |(id, time): (&str, &str), signature: &str| {
            [id, time, signature].into_iter().all(|name| text(case, name).is_some())
        };
        let [svix, webhook] = SPELLINGS;
        if !complete(svix, signatures::SVIX) && !complete(webhook, signatures::WEBHOOK) {
            seen.push(Mistake::SpellingsMixed);
        }
        if SPELLINGS.into_iter().any(|(id, time)| twice(id) || twice(time)) {
            seen.push(Mistake::HeaderTwice);
        }
        let times = SPELLINGS.into_iter().filter_map(|(_, name)| text(case, name));
        let digits = |time: &str| time.bytes().all(|byte| byte.is_ascii_digit());
        seen.extend((!times.into_iter().all(digits)).then_some(Mistake::NoSeconds));
    }
    if signatures::is_there(case) && signatures::of(case).is_empty() {
        seen.push(Mistake::Malformed);
    }
    seen
}

fn length(case: &Case<'_>) -> Option<Mistake> {
    let missing = bodies::stated_length(case).and_then(|length| length.checked_sub(case.body.len()));
    if let Some(missing) = missing.filter(|missing| *missing > 0) {
        return Some(Mistake::Truncated { missing });
    }
    let read: Result<serde_json::Value, _> = serde_json::from_slice(case.body);
    read.err().filter(serde_json::Error::is_eof).map(|_| Mistake::CutJson)
}

/// The sandbox knows what it sent.
fn in_the_log(case: &Case<'_>) -> Option<Mistake> {
    let signed_alike = |sent: &&Sent| {
        own(case.scheme).iter().any(|name| {
            let ours = case.headers.get(*name);
            ours.is_some() && ours == sent.headers.get(*name)
        })
    };
    let named_alike = |sent: &&Sent| id(case.scheme, sent).is_some_and(|id| Some(id) == own_id(case));
    let differs = |sent: &&Sent| sent.body != case.body;
    if let Some(sent) = case.sent.iter().rev().filter(named_alike).find(differs) {
        let alike = sent.body.iter().zip(case.body).take_while(|(sent, came)| sent == came).count();
        return Some(Mistake::Changed { number: sent.number, at: alike });
    }
    let other = case.sent.iter().rev().find(signed_alike)?;
    Some(Mistake::OtherMessage { number: other.number })
}

fn own_id(case: &Case<'_>) -> Option<String> {
    match case.scheme {
        Scheme::Finicity => event_id(case.body),
        Scheme::Dots => SPELLINGS.into_iter().find_map(|(name, _)| text(case, name)).map(str::to_owned),
    }
}

fn id(scheme: Scheme, sent: &Sent) -> Option<String> {
    match scheme {
        Scheme::Finicity => event_id(&sent.body),
        Scheme::Dots => SPELLINGS
            .into_iter()
            .find_map(|(name, _)| sent.headers.get(name)?.to_str().ok())
            .map(str::to_owned),
    }
}

fn event_id(body: &[u8]) -> Option<String> {
    let body: serde_json::Value = serde_json::from_slice(body).ok()?;
    body["eventId"].as_str().map(str::to_owned)
}
