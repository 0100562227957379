//! The application: a client of the real crate on the sandbox's clock.

use signzy_link::{
    Access, CheckLink, Client, Environment, Error, LinkRedirect, PhoneNumber, Policy, SendLink, SentLink,
    Verdict,
};
use verify_sandbox::signzy::{self, OpenedBy};

use super::{CHECK, OK, SEND};
use crate::demo::{Halt, Kind, Lane, Stage};
use crate::journeys::ending;

pub(super) struct App {
    pub(super) client: Client,
}

/// A link that was texted: the ids the app has, and what is on the phone.
pub(super) struct Texted {
    pub(super) sent: SentLink,
    pub(super) on_phone: signzy::SentLink,
    target_url: String,
}

impl App {
    pub(super) fn new(stage: &Stage<'_>) -> Result<Self, Error> {
        let signzy = stage.tenant().signzy();
        let environment = Environment::custom(&signzy.base_url())?;
        let builder =
            Client::builder(environment, Access::token(stage.guard(Kind::Secret, signzy.static_token())));
        let builder = builder.send_link_path(signzy.send_link_path());
        let builder = builder.transport(stage.transport(&[signzy.base_url()])?);
        Ok(Self { client: builder.clock(stage.clock().clone()).build()? })
    }

    /// Has a link texted to somebody; `back` is the page to which their browser is to come.
    pub(super) async fn text_a_link(
        &self,
        stage: &mut Stage<'_>,
        phone: &PhoneNumber,
        back: u32,
    ) -> Result<Texted, Halt> {
        let target_url = format!("https://app.example.com/back/{back}");
        let request = SendLink::new(phone.clone(), &target_url)?;
        let why = format!("Please text a link to the number ending in {}.", ending(phone));
        stage.call(SEND, OK, why);
        let sent = stage.came(self.client.send_link(stage.sends(&request)).await)?;
        stage.answer("Two ids, with which to ask for the result. The link itself is not in the answer.");
        let link = stage.texted_link(phone)?;
        let on_phone = stage.tenant().signzy().link_at(&link);
        let on_phone = on_phone.ok_or_else(|| Halt::surprise("the link leads nowhere"))?;
        Ok(Texted { sent, on_phone, target_url })
    }

    /// Asks what became of the link, and judges the answer.
    pub(super) async fn ask(
        &self,
        stage: &mut Stage<'_>,
        sent: &SentLink,
        why: &str,
    ) -> Result<Verdict, Halt> {
        stage.call(CHECK, OK, why);
        let status = stage.came(self.client.check_link(stage.sends(&CheckLink::of(sent))).await)?;
        Ok(Policy::strict().judge(&status))
    }

    /// The same, for an answer that is known beforehand.
    pub(super) async fn hears(
        &self,
        stage: &mut Stage<'_>,
        sent: &SentLink,
        expected: Verdict,
        (why, text): (&str, &str),
    ) -> Result<(), Halt> {
        let verdict = self.ask(stage, sent, why).await?;
        if verdict != expected {
            return Err(Halt::surprise(format!("the verdict is “{verdict}” and not “{expected}”")));
        }
        stage.answer(text);
        Ok(())
    }
}

/// The link is opened, and the browser comes back to the app.
pub(super) fn open(stage: &mut Stage<'_>, link: &Texted, by: OpenedBy, text: &str) -> Result<(), Halt> {
    stage.pass(Lane::Phone, Lane::Api, "the link", text);
    let redirect = link.on_phone.open(by, None).map_err(|error| Halt::surprise(error.to_string()))?;
    if !redirect.starts_with(&link.target_url) || LinkRedirect::parse(&redirect).vfp().is_none() {
        return Err(Halt::surprise("the browser does not come back with a fingerprint"));
    }
    Ok(())
}
