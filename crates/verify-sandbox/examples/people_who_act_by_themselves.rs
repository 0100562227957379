//! Lets simulated people type the codes they are texted, in the ways in which people do.
//!
//! Nothing leaves this machine. The sandbox listens on a free port of 127.0.0.1.
//!
//! ```sh
//! cargo run -p verify-sandbox --example people_who_act_by_themselves
//! ```
//!
//! It prints:
//!
//! ```text
//! types at once: first the right code, then the right code
//! mistypes first: first a wrong one, then the right code
//! goes away: first nothing, then nothing
//! ```

#![allow(clippy::print_stdout)] // A program for a terminal.

mod support;

use std::error::Error;

use support::text_code;
use verify_sandbox::{ManualClock, Persona, Sandbox};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let sandbox = Sandbox::builder().clock(ManualClock::frozen()).seed(7).start().await?;
    let ada = || Persona::of("+12025550143");
    for (who, persona) in [
        ("types at once", ada()),
        ("mistypes first", ada().answers_wrong_then_right()),
        ("goes away", ada().abandons()),
    ] {
        let tenant = sandbox.tenant("my-test");
        tenant.reset();
        let person = tenant.personas().add(persona)?;
        text_code(&tenant, "+12025550143", "customer-17").await?;
        let texted = tenant.outbox().latest_code_for("+12025550143");

        // Where your application asks the person for the code, the test asks the persona.
        let typed = [person.types_code().await.into_code(), person.types_code().await.into_code()];
        let right = typed.map(|code| code.map(|code| Some(code) == texted));
        println!("{who}: first {}, then {}", shown(right[0]), shown(right[1]));
    }
    Ok(())
}

fn shown(right: Option<bool>) -> &'static str {
    match right {
        Some(true) => "the right code",
        Some(false) => "a wrong one",
        None => "nothing",
    }
}
