//! DebtCore: from a texted code to a credit report over GraphQL, and the ways in which it says no.

mod app;
mod both_at_once;
mod consented;
mod questions;
mod quoted;
mod same_person;
mod tokens;

use async_trait::async_trait;
use verify_sandbox::Outcome;

use self::app::App;
use super::Journey;
use crate::demo::{Scene, Stage, Who};

pub(super) struct SpinwheelGql;

const TOKEN: &str = "debtcore.token";
const SEND: &str = "debtcore.send_sms_verification_code";
const VERIFY: &str = "debtcore.verify_sms_code";
const VERIFICATION: &str = "debtcore.user_verification";
const QUESTIONS: &str = "debtcore.kba_questions";
const ANSWERS: &str = "debtcore.send_kba_answers";
const PULL: &str = "debtcore.pull_credit_report";
const REST_RETRIEVE: &str = "spinwheel.retrieve_user";

/// Refusals, too: GraphQL has its own place for them.
const OK: Outcome = Outcome::Answered(200);
const UNAUTHORIZED: Outcome = Outcome::Answered(401);

const CONSENTED: Scene = Scene {
    id: "consented",
    title: "A texted code is the consent, and a report can be pulled",
    intro: "DebtCore is Alleviate's API over Spinwheel. It has no ids for the steps: your own id of the person, the \
            contact, ties them together. Refusals are HTTP 200, too, and stand in the answer. (In the sandbox, that \
            is: the pages name no status.)",
    who: Who::Person,
};

const SAME_PERSON: Scene = Scene {
    id: "same_person",
    title: "The same person, seen from both sides",
    intro: "Two APIs, one person: the contact of one is the external user id of the other. (That is how the sandbox \
            has it; Alleviate does not say.)",
    who: Who::Person,
};

const NOT_BY_TEXT: Scene = Scene {
    id: "not_by_text",
    title: "A person whom no texted code identifies: questions instead (KBA)",
    intro: "The code is right and the answer is no. Why, DebtCore tells in words that are nowhere listed, so the app \
            asks how the verification stands.",
    who: Who::Other(
        "Riley, born on a day (1951-01-01) with which the sandbox identifies nobody before the questions.",
    ),
};

const EXPIRED_TOKEN: Scene = Scene {
    id: "expired_token",
    title: "Access tokens expire unnoticed",
    intro: "A token of Microsoft Entra ID lives about an hour. The client fetches one when it needs one, once for all \
            parts of the program that ask at the same time; and once more when a token turns out to be no good.",
    who: Who::Other("Riley, who has consented in the scene before."),
};

const BOTH_AT_ONCE: Scene = Scene {
    id: "both_at_once",
    title: "An answer with data and errors",
    intro: "The schema lets an operation answer both. A client that looks at the data first takes a no for a yes. (The \
            sandbox answers like that when told to.)",
    who: Who::Other(
        "Melissa, another customer. It needs nobody special, but an answer that the sandbox was told to give.",
    ),
};

const QUOTED: Scene = Scene {
    id: "quoted",
    title: "A refusal that quotes the person",
    intro: "GraphQL servers like to repeat what was wrong, so their messages hold what people typed. An app that logs \
            them logs people.",
    who: Who::Other("Riley once more, who types more into a field than fits."),
};

#[async_trait(?Send)]
impl Journey for SpinwheelGql {
    fn crate_name(&self) -> &'static str {
        "spinwheel-gql"
    }

    async fn play(&self, stage: &mut Stage<'_>) {
        stage.title("texted code, KBA, credit report over GraphQL");
        stage.begin(&CONSENTED);
        let app = match App::new(stage) {
            Ok(app) => app,
            Err(error) => return stage.end(Err(error.into())).await,
        };
        let outcome = consented::play(&app, stage).await;
        let contact = outcome.as_ref().ok().cloned();
        stage.end_of_readers_person(outcome.map(|_| ())).await;
        if let Some(contact) = contact {
            stage.begin(&SAME_PERSON);
            let outcome = same_person::play(&app, stage, &contact).await;
            stage.end(outcome).await;
        } else {
            stage.skip(&SAME_PERSON, "It is about a person who has a report.");
        }
        stage.begin(&NOT_BY_TEXT);
        let outcome = questions::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&EXPIRED_TOKEN);
        let outcome = tokens::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&BOTH_AT_ONCE);
        let outcome = both_at_once::play(&app, stage).await;
        stage.end(outcome).await;
        stage.begin(&QUOTED);
        let outcome = quoted::play(&app, stage).await;
        stage.end(outcome).await;
    }
}
