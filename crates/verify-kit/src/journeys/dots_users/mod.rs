//! Dots: from a phone number to a verified user who can be paid, and what can go wrong on the way.

mod app;
mod expired_code;
mod flow;
mod hook;
mod known_phone;
mod landline;
mod resent;
mod verified;

use async_trait::async_trait;
use verify_sandbox::Outcome;

use self::app::App;
use super::Journey;
use crate::demo::{Scene, Stage, Who};

pub(super) struct DotsUsers;

const CREATE: &str = "dots.create_user";
const SEND: &str = "dots.send_verification_token";
const VERIFY: &str = "dots.verify_token";
const RETRIEVE: &str = "dots.retrieve_user";
const CREATE_FLOW: &str = "dots.create_flow";
const RETRIEVE_FLOW: &str = "dots.retrieve_flow";

const OK: Outcome = Outcome::Answered(200);
const CREATED: Outcome = Outcome::Answered(201);
const ACCEPTED: Outcome = Outcome::Answered(202);
const BAD_REQUEST: Outcome = Outcome::Answered(400);

const VERIFIED: Scene = Scene {
    id: "verified",
    title: "A phone number becomes a user, and a code proves it",
    intro: "Somebody is to be paid. Dots knows people by their phone numbers: the user is made first, and nobody pays them \
            before a texted code has come back.",
    who: Who::Person,
};

const RESENT: Scene = Scene {
    id: "resent",
    title: "The person asks for another code",
    intro: "Texts are slow, and people impatient. Every call sends a text, so an app paces them; which of two codes is good, \
            Dots does not say. In the sandbox the last one is.",
    who: Who::Other("Grace, somebody else who is to be paid. It takes nobody special."),
};

const EXPIRED_CODE: Scene = Scene {
    id: "expired_code",
    title: "A code that was typed too late",
    intro: "How long a code is good, Dots does not say either; in the sandbox it is ten minutes. All that comes back is that \
            the code is wrong, so an app keeps the time itself.",
    who: Who::Other("Mary, somebody else who is to be paid. It takes nobody special, only time."),
};

const KNOWN_PHONE: Scene = Scene {
    id: "known_phone",
    title: "The phone number is known already",
    intro: "A user is created only if none has the number; else the one there is comes back, verified perhaps. An app that \
            lets people in for that lets anybody in who knows a number.",
    who: Who::Person,
};

const LANDLINE: Scene = Scene {
    id: "landline",
    title: "A landline is refused",
    intro: "Landlines and internet telephony cannot be users. The refusal has a code, and the app can say what is wrong.",
    who: Who::Other("Joan, with a number that the sandbox takes for a landline."),
};

const FLOW: Scene = Scene {
    id: "flow",
    title: "A page of Dots does it all: phone number, code, tax form, payout method",
    intro: "Instead of calling for every step the app makes a flow and shows its page. What the person types there never \
            passes through the app; signed webhooks say when to look.",
    who: Who::Person,
};

const FLOW_OF_ANOTHER: Scene =
    Scene { who: Who::Other("Riley, since the person you chose cannot be paid."), ..FLOW };

#[async_trait(?Send)]
impl Journey for DotsUsers {
    fn crate_name(&self) -> &'static str {
        "dots-users"
    }

    async fn play(&self, stage: &mut Stage<'_>) {
        stage.title("phone number, texted code, hosted page, webhooks");
        stage.begin(&VERIFIED);
        let app = match App::new(stage) {
            Ok(app) => app,
            Err(error) => return stage.end(Err(error.into())).await,
        };
        let outcome = verified::play(&app, stage).await;
        let user = outcome.as_ref().ok().cloned().flatten();
        stage.end_of_readers_person(outcome.map(|_| ())).await;
        if let Some(user) = &user {
            stage.begin(&KNOWN_PHONE);
            let outcome = known_phone::play(&app, stage, user).await;
            stage.end(outcome).await;
        } else {
            stage.skip(&KNOWN_PHONE, "It is about a person whom Dots has verified.");
        }
        stage.begin(if user.is_some() { &FLOW } else { &FLOW_OF_ANOTHER });
        let outcome = flow::play(&app, stage, user.as_ref()).await;
        stage.end(outcome).await;
        stage.begin(&RESENT);
        let outcome = resent::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&EXPIRED_CODE);
        let outcome = expired_code::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&LANDLINE);
        let outcome = landline::play(&app, stage).await;
        stage.end(outcome).await;
    }
}
