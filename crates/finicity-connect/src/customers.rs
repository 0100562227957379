//! All customers, one after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use verify_core::Error;
use verify_core::provider::{Asking, Paged, Pages};

use crate::endpoints::Part;
use crate::models::{Customer, CustomerPage};
use crate::{Client, CustomerId, ListCustomers};

/// Customers, fetched part by part as they are taken; see [`Client::customers`]. Each comes once. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct CustomerStream(Pages<List>);

/// The list, and how far it was read.
struct List {
    client: Client,
    request: ListCustomers,
}

impl Paged for List {
    type Page = CustomerPage;
    type Item = Customer;
    type Id = CustomerId;

    fn ask(&self, seen: HashSet<CustomerId>) -> Asking<Self> {
        let client = self.client.clone();
        let part = Part { request: self.request.clone(), seen };
        Box::pin(async move {
            let page = client.send(&part).await;
            (page, part.seen)
        })
    }

    fn turn(&mut self, page: CustomerPage) -> (Vec<Customer>, Option<bool>) {
        let length = u32::try_from(page.customers.len()).unwrap_or(u32::MAX);
        self.request.move_to(self.request.first().saturating_add(length));
        (page.customers, page.more_available)
    }

    fn id(customer: &Customer) -> CustomerId {
        customer.id.clone()
    }
}

impl CustomerStream {
    /// The next customer; `None` at the end. The same as the stream gives, for programs without a stream library.
    pub async fn next(&mut self) -> Option<Result<Customer, Error>> {
        poll_fn(|context| self.0.poll_next(context)).await
    }
}

impl Stream for CustomerStream {
    type Item = Result<Customer, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(context)
    }
}

impl fmt::Debug for CustomerStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CustomerStream({:?})", self.0)
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
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
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
        CustomerStream(Pages::new(List { client: self.clone(), request: request.clone() }))
    }
}
