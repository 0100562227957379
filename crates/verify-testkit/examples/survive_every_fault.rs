//! Runs a function of an application through everything that can go wrong on the way, and asks what the person is told.
//!
//! Nothing leaves the program, and nobody waits: pauses between attempts pass at once on a clock that the test holds.
//!
//! ```sh
//! cargo run -p verify-testkit --example survive_every_fault
//! ```
//!
//! It prints:
//!
//! ```text
//! refused: try again, 3 request(s)
//! connecting timed out: try again, 3 request(s)
//! interrupted: we may have texted you, 1 request(s)
//! timed out: we may have texted you, 1 request(s)
//! 502 in HTML: we may have texted you, 1 request(s)
//! 429 with seconds: try again, 1 request(s)
//! 429 with a date: try again, 1 request(s)
//! 429 with garbage: try again, 1 request(s)
//! cut body: we may have texted you, 1 request(s)
//! unreadable body: we may have texted you, 1 request(s)
//! empty body: we may have texted you, 1 request(s)
//! ```

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::error::Error as StdError;

use spinwheel_connect::{Client, ConnectSms, DateOfBirth, Environment, ExtUserId, PhoneNumber};
use verify_testkit::{ManualClock, Script, canary, faults};

/// The function under test.
async fn send_code(client: &Client, request: &ConnectSms) -> &'static str {
    match client.connect_sms(request).await {
        Ok(_) => "we have texted you",
        Err(error) if error.may_have_acted() => "we may have texted you",
        Err(_) => "try again",
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn StdError>> {
    let (phone, birth_date) = (PhoneNumber::new(canary::PHONE)?, DateOfBirth::new(canary::BIRTH_DATE)?);
    let request = ConnectSms::new(phone, birth_date, ExtUserId::new("customer-17")?);
    for fault in faults::all() {
        let clock = ManualClock::frozen().skipping_pauses();
        let script = Script::new().with_clock(&clock);
        script.on("connect_sms").fault(&fault);
        let builder = Client::builder(Environment::Sandbox, canary::SECRET).transport(script.clone());
        let told = send_code(&builder.clock(clock).build()?, &request).await;
        // "Try again" where a text may be on its way would send a second one.
        assert_eq!(told == "we may have texted you", fault.may_have_acted(), "{fault}");
        println!("{}: {told}, {} request(s)", fault.name(), script.requests().len());
    }
    Ok(())
}
