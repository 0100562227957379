//! Who somebody is, and how they behave.

use std::collections::BTreeSet;
use std::fmt;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::error::PersonaError;

/// How long somebody stays away who returns later and was not told when to.
const AWAY: Duration = Duration::from_secs(600);
/// The longest that anybody stays away: 100 years.
const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 3600);

/// One way to behave. They can be combined, but for abandoning and returning. As text in kebab case: `wrong-then-right`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[non_exhaustive]
pub enum Behaviour {
    /// Does at once what is right. What everybody does who has no other behaviour; beside another one it changes nothing.
    Right,
    /// Answers wrong the first time, and right from then on: once with a code, once with a sign-in on Finicity's page, once
    /// with KBA questions. A Signzy link asks for nothing, so nothing goes wrong there.
    WrongThenRight,
    /// Comes at the moment at which the code, the link or the questions have run out, by the sandbox's clock.
    Late,
    /// The messaging program looks at each link before the person does, as soon as it arrives: a GET, at Signzy a HEAD
    /// before it. Nothing happens where there is no link.
    PreviewFirst,
    /// Opens the link on one device, and acts on another: with Signzy the one with another number, with Finicity and Dots in
    /// a second session. Nothing happens where there is no link.
    TwoDevices,
    /// Opens, and leaves in place of the right answer for ever. Combined with [`WrongThenRight`](Self::WrongThenRight) the
    /// wrong answer comes before that.
    Abandons,
    /// Opens, leaves in place of the right answer, comes back after a time and finishes, on a page in a new session.
    ReturnsLater,
}

impl Behaviour {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Right,
        Self::WrongThenRight,
        Self::Late,
        Self::PreviewFirst,
        Self::TwoDevices,
        Self::Abandons,
        Self::ReturnsLater,
    ];

    /// As in the control API: `wrong-then-right`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::WrongThenRight => "wrong-then-right",
            Self::Late => "late",
            Self::PreviewFirst => "preview-first",
            Self::TwoDevices => "two-devices",
            Self::Abandons => "abandons",
            Self::ReturnsLater => "returns-later",
        }
    }
}

impl fmt::Display for Behaviour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A made-up person with a phone number, an e-mail address, or both. Does what is right, and at once, unless told
/// otherwise.
///
/// ```
/// use std::time::Duration;
/// use verify_sandbox::Persona;
///
/// let riley = Persona::of("+12025550140").with("riley@example.com").answers_wrong_then_right();
/// let ada = Persona::of("ada@example.com").with_link_previews().returns_after(Duration::from_secs(3600));
/// # let _ = (riley, ada);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use = "a persona does nothing until it is added to a tenant"]
pub struct Persona {
    phone: Option<String>,
    email: Option<String>,
    odd: Option<String>,
    behaviours: BTreeSet<Behaviour>,
    away: Duration,
}

impl Persona {
    /// Somebody with this phone number, with plus sign and country code, or with this e-mail address.
    pub fn of(phone_or_email: &str) -> Self {
        let (behaviours, away) = (BTreeSet::new(), AWAY);
        Self { phone: None, email: None, odd: None, behaviours, away }.with(phone_or_email)
    }

    /// With this phone number or e-mail address, too; one of each at most.
    pub fn with(mut self, phone_or_email: &str) -> Self {
        let text = phone_or_email.trim();
        if let Some(number) = dialled(text) {
            self.phone = Some(number);
        } else if is_email(text) {
            self.email = Some(text.to_owned());
        } else {
            self.odd = Some(text.to_owned());
        }
        self
    }

    /// See [`Behaviour::WrongThenRight`].
    pub fn answers_wrong_then_right(self) -> Self {
        self.behaves(Behaviour::WrongThenRight)
    }

    /// See [`Behaviour::Late`].
    pub fn comes_late(self) -> Self {
        self.behaves(Behaviour::Late)
    }

    /// See [`Behaviour::PreviewFirst`].
    pub fn with_link_previews(self) -> Self {
        self.behaves(Behaviour::PreviewFirst)
    }

    /// See [`Behaviour::TwoDevices`].
    pub fn uses_two_devices(self) -> Self {
        self.behaves(Behaviour::TwoDevices)
    }

    /// See [`Behaviour::Abandons`].
    pub fn abandons(self) -> Self {
        self.behaves(Behaviour::Abandons)
    }

    /// See [`Behaviour::ReturnsLater`]: after so long, by the sandbox's clock. Without this it is ten minutes.
    pub fn returns_after(mut self, away: Duration) -> Self {
        self.away = away.min(LONGEST);
        self.behaves(Behaviour::ReturnsLater)
    }

    /// In this way.
    pub fn behaves(mut self, behaviour: Behaviour) -> Self {
        self.behaviours.insert(behaviour);
        self
    }

    /// The phone number, digits alone after the plus sign.
    pub fn phone(&self) -> Option<&str> {
        self.phone.as_deref()
    }

    /// The e-mail address.
    pub fn email(&self) -> Option<&str> {
        self.email.as_deref()
    }

    pub(super) fn is(&self, behaviour: Behaviour) -> bool {
        self.behaviours.contains(&behaviour)
    }

    /// How long until a return; `None` for who does not leave, or not for a while only.
    pub(super) fn away(&self) -> Option<Duration> {
        self.is(Behaviour::ReturnsLater).then_some(self.away)
    }

    pub(super) fn behaviours(&self) -> Vec<Behaviour> {
        if self.behaviours.is_empty() {
            return vec![Behaviour::Right];
        }
        self.behaviours.iter().copied().collect()
    }

    pub(super) fn check(&self) -> Result<(), PersonaError> {
        if self.odd.is_some() || (self.phone.is_none() && self.email.is_none()) {
            return Err(PersonaError::Unreachable);
        }
        if self.is(Behaviour::Abandons) && self.is(Behaviour::ReturnsLater) {
            return Err(PersonaError::Contradiction);
        }
        Ok(())
    }

    /// Whether a message to there is to this person.
    pub(super) fn is_at(&self, recipient: &str) -> bool {
        let number = dialled(recipient);
        let by_phone = number.is_some() && self.phone == number;
        by_phone || self.email.as_ref().is_some_and(|email| email.eq_ignore_ascii_case(recipient.trim()))
    }

    /// Whether both would get the same messages.
    pub(super) fn meets(&self, other: &Self) -> bool {
        [&other.phone, &other.email].into_iter().flatten().any(|place| self.is_at(place))
    }
}

/// A number with plus sign and country code, without what stands between its digits.
fn dialled(text: &str) -> Option<String> {
    let rest = text.strip_prefix('+')?;
    let between = |letter: &char| !" ()-.".contains(*letter);
    let digits: String = rest.chars().filter(between).collect();
    let fits = (8..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    fits.then(|| format!("+{digits}"))
}

fn is_email(text: &str) -> bool {
    let plain =
        text.len() <= 254 && !text.chars().any(|letter| letter.is_whitespace() || letter.is_control());
    plain
        && text
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains('@'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_can_be_reached() {
        let riley = Persona::of("+1 (202) 555-0140").with("riley@example.com");
        assert_eq!((riley.phone(), riley.email()), (Some("+12025550140"), Some("riley@example.com")));
        assert!(riley.is_at("+12025550140") && riley.is_at("Riley@Example.com"));
        assert!(!riley.is_at("+12025550141") && !riley.is_at("2025550140"));
        assert!(riley.check().is_ok() && riley.meets(&Persona::of("+12025550140")));
        for odd in ["2025550140", "+1", "riley", "a@b", "", "a b@example.com"] {
            assert_eq!(Persona::of(odd).check(), Err(PersonaError::Unreachable), "{odd}");
        }
    }

    #[test]
    fn behaviours_have_names_and_can_be_combined() {
        for behaviour in Behaviour::ALL {
            assert_eq!(serde_json::to_value(behaviour).ok(), Some(behaviour.as_str().into()));
        }
        let both = Persona::of("+12025550140").abandons().answers_wrong_then_right();
        assert_eq!(both.behaviours(), [Behaviour::WrongThenRight, Behaviour::Abandons]);
        let torn = both.returns_after(Duration::from_secs(1));
        assert_eq!(torn.check(), Err(PersonaError::Contradiction));
        assert_eq!(Persona::of("+12025550140").behaviours(), [Behaviour::Right]);
    }
}
