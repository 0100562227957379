//! A texted code, then debts. The README has the same program, and how to run it.

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::{env, io};

use spinwheel_connect::{
    Client, ConnectSms, DateOfBirth, Environment, ExtUserId, Liabilities, OrderCreditReport, OtpCode,
    PhoneNumber, VerifySmsCode, WaitForLiabilities,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // Spinwheel's own are Environment::Sandbox, which texts real phones, and Environment::Production.
    let environment =
        Environment::custom(&env::var("SPINWHEEL_BASE_URL")?, &env::var("SPINWHEEL_SECURE_BASE_URL")?)?;
    let client = Client::new(environment, env::var("SPINWHEEL_SECRET_KEY")?)?;

    // Before this, show the End User Agreement (`END_USER_AGREEMENT`) and have the person agree. Sends a text message.
    let (phone, birth_date) = (PhoneNumber::new("+12025550140")?, DateOfBirth::new("1990-01-01")?);
    let request = ConnectSms::new(phone, birth_date, ExtUserId::new("customer-17")?);
    let user_id = client.connect_sms(&request).await?.user_id;

    println!("A code was texted. Type it:");
    let mut code = String::new();
    io::stdin().read_line(&mut code)?;
    let request = VerifySmsCode::new(user_id.clone(), OtpCode::new(code.trim())?);
    if !client.verify_sms_code(&request).await?.is_connected() {
        return Err("Spinwheel has not said yes".into()); // no error is not a yes
    }

    client.order_credit_report(&OrderCreditReport::new(user_id.clone())).await?;
    if let Liabilities::Connected(user) =
        client.wait_for_liabilities(&WaitForLiabilities::new(user_id)).await?
    {
        for debt in user.liabilities() {
            println!("{:?}: {:?}", debt.kind, debt.outstanding_balance);
        }
    }
    Ok(())
}
