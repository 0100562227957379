//! Finicity: from a link to connected accounts, and what becomes of the connection later.

mod app;
mod connected;
mod joint_email;
mod person;
mod repaired;
mod tokens;

use async_trait::async_trait;
use verify_sandbox::Outcome;

use self::app::App;
use super::Journey;
use crate::demo::{Scene, Stage, Who};

pub(super) struct FinicityConnect;

const AUTHENTICATE: &str = "finicity.authenticate";
const CREATE_CUSTOMER: &str = "finicity.create_testing_customer";
const CREATE_CONSUMER: &str = "finicity.create_consumer";
const LINK: &str = "finicity.generate_connect_url";
const FIX_LINK: &str = "finicity.generate_fix_connect_url";
const JOINT_EMAIL: &str = "finicity.send_joint_borrower_connect_email";
const LIST: &str = "finicity.list_accounts";
const REFRESH: &str = "finicity.refresh_accounts";

const OK: Outcome = Outcome::Answered(200);
const CREATED: Outcome = Outcome::Answered(201);
const UNAUTHORIZED: Outcome = Outcome::Answered(401);
const SERVER_ERROR: Outcome = Outcome::Answered(500);

const CONNECTED: Scene = Scene {
    id: "connected",
    title: "A link, a page, and a bank is connected",
    intro: "Your app makes a link; the person opens it, finds their bank and signs in there. Your app never sees the \
            password: it hears of every step by signed webhooks.",
    who: Who::Person,
};

const REPAIRED: Scene = Scene {
    id: "repaired",
    title: "A connection breaks, and a fix link repairs it",
    intro: "People change passwords, and banks ask for them again. The accounts stay; only the person can repair the \
            sign-in behind them.",
    who: Who::Person,
};

const JOINT: Scene = Scene {
    id: "joint_email",
    title: "Two people apply together, by one e-mail",
    intro: "Instead of showing a link the app can have it sent. For a joint application one e-mail goes to one address, \
            and the page is for both.",
    who: Who::Person,
};

const TOKENS: Scene = Scene {
    id: "tokens",
    title: "The access token expires, and nobody notices",
    intro: "A token is good for two hours, and five failed logins lock the partner's account: a client has to log in \
            again by itself, but no more often than it must.",
    who: Who::Person,
};

#[async_trait(?Send)]
impl Journey for FinicityConnect {
    fn crate_name(&self) -> &'static str {
        "finicity-connect"
    }

    async fn play(&self, stage: &mut Stage<'_>) {
        stage.title("link, Connect page, webhooks, accounts");
        stage.begin(&CONNECTED);
        let mut app = match App::start(stage).await {
            Ok(app) => app,
            Err(halt) => return stage.end(Err(halt)).await,
        };
        let outcome = connected::play(&mut app, stage).await;
        let customer = outcome.as_ref().ok().cloned();
        stage.end(outcome.map(|_| ())).await;
        // What follows is about this customer.
        let Some(customer) = customer else { return };
        stage.begin(&REPAIRED);
        let outcome = repaired::play(&mut app, stage, &customer).await;
        stage.end(outcome).await;
        stage.begin(&JOINT);
        let outcome = joint_email::play(&app, stage, &customer).await;
        stage.end(outcome).await;
        stage.begin(&TOKENS);
        let outcome = tokens::play(&app, stage, &customer).await;
        stage.end(outcome).await;
    }
}
