//! The e-mail around a link, as flags.

use finicity_connect::{CustomerId, Email, EmailOptions, SentConnectEmail};
use serde::Serialize;

use super::Session;
use super::leads_to::LeadsTo;
use super::link::{expiry, say_what_to_do};
use crate::ask::{Ask, Wanted};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The e-mail")]
pub(super) struct EmailArgs {
    /// To whom it goes
    #[arg(long, value_name = "ADDRESS")]
    to: Option<String>,
    /// Whom it shows as the sender: a name or an address
    #[arg(long, value_name = "NAME")]
    from: Option<String>,
    /// The subject
    #[arg(long, value_name = "TEXT")]
    subject: Option<String>,
    /// The name in the salutation
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// The phone number to call for help
    #[arg(long, value_name = "NUMBER")]
    support_phone: Option<String>,
    /// The company that asks
    #[arg(long, value_name = "NAME")]
    institution_name: Option<String>,
    /// Its address
    #[arg(long, value_name = "TEXT")]
    institution_address: Option<String>,
    /// A line of the signature; once for each
    #[arg(long = "signature-line", value_name = "TEXT")]
    signature: Vec<String>,
}

/// A setter of a text.
type Set = fn(EmailOptions, String) -> EmailOptions;

impl EmailArgs {
    pub(super) fn read(self, ask: Ask) -> Result<EmailOptions, Failure> {
        let wanted = Wanted { flag: "--to", question: "E-mail address" };
        let mut email = EmailOptions::new(ask.value(self.to, wanted, Email::new)?);
        let texts: [(Option<String>, Set); 6] = [
            (self.from, EmailOptions::from),
            (self.subject, EmailOptions::subject),
            (self.first_name, EmailOptions::first_name),
            (self.support_phone, EmailOptions::support_phone),
            (self.institution_name, EmailOptions::institution_name),
            (self.institution_address, EmailOptions::institution_address),
        ];
        for (text, set) in texts {
            if let Some(text) = text {
                email = set(email, text);
            }
        }
        Ok(self.signature.iter().fold(email, |email, line| email.signature_line(line)))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Shown<'a> {
    #[serde(flatten)]
    sent: &'a SentConnectEmail,
    expires_at: Option<finicity_connect::Timestamp>,
}

/// Shows what was sent, with the link.
pub(super) async fn show(
    session: &Session,
    sent: &SentConnectEmail,
    customer: &CustomerId,
) -> Result<(), Failure> {
    let mut lines = vec!["The e-mail is on its way.".to_owned()];
    if let Some(link) = &sent.link {
        lines.extend([link.expose().to_owned(), expiry(link)]);
    }
    let expires_at = sent.link.as_ref().and_then(finicity_connect::ConnectLink::expires_at);
    session.show(&Shown { sent, expires_at }, &lines)?;
    if let Some(outbox) = session.outbox("link") {
        output::talk(format_args!("The link in the e-mail: {outbox}"));
    }
    say_what_to_do(session, customer, LeadsTo::Search).await;
    Ok(())
}
