//! Nobody opens the link.

use signzy_link::{LINK_LIFE, POLL_INTERVAL, PhoneNumber, Verdict, WaitForVerdict};
use verify_sandbox::signzy::{LinkError, OpenedBy};

use super::app::App;
use super::{CHECK, OK};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let link = app.text_a_link(stage, &PhoneNumber::new("+12025550153")?, 21).await?;
    // The first question is asked at once, the last one as the time ends.
    let questions = LINK_LIFE.as_secs() / POLL_INTERVAL.as_secs() + 1;
    let questions = usize::try_from(questions).map_err(|_| Halt::surprise("too many questions"))?;
    let text = "client.wait_for_verdict(): every ten seconds, for five minutes.";
    stage.calls(CHECK, OK, questions, text);
    let conclusion = stage
        .came(app.client.wait_for_verdict(stage.sends(&WaitForVerdict::new(link.sent.clone()))).await)?;
    if conclusion.verdict != Verdict::NotClicked {
        return Err(Halt::surprise(format!("the verdict is “{}”", conclusion.verdict)));
    }
    stage.answer("LinkClicked is false, every time. Verdict::NotClicked: the wait is over.");
    stage.later(30);
    stage.pass(Lane::Phone, Lane::Api, "the link", "The person finds the text, and taps the link after all.");
    match link.on_phone.open(OpenedBy::Carrier, None) {
        Err(LinkError::Expired) => {}
        _ => return Err(Halt::surprise("a link works after its time")),
    }
    let text = "“The link's time is over.” The browser does not come back; the app offers a new link.";
    stage.pass(Lane::Api, Lane::Phone, "too late", text);
    let words = ("Did that change anything?", "It did not: LinkClicked is false.");
    app.hears(stage, &link.sent, Verdict::NotClicked, words).await
}
