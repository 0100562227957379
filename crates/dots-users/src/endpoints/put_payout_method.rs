//! `PUT /v2/users/{user_id}/payout-methods`: adds a way in which a user can be paid.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Email, Error, FreeForm, InvalidValue, Pii};

use crate::accounts::{Numbers, Venmo};
use crate::models::{AccountType, PaymentMethod, Platform};
use crate::{BankAccount, CashAppAccount, Client, Dots, UserId, VenmoAccount, envelope, metadata};

/// Adds a payout method to a user: a bank account, or an account at Venmo, Cash App or `PayPal`.
///
/// **Effect:** adds a payout method, so it is never repeated after it may have left. HTTP would have a `PUT` that can be
/// repeated, but Dots calls it adding, gives bank accounts an id each, and flags users whose payout methods come and go: what a
/// repeat does is not documented. When [`Error::may_have_acted`] is true, [list the methods](crate::ListPayoutMethods) first.
///
/// **Errors:** none is documented; [`InvalidInput`](crate::ErrorCode::InvalidInput),
/// [`UserInfoMissing`](crate::ErrorCode::UserInfoMissing) and those of [`RetrieveUser`](crate::RetrieveUser) can be expected.
///
/// Source: the description of the API (`add-payout-method`). The page "Add Payout Methods" has `POST` in its place, and answers
/// of `{"success":true}` and an id: such are read too.
#[derive(Debug, Clone, PartialEq)]
pub struct PutPayoutMethod {
    user_id: UserId,
    body: Body,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Body {
    platform: Platform,
    #[serde(skip_serializing_if = "Option::is_none")]
    routing_number: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_number: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account_type: Option<AccountType>,
    #[serde(skip_serializing_if = "Option::is_none")]
    email: Option<Email>,
    #[serde(skip_serializing_if = "Option::is_none")]
    phone_number: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    handle: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cash_tag: Option<Pii<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    is_default: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_payout_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<FreeForm>,
}

impl Body {
    fn new(platform: Platform) -> Self {
        Self {
            platform,
            routing_number: None,
            account_number: None,
            account_type: None,
            email: None,
            phone_number: None,
            handle: None,
            cash_tag: None,
            is_default: None,
            auto_payout_enabled: None,
            metadata: None,
        }
    }

    fn with(self, Numbers { routing, account }: Numbers) -> Self {
        Self { routing_number: Some(routing), account_number: Some(account), ..self }
    }
}

impl PutPayoutMethod {
    /// A bank account in the United States.
    pub fn ach(user_id: UserId, account: BankAccount) -> Self {
        let body = Body::new(Platform::Ach).with(account.numbers);
        Self { user_id, body: Body { account_type: Some(account.account_type), ..body } }
    }

    /// An account at `PayPal`. In Dots' sandbox any address works.
    pub fn paypal(user_id: UserId, email: Email) -> Self {
        Self { user_id, body: Body { email: Some(email), ..Body::new(Platform::Paypal) } }
    }

    /// An account at Venmo. In Dots' sandbox any phone number works.
    pub fn venmo(user_id: UserId, account: VenmoAccount) -> Self {
        let mut body = Body::new(Platform::Venmo);
        match account.0 {
            Venmo::PhoneNumber(digits) => body.phone_number = Some(digits),
            Venmo::Handle(handle) => body.handle = Some(handle),
        }
        Self { user_id, body }
    }

    /// An account at Cash App.
    pub fn cash_app(user_id: UserId, account: CashAppAccount) -> Self {
        let body = Body::new(Platform::CashApp).with(account.numbers);
        Self { user_id, body: Body { cash_tag: Some(account.cash_tag), ..body } }
    }

    /// Whether it becomes the way to pay out that the user prefers.
    #[must_use]
    pub fn is_default(mut self, is_default: bool) -> Self {
        self.body.is_default = Some(is_default);
        self
    }

    /// Whether money is paid out to the user by itself; it stays as it is without this.
    #[must_use]
    pub fn auto_payout_enabled(mut self, enabled: bool) -> Self {
        self.body.auto_payout_enabled = Some(enabled);
        self
    }

    /// Adds data of your own, any JSON. It comes back as [`meta`](PaymentMethod::meta).
    pub fn metadata(mut self, data: impl Serialize) -> Result<Self, InvalidValue> {
        self.body.metadata = Some(metadata::any(data)?);
        Ok(self)
    }
}

impl Endpoint for PutPayoutMethod {
    type Provider = Dots;
    type Output = PaymentMethod;
    const OPERATION: &'static Operation = &Operation::new(
        "put_payout_method",
        Method::PUT,
        "/v2/users/{user_id}/payout-methods",
        Effect::AtMostOnce("adds a payout method"),
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.json(&self.body)
    }

    fn decode(&self, answer: &Answer) -> Result<PaymentMethod, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Adds a payout method to a user; see [`PutPayoutMethod`] for effect and errors.
    ///
    /// ```
    /// use dots_users::{BankAccount, PutPayoutMethod, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("put_payout_method").answer(200, include_str!("../../tests/samples/put_payout_method/ach.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// let account = BankAccount::checking("900123456", "000123456789")?;
    /// let request = PutPayoutMethod::ach(user_id, account).is_default(true);
    /// let method = client.put_payout_method(&request).await?;
    /// println!("{:?}", method.id);
    /// # assert!(method.id.is_some());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn put_payout_method(&self, request: &PutPayoutMethod) -> Result<PaymentMethod, Error> {
        self.send(request).await
    }
}
