//! Sends a person an e-mail with a link to connect their bank accounts.
//!
//! **Creates a customer for tests and their consumer, and sends an e-mail**, at most once: where nobody knows whether it went out,
//! it says so and does not send another.
//!
//! ```sh
//! cargo run -p finicity-connect --example send_a_connect_email
//! ```
//!
//! With `FINICITY_PARTNER_ID`, `FINICITY_PARTNER_SECRET` and `FINICITY_APP_KEY` set it calls Finicity, or what `FINICITY_BASE_URL`
//! names, and shows you the link. Without, it prints:
//!
//! ```text
//! (no FINICITY_PARTNER_ID: Finicity and the person are simulated)
//! Name of a new customer: customer-17
//! E-mail address: ada@example.com
//! The e-mail is on its way.
//! (the person has an e-mail; with a link: true)
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use finicity_connect::{CreateConsumer, Email, EmailOptions, SendConnectEmail, Ssn};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let customer = stage.customer().await?;
    let address = Email::new(&stage.ask("E-mail address", "ada@example.com")?)?;
    let ssn = Ssn::new("900-12-3456")?;
    let consumer = CreateConsumer::new(customer.clone(), "Ada", "Example", "UT", ssn, address.clone());
    let consumer = stage.client.create_consumer(&consumer).await?.id;

    let email = EmailOptions::new(address)
        .from("lender@example.com")
        .subject("Please connect your accounts")
        .first_name("Ada")
        .institution_name("Example Lending");
    match stage.client.send_connect_email(&SendConnectEmail::new(customer, consumer, email)).await {
        Ok(_) => println!("The e-mail is on its way."),
        Err(error) if error.may_have_acted() => {
            println!("{error}");
            println!("We may have written to you. Nothing there in a few minutes? Ask us for another one.");
        }
        Err(error) => return Err(error.into()),
    }
    if let Some(sandbox) = &stage.sandbox {
        for message in sandbox.default_tenant().outbox().messages() {
            println!("(the person has an e-mail; with a link: {})", message.link().is_some());
        }
    }
    Ok(())
}
