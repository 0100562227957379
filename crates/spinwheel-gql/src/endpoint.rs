//! Calls this crate does not cover yet.
//!
//! A request that implements [`Endpoint`] goes through [`Client::send`](crate::Client::send) like the ones of this crate:
//! same credentials, retries, deadline and errors. State the effect with care: it decides what is sent again. The path is empty,
//! since the client has the whole address. [`data`] reads answers with this crate's care: codes, and what may have happened.
//!
//! ```
//! use http::Method;
//! use serde_json::{Value, json};
//! use spinwheel_gql::endpoint::{Answer, Endpoint, Failure, Operation, Parts, data};
//! use spinwheel_gql::{Access, Client, DebtCore, Effect, Error};
//! # use verify_testkit::Script;
//!
//! /// `query creditors`, how many there are of a name.
//! struct Creditors<'a>(&'a str);
//!
//! impl Endpoint for Creditors<'_> {
//!     type Provider = DebtCore;
//!     type Output = u64;
//!     const OPERATION: &'static Operation = &Operation::new("creditors", Method::POST, "", Effect::Read);
//!
//!     fn write(&self, parts: &mut Parts) -> Result<(), Error> {
//!         parts.json(&json!({
//!             "operationName": "Creditors",
//!             "query": "query Creditors($search: String) { creditors(search: $search) { data { totalCount } } }",
//!             "variables": { "search": self.0 },
//!         }))
//!     }
//!
//!     fn decode(&self, answer: &Answer) -> Result<u64, Failure> {
//!         let data: Value = data(answer)?;
//!         Ok(data["creditors"]["data"]["totalCount"].as_u64().unwrap_or_default())
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let script = Script::new();
//! # script.on("creditors").answer(200, r#"{"data":{"creditors":{"data":{"totalCount":3}}}}"#);
//! # let endpoint = "https://debtcore.example.com/credit-service/graphql".parse()?;
//! # let client = Client::builder(endpoint, Access::Token("token".into())).transport(script).build()?;
//! let count = client.send(&Creditors("Example Bank")).await?;
//! # assert_eq!(count, 3);
//! # Ok(())
//! # }
//! ```

pub use crate::graphql::data;
pub use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Host, Lenient, Meaning, Operation, Parts, Refusal, Scalar, Unreadable,
};
