//! `start-kba`: gets the questions.

use spinwheel_connect::{KbaSession, StartKba};

use super::consent::remind_of_consent;
use super::person::{Person, PersonArgs};
use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    person: PersonArgs,
    #[command(flatten)]
    user: UserKeyArgs,
}

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
        let Person { first_name, last_name, date_of_birth, ssn, address } = self.person.read(session)?;
        let user = self.user.read(session.ask)?;
        Ok(StartKba::new(first_name, last_name, date_of_birth, ssn, address, user))
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
