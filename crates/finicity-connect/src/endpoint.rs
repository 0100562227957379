//! Calls this crate does not cover yet.
//!
//! A request that implements [`Endpoint`] goes through [`Client::send`](crate::Client::send) like the ones of this crate:
//! same credentials, access token, retries, deadline and errors. State the effect with care: it decides what is sent again.
//!
//! ```
//! use finicity_connect::endpoint::{Answer, Endpoint, Failure, Meaning, Operation, Parts, Refusal};
//! use finicity_connect::{Client, Effect, Environment, Error, Finicity, Partner};
//! use http::Method;
//! # use verify_testkit::Script;
//!
//! /// `GET /connect/experiences`, which OAS 1.42 names.
//! struct Experiences;
//!
//! impl Endpoint for Experiences {
//!     type Provider = Finicity;
//!     type Output = Vec<u8>;
//!     const OPERATION: &'static Operation =
//!         &Operation::new("experiences", Method::GET, "/connect/experiences", Effect::Read);
//!
//!     fn write(&self, _: &mut Parts) -> Result<(), Error> {
//!         Ok(())
//!     }
//!
//!     fn decode(&self, answer: &Answer) -> Result<Vec<u8>, Failure> {
//!         match answer.status().as_u16() {
//!             200 => Ok(answer.body().to_vec()),
//!             // Worth a new token; `Refusal::new()` alone would end the call.
//!             401 => Err(Failure::Refused(Refusal::new().meaning(Meaning::Token))),
//!             _ => Err(Failure::Refused(Refusal::new())),
//!         }
//!     }
//! }
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let script = Script::new();
//! # script.on("authenticate").answer(200, r#"{"token":"t"}"#);
//! # script.on("experiences").answer(200, "[]");
//! # let partner = Partner::new("1445585709680".parse()?, "secret", "key");
//! # let client = Client::builder(Environment::Finicity, partner).transport(script).build()?;
//! let experiences = client.send(&Experiences).await?;
//! # assert_eq!(experiences, b"[]");
//! # Ok(())
//! # }
//! ```

pub use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Host, Lenient, Meaning, Operation, Parts, Refusal, Scalar, Unreadable,
};
