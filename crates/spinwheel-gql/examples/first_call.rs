//! Consent by a texted code, then a credit report. The README has the same program, and how to run it.

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::{env, io};

use spinwheel_gql::{
    Client, ClientCredentials, Consent, DateOfBirth, OtpCode, PhoneNumber, PullCreditReport, ReqOrgContactId,
    SendSmsVerificationCode, VerifySmsCode,
};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let credentials = ClientCredentials::new(
        env::var("DEBTCORE_TENANT_ID")?.parse()?, // DebtCore's authentication page has it
        env::var("DEBTCORE_CLIENT_ID")?.parse()?, // from the account manager, as the secret
        env::var("DEBTCORE_CLIENT_SECRET")?,
        env::var("DEBTCORE_SCOPE")?, // api://…/.default: differs between the environments, as the endpoint does
    );
    let client = Client::builder(env::var("DEBTCORE_ENDPOINT")?.parse()?, credentials) // the whole address
        .authority(env::var("DEBTCORE_AUTHORITY")?.parse()?) // leave this out to get tokens from Microsoft
        .build()?;

    let contact = ReqOrgContactId::new("contact-12345")?; // your own id of the person: it ties the steps together
    let (phone, birth_date) = (PhoneNumber::new("+12025550140")?, DateOfBirth::new("1985-03-15")?);
    let request = SendSmsVerificationCode::new(phone, birth_date, contact.clone());
    let Consent::Sent = client.send_sms_verification_code(&request).await? else {
        return Err("ask questions instead: kba_questions, send_kba_answers".into());
    };

    println!("A code was texted. Type it:");
    let mut code = String::new();
    io::stdin().read_line(&mut code)?;
    let request = VerifySmsCode::new(contact.clone(), OtpCode::new(code.trim())?);
    match client.verify_sms_code(&request).await? {
        Consent::Granted => {}
        refused => return Err(format!("no consent: {refused:?}").into()), // a wrong code may be tried again
    }

    let report = client.pull_credit_report(&PullCreditReport::spinwheel(contact)).await?; // store the id
    if !report.is_completed() {
        println!(
            "no debts yet, which does not mean no debts: look again with credit_report, which pulls nothing"
        );
    }
    for debt in report.debts.unwrap_or_default() {
        println!("{:?}: {:?}", debt.account_type, debt.current_balance);
    }
    Ok(())
}
