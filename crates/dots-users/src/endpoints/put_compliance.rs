//! `PUT /v2/users/{user_id}/compliance`: hands in a tax form of a user.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, InvalidValue};

use crate::{Client, Dots, UserId, W8BenForm, W9Form, envelope};

/// Hands in a tax form of a user: W-9 within the United States, W-8BEN outside.
///
/// The tax id is checked afterwards, which takes from seconds to a day:
/// [`tax_id_status`](crate::models::Compliance::tax_id_status) of the user tells. One that did not match can be handed in again.
///
/// **Effect:** stores the form and has the tax id checked; repeating it with the same values is taken to be harmless, which is
/// inferred from HTTP.
///
/// **Errors:** [`InvalidSsn`](crate::ErrorCode::InvalidSsn), [`InvalidInput`](crate::ErrorCode::InvalidInput), and those of
/// [`RetrieveUser`](crate::RetrieveUser).
///
/// Source: the description of the API (`submit-compliance`), Dots' page about users. That page has `POST` in its place.
#[derive(Debug, Clone, PartialEq)]
pub struct PutCompliance {
    user_id: UserId,
    form: Form,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum Form {
    W9(Box<W9Form>),
    W8Ben(Box<W8BenForm>),
}

impl PutCompliance {
    /// The form W-9.
    pub fn w9(user_id: UserId, form: W9Form) -> Self {
        Self { user_id, form: Form::W9(Box::new(form)) }
    }

    /// The form W-8BEN. It must have a [tax id](W8BenForm::foreign_tax_id), unless the person is a citizen of AU, BM, VG, KY or
    /// JP.
    pub fn w8ben(user_id: UserId, form: W8BenForm) -> Result<Self, InvalidValue> {
        Ok(Self { user_id, form: Form::W8Ben(Box::new(form.checked()?)) })
    }
}

impl Endpoint for PutCompliance {
    type Provider = Dots;
    type Output = ();
    const OPERATION: &'static Operation =
        &Operation::new("put_compliance", Method::PUT, "/v2/users/{user_id}/compliance", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&self.form)
    }

    /// Documented is 200, without a word about the body.
    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Hands in a tax form of a user; see [`PutCompliance`].
    ///
    /// ```
    /// use dots_users::{Address, DateOfBirth, PutCompliance, Ssn, UserId, W9Form};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("put_compliance").answer(200, "");
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// let address = Address::us("1 Example Way", "Spencer", "IA", "51368")?;
    /// let (ssn, born) = (Ssn::new("900-12-3456")?, DateOfBirth::new("1990-01-31")?);
    /// let form = W9Form::individual(ssn, born, address)?.name("Ada", "Lovelace")?;
    /// client.put_compliance(&PutCompliance::w9(user_id, form)).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn put_compliance(&self, request: &PutCompliance) -> Result<(), Error> {
        self.send(request).await
    }
}
