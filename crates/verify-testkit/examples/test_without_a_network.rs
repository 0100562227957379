//! Tests a function of an application against a scripted provider: what was sent, what is shown, what is not in the log.
//!
//! Nothing leaves the program.
//!
//! ```sh
//! cargo run -p verify-testkit --example test_without_a_network
//! ```
//!
//! It prints:
//!
//! ```text
//! try again
//! welcome
//! 2 requests, the last one to /v1/users/u-1/connect/sms/verify
//! The log names the refusal: true
//! ```

#![allow(clippy::print_stdout)] // A program for a terminal.

use std::error::Error as StdError;

use spinwheel_connect::{Client, Environment, NextStep, OtpCode, UserId, VerifySmsCode};
use verify_testkit::{LogCapture, Script, assert_no_leak, canary};

/// The function under test.
async fn check_code(client: &Client, user: UserId, code: OtpCode) -> &'static str {
    match client.verify_sms_code(&VerifySmsCode::new(user, code)).await {
        Ok(_) => "welcome",
        Err(error) if NextStep::of(&error) == NextStep::RetryCode => "try again",
        Err(_) => "call us",
    }
}

#[tokio::main(flavor = "current_thread")] // the capture sees what is traced on its thread
async fn main() -> Result<(), Box<dyn StdError>> {
    let refused = r#"{"status":{"code":400,"desc":"INCORRECT"}}"#;
    let connected = r#"{"status":{"code":200,"desc":"success"},
        "data":{"userId":"u-1","connectionStatus":"SUCCESS"}}"#;
    // Which calls come, in this order, and what is answered. With another call the program ends in a panic that names it.
    let script = Script::new();
    script.on("verify_sms_code").with_json("/code", "000000").answer(400, refused);
    script.on("verify_sms_code").with_json("/code", canary::CODE).answer(200, connected);

    let client = Client::builder(Environment::Sandbox, canary::SECRET).transport(script.clone()).build()?;
    let log = LogCapture::start();
    for code in ["000000", canary::CODE] {
        println!("{}", check_code(&client, UserId::new("u-1")?, OtpCode::new(code)?).await);
    }
    println!(
        "{} requests, the last one to {}",
        script.requests().len(),
        script.last_request().http().uri().path()
    );

    // The canaries are synthetic values that are easy to find again, in any of the forms in which they leak.
    assert_no_leak("the log", &log.text());
    println!("The log names the refusal: {}", log.text().contains("INCORRECT"));
    script.assert_done();
    Ok(())
}
