//! `send-link`: has a link texted.

use std::net::IpAddr;

use clap::ValueEnum;
use signzy_link::{Country, InvalidValue, PhoneNumber, SendLink};

use super::ids::flags;
use super::{Act, Call, Session, Signzy, explain};
use crate::ask::{Wanted, optional};
use crate::exit::Failure;
use crate::output;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Phone number, of the United States or Canada: +1 and ten digits
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Where the phone's browser goes afterwards: a page of yours, as https address
    #[arg(long, value_name = "URL")]
    target_url: Option<String>,
    /// The country, where the area code is too new to tell it
    #[arg(long, value_name = "COUNTRY", value_enum, ignore_case = true)]
    country: Option<Where>,
    /// IP address of the device on which the person began
    #[arg(long, value_name = "ADDRESS")]
    source_ip: Option<String>,
    /// A text of your own for the message; how the link gets into it is not documented
    #[arg(long, value_name = "TEXT", requires = "business")]
    custom_sms: Option<String>,
    /// The name of your business, which that text should contain
    #[arg(long, value_name = "NAME", requires = "custom_sms")]
    business: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Where {
    #[value(name = "US")]
    UnitedStates,
    #[value(name = "CA")]
    Canada,
}

const PHONE: Wanted = Wanted { flag: "--phone", question: "Phone number" };
const TARGET: Wanted =
    Wanted { flag: "--target-url", question: "Where the browser goes afterwards (https address)" };

/// Takes the place of the target URL while the number alone is looked at.
const ANYWHERE: &str = "https://app.example.com";

impl Call<Signzy> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        for warning in request.warnings() {
            output::talk(format_args!("warning: {warning}"));
        }
        session.announce(Act::of::<SendLink>())?;
        let sent = session.client.send_link(&request).await.map_err(|error| explain(&error))?;
        let lines = [
            "A link is on its way.".to_owned(),
            format!("request id: {}", sent.request_id.as_str()),
            format!("session id: {}", sent.session_id.as_str()),
        ];
        session.show(&sent, &lines)?;
        match session.outbox("link") {
            Some(outbox) => {
                output::talk(format_args!("The link in the text: {outbox}"));
                session.suggest(format_args!("open-link --request-id {}", sent.request_id.as_str()));
            }
            None => session.suggest(format_args!("wait-for-verdict {}", flags(&sent))),
        }
        Ok(())
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<SendLink, Failure> {
        let phone = session.ask.value(self.phone, PHONE, reachable)?;
        let mut request =
            session.ask.value(self.target_url, TARGET, |target| SendLink::new(phone.clone(), target))?;
        if let Some(country) = self.country {
            request = request.country(match country {
                Where::UnitedStates => Country::UnitedStates,
                Where::Canada => Country::Canada,
            });
        }
        if let Some(address) = optional("--source-ip", self.source_ip.as_deref(), address)? {
            request = request.source_ip(address);
        }
        if let (Some(text), Some(business)) = (self.custom_sms, self.business) {
            request = request.custom_sms(text, business);
        }
        Ok(request)
    }
}

/// A number that can get a link.
fn reachable(text: &str) -> Result<PhoneNumber, InvalidValue> {
    let phone = PhoneNumber::new(text.trim())?;
    SendLink::new(phone.clone(), ANYWHERE)?;
    Ok(phone)
}

fn address(text: &str) -> Result<IpAddr, InvalidValue> {
    text.trim().parse().map_err(|_| InvalidValue::new("value", "must be an IP address"))
}
