//! `query userVerification`: whether a person has consented already.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::generated::user_verification as wire;
use crate::graphql;
use crate::models::UserVerification;
use crate::{Client, DebtCore, ReqOrgContactId};

/// Asks how the verification of a person stands, and so whether they have consented already.
///
/// **Effect:** reads. **Errors:** [`NotFound`](crate::ErrorCode::NotFound) is one of the three codes that the page lists. What is
/// answered about a contact nobody has heard of is not documented; an answer that says nothing cannot be read.
///
/// Source: DebtCore's page `userVerification`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetUserVerification {
    req_org_contact_id: ReqOrgContactId,
}

impl GetUserVerification {
    /// `contact` is your own id of the person.
    pub fn new(contact: ReqOrgContactId) -> Self {
        Self { req_org_contact_id: contact }
    }
}

impl Endpoint for GetUserVerification {
    type Provider = DebtCore;
    type Output = UserVerification;
    const OPERATION: &'static Operation =
        &Operation::new("user_verification", Method::POST, "", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let req_org_contact_id = self.req_org_contact_id.as_str().into();
        graphql::write::<wire::UserVerification>(parts, wire::Variables { req_org_contact_id })
    }

    fn decode(&self, answer: &Answer) -> Result<UserVerification, Failure> {
        let data: wire::ResponseData = graphql::payload(answer, "userVerification")?;
        graphql::node(data.user_verification.and_then(|payload| payload.data), "userVerification")
    }
}

impl Client {
    /// Asks how the verification of a person stands; see [`GetUserVerification`].
    ///
    /// ```
    /// use spinwheel_gql::{GetUserVerification, ReqOrgContactId};
    /// # use spinwheel_gql::{Access, Client};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("user_verification").answer(200, include_str!("../../tests/samples/user_verification/passed.json"));
    /// # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
    /// # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
    ///
    /// let request = GetUserVerification::new(ReqOrgContactId::new("contact-12345")?);
    /// let verification = client.user_verification(&request).await?;
    /// if verification.is_passed() {
    ///     println!("there is consent already: no need for another code");
    /// }
    /// # assert!(verification.is_passed());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn user_verification(&self, request: &GetUserVerification) -> Result<UserVerification, Error> {
        self.send(request).await
    }
}
