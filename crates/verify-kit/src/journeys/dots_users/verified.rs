//! A phone number becomes a user, and a code proves it.

use dots_users::UserId;

use super::app::{App, Payee, status};
use crate::demo::{Halt, Lane, Stage};
use crate::journeys::mistyped;

/// Gives the user when it is verified.
pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<Option<UserId>, Halt> {
    let payee = Payee::person(stage);
    let user = app.create_new(stage, &payee).await?;
    let code = app.text_a_code(stage, &user, &payee.phone, "Please text this user a code.").await?;
    stage.later(15);
    stage.pass(Lane::Phone, Lane::App, "code", "The person reads the text, and mistypes a digit.");
    let words = ("Is this the code you sent?", "It is not. To the crate that is an answer, not an error.");
    app.verify_in_vain(stage, &user, &mistyped(&code), words).await?;
    stage.later(10);
    stage.pass(Lane::Phone, Lane::App, "code", "Another look, and the right one.");
    app.verify(stage, &user, &code, "And this one?").await?;
    let user = app.retrieve(stage, &user, "That answer was empty, too: how does the user stand now?").await?;
    if user.is_verified() {
        stage.answer("Verified: this user can be paid.");
        return Ok(Some(user.id));
    }
    if !stage.person().own {
        return Err(Halt::surprise("the right code did not verify the user"));
    }
    stage.answer(format!("Not verified, but {}.", status(&user)));
    Ok(None)
}
