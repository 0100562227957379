//! `POST /v2/users`: makes a user, or finds the one with this phone number.

use http::Method;
use serde::Serialize;
use serde_json::Value;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{DateOfBirth, Effect, Email, Error, FreeForm, InvalidValue, PhoneNumber, Pii};

use crate::models::{Adjustment1099, Rail, User, UserStatus, excluded};
use crate::{Client, Dots, Username, envelope, metadata};

/// A new user, by phone number: a user is created only if none has it.
///
/// What comes back for a phone number that is known is not documented. One client took it that the existing user's id comes
/// back; whether name and e-mail address are replaced then, nobody says. See [`CreatedUser::existed`]. In Dots' sandbox a
/// second user with the same number may come into being; with the keys of an organization, each app has a user of its own for
/// the same person.
///
/// The new user is not verified: [send a token](crate::SendVerificationToken), and [verify it](crate::VerifyToken).
///
/// **Effect:** creates a user, so it is never repeated after it may have left. When [`Error::may_have_acted`] is true, calling
/// again with the same number does no harm in production, where it finds the user; in the sandbox it may make a second one.
///
/// **Errors:** [`InvalidPhoneNumber`], [`InvalidPhoneNumberVoip`], [`InvalidPhoneNumberLandline`], [`InvalidEmail`],
/// [`EmailAlreadyExists`], [`InvalidUsername`], [`UsernameAlreadyExists`] (or another username, at random: Dots' documents
/// disagree), [`InvalidInput`].
///
/// Source: the description of the API (`create-user`), the page "Create a User".
///
/// [`InvalidPhoneNumber`]: crate::ErrorCode::InvalidPhoneNumber
/// [`InvalidPhoneNumberVoip`]: crate::ErrorCode::InvalidPhoneNumberVoip
/// [`InvalidPhoneNumberLandline`]: crate::ErrorCode::InvalidPhoneNumberLandline
/// [`InvalidEmail`]: crate::ErrorCode::InvalidEmail
/// [`EmailAlreadyExists`]: crate::ErrorCode::EmailAlreadyExists
/// [`InvalidUsername`]: crate::ErrorCode::InvalidUsername
/// [`UsernameAlreadyExists`]: crate::ErrorCode::UsernameAlreadyExists
/// [`InvalidInput`]: crate::ErrorCode::InvalidInput
#[derive(Debug, Clone, PartialEq)]
pub struct CreateUser(Body);

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Body {
    first_name: Pii<String>,
    last_name: Pii<String>,
    email: Email,
    country_code: Pii<String>,
    phone_number: Pii<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    username: Option<Username>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_of_birth: Option<DateOfBirth>,
    #[serde(rename = "1099_adjustment", skip_serializing_if = "Option::is_none")]
    adjustment_1099: Option<Adjustment1099>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<FreeForm>,
    #[serde(skip_serializing_if = "Option::is_none")]
    payout_options_exclude_list: Option<Vec<Rail>>,
}

impl CreateUser {
    /// Takes given name and family name, each of 1 to 50 characters; for people with one name alone Dots has no rule. The
    /// phone number is sent in its two parts.
    // Taken over although only its parts are kept: values are given to all constructors alike.
    #[allow(clippy::needless_pass_by_value)]
    pub fn new(
        first_name: impl Into<Pii<String>>,
        last_name: impl Into<Pii<String>>,
        email: Email,
        phone_number: PhoneNumber,
    ) -> Result<Self, InvalidValue> {
        let name = |what, text: Pii<String>| {
            let fine = (1..=50).contains(&text.expose().chars().count());
            fine.then_some(text).ok_or(InvalidValue::new(what, "must be 1 to 50 characters"))
        };
        Ok(Self(Body {
            first_name: name("first_name", first_name.into())?,
            last_name: name("last_name", last_name.into())?,
            email,
            country_code: phone_number.country_calling_code().into(),
            phone_number: phone_number.national().into(),
            username: None,
            date_of_birth: None,
            adjustment_1099: None,
            metadata: None,
            payout_options_exclude_list: None,
        }))
    }

    /// Gives the user a name on your platform; without one Dots makes one up.
    #[must_use]
    pub fn username(mut self, username: Username) -> Self {
        self.0.username = Some(username);
        self
    }

    /// Adds the birth date.
    #[must_use]
    pub fn date_of_birth(mut self, date: DateOfBirth) -> Self {
        self.0.date_of_birth = Some(date);
        self
    }

    /// Adds what the user was paid elsewhere this year.
    pub fn adjustment_1099(mut self, adjustment: Adjustment1099) -> Result<Self, InvalidValue> {
        self.0.adjustment_1099 = Some(adjustment.checked()?);
        Ok(self)
    }

    /// Adds data of your own, which is stored with the user: a text, an object, or nothing (`null`).
    pub fn metadata(mut self, data: impl Serialize) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new("metadata", "must be a text, a JSON object or null");
        let fits = |value: &Value| value.is_string() || value.is_object() || value.is_null();
        self.0.metadata = Some(metadata::only(data, fits, RULE)?);
        Ok(self)
    }

    /// Ways to pay out that the user is not offered, and that payouts cannot take.
    pub fn payout_options_exclude_list(
        mut self,
        rails: impl IntoIterator<Item = Rail>,
    ) -> Result<Self, InvalidValue> {
        self.0.payout_options_exclude_list = Some(excluded(rails)?);
        Ok(self)
    }
}

impl Endpoint for CreateUser {
    type Provider = Dots;
    type Output = CreatedUser;
    const OPERATION: &'static Operation =
        &Operation::new("create_user", Method::POST, "/v2/users", Effect::AtMostOnce("creates a user"));

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&self.0)
    }

    fn decode(&self, answer: &Answer) -> Result<CreatedUser, Failure> {
        envelope::body(answer).map(CreatedUser::new)
    }
}

/// The user with the phone number, new or not.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
#[non_exhaustive]
pub struct CreatedUser {
    /// The user; keep the id.
    pub user: User,
}

/// What is known about whether a user existed before they were created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Existed {
    /// They did: they are verified, which a new user never is.
    Before,
    /// Nothing is known. Compare the id with those you have stored.
    NotKnown,
}

impl CreatedUser {
    /// For tests of an application.
    pub fn new(user: User) -> Self {
        Self { user }
    }

    /// What is known about whether the user existed before.
    ///
    /// Neither status 200 nor 201 tells: Dots' documents name the one and the other for every success. A new user is not
    /// verified (source: the page "Create a User"); so one who is existed before, which is inferred.
    ///
    /// A user who is verified already says nothing about the person at hand: whoever knows a phone number gets this answer.
    pub fn existed(&self) -> Existed {
        let verified = self.user.verified == Some(true) || self.user.status == Some(UserStatus::Verified);
        if verified { Existed::Before } else { Existed::NotKnown }
    }
}

impl Client {
    /// Makes a user, or finds the one with this phone number; see [`CreateUser`] for effect and errors.
    ///
    /// ```
    /// use dots_users::{CreateUser, Email, PhoneNumber};
    /// # use dots_users::{Client, Environment, Existed, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("create_user").answer(201, include_str!("../../tests/samples/create_user/created.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let (email, phone) = (Email::new("ada@example.com")?, PhoneNumber::new("+12025550143")?);
    /// let request = CreateUser::new("Ada", "Lovelace", email, phone)?;
    /// let created = client.create_user(&request).await?;
    /// println!("store {} with the person", created.user.id);
    /// # assert_eq!(created.existed(), Existed::NotKnown);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_user(&self, request: &CreateUser) -> Result<CreatedUser, Error> {
        self.send(request).await
    }
}
