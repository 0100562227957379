//! `connect-preverified-phone`: connects a person whose phone you verified yourself.

use spinwheel_connect::{ConnectPreverifiedPhone, DateOfBirth, PhoneNumber};

use super::audit::AuditArgs;
use super::connect_sms::{BIRTH_DATE, PHONE};
use super::consent::remind_of_consent;
use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, connected, explain};
use crate::exit::Failure;

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
    #[command(flatten)]
    audit: AuditArgs,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let ask = session.ask;
        let phone = ask.value(self.phone, PHONE, PhoneNumber::new)?;
        let born = ask.value(self.birth_date, BIRTH_DATE, DateOfBirth::new)?;
        let user = self.user.read(ask)?;
        let request = ConnectPreverifiedPhone::new(phone, born, user, self.audit.read(ask)?);
        remind_of_consent();
        session.announce(Act::of::<ConnectPreverifiedPhone>())?;
        let connection =
            session.client.connect_preverified_phone(&request).await.map_err(|error| explain(&error))?;
        connected::show(session, &connection)
    }
}
