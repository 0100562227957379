//! `put-payout-method`: adds a way in which a user can be paid.

use dots_users::{
    BankAccount, CashAppAccount, Email, InvalidValue, PhoneNumber, PutPayoutMethod, UserId, VenmoAccount,
};
use serde_json::Value;

use super::belongs::refuse_others;
use super::details::json;
use super::ids::UserArg;
use super::methods::{lines, without_numbers};
use super::page::checked;
use super::{Act, Call, Dots, Session, explain};
use crate::ask::{self, Ask, Guarded, Wanted, optional};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
    /// What it is
    #[arg(long, value_name = "PLATFORM", value_parser = PLATFORMS)]
    platform: Option<String>,
    /// Whether it becomes the one the user prefers
    #[arg(long, value_name = "TRUE_OR_FALSE", action = clap::ArgAction::Set)]
    default: Option<bool>,
    /// Whether money is paid out by itself
    #[arg(long, value_name = "TRUE_OR_FALSE", action = clap::ArgAction::Set)]
    auto_payout: Option<bool>,
    /// Data of your own, which is stored with it: JSON
    #[arg(long, value_name = "JSON")]
    metadata: Option<String>,
    #[command(flatten)]
    account: AccountArgs,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "The account")]
struct AccountArgs {
    /// E-mail address, for paypal
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// Phone number, for venmo: +1 and ten digits
    #[arg(long, value_name = "NUMBER", conflicts_with = "handle")]
    phone: Option<String>,
    /// Name at Venmo, for venmo
    #[arg(long, value_name = "NAME")]
    handle: Option<String>,
    /// Name at Cash App, for `cash_app`
    #[arg(long, value_name = "NAME")]
    cash_tag: Option<String>,
    /// Routing number, for ach and `cash_app`: nine digits
    #[arg(long, value_name = "NUMBER")]
    routing_number: Option<String>,
    /// Account number, for ach and `cash_app`; for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "NUMBER", conflicts_with = "account_number_stdin")]
    account_number: Option<String>,
    /// Read the account number from stdin, after the credentials if they come from there, too
    #[arg(long)]
    account_number_stdin: bool,
    /// Kind of account, for ach [default: checking]
    #[arg(long, value_name = "KIND", value_parser = ["checking", "savings"])]
    account_type: Option<String>,
}

const PLATFORMS: [&str; 4] = ["ach", "paypal", "venmo", "cash_app"];

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let (user, request) = self.request(session)?;
        session.announce(Act::of::<PutPayoutMethod>())?;
        let method = session.client.put_payout_method(&request).await.map_err(|error| explain(&error))?;
        let method = without_numbers(method);
        session.show(&method, &lines(&method))?;
        session.suggest(format_args!("list-payout-methods --user-id {}", user.as_str()));
        Ok(())
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<(UserId, PutPayoutMethod), Failure> {
        let metadata: Option<Value> = json("--metadata", self.metadata.as_deref())?;
        let user = self.user.read(session.ask)?;
        let wanted = Wanted { flag: "--platform", question: "Platform (ach, paypal, venmo, cash_app)" };
        let rule = InvalidValue::new("platform", "must be ach, paypal, venmo or cash_app");
        let platform = session.ask.value(self.platform, wanted, |text| {
            PLATFORMS.into_iter().find(|platform| *platform == text.trim()).ok_or(rule)
        })?;
        self.account.refuse_others_than(platform)?;
        let mut request = match platform {
            "ach" => PutPayoutMethod::ach(user.clone(), self.account.bank(session)?),
            "paypal" => PutPayoutMethod::paypal(user.clone(), self.account.email(session.ask)?),
            "venmo" => PutPayoutMethod::venmo(user.clone(), self.account.venmo()?),
            _ => PutPayoutMethod::cash_app(user.clone(), self.account.cash_app(session)?),
        };
        if let Some(default) = self.default {
            request = request.is_default(default);
        }
        if let Some(enabled) = self.auto_payout {
            request = request.auto_payout_enabled(enabled);
        }
        if let Some(data) = metadata {
            request = checked("--metadata", request.metadata(data))?;
        }
        Ok((user, request))
    }
}

impl AccountArgs {
    fn refuse_others_than(&self, platform: &str) -> Result<(), Failure> {
        let number = self.account_number.is_some() || self.account_number_stdin;
        let all: [(&[&str], &'static str, bool); 7] = [
            (&["paypal"], "--email", self.email.is_some()),
            (&["venmo"], "--phone", self.phone.is_some()),
            (&["venmo"], "--handle", self.handle.is_some()),
            (&["cash_app"], "--cash-tag", self.cash_tag.is_some()),
            (&["ach", "cash_app"], "--routing-number", self.routing_number.is_some()),
            (&["ach", "cash_app"], "--account-number", number),
            (&["ach"], "--account-type", self.account_type.is_some()),
        ];
        let others = all.iter().filter(|(platforms, ..)| !platforms.contains(&platform));
        let others: Vec<_> = others.map(|(_, flag, given)| (*flag, *given)).collect();
        refuse_others(platform, &others)
    }

    fn email(self, asks: Ask) -> Result<Email, Failure> {
        let wanted = Wanted { flag: "--email", question: "E-mail address at PayPal" };
        asks.value(self.email, wanted, Email::new)
    }

    fn venmo(self) -> Result<VenmoAccount, Failure> {
        if let Some(handle) = &self.handle {
            return checked("--handle", VenmoAccount::handle(handle));
        }
        match optional("--phone", self.phone.as_deref(), PhoneNumber::new)? {
            Some(phone) => checked("--phone", VenmoAccount::phone_number(phone)),
            None => Err(Failure::usage("give --phone or --handle")),
        }
    }

    fn bank(self, session: &Session) -> Result<BankAccount, Failure> {
        let new = match self.account_type.as_deref() {
            Some("savings") => BankAccount::savings,
            _ => BankAccount::checking,
        };
        let (routing, account) = self.numbers(session)?;
        checked("--routing-number", new(&routing, &account))
    }

    fn cash_app(mut self, session: &Session) -> Result<CashAppAccount, Failure> {
        let wanted = Wanted { flag: "--cash-tag", question: "Name at Cash App" };
        let tag = session.ask.value(self.cash_tag.take(), wanted, ask::text("name"))?;
        let (routing, account) = self.numbers(session)?;
        checked("--routing-number", CashAppAccount::new(&tag, &routing, &account))
    }

    /// Routing number and account number.
    fn numbers(self, session: &Session) -> Result<(String, String), Failure> {
        let wanted = Wanted { flag: "--routing-number", question: "Routing number" };
        let routing = session.ask.value(self.routing_number, wanted, ask::text("routing number"))?;
        let wanted = Wanted { flag: "--account-number", question: "Account number" };
        let stdin = ("--account-number-stdin", self.account_number_stdin);
        let guarded = Guarded { wanted, given: self.account_number, stdin };
        let account = session.ask.guarded(guarded, session.is_live(), ask::text("account number"))?;
        Ok((routing, account))
    }
}
