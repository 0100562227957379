//! Verifies a person by the first provider that can: Spinwheel, else Dots. One flow over `dyn OtpVerifier`.
//!
//! **Sends a text message**, and another one by the next provider where the first one does not accept the person. Where nobody
//! knows whether a text went out, no other provider is asked.
//!
//! ```sh
//! cargo run -p onboarding --example fall_back_to_another_provider
//! ```
//!
//! Both providers and the person are simulated. It prints:
//!
//! ```text
//! By spinwheel:
//!   not verified: NotEligible(Some(Questions))
//! By dots:
//!   verified
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

use std::error::Error as StdError;
use std::process::ExitCode;

use dots_users::Keys;
use spinwheel_connect::{DateOfBirth, Email, OtpCode, OtpVerifier, Outcome, PhoneNumber, Start, Subject};
use verify_sandbox::{ManualClock, Sandbox};

type Failure = Box<dyn StdError>;

/// Spinwheel does not accept this person, although the code is right.
const PHONE: &str = "+12025550113";

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}"); // one line, without a value that was sent or received
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Failure> {
    let clock = ManualClock::frozen().skipping_pauses();
    let sandbox = Sandbox::builder().clock(clock.clone()).seed(7).start().await?;
    let tenant = sandbox.default_tenant();
    let (spinwheel, dots) = (tenant.spinwheel(), tenant.dots());
    let place = spinwheel_connect::Environment::custom(&spinwheel.base_url(), &spinwheel.secure_base_url())?;
    let first =
        spinwheel_connect::Client::builder(place, spinwheel.api_key()).clock(clock.clone()).build()?;
    let keys = Keys::new(dots.client_id().parse()?, dots.api_key());
    let place = dots_users::Environment::custom(&dots.base_url())?;
    let second = dots_users::Client::builder(place, keys).clock(clock).build()?;

    // Each provider takes of it what it needs; what is missing is an error that names it.
    let mut subject = Subject::new();
    subject.phone_number = Some(PhoneNumber::new(PHONE)?);
    subject.date_of_birth = Some(DateOfBirth::new("1990-01-01")?);
    subject.reference = Some("customer-17".into());
    subject.first_name = Some("Ada".into());
    subject.last_name = Some("Example".into());
    subject.email = Some(Email::new("ada@example.com")?);

    let read_phone = || tenant.outbox().latest_code_for(PHONE).ok_or("no text");
    let ways: [Box<dyn OtpVerifier>; 2] = [Box::new(first), Box::new(second)];
    for way in &ways {
        println!("By {}:", way.provider());
        let challenge = match way.start(&subject).await {
            Ok(Start::Sent(challenge)) => challenge,
            // It sent nothing, and will not for this person; its own other way is not offered here.
            Ok(Start::Ended(outcome))
                if outcome.another_may_try() || matches!(outcome, Outcome::UseFallback(_)) =>
            {
                println!("  no text: {outcome:?}");
                continue;
            }
            Ok(Start::Ended(Outcome::CorrectInput(what))) => {
                return Err(format!("please correct: {what}").into());
            }
            Ok(ended) => return Err(format!("no text: {ended:?}").into()),
            Err(error) if error.may_have_acted() => {
                println!("  We may have texted you. You can ask for another code in a moment.");
                return Err(error.into());
            }
            // It certainly sent nothing: it cannot be reached, or has too much to do.
            Err(error) if error.another_may_try() => {
                println!("  {error}");
                continue;
            }
            // What was entered is wrong for all of them.
            Err(error) => return Err(error.into()),
        };
        match way.check(&challenge, &OtpCode::new(&read_phone()?)?).await? {
            Outcome::Verified(_) => {
                println!("  verified");
                return Ok(());
            }
            // Neither a wrong code nor a lock leads on: who guesses shall not get another provider to guess at.
            outcome if outcome.another_may_try() => println!("  not verified: {outcome:?}"),
            outcome => return Err(format!("not verified: {outcome:?}").into()),
        }
    }
    Err("nobody could verify the person".into())
}
