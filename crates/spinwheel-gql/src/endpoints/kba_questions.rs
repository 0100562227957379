//! `query kbaQuestions`: questions only the person can answer.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, Pii, Ssn};

use crate::generated::kba_questions as wire;
use crate::graphql;
use crate::models::KbaQuestions;
use crate::{Address, Client, DebtCore, ReqOrgContactId};

/// Starts knowledge-based authentication, the way to consent without a text message: questions from the person's credit file. The
/// answers go to [`SendKbaAnswers`](crate::SendKbaAnswers) with the same contact id.
///
/// **Effect:** opens a question session at the credit bureau; never repeated after it may have acted, although GraphQL calls it a
/// query. How long a session lives is not documented.
///
/// **Errors:** [`ValidationError`](crate::ErrorCode::ValidationError) and [`NotFound`](crate::ErrorCode::NotFound) are listed on the
/// page; what DebtCore says when there are no questions for a person comes without a code.
///
/// Source: DebtCore's page `kbaQuestions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetKbaQuestions {
    first_name: Pii<String>,
    last_name: Pii<String>,
    date_of_birth: DateOfBirth,
    ssn: Ssn,
    address: Address,
    req_org_contact_id: ReqOrgContactId,
}

impl GetKbaQuestions {
    /// All of it is required. The Social Security number is sent without hyphens.
    pub fn new(
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        date_of_birth: DateOfBirth,
        ssn: Ssn,
        address: Address,
        contact: ReqOrgContactId,
    ) -> Self {
        Self {
            first_name: first_name.into(),
            last_name: last_name.into(),
            date_of_birth,
            ssn,
            address,
            req_org_contact_id: contact,
        }
    }
}

impl Endpoint for GetKbaQuestions {
    type Provider = DebtCore;
    type Output = KbaQuestions;
    const OPERATION: &'static Operation = &Operation::new(
        "kba_questions",
        Method::POST,
        "",
        Effect::AtMostOnce("opens a question session at the credit bureau"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let Address { address_line1, address_line2, city, state, zip, zip_extension } = self.address.clone();
        let input = wire::KbaQuestionsInput {
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            date_of_birth: self.date_of_birth.clone(),
            ssn: self.ssn.clone(),
            address_line1,
            address_line2,
            city,
            state,
            zip,
            zip_extension,
            req_org_contact_id: self.req_org_contact_id.as_str().into(),
        };
        graphql::write::<wire::KbaQuestions>(parts, wire::Variables { input })
    }

    fn decode(&self, answer: &Answer) -> Result<KbaQuestions, Failure> {
        let data: wire::ResponseData = graphql::payload(answer, "kbaQuestions")?;
        graphql::node(data.kba_questions.data, "kbaQuestions")
    }
}

impl Client {
    /// Starts a question session; see [`GetKbaQuestions`] for the effect.
    ///
    /// ```
    /// use spinwheel_gql::{Address, DateOfBirth, GetKbaQuestions, ReqOrgContactId, Ssn};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("kba_questions").answer(200, include_str!("../../tests/samples/kba_questions/questions.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let address = Address::new("1 Main Street", "Springfield", "IL", "62701");
    /// let (birth_date, ssn) = (DateOfBirth::new("1985-03-15")?, Ssn::new("900-12-3456")?);
    /// let contact = ReqOrgContactId::new("contact-12345")?;
    /// let request = GetKbaQuestions::new("Ada", "Byron", birth_date, ssn, address, contact);
    /// for question in &client.kba_questions(&request).await?.questions {
    ///     println!("{} answers to choose from", question.options.len());
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn kba_questions(&self, request: &GetKbaQuestions) -> Result<KbaQuestions, Error> {
        self.send(request).await
    }
}
