//! `send-sms-verification-code`: texts a code.

use serde_json::json;
use spinwheel_gql::{Consent, DateOfBirth, PhoneNumber, SendSmsVerificationCode};

use super::consent::declined;
use super::ids::ContactArg;
use super::person::BIRTH_DATE;
use super::{Act, Call, DebtCore, Session, explain};
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
    contact: ContactArg,
}

const PHONE: Wanted = Wanted { flag: "--phone", question: "Phone number (+1…)" };

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let ask = session.ask;
        let phone = ask.value(self.phone, PHONE, PhoneNumber::new)?;
        let born = ask.value(self.birth_date, BIRTH_DATE, DateOfBirth::new)?;
        let contact = self.contact.read(ask)?;
        session.announce(Act::of::<SendSmsVerificationCode>())?;
        let request = SendSmsVerificationCode::new(phone, born, contact.clone());
        let sent = session.client.send_sms_verification_code(&request).await;
        match sent.map_err(|error| explain(&error))? {
            Consent::Sent => {}
            other => return Err(declined("send_sms_verification_code", other)),
        }
        let answer = json!({"reqOrgContactId": contact, "sent": true});
        session.show(&answer, &["A code is on its way.".to_owned()])?;
        if let Some(outbox) = session.outbox("code") {
            output::talk(format_args!("The code in the text: {outbox}"));
        }
        session.suggest(format_args!("verify-sms-code --contact-id {}", contact.as_str()));
        Ok(())
    }
}
