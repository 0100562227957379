//! Pulls the credit report of a person who has consented, then lists all reports there are.
//!
//! **Sends a text message and pulls a report from a bureau.** The pull is made once and never repeated: keep the report's id.
//!
//! ```sh
//! cargo run -p spinwheel-gql --example pull_a_credit_report
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
//! AUTOMOBILE: 1820.50
//! MORTGAGE: 1500.00
//! EDUCATIONAL: 979.50
//! CREDIT_CARD: 450.25
//! CREDIT_CARD: 249.75
//! There is a report, Some(Completed).
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use spinwheel_gql::{ListCreditReports, PullCreditReport};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let contact = stage.consented().await?;

    let report = stage.client.pull_credit_report(&PullCreditReport::spinwheel(contact.clone())).await?;
    if !report.is_completed() {
        // No debts yet does not mean no debts. `credit_report` with the id looks again, and pulls nothing.
        println!("The report is not complete: {:?}.", report.report_status);
        return Ok(());
    }
    for debt in report.debts.unwrap_or_default() {
        let kind = debt.account_type.as_deref().unwrap_or("unknown");
        let balance = debt.current_balance.map_or("unknown".to_owned(), |money| money.to_string());
        println!("{kind}: {balance}");
    }

    // All reports of this person, page by page.
    let mut reports = stage.client.all_credit_reports(&ListCreditReports::new().contact(contact));
    while let Some(report) = reports.next().await {
        println!("There is a report, {:?}.", report?.report_status);
    }
    Ok(())
}
