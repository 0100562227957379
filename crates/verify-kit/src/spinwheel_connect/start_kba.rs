//! `start-kba`: gets the questions.

use spinwheel_connect::{Address, DateOfBirth, KbaSession, Ssn, StartKba};

use super::connect_sms::BIRTH_DATE;
use super::consent::remind_of_consent;
use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::ask::{self, Guarded, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// First name
    #[arg(long, value_name = "NAME")]
    first_name: Option<String>,
    /// Last name
    #[arg(long, value_name = "NAME")]
    last_name: Option<String>,
    /// Birth date: YYYY-MM-DD
    #[arg(long, value_name = "DATE")]
    birth_date: Option<String>,
    /// Social Security number, for the sandbox only: other users of this machine can see flags
    #[arg(long, value_name = "SSN", conflicts_with = "ssn_stdin")]
    ssn: Option<String>,
    /// Read the Social Security number from stdin, after the secret key if that comes from there, too
    #[arg(long)]
    ssn_stdin: bool,
    /// Street and number
    #[arg(long, value_name = "TEXT")]
    street: Option<String>,
    /// City
    #[arg(long, value_name = "TEXT")]
    city: Option<String>,
    /// State, in two capital letters
    #[arg(long, value_name = "ST")]
    state: Option<String>,
    /// ZIP code, five digits
    #[arg(long, value_name = "ZIP")]
    zip: Option<String>,
    #[command(flatten)]
    user: UserKeyArgs,
}

const SSN: Wanted = Wanted { flag: "--ssn", question: "Social Security number" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = self.request(session)?;
        remind_of_consent();
        session.announce(Act::of::<StartKba>())?;
        let asked = session.client.start_kba(&request).await.map_err(|error| explain(&error))?;
        session.show(&asked, &lines(&asked))?;
        session.suggest(format_args!(
            "answer-kba --user-id {} --answer QUESTION=ANSWER (one for each question)",
            asked.user_id.as_str()
        ));
        Ok(())
    }
}

impl Args {
    fn request(self, session: &Session) -> Result<StartKba, Failure> {
        let asks = session.ask;
        let text = |given: Option<String>, flag, question, what| {
            asks.value(given, Wanted { flag, question }, ask::text(what))
        };
        let first = text(self.first_name, "--first-name", "First name", "first name")?;
        let last = text(self.last_name, "--last-name", "Last name", "last name")?;
        let born = asks.value(self.birth_date, BIRTH_DATE, DateOfBirth::new)?;
        let guarded = Guarded { wanted: SSN, given: self.ssn, stdin: ("--ssn-stdin", self.ssn_stdin) };
        let ssn = asks.guarded(guarded, session.is_live(), Ssn::new)?;
        let street = text(self.street, "--street", "Street and number", "street")?;
        let city = text(self.city, "--city", "City", "city")?;
        let state = text(self.state, "--state", "State (two letters)", "state")?;
        let zip = text(self.zip, "--zip", "ZIP code", "ZIP code")?;
        let address = Address::new(street, city, state, zip);
        Ok(StartKba::new(first, last, born, ssn, address, self.user.read(asks)?))
    }
}

/// The questions, with the ids that `answer-kba` takes.
fn lines(session: &KbaSession) -> Vec<String> {
    let mut lines = vec![format!("user id: {}", session.user_id.as_str())];
    for (index, question) in session.kba.questions.iter().enumerate() {
        lines.push(format!("{}. {} [{}]", index + 1, question.question.expose(), question.id.as_str()));
        let options = question.options.iter();
        lines.extend(options.map(|option| format!("   {}  {}", option.id.as_str(), option.text.expose())));
    }
    lines
}
