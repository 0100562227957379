//! A code that was typed too late.

use super::app::{App, Payee};
use crate::demo::{Halt, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let lifetime = stage.tenant().dots().choices().token_lifetime_seconds;
    let payee = Payee::new(stage, "Mary", "+12025550152")?;
    let user = app.create_new(stage, &payee).await?;
    let code = app.text_a_code(stage, &user, &payee.phone, "Please text this user a code.").await?;
    stage.later(lifetime + 1);
    let words = (
        "The right code, one second too late.",
        "Not accepted, and no word about why. The app knows when it had the text sent, and offers a new one.",
    );
    app.verify_in_vain(stage, &user, &code, words).await?;
    let code = app.text_a_code(stage, &user, &payee.phone, "A new code for the same user, please.").await?;
    stage.later(20);
    app.verify(stage, &user, &code, "The new code, in time.").await
}
