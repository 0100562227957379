//! The phone number is known already.

use dots_users::Existed;

use super::OK;
use super::app::{App, Payee};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let payee = Payee::new(stage, "Rosa", "rosa@example.com", "+12025550153")?;
    let first = app.create_new(stage, &payee).await?;
    let code = app.text_a_code(stage, &first, &payee.phone, "Please text this user a code.").await?;
    stage.later(20);
    app.verify(stage, &first, &code, "Is this the code you sent?").await?;
    stage.later(3600);
    stage.note(Lane::App, "an hour later", "Somebody signs up with the same name and number.");
    let again = app.create(stage, &payee, OK).await?;
    if again.user.id != first || again.existed() != Existed::Before {
        return Err(Halt::surprise("the user with the number did not come back"));
    }
    stage.answer("The user there is, with the id that the app has stored, and verified.");
    let text = "Existed::Before. It says nothing about who is there now: a code is asked for all the same.";
    stage.note(Lane::App, "created.existed()", text);
    let code = app.text_a_code(stage, &first, &payee.phone, "A code for the person at hand, please.").await?;
    stage.later(20);
    app.verify(stage, &first, &code, "Is this the code you sent?").await
}
