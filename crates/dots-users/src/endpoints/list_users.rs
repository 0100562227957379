//! `GET /v2/users`: lists users.

use std::collections::HashSet;

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, Unreadable};
use verify_core::{Effect, Error, InvalidValue};

use crate::models::{UserPage, UserStatus};
use crate::paging::Slice;
use crate::{Client, Dots, UserId, envelope};

/// Lists the users that are connected to the app. One call gives one part of the list, [`Client::users`] all of it. The order
/// is not documented, and there is no search by phone number or e-mail address.
///
/// **Effect:** reads. **Errors:** none is documented, for an unknown cursor neither.
///
/// Source: the description of the API (`get-users`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListUsers {
    status: Option<UserStatus>,
    slice: Slice<UserId>,
}

impl ListUsers {
    /// All users, from the first.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only those who stand like this.
    #[must_use]
    pub fn status(mut self, status: UserStatus) -> Self {
        self.status = Some(status);
        self
    }

    /// At most so many in one answer: 1 to 100. How many there are without this is not documented.
    pub fn limit(mut self, limit: u32) -> Result<Self, InvalidValue> {
        self.slice.set_limit(limit)?;
        Ok(self)
    }

    /// The part behind this user, the last one of another part. In place of [`ending_before`](Self::ending_before): what both
    /// together would give is not documented.
    #[must_use]
    pub fn starting_after(mut self, user: UserId) -> Self {
        self.slice.start_after(user);
        self
    }

    /// The part in front of this user, the first one of another part. In place of [`starting_after`](Self::starting_after).
    #[must_use]
    pub fn ending_before(mut self, user: UserId) -> Self {
        self.slice.end_before(user);
        self
    }
}

impl Endpoint for ListUsers {
    type Provider = Dots;
    type Output = UserPage;
    const OPERATION: &'static Operation =
        &Operation::new("list_users", Method::GET, "/v2/users", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        if let Some(status) = &self.status {
            parts.query("status", status.as_str());
        }
        self.slice.write(parts, UserId::as_str);
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<UserPage, Failure> {
        envelope::body(answer)
    }
}

/// The request for one part of the whole list. A part that claims more behind it and brings nobody new would be asked for
/// without end: it is unreadable.
pub(crate) struct Part {
    pub(crate) request: ListUsers,
    pub(crate) seen: HashSet<UserId>,
}

impl Endpoint for Part {
    type Provider = Dots;
    type Output = UserPage;
    const OPERATION: &'static Operation =
        &Operation::new("list_users", Method::GET, "/v2/users", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        self.request.slice.forward("ending_before gives one part: call list_users with it")?;
        self.request.write(parts)
    }

    fn decode(&self, answer: &Answer) -> Result<UserPage, Failure> {
        let page = self.request.decode(answer)?;
        let nobody_new = page.data.iter().all(|user| self.seen.contains(&user.id));
        if nobody_new && page.has_more == Some(true) {
            return Err(Unreadable::at("has_more").into());
        }
        Ok(page)
    }
}

impl Client {
    /// Lists users, one part of the list at a time; see [`ListUsers`].
    ///
    /// ```
    /// use dots_users::{ListUsers, UserStatus};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("list_users").answer(200, include_str!("../../tests/samples/list_users/page.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let request = ListUsers::new().status(UserStatus::InReview).limit(10)?;
    /// for user in client.list_users(&request).await?.data {
    ///     println!("{} waits for a review", user.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_users(&self, request: &ListUsers) -> Result<UserPage, Error> {
        self.send(request).await
    }
}
