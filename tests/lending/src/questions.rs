//! Questions from the credit file, for whom a code is not enough.

use spinwheel_connect::{
    Address, AnswerId, AnswerKba, DateOfBirth, ExtUserId, KbaAnswer, KbaQuestion, Pii, QuestionId, Ssn,
    StartKba,
};

use crate::code::{unknown, verified};
use crate::intake::Visit;
use crate::reply::{Choice, Question};
use crate::{Intake, Reply, Report, Step};

/// What questions are found by; kept by nobody.
#[derive(Debug)]
pub(crate) struct Identity {
    pub(crate) first_name: Pii<String>,
    pub(crate) last_name: Pii<String>,
    pub(crate) birth_date: DateOfBirth,
    pub(crate) ssn: Ssn,
    pub(crate) address: Address,
}

impl Intake {
    /// Asks for questions.
    pub(crate) async fn ask(&self, visit: &mut Visit, identity: Identity) -> Result<Reply, Reply> {
        if !matches!(visit.session.step, Step::Questions(_)) {
            return Err(Reply::conflict("no_questions", "Please start with a code."));
        }
        let customer =
            ExtUserId::new(visit.session.customer.as_str()).map_err(|error| self.trouble(&error.into()))?;
        let Identity { first_name, last_name, birth_date, ssn, address } = identity;
        let request = StartKba::new(first_name, last_name, birth_date, ssn, address, customer);
        let session = self.spinwheel.start_kba(&request).await.map_err(|error| self.trouble(&error))?;
        self.move_on(visit, Step::Questions(Some(session.user_id.clone())))?;
        let questions = session.kba.questions.iter().map(shown).collect();
        Ok(Reply::ok("questions", "Please answer these questions.").with_questions(questions))
    }

    /// Hands in the answers; if they are right, the credit report is ordered.
    pub(crate) async fn answer(
        &self,
        visit: &mut Visit,
        answers: Vec<(QuestionId, AnswerId)>,
    ) -> Result<Reply, Reply> {
        let Step::Questions(Some(user_id)) = visit.session.step.clone() else {
            return Err(Reply::conflict("no_questions", "There are no open questions."));
        };
        let answers = answers.into_iter().map(|(question, answer)| KbaAnswer::new(question, answer));
        let connection = match self.spinwheel.answer_kba(&AnswerKba::new(user_id.clone(), answers)).await {
            Ok(connection) => connection,
            Err(error) if error.may_have_acted() => {
                tracing::warn!(%error, "the answers may have arrived");
                self.move_on(visit, Step::Questions(None))?;
                return Ok(Reply::ok("questions", "Please ask for new questions."));
            }
            Err(error) => {
                tracing::info!(%error, "the answers were not accepted");
                self.move_on(visit, Step::Questions(None))?;
                return Ok(unknown());
            }
        };
        if !connection.is_connected() {
            return Ok(unknown());
        }
        self.move_on(visit, Step::Connected(user_id, Report::Missing))?;
        self.order_if_connected(visit).await?;
        Ok(verified())
    }
}

fn shown(question: &KbaQuestion) -> Question {
    let choice = |option: &spinwheel_connect::KbaOption| Choice {
        id: option.id.as_str().to_owned(),
        text: option.text.expose().clone(),
    };
    Question {
        id: question.id.as_str().to_owned(),
        text: question.question.expose().clone(),
        choices: question.options.iter().map(choice).collect(),
    }
}
