//! `POST /v1/users/connect/kba`: questions only the person can answer.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, answer};
use verify_core::{DateOfBirth, Effect, Error, Pii, Ssn};

use crate::client::SECURE;
use crate::{AnswerId, Client, ConnectionId, QuestionId, Spinwheel, UserId, UserKey, envelope};

/// Starts knowledge-based authentication, the way for people whom phone number and birth date do not identify:
/// Spinwheel asks questions from the person's credit file.
///
/// **Effect:** opens a question session at the credit bureau; never repeated after it may have left. Goes to the
/// secure host, since it carries the Social Security number. Sessions expire and are then started anew; for how long
/// they live is not documented.
///
/// **Consent:** as for [`ConnectSms`](crate::ConnectSms): the person must have agreed to
/// <https://spinwheel.io/legal/end-user-agreement>.
///
/// Source: Spinwheel's reference "Connect with KBA"; the field names of the address and of the answer are known from
/// a client's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartKba {
    first_name: Pii<String>,
    last_name: Pii<String>,
    date_of_birth: DateOfBirth,
    ssn: Ssn,
    address: Address,
    user: UserKey,
}

impl StartKba {
    /// All of it is required; `user` as for [`ConnectSms`](crate::ConnectSms).
    pub fn new(
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        date_of_birth: DateOfBirth,
        ssn: Ssn,
        address: Address,
        user: impl Into<UserKey>,
    ) -> Self {
        Self {
            first_name: first_name.into(),
            last_name: last_name.into(),
            date_of_birth,
            ssn,
            address,
            user: user.into(),
        }
    }
}

/// A postal address in the United States.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Address {
    // The provider's word.
    #[allow(clippy::struct_field_names)]
    address_line1: Pii<String>,
    city: Pii<String>,
    state: Pii<String>,
    zip: Pii<String>,
}

impl Address {
    /// Street and number, city, state in two letters, ZIP code. A client of Spinwheel's limits the first line to 50
    /// characters.
    pub fn new(
        address_line1: impl Into<Pii<String>>,
        city: impl Into<Pii<String>>,
        state: impl Into<Pii<String>>,
        zip: impl Into<Pii<String>>,
    ) -> Self {
        Self { address_line1: address_line1.into(), city: city.into(), state: state.into(), zip: zip.into() }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Body<'a> {
    first_name: &'a Pii<String>,
    last_name: &'a Pii<String>,
    date_of_birth: &'a DateOfBirth,
    ssn: &'a Ssn,
    address: &'a Address,
    #[serde(flatten)]
    user: &'a UserKey,
}

impl Endpoint for StartKba {
    type Provider = Spinwheel;
    type Output = KbaSession;
    const OPERATION: &'static Operation = &Operation::new(
        "start_kba",
        Method::POST,
        "/v1/users/connect/kba",
        Effect::AtMostOnce("opens a question session at the credit bureau"),
    )
    .on(SECURE);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&Body {
            first_name: &self.first_name,
            last_name: &self.last_name,
            date_of_birth: &self.date_of_birth,
            ssn: &self.ssn,
            address: &self.address,
            user: &self.user,
        })
    }

    fn decode(&self, answer: &Answer) -> Result<KbaSession, Failure> {
        envelope::data(answer)
    }
}

answer! {
    /// A question session.
    pub struct KbaSession {
        required {
            /// Spinwheel's id of the user; [`AnswerKba`](crate::AnswerKba) needs it.
            user_id: UserId => "userId",
            /// The questions.
            kba: Kba => "kba",
        }
        /// This connection.
        connection_id: Option<ConnectionId> => "connectionId",
    }
}

answer! {
    /// What the person is asked.
    pub struct Kba {
        required {
            /// The questions, in the order to ask them.
            questions: Vec<KbaQuestion> => "questions",
        }
    }
}

answer! {
    /// A question with the answers to choose from.
    pub struct KbaQuestion {
        required {
            /// The question's id.
            id: QuestionId => "id",
            /// What to ask; personal, since it comes from the person's credit file.
            question: Pii<String> => "question",
            /// What to choose from; one is right.
            options: Vec<KbaOption> => "options",
        }
    }
}

answer! {
    /// An answer to choose.
    pub struct KbaOption {
        required {
            /// The answer's id.
            id: AnswerId => "id",
            /// What to show.
            text: Pii<String> => "text",
        }
    }
}

impl Client {
    /// Starts a question session; see [`StartKba`] for consent and effect.
    ///
    /// ```
    /// use spinwheel_connect::{Address, Client, DateOfBirth, Environment, ExtUserId, Ssn, StartKba};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("start_kba").answer(200, include_str!("../../tests/samples/start_kba/questions.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    ///
    /// let address = Address::new("1 Main Street", "Springfield", "IL", "62701");
    /// let (birth_date, ssn) = (DateOfBirth::new("1952-10-26")?, Ssn::new("900-12-3456")?);
    /// let request = StartKba::new("Ada", "Byron", birth_date, ssn, address, ExtUserId::new("customer-17")?);
    /// let session = client.start_kba(&request).await?;
    /// for question in &session.kba.questions {
    ///     println!("{} answers to choose from", question.options.len());
    /// }
    /// # assert_eq!(session.kba.questions.len(), 3);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn start_kba(&self, request: &StartKba) -> Result<KbaSession, Error> {
        self.send(request).await
    }
}
