//! `put-compliance`: hands in a tax form.

use dots_users::{Address, DateOfBirth, Ein, InvalidValue, PutCompliance, Ssn, UserId, W9Form};
use serde_json::json;

use super::address::AddressArgs;
use super::belongs::refuse_others;
use super::ids::UserArg;
use super::page::checked;
use super::w8ben::W8BenArgs;
use super::{Act, Call, Dots, Session, explain};
use crate::ask::{self, Ask, Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserArg,
    /// Which form: of a person or a company in the United States, or of a person elsewhere
    #[arg(long, value_name = "FORM", value_parser = FORMS)]
    form: Option<String>,
    #[command(flatten)]
    who: WhoArgs,
    #[command(flatten)]
    abroad: W8BenArgs,
    #[command(flatten)]
    address: AddressArgs,
}

/// Who hands it in.
#[derive(Debug, clap::Args)]
pub(super) struct WhoArgs {
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// Legal name of a company, for w9-business
    #[arg(long, value_name = "NAME")]
    legal_name: Option<String>,
    /// Birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Social Security number, EIN or, for w8ben, the tax id of the country of residence; for the sandbox only: other users
    /// of this machine can see flags
    #[arg(long, value_name = "ID", conflicts_with = "tax_id_stdin")]
    tax_id: Option<String>,
    /// Read the tax id from stdin, after the credentials if they come from there, too
    #[arg(long)]
    tax_id_stdin: bool,
}

const FORMS: [&str; 3] = ["w9-individual", "w9-business", "w8ben"];

/// A form about a real person goes to the tax authority.
const ACT: Act = Act::serious("put_compliance", "hands in a tax form");

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let wanted = Wanted { flag: "--form", question: "Form (w9-individual, w9-business, w8ben)" };
        let rule = InvalidValue::new("form", "must be w9-individual, w9-business or w8ben");
        let form = session.ask.value(self.form, wanted, |text| {
            FORMS.into_iter().find(|form| *form == text.trim()).ok_or(rule)
        })?;
        let request = match form {
            "w8ben" => {
                self.who.refuse_company(form)?;
                let address = self.address.read(session.ask, false)?;
                self.abroad.request(session, user.clone(), self.who, address)?
            }
            in_the_us => {
                self.abroad.refuse_all(in_the_us)?;
                let address = self.address.read(session.ask, true)?;
                w9(session, user.clone(), self.who, address, in_the_us)?
            }
        };
        session.announce(ACT)?;
        session.client.put_compliance(&request).await.map_err(|error| explain(&error))?;
        let line = "The form is handed in; checking the tax id takes from seconds to a day.".to_owned();
        session.show(&json!({"user_id": user, "form": form, "stored": true}), &[line])?;
        session.suggest_later(
            "to see what came of it",
            format_args!("retrieve-user --user-id {}", user.as_str()),
        );
        Ok(())
    }
}

fn w9(
    session: &Session,
    user: UserId,
    who: WhoArgs,
    address: Address,
    form: &str,
) -> Result<PutCompliance, Failure> {
    let form = if form == "w9-business" {
        who.refuse_names(form)?;
        who.business(session, address)?
    } else {
        who.refuse_company(form)?;
        who.individual(session, address)?
    };
    Ok(PutCompliance::w9(user, form))
}

impl WhoArgs {
    fn refuse_company(&self, form: &str) -> Result<(), Failure> {
        refuse_others(form, &[("--legal-name", self.legal_name.is_some())])
    }

    fn refuse_names(&self, form: &str) -> Result<(), Failure> {
        let names = [("--first-name", self.first_name.is_some()), ("--last-name", self.last_name.is_some())];
        refuse_others(form, &names)
    }

    fn individual(mut self, session: &Session, address: Address) -> Result<W9Form, Failure> {
        let (first, last) = self.names(session.ask)?;
        let born = self.born(session.ask)?;
        let ssn = self.tax_id(session, "Social Security number", Ssn::new)?;
        let form = checked("--street", W9Form::individual(ssn, born, address))?;
        checked("--first-name, --last-name", form.name(&first, &last))
    }

    fn business(mut self, session: &Session, address: Address) -> Result<W9Form, Failure> {
        let wanted = Wanted { flag: "--legal-name", question: "Legal name of the company" };
        let name = session.ask.value(self.legal_name.take(), wanted, ask::text("legal name"))?;
        let born = ask::optional("--birth-date", self.birth_date.as_deref(), DateOfBirth::new)?;
        let ein = self.tax_id(session, "EIN of the company", Ein::new)?;
        let form = checked("--legal-name", W9Form::business(&name, ein, address))?;
        Ok(match born {
            Some(born) => form.date_of_birth(born),
            None => form,
        })
    }

    pub(super) fn names(&mut self, asks: Ask) -> Result<(String, String), Failure> {
        let wanted = Wanted { flag: "--first-name", question: "First name" };
        let first = asks.value(self.first_name.take(), wanted, ask::text("first name"))?;
        let wanted = Wanted { flag: "--last-name", question: "Last name" };
        Ok((first, asks.value(self.last_name.take(), wanted, ask::text("last name"))?))
    }

    pub(super) fn born(&mut self, asks: Ask) -> Result<DateOfBirth, Failure> {
        let wanted = Wanted { flag: "--birth-date", question: "Birth date (YYYY-MM-DD)" };
        asks.value(self.birth_date.take(), wanted, DateOfBirth::new)
    }

    pub(super) fn has_tax_id(&self) -> bool {
        self.tax_id.is_some() || self.tax_id_stdin
    }

    pub(super) fn tax_id<T>(
        self,
        session: &Session,
        question: &'static str,
        read: impl Fn(&str) -> Result<T, InvalidValue>,
    ) -> Result<T, Failure> {
        let wanted = Wanted { flag: "--tax-id", question };
        let guarded = Guarded { wanted, given: self.tax_id, stdin: ("--tax-id-stdin", self.tax_id_stdin) };
        session.ask.guarded(guarded, session.is_live(), read)
    }
}
