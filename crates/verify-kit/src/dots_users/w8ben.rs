//! The form W-8BEN, as flags.

use dots_users::{
    Address, Email, InvalidValue, PutCompliance, Signature, TaxTreaty, TreatyIncome, UserId, W8BenForm,
};

use super::Session;
use super::belongs::refuse_others;
use super::page::checked;
use super::put_compliance::WhoArgs;
use crate::ask::{self, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "For w8ben")]
pub(super) struct W8BenArgs {
    /// Country of citizenship in two letters, for instance PT
    #[arg(long, value_name = "COUNTRY")]
    citizenship: Option<String>,
    /// E-mail address of the person, who signs the form
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
    /// The person has agreed that the form may be given to the tax authority of the United States
    #[arg(long)]
    consent: bool,
    /// Claim a lower tax by the treaty with this country, in two letters
    #[arg(long, value_name = "COUNTRY")]
    treaty: Option<String>,
    /// Article and paragraph of the treaty
    #[arg(long, value_name = "TEXT", requires = "treaty")]
    treaty_citation: Option<String>,
    /// The rate that is claimed: 0.15 stands for 15 %
    #[arg(long, value_name = "RATE", requires = "treaty")]
    treaty_rate: Option<String>,
    /// The kind of income
    #[arg(long, value_name = "KIND", requires = "treaty", value_parser = INCOMES)]
    treaty_income: Option<String>,
    /// An explanation
    #[arg(long, value_name = "TEXT", requires = "treaty")]
    treaty_explanation: Option<String>,
}

const INCOMES: [&str; 10] = [
    "interest1",
    "dividend6",
    "dividend7",
    "pension15",
    "socialSecurity",
    "equipment10",
    "knowhow10",
    "patent10",
    "film11",
    "copyright12",
];

impl W8BenArgs {
    /// They belong to no other form.
    pub(super) fn refuse_all(&self, form: &str) -> Result<(), Failure> {
        let all = [
            ("--citizenship", self.citizenship.is_some()),
            ("--email", self.email.is_some()),
            ("--consent", self.consent),
            ("--treaty", self.treaty.is_some()),
        ];
        refuse_others(form, &all)
    }

    pub(super) fn request(
        self,
        session: &Session,
        user: UserId,
        mut who: WhoArgs,
        address: Address,
    ) -> Result<PutCompliance, Failure> {
        let asks = session.ask;
        if !self.consent {
            return Err(Failure::usage("--consent is missing: the person has to have agreed to the form"));
        }
        let treaty = self.treaty()?;
        let (first, last) = who.names(asks)?;
        let (name, born) = (format!("{first} {last}"), who.born(asks)?);
        let wanted = Wanted { flag: "--citizenship", question: "Country of citizenship (two letters)" };
        let citizenship = asks.value(self.citizenship, wanted, ask::text("citizenship"))?;
        let wanted = Wanted { flag: "--email", question: "E-mail address" };
        let email = asks.value(self.email, wanted, Email::new)?;
        let signature = checked("--first-name, --last-name", Signature::with_consent(&name, email))?;
        let form = W8BenForm::new(&name, &citizenship, born, address, signature);
        let mut form = checked("--citizenship", form)?;
        if who.has_tax_id() {
            let id = who.tax_id(session, "Tax id", |text| ask::text("tax id")(text))?;
            form = checked("--tax-id", form.foreign_tax_id(&id))?;
        }
        if let Some(treaty) = treaty {
            form = form.tax_treaty(treaty);
        }
        checked("--tax-id", PutCompliance::w8ben(user, form))
    }

    fn treaty(&self) -> Result<Option<TaxTreaty>, Failure> {
        let Some(country) = &self.treaty else { return Ok(None) };
        let mut treaty = checked("--treaty", TaxTreaty::new(country))?;
        if let Some(citation) = &self.treaty_citation {
            treaty = treaty.citation(citation);
        }
        if let Some(rate) = &self.treaty_rate {
            let rule = InvalidValue::new("rate", "must be a number from 0 to 1");
            let rate = rate.trim().parse::<f64>().map_err(|_| rule);
            treaty = checked("--treaty-rate", rate.and_then(|rate| treaty.rate(rate)))?;
        }
        if let Some(income) = &self.treaty_income {
            treaty = treaty.income(TreatyIncome::from(income.as_str()));
        }
        if let Some(text) = &self.treaty_explanation {
            treaty = treaty.explanation(text);
        }
        Ok(Some(treaty))
    }
}
