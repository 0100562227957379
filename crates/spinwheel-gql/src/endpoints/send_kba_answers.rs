//! `mutation sendKbaAnswers`: the person's answers.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::consent::{Consent, answered};
use crate::generated::send_kba_answers as wire;
use crate::graphql::{self, Reply};
use crate::{AnswerId, Client, DebtCore, QuestionId, ReqOrgContactId};

/// Hands in the answers to a question session. If they are right, the organization has the person's consent to pull the Spinwheel
/// report.
///
/// **Effect:** uses up the question session; never repeated after it may have acted. How many tries there are is not documented.
///
/// **Outcome:** what comes back is "a success or status message", as the page has it. Only the one message that the page shows
/// for success is [`Consent::Granted`]; any other one is [`Consent::Undecided`] (ours): ask
/// [`user_verification`](Client::user_verification).
///
/// Source: DebtCore's page `sendKbaAnswers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SendKbaAnswers {
    req_org_contact_id: ReqOrgContactId,
    answers: Vec<KbaAnswer>,
}

/// The answer chosen for one question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KbaAnswer {
    question_id: QuestionId,
    answer_id: AnswerId,
}

impl KbaAnswer {
    /// Chooses one of the question's options.
    pub fn new(question_id: QuestionId, answer_id: AnswerId) -> Self {
        Self { question_id, answer_id }
    }
}

impl SendKbaAnswers {
    /// `contact` is the one the questions were asked for; one answer for each question.
    pub fn new(contact: ReqOrgContactId, answers: impl IntoIterator<Item = KbaAnswer>) -> Self {
        Self { req_org_contact_id: contact, answers: answers.into_iter().collect() }
    }
}

impl Endpoint for SendKbaAnswers {
    type Provider = DebtCore;
    type Output = Consent;
    const OPERATION: &'static Operation = &Operation::new(
        "send_kba_answers",
        Method::POST,
        "",
        Effect::AtMostOnce("uses up the question session"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.answers.is_empty() {
            return Err(Error::invalid_input("there are no answers: choose one for each question"));
        }
        let answer = |answer: &KbaAnswer| wire::KbaAnswer {
            question_id: answer.question_id.as_str().to_owned(),
            answer_id: answer.answer_id.as_str().to_owned(),
        };
        let input = wire::SendKbaAnswersInput {
            req_org_contact_id: self.req_org_contact_id.as_str().into(),
            answers: self.answers.iter().map(answer).collect(),
        };
        graphql::write::<wire::SendKbaAnswers>(parts, wire::Variables { input })
    }

    fn decode(&self, answer: &Answer) -> Result<Consent, Failure> {
        let reply: Reply<wire::ResponseData> = graphql::reply(answer, "sendKbaAnswers")?;
        Ok(answered(reply.map(|data| data.send_kba_answers.data.and_then(|data| data.message))))
    }
}

impl Client {
    /// Hands in the answers to a question session; see [`SendKbaAnswers`] for the effect and for what the outcome proves.
    ///
    /// ```
    /// use spinwheel_gql::{AnswerId, KbaAnswer, QuestionId, ReqOrgContactId, SendKbaAnswers};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("send_kba_answers").answer(200, include_str!("../../tests/samples/send_kba_answers/granted.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let chosen = KbaAnswer::new(QuestionId::new("q1")?, AnswerId::new("q1-b")?);
    /// let request = SendKbaAnswers::new(ReqOrgContactId::new("contact-12345")?, [chosen]);
    /// assert!(client.send_kba_answers(&request).await?.is_granted());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn send_kba_answers(&self, request: &SendKbaAnswers) -> Result<Consent, Error> {
        self.send(request).await
    }
}
