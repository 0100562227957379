//! A texted link, and what it proves. The README has the same program, and how to run it.

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::env;

use signzy_link::{Access, Client, Environment, PhoneNumber, SendLink, Verdict, WaitForVerdict};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let environment = Environment::custom(&env::var("SIGNZY_BASE_URL")?)?; // theirs: Environment::Production
    let client = Client::builder(environment, Access::token(env::var("SIGNZY_TOKEN")?)) // from your contact at Signzy
        .send_link_path(env::var("SIGNZY_SEND_LINK_PATH")?) // from your account's documentation: there is no default
        .build()?;

    let phone = PhoneNumber::new("+12025550140")?; // United States or Canada
    let request = SendLink::new(phone, "https://app.example.com/back/17")?; // where the phone's browser goes afterwards
    for warning in request.warnings() {
        println!("{warning}");
    }
    let sent = client.send_link(&request).await?; // a text message

    match client.wait_for_verdict(&WaitForVerdict::new(sent)).await?.verdict {
        // every 10 s, for 5 minutes
        Verdict::Verified => println!("welcome"),
        Verdict::Indeterminate(_) => println!("please switch Wi-Fi off, and get another link"),
        verdict => println!("{verdict}"),
    }
    Ok(())
}
