//! `create-user`: creates a user, or finds the one who has the phone number.

use std::net::IpAddr;

use dots_users::{CreateUser, CreatedUser, Email, Existed, InvalidValue, PhoneNumber, Username};

use super::details::{DetailArgs, with_details};
use super::retrieve_user::lines;
use super::{Act, Call, Dots, Session, explain};
use crate::ask::{self, Wanted, broken_rule, optional};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// First name, 1 to 50 characters
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// Last name, 1 to 50 characters
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Phone number: +, country code and number
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// Your own name of the user: 1 to 50 letters, digits and hyphens
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
    /// The IP address the person came from, which helps Dots to recognise fraud
    #[arg(long, value_name = "ADDRESS")]
    user_ip: Option<String>,
    #[command(flatten)]
    details: DetailArgs,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let ip = optional("--user-ip", self.user_ip.as_deref(), |text| {
            text.trim().parse::<IpAddr>().map_err(|_| InvalidValue::new("value", "must be an IP address"))
        })?;
        let request = self.request(session)?;
        session.announce(Act::of::<CreateUser>())?;
        let client = ip.map_or_else(|| session.client.clone(), |ip| session.client.for_end_user(ip));
        show(session, &client.create_user(&request).await.map_err(|error| explain(&error))?)
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<CreateUser, Failure> {
        let asks = session.ask;
        let name =
            |given, flag, question, what| asks.value(given, Wanted { flag, question }, ask::text(what));
        let first = name(self.first_name, "--first-name", "First name", "first name")?;
        let last = name(self.last_name, "--last-name", "Last name", "last name")?;
        let wanted = Wanted { flag: "--email", question: "E-mail address" };
        let email = asks.value(self.email, wanted, Email::new)?;
        let wanted = Wanted { flag: "--phone", question: "Phone number (+1…)" };
        let phone = asks.value(self.phone, wanted, PhoneNumber::new)?;
        let request = CreateUser::new(first, last, email, phone)
            .map_err(|invalid| broken_rule("--first-name, --last-name", &invalid))?;
        let mut request = with_details!(request, self.details);
        if let Some(name) = optional("--username", self.username.as_deref(), str::parse::<Username>)? {
            request = request.username(name);
        }
        Ok(request)
    }
}

fn show(session: &Session, created: &CreatedUser) -> Result<(), Failure> {
    session.show(created, &lines(&created.user))?;
    let id = created.user.id.as_str();
    if created.existed() == Existed::Before {
        session.hint(
            "There was a user with this number, who is verified. That says nothing about the person at hand: anybody \
             can know a number.",
        );
    }
    session.suggest(format_args!("send-verification-token --user-id {id}"));
    Ok(())
}
