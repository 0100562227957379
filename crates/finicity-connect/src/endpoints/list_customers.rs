//! `GET /aggregation/v1/customers`: finds customers.

use std::collections::HashSet;

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, Unreadable};
use verify_core::{Effect, Error, InvalidValue, Pii};

use crate::models::{CustomerPage, CustomerType};
use crate::{Client, CustomerId, Finicity, Username, envelope};

/// Finds customers of the partner; without conditions all of them. One call gives one part of the list,
/// [`Client::customers`] all of it.
///
/// **Effect:** reads. **Errors:** [`PartnerNotFound`](crate::ErrorCode::PartnerNotFound),
/// [`InvalidCustomerType`](crate::ErrorCode::InvalidCustomerType), [`InvalidStart`](crate::ErrorCode::InvalidStart),
/// [`InvalidLimit`](crate::ErrorCode::InvalidLimit), [`BadRequest`](crate::ErrorCode::BadRequest). An unknown username is none:
/// the list is empty then.
///
/// Source: OAS 1.42, `GetCustomers`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListCustomers {
    username: Option<Username>,
    search: Option<Pii<String>>,
    customer_type: Option<CustomerType>,
    start: Option<u32>,
    limit: Option<u32>,
}

impl ListCustomers {
    /// All customers, from the first.
    pub fn new() -> Self {
        Self { username: None, search: None, customer_type: None, start: None, limit: None }
    }

    /// Only the customer with this username: one or none.
    #[must_use]
    pub fn username(mut self, username: Username) -> Self {
        self.username = Some(username);
        self
    }

    /// Only those in whose username or names this text is found.
    #[must_use]
    pub fn search(mut self, text: impl Into<Pii<String>>) -> Self {
        self.search = Some(text.into());
        self
    }

    /// Only those of one type.
    #[must_use]
    pub fn customer_type(mut self, customer_type: CustomerType) -> Self {
        self.customer_type = Some(customer_type);
        self
    }

    /// From this customer of the list on, counted from 1.
    pub fn start(mut self, first: u32) -> Result<Self, InvalidValue> {
        if first == 0 {
            return Err(InvalidValue::new("start", "must be at least 1"));
        }
        self.start = Some(first);
        Ok(self)
    }

    /// At most so many in one answer: 1 to 1000, 25 without this.
    pub fn limit(mut self, limit: u32) -> Result<Self, InvalidValue> {
        if !(1..=1000).contains(&limit) {
            return Err(InvalidValue::new("limit", "must be 1 to 1000"));
        }
        self.limit = Some(limit);
        Ok(self)
    }

    /// The number of the first customer that is asked for.
    pub(crate) fn first(&self) -> u32 {
        self.start.unwrap_or(1)
    }

    /// Moves on to another first customer.
    pub(crate) fn move_to(&mut self, first: u32) {
        self.start = Some(first);
    }
}

impl Default for ListCustomers {
    fn default() -> Self {
        Self::new()
    }
}

impl Endpoint for ListCustomers {
    type Provider = Finicity;
    type Output = CustomerPage;
    const OPERATION: &'static Operation =
        &Operation::new("list_customers", Method::GET, "/aggregation/v1/customers", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let number = |number: Option<u32>| number.map(|number| number.to_string());
        let (start, limit) = (number(self.start), number(self.limit));
        let query = [
            ("username", self.username.as_ref().map(Username::as_str)),
            ("search", self.search.as_ref().map(|text| text.expose().as_str())),
            ("type", self.customer_type.as_ref().map(CustomerType::as_str)),
            ("start", start.as_deref()),
            ("limit", limit.as_deref()),
        ];
        for (name, value) in query {
            if let Some(value) = value {
                parts.query(name, value);
            }
        }
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<CustomerPage, Failure> {
        envelope::body(answer)
    }
}

/// The request for one part. A part that claims more behind it and brings nobody new would be asked for without end: it is
/// unreadable.
pub(crate) struct Part {
    pub(crate) request: ListCustomers,
    pub(crate) seen: HashSet<CustomerId>,
}

impl Endpoint for Part {
    type Provider = Finicity;
    type Output = CustomerPage;
    const OPERATION: &'static Operation =
        &Operation::new("list_customers", Method::GET, "/aggregation/v1/customers", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        self.request.write(parts)
    }

    fn decode(&self, answer: &Answer) -> Result<CustomerPage, Failure> {
        let page = self.request.decode(answer)?;
        let nobody_new = page.customers.iter().all(|customer| self.seen.contains(&customer.id));
        if nobody_new && page.more_available == Some(true) {
            return Err(Unreadable::at("moreAvailable").into());
        }
        Ok(page)
    }
}

impl Client {
    /// Finds customers, one part of the list at a time; see [`ListCustomers`].
    ///
    /// ```
    /// use finicity_connect::{ListCustomers, Username};
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("list_customers").answer(200, include_str!("../../tests/samples/list_customers/page.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = ListCustomers::new().username(Username::new("customer-17")?);
    /// match client.list_customers(&request).await?.customers.first() {
    ///     Some(customer) => println!("known as {}", customer.id),
    ///     None => println!("not known yet"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_customers(&self, request: &ListCustomers) -> Result<CustomerPage, Error> {
        self.send(request).await
    }
}
