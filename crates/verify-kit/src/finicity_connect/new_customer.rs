//! A customer to be created, as flags, and the answer.

use finicity_connect::models::{ContactPhone, CreatedCustomer};
use finicity_connect::{ApplicationId, Email, Username};

use super::Session;
use crate::ask::{Ask, Wanted, optional};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct NewCustomerArgs {
    #[command(flatten)]
    pub(super) username: UsernameArg,
    #[command(flatten)]
    pub(super) details: DetailArgs,
}

#[derive(Debug, clap::Args)]
pub(super) struct UsernameArg {
    /// Your own name of the customer: 6 to 255 letters, digits and ! @ . # $ % & * _ - +
    #[arg(long, value_name = "NAME")]
    username: Option<String>,
}

/// What may be left out.
#[derive(Debug, clap::Args)]
pub(super) struct DetailArgs {
    /// First name
    #[arg(long, value_name = "NAME")]
    pub(super) first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    pub(super) last_name: Option<String>,
    /// Phone number, at most 15 characters
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// E-mail address
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Which of your registered applications the customer is for; only if there are several
    #[arg(long, value_name = "ID")]
    application_id: Option<String>,
}

impl UsernameArg {
    pub(super) fn read(self, ask: Ask) -> Result<Username, Failure> {
        let wanted = Wanted { flag: "--username", question: "Your own name of the customer" };
        ask.value(self.username, wanted, |text| Username::new(text.trim()))
    }
}

impl DetailArgs {
    pub(super) fn phone(&self) -> Result<Option<ContactPhone>, Failure> {
        optional("--phone", self.phone.as_deref(), ContactPhone::new)
    }

    pub(super) fn email(&self) -> Result<Option<Email>, Failure> {
        optional("--email", self.email.as_deref(), Email::new)
    }

    pub(super) fn application_id(&self) -> Result<Option<ApplicationId>, Failure> {
        optional("--application-id", self.application_id.as_deref(), str::parse::<ApplicationId>)
    }
}

/// Makes either of the two requests; they have the same setters, and no trait for them.
macro_rules! new_customer {
    ($request:ident, $args:expr, $ask:expr) => {{
        let (username, args) = ($args.username, $args.details);
        let mut request = $request::new(username.read($ask)?);
        if let Some(name) = &args.first_name {
            request = request.first_name(name);
        }
        if let Some(name) = &args.last_name {
            request = request.last_name(name);
        }
        if let Some(phone) = args.phone()? {
            request = request.phone(phone);
        }
        if let Some(email) = args.email()? {
            request = request.email(email);
        }
        if let Some(id) = args.application_id()? {
            request = request.application_id(id);
        }
        request
    }};
}
pub(super) use new_customer;

pub(super) fn show(session: &Session, created: &CreatedCustomer) -> Result<(), Failure> {
    let id = created.id.as_str();
    session.show(created, &[format!("customer id: {id}")])?;
    session.suggest(format_args!("generate-connect-url --customer-id {id}"));
    Ok(())
}
