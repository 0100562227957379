//! Who sends webhooks, and how they are signed.

use clap::ValueEnum;

use crate::provider::Credential;

/// A provider that sends webhooks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Sender {
    /// Signs with the partner secret
    FinicityConnect,
    /// Signs as Svix does, with the signing secret of the endpoint
    DotsUsers,
    /// Signs nothing
    SpinwheelConnect,
}

/// How a webhook is signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scheme {
    /// The body, in hexadecimal digits.
    Finicity,
    /// Id, time and body, in base64: Svix's.
    Dots,
}

const PARTNER_SECRET: Credential =
    Credential { variable: "FINICITY_PARTNER_SECRET", name: "partner secret", question: "Partner secret" };

const SIGNING_SECRET: Credential = Credential {
    variable: "DOTS_WEBHOOK_SECRET",
    name: "signing secret of the webhook",
    question: "Signing secret of the webhook",
};

const HEADER_VALUE: Credential = Credential {
    variable: "SPINWHEEL_WEBHOOK_HEADER_VALUE",
    name: "value of the webhook header",
    question: "Value of the webhook header",
};

impl Sender {
    /// For people.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::FinicityConnect => "Finicity",
            Self::DotsUsers => "Dots",
            Self::SpinwheelConnect => "Spinwheel",
        }
    }

    /// What proves who sent a webhook.
    pub(super) fn credential(self) -> Credential {
        match self {
            Self::FinicityConnect => PARTNER_SECRET,
            Self::DotsUsers => SIGNING_SECRET,
            Self::SpinwheelConnect => HEADER_VALUE,
        }
    }

    /// `None` where nothing is signed.
    pub(super) fn scheme(self) -> Option<Scheme> {
        match self {
            Self::FinicityConnect => Some(Scheme::Finicity),
            Self::DotsUsers => Some(Scheme::Dots),
            Self::SpinwheelConnect => None,
        }
    }
}

impl Scheme {
    pub(super) fn other(self) -> Self {
        match self {
            Self::Finicity => Self::Dots,
            Self::Dots => Self::Finicity,
        }
    }

    pub(super) fn sender(self) -> Sender {
        match self {
            Self::Finicity => Sender::FinicityConnect,
            Self::Dots => Sender::DotsUsers,
        }
    }
}
