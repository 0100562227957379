//! `GET /v2/users/{user_id}/payout-methods`: lists the ways in which a user can be paid.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::PaymentMethod;
use crate::{Client, Dots, UserId, envelope};

/// Lists the payout methods of a user. All come in one answer, which is a bare list.
///
/// **Effect:** reads. **Errors:** as for [`RetrieveUser`](crate::RetrieveUser).
///
/// Source: the description of the API (`get-payout-methods`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListPayoutMethods {
    user_id: UserId,
}

impl ListPayoutMethods {
    /// Those of this user.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id }
    }
}

impl Endpoint for ListPayoutMethods {
    type Provider = Dots;
    type Output = Vec<PaymentMethod>;
    const OPERATION: &'static Operation = &Operation::new(
        "list_payout_methods",
        Method::GET,
        "/v2/users/{user_id}/payout-methods",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<PaymentMethod>, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Lists the payout methods of a user; see [`ListPayoutMethods`].
    ///
    /// ```
    /// use dots_users::{ListPayoutMethods, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script
    /// #     .on("list_payout_methods")
    /// #     .answer(200, include_str!("../../tests/samples/list_payout_methods/all_platforms.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// for method in client.list_payout_methods(&ListPayoutMethods::new(user_id)).await? {
    ///     println!("{:?}", method.platform);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_payout_methods(
        &self,
        request: &ListPayoutMethods,
    ) -> Result<Vec<PaymentMethod>, Error> {
        self.send(request).await
    }
}
