//! `PUT /v1/users/{userId}/connect/kba`: the person's answers.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::client::SECURE;
use crate::models::Connection;
use crate::{AnswerId, Client, QuestionId, Spinwheel, UserId, envelope};

/// Hands in the answers to a question session. If they are right, the person is connected.
///
/// **Effect:** uses up the session; never repeated after it may have left. Goes to the secure host.
///
/// **Not documented:** the form of the body. Ours is `{"answers":[{"questionId","answerId"}]}`, after the pairs a
/// wrapper of this API takes. Errors are not documented either.
///
/// Source: Spinwheel's skill file (method and path), guide "Connect API - KBA" (result).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerKba {
    user_id: UserId,
    answers: Vec<KbaAnswer>,
}

/// The answer chosen for one question.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
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

impl AnswerKba {
    /// `user_id` is the one [`start_kba`](Client::start_kba) returned; one answer for each question.
    pub fn new(user_id: UserId, answers: impl IntoIterator<Item = KbaAnswer>) -> Self {
        Self { user_id, answers: answers.into_iter().collect() }
    }
}

#[derive(Serialize)]
struct Body<'a> {
    answers: &'a [KbaAnswer],
}

impl Endpoint for AnswerKba {
    type Provider = Spinwheel;
    type Output = Connection;
    const OPERATION: &'static Operation = &Operation::new(
        "answer_kba",
        Method::PUT,
        "/v1/users/{userId}/connect/kba",
        Effect::AtMostOnce("uses up the question session"),
    )
    .on(SECURE);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.answers.is_empty() {
            return Err(Error::invalid_input("there are no answers: choose one for each question"));
        }
        parts.path_value(self.user_id.as_str())?;
        parts.json(&Body { answers: &self.answers })
    }

    fn decode(&self, answer: &Answer) -> Result<Connection, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Hands in the answers to a question session; see [`AnswerKba`].
    ///
    /// ```
    /// use spinwheel_connect::{AnswerId, AnswerKba, Client, Environment, KbaAnswer, QuestionId, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("answer_kba").answer(200, include_str!("../../tests/samples/answer_kba/connected.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let chosen = KbaAnswer::new(QuestionId::new("q-1")?, AnswerId::new("a-3")?);
    /// let connection = client.answer_kba(&AnswerKba::new(user_id, [chosen])).await?;
    /// assert!(connection.is_connected());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn answer_kba(&self, request: &AnswerKba) -> Result<Connection, Error> {
        self.send(request).await
    }
}
