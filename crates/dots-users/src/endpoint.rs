//! Calls this crate does not cover yet.
//!
//! A request that implements [`Endpoint`] goes through [`Client::send`](crate::Client::send) like the ones of this crate:
//! same credentials, retries, deadline and errors. State the effect with care: it decides what is sent again.
//!
//! ```
//! use dots_users::endpoint::{Answer, Endpoint, Failure, Operation, Parts, Refusal};
//! use dots_users::{Client, Dots, Effect, Environment, Error, Keys, PayoutLinkId};
//! use http::Method;
//! # use verify_testkit::Script;
//!
//! /// `GET /v2/payout-links/{payout_link_id}`, whose answer is handed on as it came.
//! struct PayoutLink(PayoutLinkId);
//!
//! impl Endpoint for PayoutLink {
//!     type Provider = Dots;
//!     type Output = Vec<u8>;
//!     const OPERATION: &'static Operation =
//!         &Operation::new("payout_link", Method::GET, "/v2/payout-links/{payout_link_id}", Effect::Read);
//!
//!     fn write(&self, parts: &mut Parts) -> Result<(), Error> {
//!         parts.path_value(self.0.as_str())
//!     }
//!
//!     fn decode(&self, answer: &Answer) -> Result<Vec<u8>, Failure> {
//!         if answer.status().is_success() {
//!             return Ok(answer.body().to_vec());
//!         }
//!         Err(Failure::Refused(Refusal::new()))
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let script = Script::new();
//! # script.on("payout_link").answer(200, "{}");
//! # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
//! # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
//! let link_id = PayoutLinkId::new("0d075000-0000-4000-8000-0000000000e1")?;
//! let link = client.send(&PayoutLink(link_id)).await?;
//! # assert_eq!(link, b"{}");
//! # Ok(())
//! # }
//! ```

pub use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Host, Lenient, Meaning, Operation, Parts, Refusal, Scalar, Unreadable,
};
