//! Tests what depends on time without waiting: the clock stands still until the test moves it.
//!
//! Nothing leaves the program.
//!
//! ```sh
//! cargo run -p verify-testkit --example let_time_pass
//! ```
//!
//! It prints:
//!
//! ```text
//! Texted.
//! 20 s later: too early, by 10 s.
//! 30 s after the first: texted again.
//! Requests: 2
//! ```

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::error::Error as StdError;
use std::time::Duration;

use spinwheel_connect::{
    Client, DateOfBirth, Environment, OtpVerifier, PhoneNumber, RESEND_PACE, Start, Subject,
};
use verify_testkit::{ManualClock, Script, canary};

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let sent = r#"{"status":{"code":201,"desc":"success"},"data":{"userId":"u-1"}}"#;
    let clock = ManualClock::frozen();
    let script = Script::new();
    script.on("connect_sms").times(2).answer(201, sent);
    let builder = Client::builder(Environment::Sandbox, canary::SECRET).transport(script.clone());
    let verifier: Box<dyn OtpVerifier> = Box::new(builder.clock(clock.clone()).build()?);

    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(canary::PHONE)?);
    subject.date_of_birth = Some(DateOfBirth::new(canary::BIRTH_DATE)?);
    subject.reference = Some("customer-17".into());

    let Start::Sent(challenge) = verifier.start(&subject).await? else { return Err("not sent".into()) };
    println!("Texted.");
    clock.advance(Duration::from_secs(20));
    if let Start::TooEarly(wait) = verifier.resend(&subject, &challenge).await? {
        println!("20 s later: too early, by {} s.", wait.as_secs());
    }
    clock.advance(RESEND_PACE.saturating_sub(Duration::from_secs(20)));
    if let Start::Sent(_) = verifier.resend(&subject, &challenge).await? {
        println!("{} s after the first: texted again.", RESEND_PACE.as_secs());
    }
    println!("Requests: {}", script.requests().len());
    Ok(())
}
