//! `GET /institution/v2/institutions`: finds institutions.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error, InvalidValue, Pii};

use crate::models::InstitutionPage;
use crate::{Client, Finicity, envelope};

/// Finds institutions by name, to choose the one of a [lite link](crate::GenerateLiteConnectUrl). The search is fuzzy.
///
/// **Effect:** reads; not billed. **Errors:** [`BadRequest`](crate::ErrorCode::BadRequest). A name nobody has is none: the
/// list is empty then.
///
/// Source: OAS 1.42, `GetInstitutions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchInstitutions {
    search: Pii<String>,
    start: Option<u32>,
    limit: Option<u32>,
}

impl SearchInstitutions {
    /// By a name or a part of it.
    pub fn new(name: impl Into<Pii<String>>) -> Self {
        Self { search: name.into(), start: None, limit: None }
    }

    /// Which page of the list, counted from 1. (For institutions `start` counts pages, for customers it counts records.)
    pub fn start(mut self, page: u32) -> Result<Self, InvalidValue> {
        if page == 0 {
            return Err(InvalidValue::new("start", "must be at least 1"));
        }
        self.start = Some(page);
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
}

impl Endpoint for SearchInstitutions {
    type Provider = Finicity;
    type Output = InstitutionPage;
    const OPERATION: &'static Operation =
        &Operation::new("search_institutions", Method::GET, "/institution/v2/institutions", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.query("search", self.search.expose());
        for (name, value) in [("start", self.start), ("limit", self.limit)] {
            if let Some(value) = value {
                parts.query(name, &value.to_string());
            }
        }
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<InstitutionPage, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Finds institutions by name; see [`SearchInstitutions`].
    ///
    /// ```
    /// use finicity_connect::SearchInstitutions;
    /// # use finicity_connect::{Client, Environment, Partner};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("authenticate").answer(200, include_str!("../../tests/samples/authenticate/granted.json"));
    /// # script.on("search_institutions").answer(200, include_str!("../../tests/samples/search_institutions/page.json"));
    /// # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
    /// # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
    ///
    /// let request = SearchInstitutions::new("FinBank");
    /// for institution in client.search_institutions(&request).await?.institutions {
    ///     println!("{} {:?}", institution.id, institution.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn search_institutions(&self, request: &SearchInstitutions) -> Result<InstitutionPage, Error> {
        self.send(request).await
    }
}
