//! Finds accounts for which a bank wants a new sign-in, and makes one link for each sign-in.
//!
//! **Creates a customer for tests.** In the sandbox the person changes the password at the bank in between.
//!
//! ```sh
//! cargo run -p finicity-connect --example repair_a_broken_connection
//! ```
//!
//! With `FINICITY_PARTNER_ID`, `FINICITY_PARTNER_SECRET` and `FINICITY_APP_KEY` set it calls Finicity, or what `FINICITY_BASE_URL`
//! names, and shows you the link. Without, it prints:
//!
//! ```text
//! (no FINICITY_PARTNER_ID: Finicity and the person are simulated)
//! Name of a new customer: customer-17
//! (the person signed in at FinBank and shared 3 accounts)
//! (the person changes the password at the bank)
//! 3 accounts need a new sign-in, 1 in all.
//! There is a link for the person; it ends by itself: true
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::collections::BTreeSet;
use std::process::ExitCode;

use finicity_connect::models::AccountConnection;
use finicity_connect::{GenerateConnectUrl, GenerateFixConnectUrl, ListAccounts};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let customer = stage.customer().await?;
    let link = stage.client.generate_connect_url(&GenerateConnectUrl::new(customer.clone())).await?;
    stage.visit(link.expose())?;

    let list = ListAccounts::new(customer.clone());
    if let Some(sandbox) = &stage.sandbox {
        let login = stage.client.list_accounts(&list).await?.remove(0).institution_login_id;
        sandbox.default_tenant().finicity().break_login(login.ok_or("no login")?, 103);
        println!("(the person changes the password at the bank)");
    }

    let accounts = stage.client.list_accounts(&list).await?;
    let broken: Vec<_> = accounts
        .iter()
        .filter(|account| matches!(account.connection(), AccountConnection::NeedsPerson(_)))
        .collect();
    // Several accounts hang on one sign-in: one link repairs them all.
    let logins: BTreeSet<_> =
        broken.iter().filter_map(|account| account.institution_login_id.clone()).collect();
    println!("{} accounts need a new sign-in, {} in all.", broken.len(), logins.len());
    for login in logins {
        let request = GenerateFixConnectUrl::new(customer.clone(), login);
        let link = stage.client.generate_fix_connect_url(&request).await?;
        println!("There is a link for the person; it ends by itself: {}", link.expires_at().is_some());
    }
    Ok(())
}
