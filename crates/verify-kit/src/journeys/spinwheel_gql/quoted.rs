//! A refusal that quotes the person.

use serde_json::Value;
use spinwheel_gql::Error;

use super::app::{App, Contact};
use super::{OK, QUESTIONS, questions};
use crate::demo::{Halt, Lane, Stage};

/// What the person typed for a state.
const TYPED: &str = "Iowa, near Spencer";

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let contact = Contact::new("contact-5", "+12025550164", "1990-03-01")?;
    let text = format!("Questions, please. Where two letters belong the person typed “{TYPED}”.");
    stage.call(QUESTIONS, OK, text);
    let Err(error) =
        stage.came(app.client.kba_questions(stage.sends(&questions::request(&contact, TYPED)?)).await)
    else {
        return Err(Halt::surprise("a state of many letters was accepted"));
    };
    let Some(message) = message(&error).filter(|message| message.contains(TYPED)) else {
        return Err(error.into());
    };
    stage.refusal("errors", format!("“{message}”"));
    let printed = format!("{error}\n{error:?}");
    if printed.contains(TYPED) || error.may_have_acted() {
        return Err(Halt::surprise("the error repeats what was sent, or says that it may have acted"));
    }
    stage.note(Lane::App, "the error", format!("“{error}”"));
    let text = "The words are there for those who open them on purpose. No log line has them, nor has the error's Debug form.";
    stage.note(Lane::App, "error.raw_body()", text);
    stage.later(30);
    stage.call(QUESTIONS, OK, "Two letters.");
    let asked =
        stage.came(app.client.kba_questions(stage.sends(&questions::request(&contact, "IA")?)).await)?;
    stage.answer(format!("{} questions to ask.", asked.questions.len()));
    Ok(())
}

/// DebtCore's own words.
fn message(error: &Error) -> Option<String> {
    let body: Value = serde_json::from_slice(error.raw_body()?.expose()).ok()?;
    Some(body.pointer("/data/kbaQuestions/errors/0/message")?.as_str()?.to_owned())
}
