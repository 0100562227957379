//! What a person types who is asked for the code.

use std::time::Duration;

use super::acts::ActKind;
use super::life::{Life, Matter};
use super::persona::{Behaviour, Persona};
use crate::engine::moment::Moment;
use crate::tenant::TenantCore;

/// What a persona types.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Typed {
    /// This code, right or wrong.
    Code(String),
    /// Nothing, and never will: it has abandoned the matter, or is no longer there.
    Never,
}

impl Typed {
    /// The code, if there is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Code(code) => Some(code),
            Self::Never => None,
        }
    }

    /// The same, by value.
    pub fn into_code(self) -> Option<String> {
        match self {
            Self::Code(code) => Some(code),
            Self::Never => None,
        }
    }
}

/// Whether somebody answers.
#[derive(Debug)]
pub(super) enum Willing<T> {
    Now(T),
    /// At this time of the monotonic clock.
    At(Duration),
    /// When something has happened.
    Waits,
}

/// When an answer is given that was asked for at `since`, on the monotonic clock.
pub(super) fn ready(persona: &Persona, since: Duration, runs_out: Duration) -> Duration {
    if persona.is(Behaviour::Late) { since.max(runs_out) } else { since }
}

/// What is typed now.
pub(super) fn look(tenant: &TenantCore, life: &mut Life, now: Moment) -> Willing<Typed> {
    let errs = life.errs(Matter::Code);
    let abandons = life.persona.is(Behaviour::Abandons) && !errs;
    let Some(text) = life.text.clone() else {
        return if abandons { Willing::Now(Typed::Never) } else { Willing::Waits };
    };
    if abandons {
        leave(life, now);
        return Willing::Now(Typed::Never);
    }
    let arrived = text.arrived.mono;
    let mut due = ready(&life.persona, arrived, arrived.saturating_add(lifetime(tenant, text.operation)));
    if !errs {
        due = due.saturating_add(life.persona.away().unwrap_or_default());
    }
    if now.mono < due {
        return Willing::At(due);
    }
    let place = Some(text.id);
    if errs {
        life.has_erred(Matter::Code);
        life.notes(
            now,
            ActKind::AnsweredWrong,
            format!("Types a code that is not the one in text {}.", text.id),
            place,
        );
        return Willing::Now(Typed::Code(wrong(&text.code, &written(tenant, &life.persona))));
    }
    if life.persona.away().is_some() {
        life.notes(now, ActKind::Returned, "Comes back to the text.".to_owned(), place);
    }
    life.notes(now, ActKind::AnsweredRight, format!("Types the code in text {}.", text.id), place);
    Willing::Now(Typed::Code(text.code))
}

fn leave(life: &mut Life, now: Moment) {
    let Some(text) = life.text.as_mut().filter(|text| !text.left) else { return };
    text.left = true;
    let place = Some(text.id);
    life.notes(now, ActKind::Left, "Leaves for ever and types nothing.".to_owned(), place);
}

/// How long a code is good that this operation has sent.
// Without Dots nobody asks the tenant.
#[cfg_attr(not(feature = "dots"), allow(unused_variables))]
fn lifetime(tenant: &TenantCore, operation: &str) -> Duration {
    match operation.split('.').next() {
        #[cfg(feature = "spinwheel")]
        Some("spinwheel" | "debtcore") => crate::spinwheel::CODE_LIFETIME,
        #[cfg(feature = "dots")]
        Some("dots") => {
            let choices = crate::engine::lock(&tenant.providers.dots.choices);
            Duration::from_secs(choices.token_lifetime_seconds)
        }
        _ => Duration::ZERO,
    }
}

/// Every code that was sent to this person.
pub(super) fn written(tenant: &TenantCore, persona: &Persona) -> Vec<String> {
    let messages = tenant.outbox.messages();
    let mine = messages.iter().filter(|message| persona.is_at(&message.to));
    mine.filter_map(|message| message.code().map(str::to_owned)).collect()
}

/// A code of the same length that differs in its last digit, and is none of these, nor all zeros.
pub(super) fn wrong(code: &str, right: &[String]) -> String {
    let (start, last) = code.split_at(code.len().saturating_sub(1));
    let last = last.bytes().next().map_or(0, |digit| digit.wrapping_sub(b'0') % 10);
    let others = (1..10).map(|by| format!("{start}{}", (last + by) % 10));
    let fits = |other: &String| !right.contains(other) && other.bytes().any(|digit| digit != b'0');
    others.into_iter().find(fits).unwrap_or_else(|| "9".repeat(code.len()))
}

#[cfg(test)]
mod tests {
    use super::wrong;

    #[test]
    fn a_wrong_code_is_no_right_one() {
        assert_eq!(wrong("004211", &[]), "004212");
        assert_eq!(wrong("004219", &["004210".to_owned()]), "004211");
        assert_eq!(wrong("000009", &[]), "000001", "all zeros may be right by choice");
        assert_eq!(wrong("", &[]), "1");
    }
}
