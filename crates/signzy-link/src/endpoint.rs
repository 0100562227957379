//! Calls this crate does not cover.
//!
//! A request that implements [`Endpoint`] goes through [`Client::send`](crate::Client::send) like the ones of this crate:
//! same token, retries, deadline and errors. State the effect with care: it decides what is sent again.
//!
//! ```
//! use http::Method;
//! use signzy_link::endpoint::{Answer, Endpoint, Failure, Meaning, Operation, Parts, Refusal};
//! use signzy_link::{Access, Client, Effect, Environment, Error, Signzy};
//! # use verify_testkit::Script;
//!
//! /// `POST /api/v3/us-kyc/phone-insights-score`, a neighbour of the link.
//! struct PhoneInsights;
//!
//! impl Endpoint for PhoneInsights {
//!     type Provider = Signzy;
//!     type Output = Vec<u8>;
//!     const OPERATION: &'static Operation = &Operation::new(
//!         "phone_insights",
//!         Method::POST,
//!         "/api/v3/us-kyc/phone-insights-score",
//!         Effect::AtMostOnce("is billed"),
//!     );
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
//! # script.on("phone_insights").answer(200, "{}");
//! # let builder = Client::builder(Environment::PreProduction, Access::token("token"));
//! # let client = builder.send_link_path("/send-link").transport(script).build()?;
//! let insights = client.send(&PhoneInsights).await?;
//! # assert_eq!(insights, b"{}");
//! # Ok(())
//! # }
//! ```

pub use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Host, Lenient, Meaning, Operation, Parts, Refusal, Scalar, Unreadable,
};
