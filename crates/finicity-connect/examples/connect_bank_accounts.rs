//! Lets a person connect their bank accounts, and shows them.
//!
//! **Creates a customer for tests**, which is free. The link is for this person alone: whoever has it can act as the customer.
//!
//! ```sh
//! cargo run -p finicity-connect --example connect_bank_accounts
//! ```
//!
//! With `FINICITY_PARTNER_ID`, `FINICITY_PARTNER_SECRET` and `FINICITY_APP_KEY` set it calls Finicity, or what `FINICITY_BASE_URL`
//! names, and shows you the link. Without, it prints:
//!
//! ```text
//! (no FINICITY_PARTNER_ID: Finicity and the person are simulated)
//! Name of a new customer: customer-17
//! (the person signed in at FinBank and shared 3 accounts)
//! Checking: 12500.75 USD
//! Savings: 22000.00 USD
//! CreditCard: -1952.40 USD
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use finicity_connect::{GenerateConnectUrl, ListAccounts};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    stage.client.authenticate().await?; // optional: wrong credentials show here
    let customer = stage.customer().await?; // once for each person: store the id

    // Where the browser goes afterwards. That it does proves nothing: ask for the accounts.
    let back = "https://app.example.com/connected";
    let request = GenerateConnectUrl::new(customer.clone()).redirect_uri(back)?;
    let link = stage.client.generate_connect_url(&request).await?;
    stage.visit(link.expose())?;

    for account in stage.client.list_accounts(&ListAccounts::new(customer)).await? {
        let kind = account.account_type.map(|kind| format!("{kind:?}")).unwrap_or_default();
        let balance = account.balance.map(|money| money.to_string()).unwrap_or_default();
        println!("{kind}: {balance} {}", account.currency.unwrap_or_default());
    }
    Ok(())
}
