//! From what is known of a link to a verdict.

use std::fmt;

use crate::models::{LineType, LinkStatus, PhoneMatch};

/// What became of a link, judged by a [`Policy`]. Everything but `Verified` is a no.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Verdict {
    /// The link was opened on the phone that has the number.
    Verified,
    /// It was opened on another device.
    Mismatch,
    /// It was opened, and that proves nothing.
    Indeterminate(Doubt),
    /// It was not opened, as far as is known.
    NotClicked,
    /// It was not opened while it worked.
    Expired,
}

/// Why an opened link proves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Doubt {
    /// The carrier gave no result, for instance because the phone was on Wi-Fi: let the person leave it, and send another link.
    NoCarrierResult,
    /// Nothing is said about the phone.
    MatchMissing,
    /// What is said about the phone is not known to this version.
    MatchUnknown,
    /// The phone matches, and its line is of a kind that the policy does not accept, or that is not told.
    LineType,
}

impl Verdict {
    /// Whether the person has the phone.
    pub fn is_verified(self) -> bool {
        self == Self::Verified
    }
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Verified => "verified",
            Self::Mismatch => "mismatch: opened on another device",
            Self::Indeterminate(Doubt::NoCarrierResult) => "indeterminate: the carrier gave no result",
            Self::Indeterminate(Doubt::MatchMissing) => "indeterminate: nothing is said about the phone",
            Self::Indeterminate(Doubt::MatchUnknown) => "indeterminate: an unknown result",
            Self::Indeterminate(Doubt::LineType) => "indeterminate: a kind of line that is not accepted",
            Self::NotClicked => "not opened",
            Self::Expired => "expired",
        })
    }
}

/// What has to be true for a link to verify a person. It fails closed: whatever is missing, unknown or contradictory is no
/// proof.
///
/// Signzy documents no such rule. This one asks for more than the one in Prove's sample application, which lets an
/// indeterminate result pass.
///
/// ```
/// use signzy_link::{LineType, LinkStatus, PhoneMatch, Policy};
///
/// let mut status = LinkStatus::new();
/// status.link_clicked = Some(true);
/// status.phone_match = Some(PhoneMatch::Yes);
/// status.line_type = Some(LineType::FixedVoip);
/// assert!(!Policy::strict().judge(&status).is_verified());
/// assert!(Policy::strict().accept_line_type(LineType::FixedVoip).judge(&status).is_verified());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    line_types: Vec<LineType>,
    ip_match_suffices: bool,
}

impl Default for Policy {
    fn default() -> Self {
        Self::strict()
    }
}

impl Policy {
    /// The link was opened, on the right phone, and the phone is a mobile one.
    pub fn strict() -> Self {
        Self { line_types: vec![LineType::Mobile], ip_match_suffices: false }
    }

    /// Accepts lines of another kind as well. Prove's sample accepts [`LineType::FixedVoip`].
    #[must_use]
    pub fn accept_line_type(mut self, line_type: LineType) -> Self {
        if !self.line_types.contains(&line_type) {
            self.line_types.push(line_type);
        }
        self
    }

    /// Where the carrier gave no result, or none is told, takes the same address for proof. **Weak:** everybody in the same
    /// Wi-Fi has it. It needs [`source_ip`](crate::SendLink::source_ip), and never outweighs a result of the carrier.
    #[must_use]
    pub fn accept_ip_match(mut self) -> Self {
        self.ip_match_suffices = true;
        self
    }

    /// Judges what is known; never [`Verdict::Expired`], which is a matter of time.
    pub fn judge(&self, status: &LinkStatus) -> Verdict {
        if status.link_clicked != Some(true) {
            return Verdict::NotClicked;
        }
        let same_address = self.ip_match_suffices && status.ip_address_match == Some(true);
        let doubt = match &status.phone_match {
            Some(PhoneMatch::Yes) => return self.judge_line(status),
            Some(PhoneMatch::No) => return Verdict::Mismatch,
            Some(PhoneMatch::Unknown(_)) => return Verdict::Indeterminate(Doubt::MatchUnknown),
            Some(PhoneMatch::Indeterminate) => Doubt::NoCarrierResult,
            None => Doubt::MatchMissing,
        };
        if same_address { self.judge_line(status) } else { Verdict::Indeterminate(doubt) }
    }

    fn judge_line(&self, status: &LinkStatus) -> Verdict {
        let accepted = status.line_type.as_ref().is_some_and(|line| self.line_types.contains(line));
        if accepted { Verdict::Verified } else { Verdict::Indeterminate(Doubt::LineType) }
    }
}
