//! A landline is refused.

use dots_users::ErrorCode;

use super::app::{App, Payee};
use super::{BAD_REQUEST, CREATE};
use crate::demo::{Halt, Lane, Stage};

/// A number that the sandbox takes for a landline.
const LANDLINE: &str = "+12025550103";

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let at_home = Payee { phone: LANDLINE.parse()?, ..Payee::new(stage, "Joan", LANDLINE)? };
    stage.call(CREATE, BAD_REQUEST, "Joan is to be paid; the person typed the number at home.");
    let Err(error) = stage.came(app.client.create_user(stage.sends(&at_home.request()?)).await) else {
        return Err(Halt::surprise("a landline was accepted"));
    };
    if ErrorCode::of(&error) != Some(ErrorCode::InvalidPhoneNumberLandline) || error.may_have_acted() {
        return Err(error.into());
    }
    stage.refusal(error.code().unwrap_or("refused"), "Nobody was created.");
    stage.note(Lane::App, "the error", format!("“{error}”"));
    stage.later(30);
    let mobile = Payee::new(stage, "Joan", "+12025550154")?;
    let user = app.create_new(stage, &mobile).await?;
    let code = app.text_a_code(stage, &user, &mobile.phone, "Please text this user a code.").await?;
    stage.later(20);
    app.verify(stage, &user, &code, "Is this the code you sent?").await
}
