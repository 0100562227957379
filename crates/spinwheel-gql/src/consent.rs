//! What comes of a step of the consent flow.

use verify_core::Pii;

use crate::graphql::Reply;

/// What came of a step towards the person's consent. Being refused is an outcome and no error: DebtCore answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Consent {
    /// The text message with the code is on its way.
    Sent,
    /// The person has consented: the organization may pull the Spinwheel report.
    Granted,
    /// DebtCore took the answers and does not say plainly how they were: ask
    /// [`user_verification`](crate::Client::user_verification). A no until then.
    Undecided,
    /// DebtCore refused, for this reason.
    Refused(ConsentRefusal),
}

impl Consent {
    /// Whether the person has consented; everything else is a no.
    pub fn is_granted(self) -> bool {
        self == Self::Granted
    }

    /// Why it was refused, if it was.
    pub fn refusal(self) -> Option<ConsentRefusal> {
        match self {
            Self::Refused(reason) => Some(reason),
            _ => None,
        }
    }
}

/// Why a step towards consent was refused.
///
/// DebtCore sends words alone, and which ones is not documented. The reason is told only where they are, as a whole, one of
/// Spinwheel's documented words for it, or hold one of its codes (ours: nobody says that DebtCore passes them on); otherwise it is
/// [`Unspecified`](Self::Unspecified). What DebtCore itself knows afterwards is in
/// [`UserVerification::status`](crate::UserVerification::status). Source of the words: Spinwheel's pages "Connect with SMS" and
/// "Verify code".
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ConsentRefusal {
    /// The code is wrong; the person may try again, up to five times.
    WrongCode,
    /// The code is older than 5 minutes; send another one.
    Expired,
    /// Too many tries with one code, or too many codes in a short time; wait, then send another one.
    TooManyAttempts,
    /// The phone number is blocked for 24 hours.
    Blocked,
    /// The phone number is not valid, or of a region that is not served.
    PhoneNumber,
    /// The phone number cannot be used for text messages; the questions may still do.
    UnsupportedNumber,
    /// The code was right, but the person is not accepted; the questions may still do.
    NotEligible,
    /// The code was right, but nobody is known by this phone number and birth date; the questions may still do.
    NotIdentified,
    /// The code was right, but phone number and birth date do not agree.
    Mismatch,
    /// DebtCore's words are none that are documented.
    Unspecified,
}

impl ConsentRefusal {
    /// The reason in a text that is one of Spinwheel's codes or the heading of one, whatever its case and punctuation, or that has
    /// such a code as a word, written as Spinwheel writes it.
    fn of(text: &str) -> Option<Self> {
        let mut codes = text.split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
        Self::named(&words(text)).or_else(|| {
            codes.find_map(|word| Self::named(&words(word)).filter(|_| word == word.to_ascii_uppercase()))
        })
    }

    fn named(words: &str) -> Option<Self> {
        Some(match words {
            "incorrect" | "incorrect code" => Self::WrongCode,
            "expired" | "expired code" => Self::Expired,
            "max attempts reached" | "too many attempts" | "too many requests" => Self::TooManyAttempts,
            "too many verifications" => Self::Blocked,
            "invalid number" | "unsupported country code" => Self::PhoneNumber,
            "unsupported number" => Self::UnsupportedNumber,
            "failed eligibility" | "ineligible user" => Self::NotEligible,
            "failed identification" | "identification failed" => Self::NotIdentified,
            "failed identification info mismatch" | "identification failed information mismatch" => {
                Self::Mismatch
            }
            _ => return None,
        })
    }
}

/// The words of a text, whatever their case and what stands between them.
fn words(text: &str) -> String {
    let words = text.split(|letter: char| !letter.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ").to_ascii_lowercase()
}

/// What a step came to whose success is this. A message of success that is the word for a refusal is one.
pub(crate) fn outcome(success: Consent, reply: Reply<Option<Pii<String>>>) -> Consent {
    let reason = |message: &Pii<String>| ConsentRefusal::of(message.expose());
    match reply {
        Reply::Data(message) => message.as_ref().and_then(reason).map_or(success, Consent::Refused),
        Reply::Refused(messages) => {
            let reason = messages.iter().find_map(reason);
            Consent::Refused(reason.unwrap_or(ConsentRefusal::Unspecified))
        }
    }
}

/// What answers to questions came to: granted only in the words that DebtCore's page shows for it.
pub(crate) fn answered(reply: Reply<Option<Pii<String>>>) -> Consent {
    let granted = match &reply {
        Reply::Data(Some(message)) => words(message.expose()) == "kba verification successful",
        _ => false,
    };
    outcome(if granted { Consent::Granted } else { Consent::Undecided }, reply)
}
