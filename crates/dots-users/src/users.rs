//! All users, one after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use verify_core::Error;
use verify_core::provider::{Asking, Paged, Pages};

use crate::endpoints::Part;
use crate::models::{User, UserPage};
use crate::{Client, ListUsers, UserId};

/// Users, fetched part by part as they are taken; see [`Client::users`]. Each comes once. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct UserStream(Pages<List>);

/// The list, and how far it was read.
struct List {
    client: Client,
    request: ListUsers,
}

impl Paged for List {
    type Page = UserPage;
    type Item = User;
    type Id = UserId;

    fn ask(&self, seen: HashSet<UserId>) -> Asking<Self> {
        let client = self.client.clone();
        let part = Part { request: self.request.clone(), seen };
        Box::pin(async move {
            let page = client.send(&part).await;
            (page, part.seen)
        })
    }

    fn turn(&mut self, page: UserPage) -> (Vec<User>, Option<bool>) {
        if let Some(last) = page.data.last() {
            self.request = self.request.clone().starting_after(last.id.clone());
        }
        (page.data, page.has_more)
    }

    fn id(user: &User) -> UserId {
        user.id.clone()
    }
}

impl UserStream {
    /// The next user; `None` at the end. The same as the stream gives, for programs without a stream library.
    pub async fn next(&mut self) -> Option<Result<User, Error>> {
        poll_fn(|context| self.0.poll_next(context)).await
    }
}

impl Stream for UserStream {
    type Item = Result<User, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(context)
    }
}

impl fmt::Debug for UserStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserStream({:?})", self.0)
    }
}

impl Client {
    /// All users that [`ListUsers`] finds, from its start on; its limit is the size of the parts. A call is made whenever a part
    /// has been taken and there is more. **Effect:** reads.
    ///
    /// A user who appears in two parts, because others came or went meanwhile, comes once. A server that gives the same part
    /// again and again is an error of the kind [`Unreadable`](crate::ErrorKind::Unreadable). It goes forward only: a request
    /// with [`ending_before`](ListUsers::ending_before) is an error, and nothing is sent.
    ///
    /// ```
    /// use dots_users::ListUsers;
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("list_users").answer(200, include_str!("../tests/samples/list_users/page.json"));
    /// # script.on("list_users").answer(200, include_str!("../tests/samples/list_users/last_page.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let mut users = client.users(&ListUsers::new().limit(100)?);
    /// while let Some(user) = users.next().await {
    ///     println!("{}", user?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn users(&self, request: &ListUsers) -> UserStream {
        UserStream(Pages::new(List { client: self.clone(), request: request.clone() }))
    }
}
