//! Gets a person's consent by questions from their credit file, where a code does not do.
//!
//! **Opens a question session at the credit bureau**, although GraphQL calls it a query. Nothing is texted.
//!
//! ```sh
//! cargo run -p spinwheel-gql --example consent_by_questions
//! ```
//!
//! With `DEBTCORE_ENDPOINT` and credentials set (see `support`) it calls DebtCore and asks you what a person would enter. Without, it
//! prints:
//!
//! ```text
//! (no DEBTCORE_ENDPOINT: DebtCore and the person are simulated)
//! First name: Ada
//! Last name: Example
//! Birth date: 1980-05-05
//! Social Security number: 900-12-3456
//! Street: 1 Main Street
//! City: Springfield
//! State: IL
//! ZIP code: 62701
//! Which of these streets have you lived on?
//!   1 Sample Street
//!   2 Example Avenue
//!   3 Specimen Road
//!   4 Fixture Lane
//!   5 None of the above
//! Number of the answer: 4
//! Which lender opened an auto loan in your name?
//!   1 Example Auto Finance
//!   2 Sample Motors Credit
//!   3 Fixture Bank
//!   4 Mock Drive Loans
//!   5 None of the above
//! Number of the answer: 2
//! Which county have you lived in?
//!   1 Placeholder County
//!   2 Example County
//!   3 Sample County
//!   4 Fixture County
//!   5 None of the above
//! Number of the answer: 4
//! How long is the term of your home loan?
//!   1 10 years
//!   2 15 years
//!   3 20 years
//!   4 30 years
//!   5 None of the above
//! Number of the answer: 1
//! Consent granted.
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_gql::{
    Address, Consent, DateOfBirth, GetKbaQuestions, GetUserVerification, KbaAnswer, ReqOrgContactId,
    SendKbaAnswers, Ssn,
};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let contact = ReqOrgContactId::new("contact-17")?;
    let first_name = stage.ask("First name", "Ada")?;
    let last_name = stage.ask("Last name", "Example")?;
    let birth_date = DateOfBirth::new(&stage.ask("Birth date", "1980-05-05")?)?;
    let ssn = Ssn::new(&stage.ask("Social Security number", "900-12-3456")?)?;
    let address = Address::new(
        stage.ask("Street", "1 Main Street")?,
        stage.ask("City", "Springfield")?,
        stage.ask("State", "IL")?,
        stage.ask("ZIP code", "62701")?,
    );
    let request = GetKbaQuestions::new(first_name, last_name, birth_date, ssn, address, contact.clone());
    let session = stage.client.kba_questions(&request).await?;

    // Questions and answers come from the person's credit file: show them to the person, and write them down nowhere.
    let mut answers = Vec::new();
    for question in &session.questions {
        println!("{}", question.question.expose());
        for (at, option) in question.options.iter().enumerate() {
            println!("  {} {}", at + 1, option.text.expose());
        }
        let number = stage.ask_option(&contact, question)?;
        let chosen = number.checked_sub(1).and_then(|at| question.options.get(at)).ok_or("no such answer")?;
        answers.push(KbaAnswer::new(question.id.clone(), chosen.id.clone()));
    }
    let request = SendKbaAnswers::new(contact.clone(), answers);
    let granted = match stage.client.send_kba_answers(&request).await? {
        // DebtCore took the answers and does not say how they were.
        Consent::Undecided => {
            stage.client.user_verification(&GetUserVerification::new(contact)).await?.is_passed()
        }
        consent => consent.is_granted(),
    };
    println!("{}", if granted { "Consent granted." } else { "No consent." });
    Ok(())
}
