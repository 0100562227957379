//! All users, one after the other.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use verify_core::Error;

use crate::endpoints::Part;
use crate::models::{User, UserPage};
use crate::{Client, ListUsers, UserId};

/// Users, fetched part by part as they are taken; see [`Client::users`]. Each comes once. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct UserStream {
    client: Client,
    request: ListUsers,
    /// Read and not taken yet.
    ready: VecDeque<User>,
    seen: HashSet<UserId>,
    state: State,
}

enum State {
    Idle,
    /// Shared by nobody; the lock makes the stream `Sync`.
    Asking(Mutex<Asking>),
    Ended,
}

/// Asks for a part, and hands back who was seen before.
type Asking = Pin<Box<dyn Future<Output = (Result<UserPage, Error>, HashSet<UserId>)> + Send>>;

impl UserStream {
    /// The next user; `None` at the end. The same as the stream gives, for programs without a stream library.
    pub async fn next(&mut self) -> Option<Result<User, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<User, Error>>> {
        loop {
            if let Some(user) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(user)));
            }
            let (page, seen) = match &mut self.state {
                State::Ended => return Poll::Ready(None),
                State::Idle => {
                    self.state = State::Asking(Mutex::new(self.ask()));
                    continue;
                }
                State::Asking(asking) => {
                    let asking = asking.get_mut().unwrap_or_else(PoisonError::into_inner);
                    ready!(asking.as_mut().poll(context))
                }
            };
            self.seen = seen;
            match page {
                Ok(page) => self.take(page),
                Err(error) => {
                    self.state = State::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }

    fn ask(&mut self) -> Asking {
        let client = self.client.clone();
        let part = Part { request: self.request.clone(), seen: std::mem::take(&mut self.seen) };
        Box::pin(async move {
            let page = client.send(&part).await;
            (page, part.seen)
        })
    }

    /// Keeps what is new, and moves on behind the part.
    fn take(&mut self, page: UserPage) {
        if let Some(last) = page.data.last() {
            self.request = self.request.clone().starting_after(last.id.clone());
        }
        for user in page.data {
            if self.seen.insert(user.id.clone()) {
                self.ready.push_back(user);
            }
        }
        // Where the answer does not say whether there are more, an answer without news ends it.
        let more = page.has_more.unwrap_or(!self.ready.is_empty());
        self.state = if more { State::Idle } else { State::Ended };
    }
}

impl Stream for UserStream {
    type Item = Result<User, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for UserStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UserStream({} seen, {} ready)", self.seen.len(), self.ready.len())
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
    /// # let keys = Keys { client_id: "pk_dev_1".parse()?, api_key: "sk_dev_1".into() };
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
        UserStream {
            client: self.clone(),
            request: request.clone(),
            ready: VecDeque::new(),
            seen: HashSet::new(),
            state: State::Idle,
        }
    }
}
