//! Gets a person's consent to a credit report by a texted code.
//!
//! **Sends a text message.** Refused is no error here: it is a `Consent`, and DebtCore may keep the reason to itself.
//!
//! ```sh
//! cargo run -p spinwheel-gql --example consent_by_text_message
//! ```
//!
//! With `DEBTCORE_ENDPOINT` and credentials set (see `support`) it calls DebtCore and asks you what a person would enter. Without, it
//! prints:
//!
//! ```text
//! (no DEBTCORE_ENDPOINT: DebtCore and the person are simulated)
//! Phone number: +12025550143
//! Birth date: 1990-01-01
//! Code in the text message: 000000
//! Refused, and still open: it was not the code.
//! Code in the text message: 172409
//! Consent granted.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_gql::{
    Consent, ConsentRefusal, DateOfBirth, GetUserVerification, PhoneNumber, ReqOrgContactId,
    SendSmsVerificationCode, VerificationStatus, VerifySmsCode,
};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let phone = PhoneNumber::new(&stage.ask("Phone number", "+12025550143")?)?;
    let birth_date = DateOfBirth::new(&stage.ask("Birth date", "1990-01-01")?)?;
    // Your own id of the person: it ties all steps together.
    let contact = ReqOrgContactId::new("contact-17")?;

    let request = SendSmsVerificationCode::new(phone.clone(), birth_date, contact.clone());
    let Consent::Sent = stage.client.send_sms_verification_code(&request).await? else {
        println!("No code was sent. Questions may still do: see consent_by_questions.");
        return Ok(());
    };

    // The simulated person mistypes it at first.
    let mut typed = stage.ask("Code in the text message", "000000")?.parse()?;
    loop {
        let request = VerifySmsCode::new(contact.clone(), typed);
        match stage.client.verify_sms_code(&request).await? {
            Consent::Granted => break,
            Consent::Refused(ConsentRefusal::WrongCode) => println!("That is not the code."),
            Consent::Refused(ConsentRefusal::Unspecified) => {
                // DebtCore said no in words that nobody has documented: ask it how the verification stands.
                let asked = GetUserVerification::new(contact.clone());
                match stage.client.user_verification(&asked).await?.status {
                    Some(VerificationStatus::InProgress | VerificationStatus::OtpIncorrect) => {
                        println!("Refused, and still open: it was not the code.");
                    }
                    other => return Err(format!("no consent: {other:?}").into()),
                }
            }
            other => return Err(format!("no consent: {other:?}").into()),
        }
        typed = stage.ask_code(&phone)?;
    }
    println!("Consent granted.");
    Ok(())
}
