//! Shows what to do when nobody knows whether the text message went out: the call was sent, and no answer came.
//!
//! **Sends a text message**, and another one half a minute later if the answer to the first call gets lost. Only the error says
//! which of the two it is: [`Error::may_have_acted`](spinwheel_connect::Error::may_have_acted).
//!
//! ```sh
//! cargo run -p spinwheel-connect --example handle_an_unknown_delivery
//! ```
//!
//! With `SPINWHEEL_SECRET_KEY` set it calls Spinwheel, where answers seldom get lost. Without, one is lost on purpose, and it
//! prints:
//!
//! ```text
//! (no SPINWHEEL_SECRET_KEY: Spinwheel and the person are simulated)
//! Phone number: +12025550143
//! Birth date: 1990-01-01
//! spinwheel connect_sms: the connection broke before the answer was complete: the connection was closed without an answer; it may have taken effect (sends a text message): check before calling again
//! We may have texted you. No code? You can ask for a new one in 30 s.
//! The person asks for a new code.
//! Code in the text message: 277211
//! Verified.
//! 2 texts were sent, 0 of them too soon after another.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_connect::{ConnectSms, DateOfBirth, ExtUserId, PhoneNumber, RESEND_PACE, VerifySmsCode};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    stage.lose_next_answer("connect_sms")?;
    let phone = PhoneNumber::new(&stage.ask("Phone number", "+12025550143")?)?;
    let birth_date = DateOfBirth::new(&stage.ask("Birth date", "1990-01-01")?)?;
    let request = ConnectSms::new(phone.clone(), birth_date, ExtUserId::new("customer-17")?);

    let user = match stage.client.connect_sms(&request).await {
        Ok(connection) => connection.user_id,
        // Certainly nothing was sent: the person can try again at once.
        Err(error) if !error.may_have_acted() => return Err(error.into()),
        Err(error) => {
            println!("{error}");
            // A web application stores "asked for a text at 12:03" before the call, and says this to every click until then.
            println!(
                "We may have texted you. No code? You can ask for a new one in {} s.",
                RESEND_PACE.as_secs()
            );
            stage.clock.sleep(RESEND_PACE).await;
            // Without the answer there is no user id to check a code with. The same id of ours leads to the same user.
            println!("The person asks for a new code.");
            stage.client.connect_sms(&request).await?.user_id
        }
    };
    let code = stage.ask_code(&phone)?;
    let connection = stage.client.verify_sms_code(&VerifySmsCode::new(user, code)).await?;
    println!("{}", if connection.is_connected() { "Verified." } else { "Not verified." });
    if let Some(sandbox) = &stage.sandbox {
        let (texts, double) = (sandbox.default_tenant().outbox().len(), sandbox.double_sends_total());
        println!("{texts} texts were sent, {double} of them too soon after another.");
    }
    Ok(())
}
