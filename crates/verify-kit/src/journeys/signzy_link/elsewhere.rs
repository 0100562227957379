//! A number outside the United States and Canada.

use signzy_link::{PhoneNumber, SendLink, Verdict};
use verify_sandbox::signzy::OpenedBy;

use super::app::{App, open};
use crate::demo::{Halt, Kind, Lane, Stage};

/// In London, and in Kingston, Jamaica.
const ELSEWHERE: [(&str, &str); 2] = [("London", "+442079460143"), ("Kingston, Jamaica", "+18765550143")];

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    for (place, number) in ELSEWHERE {
        let phone = PhoneNumber::new(stage.guard(Kind::Phone, number))?;
        stage.note(Lane::App, "a number", format!("Somebody types a number of {place}."));
        let request = stage.came(SendLink::new(phone.clone(), "https://app.example.com/back/22"));
        let Err(invalid) = request else {
            return Err(Halt::surprise("the number was accepted"));
        };
        stage.note(Lane::App, "not sent", format!("“The {invalid}.”"));
        stage.later(20);
    }
    stage.note(Lane::App, "a number", "Then one of Toronto, which is +1, too.");
    let link = app.text_a_link(stage, &PhoneNumber::new("+14165550143")?, 22).await?;
    stage.later(20);
    open(stage, &link, OpenedBy::Carrier, "The person taps it, in the carrier's network.")?;
    stage.pass(Lane::Phone, Lane::App, "redirect", "The browser comes to …/back/22.");
    stage.later(5);
    let words = ("What became of it?", "Verdict::Verified.");
    app.hears(stage, &link.sent, Verdict::Verified, words).await
}
