//! The person asks for another code.

use dots_users::RESEND_PACE;

use super::app::{App, Payee};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let payee = Payee::new(stage, "Grace", "+12025550151")?;
    let user = app.create_new(stage, &payee).await?;
    let first = app.text_a_code(stage, &user, &payee.phone, "Please text this user a code.").await?;
    stage.later(RESEND_PACE.as_secs());
    let text =
        format!("“Nothing comes.” After {} seconds the app lets them ask again.", RESEND_PACE.as_secs());
    stage.pass(Lane::Phone, Lane::App, "again", text);
    let why = "Another one, please; on purpose, this time.";
    let second = app.text_a_code(stage, &user, &payee.phone, why).await?;
    if first == second {
        return Err(Halt::surprise("both texts have the same code"));
    }
    stage.later(20);
    let words = ("The person types the first one, which came after all.", "Not this one.");
    app.verify_in_vain(stage, &user, &first, words).await?;
    stage.later(10);
    app.verify(stage, &user, &second, "The code of the last text.").await
}
