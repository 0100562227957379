//! Finds an application that texts a person twice because it repeats a request whose answer got lost.
//!
//! Nothing leaves this machine. The sandbox listens on a free port of 127.0.0.1.
//!
//! ```sh
//! cargo run -p verify-sandbox --example find_a_double_send
//! ```
//!
//! It prints:
//!
//! ```text
//! The first answer was lost: true
//! spinwheel.connect_sms texted +12025550143 twice: messages 1 and 2.
//! 3 texts, 1 double sends.
//! ```

#![allow(clippy::print_stdout)] // A program for a terminal.

mod support;

use std::error::Error;

use support::text_code;
use verify_sandbox::{DOUBLE_SEND_WINDOW, Fault, FaultKind, ManualClock, Sandbox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let clock = ManualClock::frozen();
    let sandbox = Sandbox::builder().clock(clock.clone()).start().await?;
    let tenant = sandbox.tenant("my-test");

    // The next request is carried out, and its answer gets lost. A guard takes the fault back when it is dropped.
    let lost = Fault::new("spinwheel.connect_sms", FaultKind::AcceptedThenLost).times(1);
    let guard = tenant.faults().arm(lost)?;
    let first = text_code(&tenant, "+12025550143", "customer-17").await;
    println!("The first answer was lost: {}", first.is_err() && guard.hits() == 1);

    // The mistake: nobody knows whether the text went out, and the application tries again at once.
    text_code(&tenant, "+12025550143", "customer-17").await?;
    for double in tenant.double_sends() {
        println!(
            "{} texted {} twice: messages {} and {}.",
            double.operation, double.to, double.first, double.second
        );
    }

    // Later it is no double send: the person has asked for another code.
    clock.advance(DOUBLE_SEND_WINDOW);
    text_code(&tenant, "+12025550143", "customer-17").await?;
    println!("{} texts, {} double sends.", tenant.outbox().len(), tenant.double_sends().len());
    Ok(())
}
