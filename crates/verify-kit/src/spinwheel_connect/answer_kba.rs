//! `answer-kba`: hands in the answers.

use spinwheel_connect::{AnswerId, AnswerKba, InvalidValue, KbaAnswer, QuestionId};

use super::user_key::user_id;
use super::verify_sms_code;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::ask::{Wanted, broken_rule};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    /// Spinwheel's id of the user, from start-kba
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
    /// A question and the chosen answer, by their ids; once for each question
    #[arg(long = "answer", value_name = "QUESTION=ANSWER")]
    answers: Vec<String>,
}

const ANSWERS: Wanted =
    Wanted { flag: "--answer", question: "Answers (QUESTION=ANSWER by id, separated by spaces)" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = user_id(self.user_id, session.ask)?;
        let answers = answers(self.answers, session)?;
        session.announce(Act::of::<AnswerKba>())?;
        let request = AnswerKba::new(user.clone(), answers);
        let connection = session.client.answer_kba(&request).await.map_err(|error| explain(&error))?;
        session.show(&connection, &verify_sms_code::lines(&connection))?;
        if connection.is_connected() {
            session.suggest(format_args!("order-credit-report --user-id {}", user.as_str()));
        }
        Ok(())
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
    let rule = InvalidValue::new("answer", "must be QUESTION=ANSWER, both by the ids that start-kba printed");
    let (question, answer) = text.split_once('=').ok_or(rule)?;
    Ok(KbaAnswer::new(QuestionId::new(question).map_err(|_| rule)?, AnswerId::new(answer).map_err(|_| rule)?))
}
