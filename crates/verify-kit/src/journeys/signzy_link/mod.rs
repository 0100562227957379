//! Signzy: a texted link proves who has the phone, and what can go wrong on the way.

mod app;
mod elsewhere;
mod expired;
mod other_device;
mod verified;
mod wifi;

use async_trait::async_trait;
use verify_sandbox::Outcome;

use self::app::App;
use super::Journey;
use crate::demo::{Scene, Stage, Who};

pub(super) struct SignzyLink;

const SEND: &str = "signzy.send_link";
const CHECK: &str = "signzy.check_link";

const OK: Outcome = Outcome::Answered(200);

const VERIFIED: Scene = Scene {
    id: "verified",
    title: "A link in a text message proves who has the phone",
    intro: "Somebody types a phone number. Signzy texts a link there; whoever opens it on that phone, in its carrier's \
            network, has the phone. There is nothing to type, and nothing to read out to somebody else.",
    who: Who::Person,
};

const OTHER_DEVICE: Scene = Scene {
    id: "other_device",
    title: "The link is opened on another device",
    intro: "A link can be passed on, to oneself or to a swindler. The carrier's network shows that, and the answer is a no.",
    who: Who::Other("Ada, and a swindler. The sandbox is told who opens the link, and where."),
};

const WIFI: Scene = Scene {
    id: "wifi",
    title: "The phone is on Wi-Fi",
    intro: "Then no carrier can tell whose phone it is. Not to know is not a yes: the crate fails closed, and the app lets the \
            person try again.",
    who: Who::Other("Rosa, at home. The sandbox is told that it is Wi-Fi."),
};

const EXPIRED: Scene = Scene {
    id: "expired",
    title: "Nobody opens the link",
    intro: "A link works for five minutes (one copy of Signzy's page says ten). No webhook tells the end of it: an app asks, \
            about every ten seconds, and stops in time.",
    who: Who::Other("Sam, who has put the phone away."),
};

const ELSEWHERE: Scene = Scene {
    id: "elsewhere",
    title: "A number outside the United States and Canada",
    intro: "Signzy sends links to two countries. Others share their +1, so it is the area code that tells; the crate refuses \
            the number before anything is sent.",
    who: Who::Other("people with phones in London, Kingston and Toronto."),
};

#[async_trait(?Send)]
impl Journey for SignzyLink {
    fn crate_name(&self) -> &'static str {
        "signzy-link"
    }

    async fn play(&self, stage: &mut Stage<'_>) {
        stage.title("texted link, carrier's verdict");
        stage.begin(&VERIFIED);
        let app = match App::new(stage) {
            Ok(app) => app,
            Err(error) => return stage.end(Err(error.into())).await,
        };
        let outcome = verified::play(&app, stage).await;
        stage.end_of_readers_person(outcome).await;
        stage.begin(&OTHER_DEVICE);
        let outcome = other_device::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&WIFI);
        let outcome = wifi::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&EXPIRED);
        let outcome = expired::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&ELSEWHERE);
        let outcome = elsewhere::play(&app, stage).await;
        stage.end(outcome).await;
    }
}
