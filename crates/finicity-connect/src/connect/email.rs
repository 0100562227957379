//! The e-mail that carries a link.

use serde::Serialize;
use verify_core::provider::answer;
use verify_core::{Email, Pii};

use super::ConnectLink;

/// What the e-mail says and to whom it goes. Everything but the address is optional (source: OAS 1.42).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EmailOptions {
    to: Email,
    from: Option<Pii<String>>,
    support_phone: Option<Pii<String>>,
    subject: Option<Pii<String>>,
    first_name: Option<Pii<String>>,
    institution_name: Option<String>,
    institution_address: Option<String>,
    signature: Vec<Pii<String>>,
}

impl EmailOptions {
    /// Takes the address of the customer; an e-mail for joint borrowers goes to this one address too.
    pub fn new(to: Email) -> Self {
        Self {
            to,
            from: None,
            support_phone: None,
            subject: None,
            first_name: None,
            institution_name: None,
            institution_address: None,
            signature: Vec::new(),
        }
    }

    /// The name or the address that is shown as the sender.
    #[must_use]
    pub fn from(mut self, from: impl Into<Pii<String>>) -> Self {
        self.from = Some(from.into());
        self
    }

    /// The phone number to call for help, as it is to be printed.
    #[must_use]
    pub fn support_phone(mut self, phone: impl Into<Pii<String>>) -> Self {
        self.support_phone = Some(phone.into());
        self
    }

    /// The subject; without one Finicity writes "Verify your Financial Information".
    #[must_use]
    pub fn subject(mut self, subject: impl Into<Pii<String>>) -> Self {
        self.subject = Some(subject.into());
        self
    }

    /// The name in the salutation; for joint borrowers both names in one text.
    #[must_use]
    pub fn first_name(mut self, name: impl Into<Pii<String>>) -> Self {
        self.first_name = Some(name.into());
        self
    }

    /// The name of the company that asks.
    #[must_use]
    pub fn institution_name(mut self, name: impl Into<String>) -> Self {
        self.institution_name = Some(name.into());
        self
    }

    /// The address of the company that asks.
    #[must_use]
    pub fn institution_address(mut self, address: impl Into<String>) -> Self {
        self.institution_address = Some(address.into());
        self
    }

    /// Adds a line to the signature.
    #[must_use]
    pub fn signature_line(mut self, line: impl Into<Pii<String>>) -> Self {
        self.signature.push(line.into());
        self
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct EmailBody<'a> {
    to: &'a Email,
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    support_phone: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    subject: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_name: Option<&'a Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    institution_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    institution_address: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    signature: &'a [Pii<String>],
}

impl<'a> EmailBody<'a> {
    pub(crate) fn of(email: &'a EmailOptions) -> Self {
        Self {
            to: &email.to,
            from: email.from.as_ref(),
            support_phone: email.support_phone.as_ref(),
            subject: email.subject.as_ref(),
            first_name: email.first_name.as_ref(),
            institution_name: email.institution_name.as_deref(),
            institution_address: email.institution_address.as_deref(),
            signature: &email.signature,
        }
    }
}

answer! {
    /// An e-mail that was handed over for sending.
    pub struct SentConnectEmail {
        /// The link that is in the e-mail.
        link: Option<ConnectLink> => "link",
        /// The e-mail as Finicity understood it.
        email_config: Option<EmailConfig> => "emailConfig",
    }
}

answer! {
    /// The e-mail as Finicity understood it; the fields of [`EmailOptions`].
    pub struct EmailConfig {
        /// To whom it goes.
        to: Option<Pii<String>> => "to",
        /// Whom it shows as the sender.
        from: Option<Pii<String>> => "from",
        /// The phone number for help.
        support_phone: Option<Pii<String>> => "supportPhone",
        /// The subject.
        subject: Option<Pii<String>> => "subject",
        /// The name in the salutation.
        first_name: Option<Pii<String>> => "firstName",
        /// The company that asks.
        institution_name: Option<String> => "institutionName",
        /// Its address.
        institution_address: Option<String> => "institutionAddress",
        /// The lines of the signature.
        signature: Vec<Pii<String>> => "signature",
    }
}
