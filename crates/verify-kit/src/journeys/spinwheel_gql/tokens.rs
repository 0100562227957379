//! Access tokens expire unnoticed.

use spinwheel_gql::{Error, GetUserVerification, ReqOrgContactId, TOKEN_LIFE, UserVerification};

use super::app::App;
use super::{OK, UNAUTHORIZED, VERIFICATION};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    let request = GetUserVerification::new(ReqOrgContactId::new("contact-3")?);
    stage.later(TOKEN_LIFE.as_secs());
    stage.note(Lane::App, "an hour later", "Three parts of the app ask in the same moment.");
    App::fetches_a_token(
        stage,
        "The token is too old to be tried: one is fetched, and the three wait for it.",
    );
    for _ in 0..3 {
        stage.call(VERIFICATION, OK, "Has this person consented?");
    }
    let ask = || app.client.user_verification(&request);
    let (first, second, third) = tokio::join!(ask(), ask(), ask());
    let [first, second, third] = [first, second, third].map(|result| stage.came(result));
    if ![first?, second?, third?].iter().all(UserVerification::is_passed) {
        return Err(Halt::surprise("the consent is gone"));
    }
    stage.answer("Three answers: yes.");
    too_early(app, stage, &request).await
}

/// A token can also end before its time.
async fn too_early(app: &App, stage: &mut Stage<'_>, request: &GetUserVerification) -> Result<(), Halt> {
    stage.later(60);
    let before = stage.tenant().debtcore().logins();
    stage.tenant().debtcore().expire_tokens();
    stage.note(Lane::Api, "tokens", "All tokens end now, an hour before their time.");
    stage.call(VERIFICATION, UNAUTHORIZED, "Has this person consented?");
    let answer: Result<_, Error> = stage.came(app.client.user_verification(stage.sends(request)).await);
    let text = "Not with this token. Nothing was done, so it may be asked again.";
    stage.refused_before(401, "UNAUTHORIZED", text);
    App::fetches_a_token(stage, "One new token.");
    stage.call(VERIFICATION, OK, "Once more, with the new one.");
    if !answer?.is_passed() || stage.tenant().debtcore().logins() != before + 1 {
        return Err(Halt::surprise("not one token was fetched, or the consent is gone"));
    }
    stage.answer("Yes. The app has seen no error.");
    Ok(())
}
