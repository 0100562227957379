//! `open-flow`: goes through the page of a flow in a sandbox, as a made-up person.

use dots_users::{Email, FlowId, PhoneNumber};
use serde_json::{Value, json};

use super::ids::FlowArg;
use super::{Call, Dots, Session};
use crate::ask::optional;
use crate::control::SandboxAddress;
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    flow: FlowArg,
    /// Phone number of the person, in a flow without a user [default: +12025550143]
    #[arg(long, value_name = "NUMBER")]
    phone: Option<String>,
    /// E-mail address of the person [default: riley@example.com]
    #[arg(long, value_name = "ADDRESS")]
    email: Option<String>,
}

/// More steps than any flow has.
const MOST: usize = 40;

/// Somebody in front of the page.
struct Visitor<'a> {
    sandbox: &'a SandboxAddress,
    session: String,
    phone: PhoneNumber,
    email: Email,
}

impl Call<Dots> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let Some(sandbox) = session.sandbox() else {
            return Err(Failure::usage("open-flow is for a sandbox: real people open the link themselves"));
        };
        let phone = self.phone.as_deref().or(Some("+12025550143"));
        let email = self.email.as_deref().or(Some("riley@example.com"));
        let (phone, email) =
            (optional("--phone", phone, PhoneNumber::new)?, optional("--email", email, Email::new)?);
        let flow = self.flow.read(session.ask)?;
        let sessions = format!("dots/flows/{}/sessions", flow.as_str());
        let mut view = sandbox.post_as_on_page(&sessions, &json!({})).await?;
        let (Some(phone), Some(email), Some(id)) = (phone, email, text(&view, "sessionId")) else {
            return Err(Failure::failed("this sandbox has no page for flows"));
        };
        let visitor = Visitor { sandbox, session: format!("{sessions}/{id}"), phone, email };
        for _ in 0..MOST {
            let Some((what, path, body)) = visitor.next(&view).await? else {
                return show(session, &flow, &view);
            };
            session.hint(format_args!("{what} …"));
            view = sandbox.post_as_on_page(&format!("{}/{path}", visitor.session), &body).await?;
        }
        Err(Failure::failed("the page came to no end"))
    }
}

fn text<'a>(value: &'a Value, field: &str) -> Option<&'a str> {
    value.get(field).and_then(Value::as_str)
}

fn show(session: &Session, flow: &FlowId, view: &Value) -> Result<(), Failure> {
    let user = text(view, "userId");
    let answer = json!({"flow_id": flow, "user_id": user, "completed_steps": view.get("completedSteps")});
    session.show(&answer, &["The person has gone through the page.".to_owned()])?;
    session.suggest(format_args!("wait-for-flow --flow-id {}", flow.as_str()));
    Ok(())
}

impl Visitor<'_> {
    /// What the person does where the page is: in words, as a path and a body; nothing at the end.
    async fn next(&self, view: &Value) -> Result<Option<(&'static str, &'static str, Value)>, Failure> {
        Ok(Some(match text(view, "screen") {
            Some("person") => ("name and phone number", "person", self.person()),
            Some("sign_in") => ("a code, please", "send-code", json!({})),
            Some("code") => ("the code", "verify", json!({"token": self.code().await?})),
            Some("step") => self.step(view),
            _ => return Ok(None),
        }))
    }

    fn step(&self, view: &Value) -> (&'static str, &'static str, Value) {
        match text(view, "step") {
            Some("compliance") => ("compliance: a made-up W-9", "compliance", Self::w9()),
            Some("id-verification") => {
                ("id-verification: documents that pass", "identity", json!({"documents": "pass"}))
            }
            Some("manage-payouts") => self.payouts(view),
            _ => ("going on", "continue", json!({})),
        }
    }

    /// The first method there is, or one at `PayPal`.
    fn payouts(&self, view: &Value) -> (&'static str, &'static str, Value) {
        let Some(rail) = view.pointer("/payouts/methods/0/rail") else {
            let method = json!({"platform": "paypal", "email": self.email.expose()});
            return ("manage-payouts: an account at PayPal", "payout-method", method);
        };
        let mut body = json!({"default_payout_method": rail});
        if view.pointer("/payouts/requireAutoPayout") == Some(&json!(true)) {
            body["auto_payout_enabled"] = json!(true);
        }
        ("manage-payouts: saved", "payouts", body)
    }

    fn person(&self) -> Value {
        json!({
            "first_name": "Riley", "last_name": "Example", "email": self.email.expose(),
            "country_code": self.phone.country_calling_code(), "phone_number": self.phone.national(),
        })
    }

    fn w9() -> Value {
        let address = json!({
            "line_1": "1 Sample Street", "city": "Spencer", "state": "IA", "country": "US", "postcode": "51301",
        });
        // A number that is never issued.
        json!({"w9": {
            "entity_type": "individual", "first_name": "Riley", "last_name": "Example", "tin": "900123456",
            "date_of_birth": "1990-02-14", "address": address,
        }})
    }

    /// The code in the last message there is.
    async fn code(&self) -> Result<String, Failure> {
        let outbox = self.sandbox.get("outbox").await?;
        let messages = outbox.get("messages").and_then(Value::as_array);
        let code = messages.and_then(|messages| text(messages.last()?, "code"));
        code.map(str::to_owned).ok_or_else(|| Failure::failed("no text message with a code has arrived"))
    }
}
