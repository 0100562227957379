//! Shows what each way to open the link comes to, by the strict rule and by a looser one.
//!
//! **Sends three text messages.**
//!
//! ```sh
//! cargo run -p signzy-link --example judge_by_your_own_policy
//! ```
//!
//! With `SIGNZY_TOKEN` and `SIGNZY_SEND_LINK_PATH` set it calls the preproduction of Signzy, or what `SIGNZY_BASE_URL` names.
//! Without, it prints:
//!
//! ```text
//! (no SIGNZY_TOKEN: Signzy and the person are simulated)
//! Phone number: +12025550143
//! (the person opens the link: carrier)
//!   strictly: verified
//!   loosely: verified
//! (the person opens the link: wifi)
//!   strictly: indeterminate: the carrier gave no result
//!   loosely: verified
//! (the person opens the link: other-device)
//!   strictly: mismatch: opened on another device
//!   loosely: mismatch: opened on another device
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;
use std::time::Duration;

use signzy_link::{LineType, PhoneNumber, Policy, SendLink, WaitForVerdict};
use support::{Failure, Stage, end};
use verify_sandbox::signzy::OpenedBy;

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let phone = PhoneNumber::new(&stage.ask("Phone number", "+12025550143")?)?;
    // Weak on purpose: everybody in the same Wi-Fi has the same address.
    let loose = Policy::strict().accept_line_type(LineType::FixedVoip).accept_ip_match();

    // The address of the device on which the person began, as the web request has it.
    let address = "192.0.2.17".parse()?;
    for by in [OpenedBy::Carrier, OpenedBy::Wifi, OpenedBy::OtherDevice] {
        let request = SendLink::new(phone.clone(), "https://app.example.com/back/17")?.source_ip(address);
        let sent = stage.client.send_link(&request).await?;
        stage.person_opens(&phone, by)?;
        let ended = stage.client.wait_for_verdict(&WaitForVerdict::new(sent)).await?;
        println!("  strictly: {}", ended.verdict);
        println!("  loosely: {}", loose.judge(&ended.status));
        stage.clock.sleep(Duration::from_secs(30)).await; // no second text at once
    }
    Ok(())
}
