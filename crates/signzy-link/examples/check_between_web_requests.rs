//! Verifies by a texted link in a web application: what is kept between two requests of the browser is a `Challenge`.
//!
//! **Sends a text message.** `InstantLinkVerifier` stands behind `LinkVerifier`, the trait that the crates for other providers have
//! too.
//!
//! ```sh
//! cargo run -p signzy-link --example check_between_web_requests
//! ```
//!
//! With `SIGNZY_TOKEN` and `SIGNZY_SEND_LINK_PATH` set it calls the preproduction of Signzy, or what `SIGNZY_BASE_URL` names.
//! Without, it prints:
//!
//! ```text
//! (no SIGNZY_TOKEN: Signzy and the person are simulated)
//! Phone number: +12025550143
//! We have texted you a link.
//! Waiting for you to open it.
//! (the person opens the link: carrier)
//! Verified.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use signzy_link::{Challenge, InstantLinkVerifier, LinkVerifier, Outcome, PhoneNumber, Start, Subject};
use support::{Failure, Stage, end};
use verify_sandbox::signzy::OpenedBy;

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let verifier: Box<dyn LinkVerifier> = Box::new(InstantLinkVerifier::new(stage.client.clone()));
    let phone = PhoneNumber::new(&stage.ask("Phone number", "+12025550143")?)?;

    // The first request: the person sent the form.
    let mut subject = Subject::new();
    subject.phone_number = Some(phone.clone());
    subject.target_url = Some("https://app.example.com/back/17".into());
    let stored = match verifier.start(&subject).await? {
        // Ids and times, nothing personal; it belongs into the session on the server.
        Start::Sent(challenge) => serde_json::to_string(&challenge)?,
        other => return Err(format!("no link was sent: {other:?}").into()),
    };
    println!("We have texted you a link.");

    // Later requests: the page that the person looks at asks every few seconds.
    println!("{}", said(&verifier.check(&serde_json::from_str::<Challenge>(&stored)?).await?));
    stage.person_opens(&phone, OpenedBy::Carrier)?;
    println!("{}", said(&verifier.check(&serde_json::from_str::<Challenge>(&stored)?).await?));
    Ok(())
}

fn said(outcome: &Outcome) -> &'static str {
    match outcome {
        Outcome::Verified(_) => "Verified.",
        Outcome::Pending => "Waiting for you to open it.",
        Outcome::Indeterminate => "Please switch Wi-Fi off, and ask for another link.",
        Outcome::Expired => "The link is too old. Ask for another one.",
        _ => "Not verified.",
    }
}
