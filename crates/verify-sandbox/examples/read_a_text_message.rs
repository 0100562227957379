//! Reads the code that a simulated provider has texted: what a test of an application does in place of the person.
//!
//! Nothing leaves this machine. The sandbox listens on a free port of 127.0.0.1.
//!
//! ```sh
//! cargo run -p verify-sandbox --example read_a_text_message
//! ```
//!
//! It prints:
//!
//! ```text
//! The provider answers 201.
//! Sms to +12025550143: Your Spinwheel (sandbox) code is 709775. It expires in five minutes.
//! The code is 709775.
//! POST spinwheel.connect_sms unread: []
//! ```

#![allow(clippy::print_stdout)] // A program for a terminal.

mod support;

use std::error::Error;

use support::text_code;
use verify_sandbox::Sandbox;

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().seed(7).start().await?; // the same seed, the same codes
    let tenant = sandbox.tenant("my-test"); // tests that share a sandbox take one each

    println!("The provider answers {}.", text_code(&tenant, "+12025550143", "customer-17").await?);
    for message in tenant.outbox().messages() {
        println!("{:?} to {}: {}", message.channel, message.to, message.text);
    }
    println!("The code is {}.", tenant.outbox().latest_code_for("+12025550143").ok_or("no text")?);

    // What arrived, what was answered, and why; and fields that nobody reads, for instance misspelt ones.
    for entry in tenant.journal().entries() {
        println!(
            "{} {} unread: {:?}",
            entry.method,
            entry.operation.unwrap_or("unknown"),
            entry.unread_fields
        );
    }
    Ok(())
}
