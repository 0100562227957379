//! Verifies that a person has a phone: a link is texted to it, and opened there.
//!
//! **Sends a text message.** What the browser brings back proves nothing; the answer to the question your server asks does.
//!
//! ```sh
//! cargo run -p signzy-link --example prove_a_phone_by_link
//! ```
//!
//! With `SIGNZY_TOKEN` and `SIGNZY_SEND_LINK_PATH` set it calls the preproduction of Signzy, or what `SIGNZY_BASE_URL` names.
//! Without, it prints:
//!
//! ```text
//! (no SIGNZY_TOKEN: Signzy and the person are simulated)
//! Phone number: +12025550143
//! (the person opens the link: carrier)
//! Verified.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use signzy_link::{PhoneNumber, SendLink, Verdict, WaitForVerdict};
use support::{Failure, Stage, end};
use verify_sandbox::signzy::OpenedBy;

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let phone = PhoneNumber::new(&stage.ask("Phone number", "+12025550143")?)?;
    let request = SendLink::new(phone.clone(), "https://app.example.com/back/17")?;
    for warning in request.warnings() {
        println!("{warning}"); // what Signzy advises, and this request does not follow
    }
    let sent = stage.client.send_link(&request).await?;
    stage.person_opens(&phone, OpenedBy::Carrier)?;

    // Every 10 seconds, for 5 minutes.
    match stage.client.wait_for_verdict(&WaitForVerdict::new(sent)).await?.verdict {
        Verdict::Verified => println!("Verified."),
        Verdict::Indeterminate(_) => println!("Please switch Wi-Fi off, and ask for another link."),
        verdict => println!("Not verified: {verdict}."),
    }
    Ok(())
}
