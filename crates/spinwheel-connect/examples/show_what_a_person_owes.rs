//! Fetches the debts of a person who was verified.
//!
//! **Sends a text message and orders a credit report**, which may be billed.
//!
//! ```sh
//! cargo run -p spinwheel-connect --example show_what_a_person_owes
//! ```
//!
//! With `SPINWHEEL_SECRET_KEY` set it calls Spinwheel and asks you what a person would enter. Without, it prints:
//!
//! ```text
//! (no SPINWHEEL_SECRET_KEY: Spinwheel and the person are simulated)
//! Phone number: +12025550143
//! Birth date: 1990-01-01
//! Code in the text message: 172409
//! credit card: Example Bank 450.25
//! credit card: Sample Credit Union 249.75
//! car loan: Example Auto Finance 1820.50
//! mortgage: Sample Mortgage 1500.00
//! student loan: Fixture Student Loans 979.50
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_connect::{Liabilities, OrderCreditReport, WaitForLiabilities};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let user = stage.verified_user().await?;

    // Ordered once: where this call fails with `may_have_acted`, look for the report instead of ordering another.
    stage.client.order_credit_report(&OrderCreditReport::new(user.clone())).await?;

    // The report takes a while. A web application comes back later, or waits for the webhook.
    match stage.client.wait_for_liabilities(&WaitForLiabilities::new(user)).await? {
        Liabilities::Connected(person) => {
            for debt in person.liabilities() {
                let balance =
                    debt.outstanding_balance.map_or("unknown".to_owned(), |money| money.to_string());
                println!("{}: {} {balance}", debt.kind, debt.display_name.unwrap_or("without a name"));
            }
        }
        Liabilities::Failed(_) => println!("There is no report of this person."),
        _ => println!("The report is not there yet. Ask again later; do not order another one."),
    }
    Ok(())
}
