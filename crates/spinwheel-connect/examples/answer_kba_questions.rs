//! Verifies a person by questions from their credit file (KBA), where phone and birth date are not enough.
//!
//! **Opens a question session at the credit bureau.** Nothing is texted. When to come here, `NextStep::UseKba` says.
//!
//! ```sh
//! cargo run -p spinwheel-connect --example answer_kba_questions
//! ```
//!
//! With `SPINWHEEL_SECRET_KEY` set it calls Spinwheel and asks you what a person would enter. Without, it prints:
//!
//! ```text
//! (no SPINWHEEL_SECRET_KEY: Spinwheel and the person are simulated)
//! First name: Thomas
//! Last name: Devos
//! Birth date: 1990-01-01
//! Social Security number: 900-12-3456
//! Street: 1 Example Way
//! City: Spencer
//! State: IA
//! ZIP code: 51368
//! Which of these streets have you lived on?
//!   1 Sample Street
//!   2 Example Avenue
//!   3 Specimen Road
//!   4 Fixture Lane
//!   5 None of the above
//! Number of the answer: 5
//! Which lender opened an auto loan in your name?
//!   1 Example Auto Finance
//!   2 Sample Motors Credit
//!   3 Fixture Bank
//!   4 Mock Drive Loans
//!   5 None of the above
//! Number of the answer: 5
//! Which county have you lived in?
//!   1 Placeholder County
//!   2 Example County
//!   3 Sample County
//!   4 Fixture County
//!   5 None of the above
//! Number of the answer: 5
//! How long is the term of your home loan?
//!   1 10 years
//!   2 15 years
//!   3 20 years
//!   4 30 years
//!   5 None of the above
//! Number of the answer: 5
//! Verified.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_connect::{Address, AnswerKba, DateOfBirth, ExtUserId, KbaAnswer, Ssn, StartKba};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let first_name = stage.ask("First name", "Thomas")?;
    let last_name = stage.ask("Last name", "Devos")?;
    let birth_date = DateOfBirth::new(&stage.ask("Birth date", "1990-01-01")?)?;
    let ssn = Ssn::new(&stage.ask("Social Security number", "900-12-3456")?)?;
    let address = Address::new(
        stage.ask("Street", "1 Example Way")?,
        stage.ask("City", "Spencer")?,
        stage.ask("State", "IA")?,
        stage.ask("ZIP code", "51368")?,
    );
    let customer = ExtUserId::new("customer-17")?;
    let request = StartKba::new(first_name, last_name, birth_date, ssn, address, customer);
    let session = stage.client.start_kba(&request).await?;

    // Questions and answers come from the person's credit file: show them to the person, and write them down nowhere.
    let mut answers = Vec::new();
    for question in &session.kba.questions {
        println!("{}", question.question.expose());
        for (at, option) in question.options.iter().enumerate() {
            println!("  {} {}", at + 1, option.text.expose());
        }
        let number = stage.ask_option(&session.user_id, question)?;
        let chosen = number.checked_sub(1).and_then(|at| question.options.get(at)).ok_or("no such answer")?;
        answers.push(KbaAnswer::new(question.id.clone(), chosen.id.clone()));
    }
    let connection = stage.client.answer_kba(&AnswerKba::new(session.user_id, answers)).await?;
    println!("{}", if connection.is_connected() { "Verified." } else { "Not verified." });
    Ok(())
}
