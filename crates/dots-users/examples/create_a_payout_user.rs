//! Makes somebody a user who can be paid, and has them prove their phone number.
//!
//! **Creates a user**, if none has the phone number, **and sends a text message.**
//!
//! ```sh
//! cargo run -p dots-users --example create_a_payout_user
//! ```
//!
//! With `DOTS_CLIENT_ID` and `DOTS_API_KEY` set it calls the sandbox of Dots, or what `DOTS_BASE_URL` names, and asks you what a
//! person would enter. Without, it prints:
//!
//! ```text
//! (no DOTS_CLIENT_ID: Dots and the person are simulated)
//! Phone number: +12025550143
//! E-mail address: ada@example.com
//! First name: Ada
//! Last name: Example
//! Code in the text message: 000000
//! That is not the code.
//! Code in the text message: 862988
//! Verified.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use dots_users::{RetrieveUser, SendVerificationToken, Verification, VerifyToken};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let (user, phone) = stage.user().await?; // store the id: every other call needs it

    stage.client.send_verification_token(&SendVerificationToken::text(user.clone())).await?;
    // The simulated person mistypes it at first.
    let mut typed = stage.ask("Code in the text message", "000000")?.parse()?;
    loop {
        match stage.client.verify_token(&VerifyToken::new(user.clone(), typed)?).await? {
            Verification::Verified => break,
            // Dots does not say whether it is wrong, too old or used up.
            _ => println!("That is not the code."),
        }
        typed = stage.ask_code(&phone)?;
    }
    let user = stage.client.retrieve_user(&RetrieveUser::new(user)).await?;
    println!("{}", if user.is_verified() { "Verified." } else { "Not verified." });
    Ok(())
}
