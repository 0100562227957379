//! Hands in the form W-9, the address and a bank account of a user, without a hosted page.
//!
//! **Creates a user and adds a payout method.** That call is not repeated: where its answer is lost, list the methods first.
//!
//! ```sh
//! cargo run -p dots-users --example hand_in_a_tax_form
//! ```
//!
//! With `DOTS_CLIENT_ID` and `DOTS_API_KEY` set it calls the sandbox of Dots, or what `DOTS_BASE_URL` names, and asks you what a
//! person would enter. Without, it prints:
//!
//! ```text
//! (no DOTS_CLIENT_ID: Dots and the person are simulated)
//! Phone number: +12025550143
//! E-mail address: ada@example.com
//! First name: Ada
//! Last name: Example
//! Social Security number: 900-12-3456
//! dots put_payout_method: the connection broke before the answer was complete: the connection was closed without an answer; it may have taken effect (adds a payout method): check before calling again
//! Looking whether it is there.
//! Payout methods: 1
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use dots_users::{
    Address, BankAccount, DateOfBirth, ListPayoutMethods, PutAddress, PutCompliance, PutPayoutMethod, Ssn,
    W9Form,
};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let (user, _) = stage.user().await?;

    let address = Address::us("1 Example Way", "Springfield", "IL", "62701")?;
    let ssn = Ssn::new(&stage.ask("Social Security number", "900-12-3456")?)?;
    let form = W9Form::individual(ssn, DateOfBirth::new("1990-01-01")?, address.clone())?;
    stage.client.put_compliance(&PutCompliance::w9(user.clone(), form)).await?;
    stage.client.put_address(&PutAddress::new(user.clone(), address)?).await?;

    stage.lose_next_answer("put_payout_method")?;
    let account = BankAccount::checking("021000021", "000123456789")?;
    let added = stage.client.put_payout_method(&PutPayoutMethod::ach(user.clone(), account)).await;
    if let Err(error) = added {
        if !error.may_have_acted() {
            return Err(error.into());
        }
        println!("{error}");
        println!("Looking whether it is there.");
    }
    let methods = stage.client.list_payout_methods(&ListPayoutMethods::new(user)).await?;
    println!("Payout methods: {}", methods.len());
    Ok(())
}
