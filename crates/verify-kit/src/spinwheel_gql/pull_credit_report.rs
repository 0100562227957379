//! `pull-credit-report`: gets a report from a bureau.

use spinwheel_gql::{LeadId, PullCreditReport, ReqOrgContactId, UserVerificationId};

use super::ids::ContactArg;
use super::person::PersonArgs;
use super::report::{lines, without_numbers};
use super::source::Source;
use super::{Act, Call, DebtCore, Session, explain};
use crate::ask::{Ask, Wanted, optional};
use crate::exit::Failure;

const SOURCES: &str = "\
Sources, and what they need besides --contact-id:
  spinwheel                         consent; Equifax through Spinwheel
  crs-transunion                    names, address; TransUnion through CRS
  crs-equifax                       names, SSN, address; Equifax through CRS
  array-equifax                     names, birth date, SSN, address; Equifax through Array
  array-equifax-kba                 --user-verification-id; Equifax through Array
  crs-standard-prequal-vantage4-tu  names, SSN, address; TransUnion through CRS";

#[derive(Debug, clap::Args)]
#[command(after_help = SOURCES)]
pub(super) struct Args {
    #[command(flatten)]
    contact: ContactArg,
    /// The bureau, and through whom
    #[arg(long, value_name = "SOURCE", value_enum, default_value_t = Source::Spinwheel)]
    source: Source,
    /// The verification by questions, for array-equifax-kba; user-verification shows it
    #[arg(long, value_name = "ID")]
    user_verification_id: Option<String>,
    /// A lead in DebtCore's own system, to which the report is tied
    #[arg(long, value_name = "ID")]
    lead_id: Option<String>,
    /// Middle name
    #[arg(long, value_name = "NAME", help_heading = "The person")]
    middle_name: Option<String>,
    /// What follows the last name, such as Jr. or III
    #[arg(long, value_name = "TEXT", help_heading = "The person")]
    suffix: Option<String>,
    #[command(flatten)]
    person: PersonArgs,
}

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        session.announce(Act::of::<PullCreditReport>())?;
        let report = session.client.pull_credit_report(&request).await.map_err(|error| explain(&error))?;
        let report = without_numbers(report);
        session.show(&report, &lines(&report))?;
        session.suggest(format_args!("credit-report --report-id {}", report.id.as_str()));
        Ok(())
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<PullCreditReport, Failure> {
        self.nothing_in_vain()?;
        let Self { contact, source, user_verification_id, lead_id, middle_name, suffix, mut person } = self;
        let lead = optional("--lead-id", lead_id.as_deref(), LeadId::new)?;
        let contact = contact.read(session.ask)?;
        let mut request = of_source(source, contact, user_verification_id, &mut person, session)?;
        // What the source takes, and does not need.
        if let Some(ssn) = person.ssn_if_given(session)? {
            request = request.ssn(ssn);
        }
        if let Some(date) = person.birth_date_if_given(session.ask)? {
            request = request.date_of_birth(date);
        }
        if let Some(name) = middle_name {
            request = request.middle_name(name);
        }
        if let Some(suffix) = suffix {
            request = request.suffix(suffix);
        }
        if let Some(lead) = lead {
            request = request.lead_id(lead);
        }
        Ok(request)
    }

    /// What a source has no use for is not sent to it.
    fn nothing_in_vain(&self) -> Result<(), Failure> {
        let goes_by_id = matches!(self.source, Source::Spinwheel | Source::ArrayEquifaxKba);
        let mut given = self.person.given();
        given.extend(self.middle_name.is_some().then_some("--middle-name"));
        given.extend(self.suffix.is_some().then_some("--suffix"));
        let mut unused = if goes_by_id { given } else { Vec::new() };
        let has_answered = self.source == Source::ArrayEquifaxKba;
        unused.extend(
            (self.user_verification_id.is_some() && !has_answered).then_some("--user-verification-id"),
        );
        if unused.is_empty() {
            return Ok(());
        }
        Err(Failure::usage(format!("this source has no use for {}", unused.join(", ")))
            .next("leave it out, or name another --source; the help says what each needs"))
    }
}

/// With what the source needs.
fn of_source(
    source: Source,
    contact: ReqOrgContactId,
    user_verification_id: Option<String>,
    person: &mut PersonArgs,
    session: &Session,
) -> Result<PullCreditReport, Failure> {
    let asks = session.ask;
    Ok(match source {
        Source::Spinwheel => PullCreditReport::spinwheel(contact),
        Source::ArrayEquifaxKba => {
            PullCreditReport::array_equifax_kba(contact, verification(user_verification_id, asks)?)
        }
        Source::CrsTransunion => {
            let (first, last, address) = person.name_and_address(asks)?;
            PullCreditReport::crs_transunion(contact, first, last, address)
        }
        Source::CrsEquifax => {
            let (first, last, address) = person.name_and_address(asks)?;
            PullCreditReport::crs_equifax(contact, first, last, person.ssn(session)?, address)
        }
        Source::ArrayEquifax => {
            let (first, last, address) = person.name_and_address(asks)?;
            let (ssn, born) = (person.ssn(session)?, person.birth_date(asks)?);
            PullCreditReport::array_equifax(contact, first, last, ssn, born, address)
        }
        Source::CrsStandardPrequalVantage4Tu => {
            let (first, last, address) = person.name_and_address(asks)?;
            let ssn = person.ssn(session)?;
            PullCreditReport::crs_standard_prequal_vantage4_tu(contact, first, last, ssn, address)
        }
    })
}

fn verification(given: Option<String>, asks: Ask) -> Result<UserVerificationId, Failure> {
    let wanted = Wanted { flag: "--user-verification-id", question: "The id of the verification" };
    asks.value(given, wanted, |text| UserVerificationId::new(text.trim()))
}
