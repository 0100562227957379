//! The phone number is known already.

use dots_users::{Existed, UserId};

use super::OK;
use super::app::{App, Payee};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>, first: &UserId) -> Result<(), Halt> {
    let payee = Payee::person(stage);
    stage.later(3600);
    stage.note(Lane::App, "an hour later", "Somebody signs up with the same name and number.");
    let again = app.create(stage, &payee, OK).await?;
    if again.user.id != *first || again.existed() != Existed::Before {
        return Err(Halt::surprise("the user with the number did not come back"));
    }
    stage.answer("The user of the scene before, with the id that the app has stored, and verified.");
    let text = "Existed::Before. It says nothing about who is there now: a code is asked for all the same.";
    stage.note(Lane::App, "created.existed()", text);
    let code = app.text_a_code(stage, first, &payee.phone, "A code for the person at hand, please.").await?;
    stage.later(20);
    app.verify(stage, first, &code, "Is this the code you sent?").await
}
