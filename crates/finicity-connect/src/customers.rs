//! All customers, one after the other.

use std::collections::{HashSet, VecDeque};
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use verify_core::Error;

use crate::endpoints::Part;
use crate::models::{Customer, CustomerPage};
use crate::{Client, CustomerId, ListCustomers};

/// Customers, fetched part by part as they are taken; see [`Client::customers`]. Each comes once. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct CustomerStream {
    client: Client,
    request: ListCustomers,
    /// Read and not taken yet.
    ready: VecDeque<Customer>,
    seen: HashSet<CustomerId>,
    state: State,
}

enum State {
    Idle,
    /// Shared by nobody; the lock makes the stream `Sync`.
    Asking(Mutex<Asking>),
    Ended,
}

/// Asks for a part, and hands back who was seen before.
type Asking = Pin<Box<dyn Future<Output = (Result<CustomerPage, Error>, HashSet<CustomerId>)> + Send>>;

impl CustomerStream {
    /// The next customer; `None` at the end. The same as the stream gives, for programs without a stream library.
    pub async fn next(&mut self) -> Option<Result<Customer, Error>> {
        poll_fn(|context| self.poll(context)).await
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Customer, Error>>> {
        loop {
            if let Some(customer) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(customer)));
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
    fn take(&mut self, page: CustomerPage) {
        let length = u32::try_from(page.customers.len()).unwrap_or(u32::MAX);
        self.request.move_to(self.request.first().saturating_add(length));
        for customer in page.customers {
            if self.seen.insert(customer.id.clone()) {
                self.ready.push_back(customer);
            }
        }
        // Where the answer does not say whether there are more, an answer without news ends it.
        let more = page.more_available.unwrap_or(!self.ready.is_empty());
        self.state = if more { State::Idle } else { State::Ended };
    }
}

impl Stream for CustomerStream {
    type Item = Result<Customer, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl fmt::Debug for CustomerStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomerStream({} seen, {} ready)", self.seen.len(), self.ready.len())
    }
}

impl Client {
    /// All customers that [`ListCustomers`] finds, from its start on; its limit is the size of the parts. A call is made
    /// whenever a part has been taken and there is more. **Effect:** reads.
    ///
    /// A customer who appears in two parts, because others came or went meanwhile, comes once. A server that gives the same part
    /// again and again is an error of the kind [`Unreadable`](crate::ErrorKind::Unreadable).
    ///
    /// ```
    /// use finicity_connect::ListCustomers;
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../tests/samples/authenticate/granted.json"));
    /// # script.on("list_customers").answer(200, include_str!("../tests/samples/list_customers/page.json"));
    /// # script.on("list_customers").answer(200, include_str!("../tests/samples/list_customers/last_page.json"));
    /// # let partner = Partner { id: "1445585709680".parse()?, secret: "secret".into(), app_key: "key".into() };
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let mut customers = client.customers(&ListCustomers::new().limit(1000)?);
    /// while let Some(customer) = customers.next().await {
    ///     println!("{}", customer?.id);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn customers(&self, request: &ListCustomers) -> CustomerStream {
        CustomerStream {
            client: self.clone(),
            request: request.clone(),
            ready: VecDeque::new(),
            seen: HashSet::new(),
            state: State::Idle,
        }
    }
}
