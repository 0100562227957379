//! `connect-preverified-profile`: connects a person whom you know completely.

use spinwheel_connect::{ConnectPreverifiedProfile, KnownPerson, PhoneNumber};

use super::audit::AuditArgs;
use super::connect_sms::PHONE;
use super::consent::remind_of_consent;
use super::person::{Person, PersonArgs};
use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, connected, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// The person's phone number: +, country code and number
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    user: UserKeyArgs,
    #[command(flatten)]
    audit: AuditArgs,
}

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        remind_of_consent();
        session.announce(Act::of::<ConnectPreverifiedProfile>())?;
        let connection =
            session.client.connect_preverified_profile(&request).await.map_err(|error| explain(&error))?;
        connected::show(session, &connection)
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<ConnectPreverifiedProfile, Failure> {
        let ask = session.ask;
        let phone_number = ask.value(self.phone, PHONE, PhoneNumber::new)?;
        let Person { first_name, last_name, date_of_birth, ssn, address } = self.person.read(session)?;
        let known = KnownPerson::new(first_name, last_name, phone_number, date_of_birth, ssn);
        let user = self.user.read(ask)?;
        Ok(ConnectPreverifiedProfile::new(known, address, user, self.audit.read(ask)?))
    }
}
