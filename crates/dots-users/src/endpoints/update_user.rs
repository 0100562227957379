//! `PATCH /v2/users/{user_id}`: changes a user.

use http::Method;
use serde::Serialize;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Error, FreeForm, InvalidValue};

use crate::models::{Adjustment1099, Rail, User, excluded};
use crate::{Client, Dots, UserId, envelope, metadata};

/// Changes of a user. Name, e-mail address and phone number cannot be changed.
///
/// **Effect:** changes the user; repeating it is harmless.
///
/// **Errors:** [`InvalidInput`](crate::ErrorCode::InvalidInput), and those of [`RetrieveUser`](crate::RetrieveUser). A request
/// that changes nothing is not sent.
///
/// Source: the description of the API (`update-user`).
#[derive(Debug, Clone, PartialEq)]
pub struct UpdateUser {
    user_id: UserId,
    changes: Changes,
}

#[derive(Debug, Clone, Default, PartialEq, Serialize)]
struct Changes {
    #[serde(skip_serializing_if = "Option::is_none")]
    default_payout_method: Option<Rail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    auto_payout_enabled: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<DateOfBirth>,
    #[serde(rename = "1099_adjustment", skip_serializing_if = "Option::is_none")]
    adjustment_1099: Option<Adjustment1099>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<FreeForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payout_options_exclude_list: Option<Vec<Rail>>,
}

impl UpdateUser {
    /// Changes nothing yet.
    pub fn new(user_id: UserId) -> Self {
        Self { user_id, changes: Changes::default() }
    }

    /// Chooses the way to pay out that the user prefers; it must be connected already.
    #[must_use]
    pub fn default_payout_method(mut self, rail: Rail) -> Self {
        self.changes.default_payout_method = Some(rail);
        self
    }

    /// Whether money is paid out by itself whenever there is a default payout method.
    #[must_use]
    pub fn auto_payout_enabled(mut self, enabled: bool) -> Self {
        self.changes.auto_payout_enabled = Some(enabled);
        self
    }

    /// Changes the birth date.
    #[must_use]
    pub fn date_of_birth(mut self, date: DateOfBirth) -> Self {
        self.changes.date_of_birth = Some(date);
        self
    }

    /// Changes what the user was paid elsewhere this year.
    pub fn adjustment_1099(mut self, adjustment: Adjustment1099) -> Result<Self, InvalidValue> {
        self.changes.adjustment_1099 = Some(adjustment.checked()?);
        Ok(self)
    }

    /// Changes the data of your own: any JSON, `null` included. Whether an object replaces the old one or is merged into it is
    /// not documented: send all of it.
    pub fn metadata(mut self, data: impl Serialize) -> Result<Self, InvalidValue> {
        self.changes.metadata = Some(metadata::any(data)?);
        Ok(self)
    }

    /// Replaces the list of the ways to pay out that the user is not offered; an empty one offers all that the app has.
    pub fn payout_options_exclude_list(
        mut self,
        rails: impl IntoIterator<Item = Rail>,
    ) -> Result<Self, InvalidValue> {
        self.changes.payout_options_exclude_list = Some(excluded(rails)?);
        Ok(self)
    }
}

impl Endpoint for UpdateUser {
    type Provider = Dots;
    type Output = User;
    const OPERATION: &'static Operation =
        &Operation::new("update_user", Method::PATCH, "/v2/users/{user_id}", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if self.changes == Changes::default() {
            return Err(Error::invalid_input("there is nothing to change: give at least one value"));
        }
        parts.path_value(self.user_id.as_str())?;
        parts.json(&self.changes)
    }

    fn decode(&self, answer: &Answer) -> Result<User, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Changes a user; see [`UpdateUser`].
    ///
    /// ```
    /// use dots_users::{Rail, UpdateUser, UserId};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("update_user").answer(200, include_str!("../../tests/samples/update_user/updated.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let user_id = UserId::new("0d075000-0000-4000-8000-000000000001")?;
    /// let request = UpdateUser::new(user_id).payout_options_exclude_list([Rail::Venmo])?;
    /// let user = client.update_user(&request).await?;
    /// # assert_eq!(user.payout_options_exclude_list, [Rail::Venmo]);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn update_user(&self, request: &UpdateUser) -> Result<User, Error> {
        self.send(request).await
    }
}
