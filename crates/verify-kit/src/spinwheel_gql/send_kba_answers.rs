//! `send-kba-answers`: hands in the answers.

use spinwheel_gql::{AnswerId, InvalidValue, KbaAnswer, QuestionId, SendKbaAnswers};

use super::consent::settled;
use super::ids::ContactArg;
use super::{Act, Call, DebtCore, Session, explain};
use crate::ask::{Wanted, broken_rule};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    contact: ContactArg,
    /// A question and the chosen answer, by their ids; once for each question
    #[arg(long = "answer", value_name = "QUESTION=ANSWER")]
    answers: Vec<String>,
}

const ANSWERS: Wanted =
    Wanted { flag: "--answer", question: "Answers (QUESTION=ANSWER by id, separated by spaces)" };

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let contact = self.contact.read(session.ask)?;
        let answers = answers(self.answers, session)?;
        session.announce(Act::of::<SendKbaAnswers>())?;
        let request = SendKbaAnswers::new(contact.clone(), answers);
        let consent = session.client.send_kba_answers(&request).await.map_err(|error| explain(&error))?;
        settled(session, "send_kba_answers", &contact, consent)
    }
}

fn answers(given: Vec<String>, session: &Session) -> Result<Vec<KbaAnswer>, Failure> {
    if given.is_empty() {
        return session.ask.value(None, ANSWERS, |line| line.split_whitespace().map(answer).collect());
    }
    let answers: Result<_, _> = given.into_iter().map(|text| answer(&text)).collect();
    answers.map_err(|invalid| broken_rule(ANSWERS.flag, &invalid))
}

fn answer(text: &str) -> Result<KbaAnswer, InvalidValue> {
    let rule =
        InvalidValue::new("answer", "must be QUESTION=ANSWER, both by the ids that kba-questions printed");
    let (question, answer) = text.split_once('=').ok_or(rule)?;
    Ok(KbaAnswer::new(QuestionId::new(question).map_err(|_| rule)?, AnswerId::new(answer).map_err(|_| rule)?))
}
