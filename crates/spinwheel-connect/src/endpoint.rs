//! Calls this crate does not cover yet.
//!
//! A request that implements [`Endpoint`] goes through [`Client::send`](crate::Client::send) like the ones of this crate:
//! same credentials, retries, deadline and errors. State the effect with care: it decides what is sent again.
//!
//! ```
//! use http::Method;
//! use spinwheel_connect::endpoint::{Answer, Endpoint, Failure, Operation, Parts, Refusal};
//! use spinwheel_connect::{Client, Effect, Environment, Error, Spinwheel};
//! # use verify_testkit::Script;
//!
//! /// `GET /v1/health`, which one client was seen to call.
//! struct Health;
//!
//! impl Endpoint for Health {
//!     type Provider = Spinwheel;
//!     type Output = ();
//!     const OPERATION: &'static Operation = &Operation::new("health", Method::GET, "/v1/health", Effect::Read);
//!
//!     fn write(&self, _: &mut Parts) -> Result<(), Error> {
//!         Ok(())
//!     }
//!
//!     fn decode(&self, answer: &Answer) -> Result<(), Failure> {
//!         if answer.status().is_success() { Ok(()) } else { Err(Failure::Refused(Refusal::new())) }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Error> {
//! # let script = Script::new();
//! # script.on("health").answer(200, "");
//! # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
//! client.send(&Health).await?;
//! # Ok(())
//! # }
//! ```

pub use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Host, Lenient, Meaning, Operation, Parts, Refusal, Scalar, Unreadable,
};
