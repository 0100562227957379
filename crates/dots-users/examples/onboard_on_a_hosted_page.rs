//! Lets a person sign up and choose how to be paid on a page that Dots hosts (a flow).
//!
//! Creates a flow, which tells nobody. On the page Dots **texts the person a code**. The link is for the person alone.
//!
//! ```sh
//! cargo run -p dots-users --example onboard_on_a_hosted_page
//! ```
//!
//! With `DOTS_CLIENT_ID` and `DOTS_API_KEY` set it calls the sandbox of Dots, or what `DOTS_BASE_URL` names, and asks you what a
//! person would enter. Without, it prints:
//!
//! ```text
//! (no DOTS_CLIENT_ID: Dots and the person are simulated)
//! (the person went through the page)
//! Can be paid by: Some(Paypal)
//! ```

#![allow(clippy::print_stdout, clippy::print_stderr)] // A program for a terminal.

mod support;

use std::process::ExitCode;

use dots_users::{CreateFlow, FlowWait, ListPayoutMethods, Step, WaitForFlow};
use support::{Failure, Stage, end};

#[tokio::main]
async fn main() -> ExitCode {
    end(run().await)
}

async fn run() -> Result<(), Failure> {
    let stage = Stage::open().await?;
    let step = Step::manage_payouts().require_default_payout_method(true)?;
    let created = stage.client.create_flow(&CreateFlow::new([step])?).await?;
    stage.show(created.link.expose())?;

    // A web application waits for the webhook instead, and then looks once.
    let all_steps = WaitForFlow::until_complete(created.flow.id);
    let FlowWait::Reached(flow) = stage.client.wait_for_flow(&all_steps).await? else {
        println!("Not done yet. Waiting again is fine.");
        return Ok(());
    };
    let user = flow.user_id.ok_or("a flow that is done has a user")?;
    for method in stage.client.list_payout_methods(&ListPayoutMethods::new(user)).await? {
        println!("Can be paid by: {:?}", method.platform);
    }
    Ok(())
}
