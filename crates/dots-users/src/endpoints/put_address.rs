//! `PUT /v2/users/{user_id}/addresses`: stores where a user lives.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, InvalidValue};

use crate::{Address, Client, Dots, UserId, envelope};

/// Stores the address of a user.
///
/// **Effect:** stores the address; repeating it is taken to be harmless, which is inferred from HTTP.
///
/// **Errors:** none is documented; [`InvalidInput`](crate::ErrorCode::InvalidInput) and those of
/// [`RetrieveUser`](crate::RetrieveUser) can be expected.
///
/// Source: the description of the API (`add-user-address`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PutAddress {
    user_id: UserId,
    address: Address,
}

impl PutAddress {
    /// Takes an address with a state or region: Dots asks for one here, in any country.
    pub fn new(user_id: UserId, address: Address) -> Result<Self, InvalidValue> {
        Ok(Self { user_id, address: address.with_state()? })
    }
}

impl Endpoint for PutAddress {
    type Provider = Dots;
    type Output = ();
    const OPERATION: &'static Operation =
        &Operation::new("put_address", Method::PUT, "/v2/users/{user_id}/addresses", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&self.address)
    }

    /// Documented is 200, without a word about the body.
    fn decode(&self, answer: &Answer) -> Result<(), Failure> {
        envelope::check(answer)
    }
}

impl Client {
    /// Stores the address of a user; see [`PutAddress`].
    ///
    /// ```
    /// use dots_users::{Address, PutAddress, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("put_address").answer(200, "");
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// let address = Address::us("1 Example Way", "Spencer", "IA", "51368")?;
    /// client.put_address(&PutAddress::new(user_id, address)?).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn put_address(&self, request: &PutAddress) -> Result<(), Error> {
        self.send(request).await
    }
}
