//! `kba-questions`: gets the questions.

use spinwheel_gql::{GetKbaQuestions, KbaQuestions};

use super::ids::ContactArg;
use super::person::PersonArgs;
use super::{Act, Call, DebtCore, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    contact: ContactArg,
    #[command(flatten)]
    person: PersonArgs,
}

impl Call<DebtCore> for Args {
    async fn run(mut self, session: &Session) -> Result<(), Failure> {
        let contact = self.contact.read(session.ask)?;
        let (first, last, address) = self.person.name_and_address(session.ask)?;
        let born = self.person.birth_date(session.ask)?;
        let ssn = self.person.ssn(session)?;
        session.announce(Act::of::<GetKbaQuestions>())?;
        let request = GetKbaQuestions::new(first, last, born, ssn, address, contact.clone());
        let asked = session.client.kba_questions(&request).await.map_err(|error| explain(&error))?;
        session.show(&asked, &lines(&asked))?;
        session.suggest(format_args!(
            "send-kba-answers --contact-id {} --answer QUESTION=ANSWER (one for each question)",
            contact.as_str()
        ));
        Ok(())
    }
}

/// The questions, with the ids that `send-kba-answers` takes.
fn lines(asked: &KbaQuestions) -> Vec<String> {
    let mut lines = Vec::new();
    for (index, question) in asked.questions.iter().enumerate() {
        lines.push(format!("{}. {} [{}]", index + 1, question.question.expose(), question.id.as_str()));
        let options = question.options.iter();
        lines.extend(options.map(|option| format!("   {}  {}", option.id.as_str(), option.text.expose())));
    }
    lines
}
