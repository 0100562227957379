//! Shows what to do when the answer to "is this the code?" gets lost: look how it stands, instead of using up another try.
//!
//! **Sends a text message.** No call with an effect is repeated by the client; whether it happened all the same, the error says:
//! `may_have_acted`.
//!
//! ```sh
//! cargo run -p spinwheel-gql --example look_before_asking_again
//! ```
//!
//! With `DEBTCORE_ENDPOINT` and credentials set (see `support`) it calls DebtCore and asks you what a person would enter. Without, it
//! prints:
//!
//! ```text
//! (no DEBTCORE_ENDPOINT: DebtCore and the person are simulated)
//! Phone number: +12025550143
//! Birth date: 1990-01-01
//! Code in the text message: 172409
//! debtcore verify_sms_code: the connection broke before the answer was complete: the connection was closed without an answer; it may have taken effect (uses up a try at the code): check before calling again
//! Looking how it stands.
//! Consent granted.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_gql::{GetUserVerification, VerifySmsCode};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let (contact, code) = stage.texted().await?;
    stage.lose_next_answer("verify_sms_code")?;

    let request = VerifySmsCode::new(contact.clone(), code);
    let granted = match stage.client.verify_sms_code(&request).await {
        Ok(consent) => consent.is_granted(),
        Err(error) if error.may_have_acted() => {
            println!("{error}");
            println!("Looking how it stands.");
            stage.client.user_verification(&GetUserVerification::new(contact)).await?.is_passed()
        }
        Err(error) => return Err(error.into()),
    };
    println!("{}", if granted { "Consent granted." } else { "No consent: ask for the code once more." });
    Ok(())
}
