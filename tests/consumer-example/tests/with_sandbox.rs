//! The application against a sandbox: `verify-kit sandbox exec -- cargo test`.
//!
//! What the sandbox has texted is read, and a link opened, by the same program: `verify-kit`, which has to be installed.

use std::process::Command;

use consumer_example::Providers;
use spinwheel_connect::{Error, NextStep};

/// What `verify-kit` prints, on its last line.
fn kit(args: &[&str]) -> String {
    let output = Command::new("verify-kit").args(args).output().expect("verify-kit is not installed");
    assert!(output.status.success(), "verify-kit {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8_lossy(&output.stdout).lines().last().unwrap_or_default().to_owned()
}

fn providers() -> Providers {
    Providers::from_environment().expect("run this by `verify-kit sandbox exec -- cargo test`")
}

#[tokio::test]
async fn a_texted_code_leads_to_debts() {
    let (providers, phone) = (providers(), "+12025550140");
    let user = providers.text_code(phone, "1990-04-12", "customer-1").await.unwrap();
    let code = kit(&["outbox", "code", "--to", phone]);
    assert!(providers.count_debts(&user, &code).await.unwrap() > 0);
}

#[tokio::test]
async fn a_wrong_code_is_asked_for_again() {
    let (providers, phone) = (providers(), "+12025550141");
    let user = providers.text_code(phone, "1990-04-12", "customer-2").await.unwrap();
    let wrong = if kit(&["outbox", "code", "--to", phone]) == "000000" { "000001" } else { "000000" };
    let failure = providers.count_debts(&user, wrong).await.unwrap_err();
    let error: &Error = failure.downcast_ref().unwrap();
    assert_eq!(NextStep::of(error), NextStep::RetryCode);
}

#[tokio::test]
async fn a_link_opened_on_the_phone_is_a_proof() {
    let providers = providers();
    let link = providers.text_link("+12025550143").await.unwrap();
    kit(&["signzy-link", "open-link", "--request-id", link.request_id.as_str(), "--as", "carrier"]);
    assert!(providers.has_phone(link).await.unwrap());
}
