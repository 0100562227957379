//! A link on which a person connects bank accounts, then the accounts. The README has the same program, and how to run it.

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::{env, io};

use finicity_connect::{
    Client, CreateTestingCustomer, Environment, GenerateConnectUrl, ListAccounts, Partner, Username,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let partner = Partner::new(
        env::var("FINICITY_PARTNER_ID")?.parse()?,
        env::var("FINICITY_PARTNER_SECRET")?,
        env::var("FINICITY_APP_KEY")?,
    );
    let environment = Environment::custom(&env::var("FINICITY_BASE_URL")?)?; // theirs: Environment::Finicity
    let client = Client::new(environment, partner)?;
    client.authenticate().await?; // optional: wrong credentials show here

    // Once for each person; `CreateActiveCustomer` is the billable kind that reaches live institutions.
    let customer = CreateTestingCustomer::new(Username::new("customer-17")?);
    let customer_id = client.create_testing_customer(&customer).await?.id;

    let link = client.generate_connect_url(&GenerateConnectUrl::new(customer_id.clone())).await?;
    println!("Connect an account, then press Enter: {}", link.expose()); // for the person, and for nobody else
    io::stdin().read_line(&mut String::new())?;

    // The way back from the page proves nothing: ask.
    let accounts = client.list_accounts(&ListAccounts::new(customer_id)).await?;
    println!("{} connected", accounts.len());
    for account in accounts {
        println!("{:?}: {:?} {:?}", account.account_type, account.balance, account.currency);
    }
    Ok(())
}
