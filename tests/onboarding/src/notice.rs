//! What the person is told.

use std::time::Duration;

/// One sentence at the top of the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notice {
    Welcome,
    CodeSent,
    LinkSent,
    TooEarly(Duration),
    PerhapsSent(Duration),
    WrongCode,
    Expired,
    LockedFor(Duration),
    Correct(&'static str),
    Agree,
    AnotherWay,
    Pending,
    NotThisPhone,
    Unclear,
    Unchecked,
    Verified,
    InReview,
    Refused,
    Busy,
    Trouble,
    BankPending,
    BankConnected,
}

impl Notice {
    /// For tests, and for whoever reads the page's source.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Welcome => "welcome",
            Self::CodeSent => "code-sent",
            Self::LinkSent => "link-sent",
            Self::TooEarly(_) => "too-early",
            Self::PerhapsSent(_) => "perhaps-sent",
            Self::WrongCode => "wrong-code",
            Self::Expired => "expired",
            Self::LockedFor(_) => "locked",
            Self::Correct(_) => "correct",
            Self::Agree => "agree",
            Self::AnotherWay => "another-way",
            Self::Pending => "pending",
            Self::NotThisPhone => "not-this-phone",
            Self::Unclear => "unclear",
            Self::Unchecked => "unchecked",
            Self::Verified => "verified",
            Self::InReview => "in-review",
            Self::Refused => "refused",
            Self::Busy => "busy",
            Self::Trouble => "trouble",
            Self::BankPending => "bank-pending",
            Self::BankConnected => "bank-connected",
        }
    }

    pub(crate) fn text(self) -> String {
        let text = match self {
            Self::Welcome => "Please tell us who you are.",
            Self::CodeSent => "We have texted you a code.",
            Self::LinkSent => {
                "We have texted you a link. Please open it on that phone, with Wi-Fi switched off."
            }
            Self::TooEarly(wait) => {
                return format!("We have just texted you. Another text can be had in {}.", shown(wait));
            }
            Self::PerhapsSent(wait) => {
                return format!(
                    "We may have texted you; we do not know. So we do not send another text at once: you can ask for \
                     one in {}.",
                    shown(wait)
                );
            }
            Self::WrongCode => "This is not the code. Please try again.",
            Self::Expired => "That took too long. Please start again.",
            Self::LockedFor(wait) => {
                return format!("That was tried too often. Please come back in {}.", shown(wait));
            }
            Self::Correct(what) => return format!("Please correct this: {what}."),
            Self::Agree => "Without your agreement we cannot go on.",
            Self::AnotherWay => {
                "That way does not work for you. We try another one: please send the form again."
            }
            Self::Pending => "The link was not opened yet.",
            Self::NotThisPhone => "The link was opened on another device. Please ask for a new one.",
            Self::Unclear => {
                "We could not tell whether it is your phone. Please switch Wi-Fi off and ask for a new link."
            }
            Self::Unchecked => "We could not check that. Please try once more.",
            Self::Verified => "Thank you. Now please connect your bank.",
            Self::InReview => "Somebody has to look at your sign-up. We will write to you.",
            Self::Refused => "We could not verify you online. Please write to us.",
            Self::Busy => "We are at it already. Please wait a moment, then load this page again.",
            Self::Trouble => "That did not work, and it is not your fault. Please try again.",
            Self::BankPending => "We have not heard from your bank yet.",
            Self::BankConnected => "Your accounts are connected.",
        };
        text.to_owned()
    }
}

/// Rounded up: nobody shall come too early.
fn shown(wait: Duration) -> String {
    match wait.as_secs() + u64::from(wait.subsec_nanos() > 0) {
        1 => "1 second".to_owned(),
        seconds @ 0..120 => format!("{seconds} seconds"),
        seconds => format!("{} minutes", seconds.div_ceil(60)),
    }
}
