//! A payout user, verified by a texted code. The README has the same program, and how to run it.

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::{env, io};

use dots_users::{
    Client, CreateUser, Email, Environment, Keys, OtpCode, PhoneNumber, RetrieveUser, SendVerificationToken,
    VerifyToken,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let keys = Keys::new(env::var("DOTS_CLIENT_ID")?.parse()?, env::var("DOTS_API_KEY")?);
    let environment = Environment::custom(&env::var("DOTS_BASE_URL")?)?; // Dots' own: Environment::Sandbox, Production
    let client = Client::new(environment, keys)?;

    let phone = PhoneNumber::new("+12025550140")?;
    let request = CreateUser::new("Ada", "Lovelace", Email::new("ada@example.com")?, phone)?;
    let user_id = client.create_user(&request).await?.user.id; // the one with this number, new or not: store the id

    client.send_verification_token(&SendVerificationToken::text(user_id.clone())).await?; // a text message
    println!("A code was texted. Type it:");
    let mut code = String::new();
    io::stdin().read_line(&mut code)?;
    let check = VerifyToken::new(user_id.clone(), OtpCode::new(code.trim())?)?;
    if !client.verify_token(&check).await?.is_verified() {
        println!("that was not the code, try again");
        return Ok(());
    }

    let user = client.retrieve_user(&RetrieveUser::new(user_id)).await?; // the code proves the phone, not who it is
    println!("{:?}", user.status);
    println!("{}", if user.is_verified() { "welcome" } else { "somebody at Dots has to look at it" });
    Ok(())
}
