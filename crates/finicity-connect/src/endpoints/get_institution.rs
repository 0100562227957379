//! `GET /institution/v2/institutions/{institutionId}`: one institution.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::{Found, Institution};
use crate::{Client, Finicity, InstitutionId, envelope};

/// Looks an institution up.
///
/// **Effect:** reads; not billed. **Errors:** [`NotFound`](crate::ErrorCode::NotFound).
///
/// Source: OAS 1.42, `GetInstitution`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GetInstitution {
    institution_id: InstitutionId,
}

impl GetInstitution {
    /// By its number.
    pub fn new(institution_id: InstitutionId) -> Self {
        Self { institution_id }
    }
}

impl Endpoint for GetInstitution {
    type Provider = Finicity;
    type Output = Institution;
    const OPERATION: &'static Operation = &Operation::new(
        "get_institution",
        Method::GET,
        "/institution/v2/institutions/{institutionId}",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(&self.institution_id.to_string())
    }

    fn decode(&self, answer: &Answer) -> Result<Institution, Failure> {
        Ok(envelope::body::<Found>(answer)?.institution)
    }
}

impl Client {
    /// Looks an institution up; see [`GetInstitution`].
    ///
    /// ```
    /// use finicity_connect::{GetInstitution, InstitutionId};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("get_institution").answer(200, include_str!("../../tests/samples/get_institution/institution.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = GetInstitution::new(InstitutionId::new(101_732));
    /// let institution = client.get_institution(&request).await?;
    /// # assert_eq!(institution.name.as_deref(), Some("FinBank"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn get_institution(&self, request: &GetInstitution) -> Result<Institution, Error> {
        self.send(request).await
    }
}
