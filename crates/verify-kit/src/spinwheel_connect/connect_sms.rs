//! `connect-sms`: texts a code.

use spinwheel_connect::{ConnectSms, DateOfBirth, PhoneNumber};

use super::consent::{CONSENT, agreed_at, remind_of_consent};
use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::ask::Wanted;
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The person's phone number: +, country code and number
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// The person's birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    #[command(flatten)]
    user: UserKeyArgs,
    /// When the person agreed to the End User Agreement: ISO 8601, for instance 2026-01-15T12:00:00Z
    #[arg(long, value_name = "TIME")]
    consent_timestamp: Option<String>,
}

pub(super) const PHONE: Wanted = Wanted { flag: "--phone", question: "Phone number (+1…)" };
pub(super) const BIRTH_DATE: Wanted = Wanted { flag: "--birth-date", question: "Birth date (YYYY-MM-DD)" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        remind_of_consent();
        session.announce(Act::of::<ConnectSms>())?;
        let sent = session.client.connect_sms(&request).await.map_err(|error| explain(&error))?;
        let lines = [
            format!("A code was texted; it can be used for {} s.", sent.code_lifetime().as_secs()),
            format!("user id: {}", sent.user_id.as_str()),
        ];
        session.show(&sent, &lines)?;
        if let Some(outbox) = session.outbox("code") {
            output::talk(format_args!("The code in the text: {outbox}"));
        }
        session.suggest(format_args!("verify-sms-code --user-id {}", sent.user_id.as_str()));
        Ok(())
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<ConnectSms, Failure> {
        let ask = session.ask;
        let phone = ask.value(self.phone, PHONE, PhoneNumber::new)?;
        let born = ask.value(self.birth_date, BIRTH_DATE, DateOfBirth::new)?;
        let request = ConnectSms::new(phone, born, self.user.read(ask)?);
        let Some(text) = self.consent_timestamp else { return Ok(request) };
        Ok(request.consent_timestamp(ask.value(Some(text), CONSENT, agreed_at)?))
    }
}
