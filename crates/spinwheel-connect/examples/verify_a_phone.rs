//! Verifies that a person has this phone, and that number and birth date belong together.
//!
//! **Sends a text message.** A real application first shows Spinwheel's End User Agreement (`END_USER_AGREEMENT`) and has the
//! person agree.
//!
//! ```sh
//! cargo run -p spinwheel-connect --example verify_a_phone
//! ```
//!
//! With `SPINWHEEL_SECRET_KEY` set it calls Spinwheel and asks you what a person would enter. Without, it prints:
//!
//! ```text
//! (no SPINWHEEL_SECRET_KEY: Spinwheel and the person are simulated)
//! Phone number: +12025550143
//! Birth date: 1990-01-01
//! Code in the text message: 000000
//! That is not the code.
//! Code in the text message: 172409
//! Verified.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_connect::{ConnectSms, DateOfBirth, ExtUserId, NextStep, PhoneNumber, VerifySmsCode};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let phone = PhoneNumber::new(&stage.ask("Phone number", "+12025550143")?)?;
    let birth_date = DateOfBirth::new(&stage.ask("Birth date", "1990-01-01")?)?;

    // Your own id of the person. With the same one Spinwheel finds the same user.
    let customer = ExtUserId::new("customer-17")?;
    let request = ConnectSms::new(phone.clone(), birth_date, customer);
    let user = stage.client.connect_sms(&request).await?.user_id;

    // Between these two calls a web application stores the user id in the session on its server.
    // The simulated person mistypes it at first.
    let mut typed = stage.ask("Code in the text message", "000000")?.parse()?;
    loop {
        match stage.client.verify_sms_code(&VerifySmsCode::new(user.clone(), typed)).await {
            Ok(connection) if connection.is_connected() => break,
            Ok(_) => return Err("Spinwheel has not decided".into()),
            Err(error) if NextStep::of(&error) == NextStep::RetryCode => println!("That is not the code."),
            Err(error) => {
                println!("What now: {}", NextStep::of(&error));
                return Err(error.into());
            }
        }
        typed = stage.ask_code(&phone)?;
    }
    println!("Verified.");
    Ok(())
}
