//! Dots: the page of a flow, from the phone number to the last step.

use std::time::Duration;

use serde_json::{Value, json};

use super::acts::ActKind;
use super::agenda::Leg;
use super::code::{written, wrong};
use super::journey::Turn;
use super::life::Matter;
use super::persona::Behaviour;
use super::stage::{GaveUp, Stage};
use crate::Message;
use crate::engine::lock;

/// The operations of the page that text a code.
const TEXTS: &str = "dots.page_";

/// Opens the link, proves the phone number where the page asks for that, and completes the steps.
pub(super) fn go(stage: &mut Stage<'_>, leg: &Leg) -> Turn {
    visit(stage, leg).unwrap_or(Turn::Over)
}

fn visit(stage: &mut Stage<'_>, leg: &Leg) -> Result<Turn, GaveUp> {
    let (mut page, mut first, mut waits) = match leg {
        Leg::GoOn { session, text, returned } => (Page::of(stage, session, *text), !returned, false),
        _ => (Page::open(stage, leg)?, *leg != Leg::Return, stage.is(Behaviour::Late)),
    };
    loop {
        match page.view["screen"].as_str().unwrap_or_default() {
            "person" => page.introduce(stage)?,
            "sign_in" => page.ask_for_code(stage)?,
            "code" if std::mem::take(&mut waits) => return Ok(page.wait(stage, first)),
            "code" => {
                if let Some(turn) = page.enter_code(stage, first)? {
                    return Ok(turn);
                }
                first = false;
            }
            "step" => {
                if let Some(turn) = stage.leaves(first) {
                    return Ok(turn);
                }
                first = false;
                if !page.step(stage)? {
                    break;
                }
            }
            _ => break,
        }
    }
    stage.note(ActKind::Finished, "Is at the end of the flow.", None);
    Ok(Turn::Over)
}

/// A session of the page.
struct Page {
    id: String,
    url: String,
    view: Value,
    /// The text that this page has sent to the person: its place in the outbox.
    text: Option<u64>,
}

impl Page {
    fn open(stage: &mut Stage<'_>, leg: &Leg) -> Result<Self, GaveUp> {
        let mut page = Self::open_on_device(stage, leg)?;
        if stage.is(Behaviour::TwoDevices) && stage.device == 1 {
            stage.device = 2;
            page = Self::open_on_device(stage, &Leg::First)?;
        }
        Ok(page)
    }

    fn open_on_device(stage: &mut Stage<'_>, leg: &Leg) -> Result<Self, GaveUp> {
        stage.open(leg)?;
        let base = sessions(stage.link);
        let view = stage.post(&base, &json!({}), "Waits for the page")?.body;
        let id = view["sessionId"].as_str().unwrap_or_default().to_owned();
        Ok(Self { url: format!("{base}/{id}"), id, view, text: None })
    }

    /// The session that is open, in front of the code.
    fn of(stage: &Stage<'_>, id: &str, text: Option<u64>) -> Self {
        let url = format!("{}/{id}", sessions(stage.link));
        Self { id: id.to_owned(), url, view: json!({"screen": "code"}), text }
    }

    fn post(&mut self, stage: &mut Stage<'_>, verb: &str, body: &Value, what: &str) -> Result<(), GaveUp> {
        self.view = stage.post(&format!("{}/{verb}", self.url), body, what)?.body;
        Ok(())
    }

    /// Gives name, address and number: those of North America have their country code split off.
    fn introduce(&mut self, stage: &mut Stage<'_>) -> Result<(), GaveUp> {
        let number = stage.life.persona.phone().and_then(|phone| phone.strip_prefix("+1"));
        let Some(number) = number.filter(|number| number.len() == 10).map(str::to_owned) else {
            return Err(stage.stuck("Has no North American phone number to give and gives up."));
        };
        let email =
            stage.life.persona.email().map_or_else(|| format!("riley.{number}@example.com"), str::to_owned);
        let body = json!({
            "first_name": "Riley", "last_name": "Example", "email": email,
            "country_code": "1", "phone_number": number,
        });
        self.have_texted(stage, "person", &body, "Gives name and number")
    }

    fn ask_for_code(&mut self, stage: &mut Stage<'_>) -> Result<(), GaveUp> {
        // As the page counts, so that a second wish is no repeated request.
        let attempt = self.view["codesSent"].as_u64().unwrap_or(0) + 1;
        self.have_texted(stage, "send-code", &json!({"attempt": attempt}), "Asks for a code")
    }

    /// Makes a step that texts a code, and takes the text, when it comes to this person.
    fn have_texted(
        &mut self,
        stage: &mut Stage<'_>,
        verb: &str,
        body: &Value,
        what: &str,
    ) -> Result<(), GaveUp> {
        let before = stage.tenant.outbox.len() as u64;
        self.post(stage, verb, body, what)?;
        let sent = stage.tenant.outbox.since(before);
        let mine = |text: &&Message| stage.life.persona.is_at(&text.to) && text.operation.starts_with(TEXTS);
        self.text = sent.iter().rev().find(mine).map(|text| text.id);
        stage.life.taken.extend(self.text);
        stage.note(ActKind::Stepped, format!("{what}."), Some(200));
        Ok(())
    }

    /// Until the code has run out.
    fn wait(&self, stage: &mut Stage<'_>, first: bool) -> Turn {
        let seconds = lock(&stage.tenant.providers.dots.choices).token_lifetime_seconds;
        stage.note(ActKind::Stepped, format!("Lets the page wait for {seconds} s."), None);
        let leg = Leg::GoOn { session: self.id.clone(), text: self.text, returned: !first };
        Turn::Later(Duration::from_secs(seconds), leg)
    }

    fn enter_code(&mut self, stage: &mut Stage<'_>, first: bool) -> Result<Option<Turn>, GaveUp> {
        let Some((id, code)) = self.text.and_then(|id| Some((id, code_in(stage, id)?))) else {
            return Err(stage.stuck("Waits for a code that goes to another phone and gives up."));
        };
        if stage.errs(Matter::Code) {
            let body = json!({"token": wrong(&code, &written(stage.tenant, &stage.life.persona))});
            let seen = stage.try_post(&format!("{}/verify", self.url), &body);
            let what = format!("Types a code that is not the one in text {id}.");
            stage.note(ActKind::AnsweredWrong, what, seen.map(|seen| seen.status));
        }
        if let Some(turn) = stage.leaves(first) {
            return Ok(Some(turn));
        }
        self.post(stage, "verify", &json!({"token": code}), "Types the code")?;
        stage.note(ActKind::AnsweredRight, format!("Types the code in text {id}."), Some(200));
        Ok(None)
    }

    /// Completes the step that is shown. False when the person stays where it is.
    fn step(&mut self, stage: &mut Stage<'_>) -> Result<bool, GaveUp> {
        let completed = self.view["completedSteps"].clone();
        let name = self.view["step"].as_str().unwrap_or_default().to_owned();
        match name.as_str() {
            "compliance" if self.view["user"]["inUs"] == true => {
                self.post(stage, "compliance", &w9(), "Hands in a W-9")?;
            }
            "compliance" => return Err(stage.stuck("Has no tax form but a W-9 and gives up.")),
            "manage-payouts" => self.choose_payout(stage)?,
            "id-verification" => {
                self.post(stage, "identity", &json!({"documents": "pass"}), "Shows documents")?;
            }
            _ => self.post(stage, "continue", &json!({}), "Goes on")?,
        }
        stage.note(ActKind::Stepped, format!("Completes the step {name}."), Some(200));
        Ok(self.view["completedSteps"] != completed)
    }

    fn choose_payout(&mut self, stage: &mut Stage<'_>) -> Result<(), GaveUp> {
        let shown = &self.view["payouts"];
        let mut choice = json!({"default_payout_method": "paypal"});
        if shown["requireAutoPayout"] == true {
            choice["auto_payout_enabled"] = json!(true);
        }
        let connected =
            shown["methods"].as_array().into_iter().flatten().any(|method| method["rail"] == "paypal");
        if !connected {
            let method = json!({"platform": "paypal", "email": "riley@example.com"});
            self.post(stage, "payout-method", &method, "Connects PayPal")?;
        }
        self.post(stage, "payouts", &choice, "Chooses PayPal")
    }
}

fn sessions(link: &str) -> String {
    let page = link.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    format!("{page}/sessions")
}

/// The code in the text with this place in the outbox.
fn code_in(stage: &Stage<'_>, id: u64) -> Option<String> {
    let texts = stage.tenant.outbox.since(id.saturating_sub(1));
    texts.iter().find(|text| text.id == id)?.code().map(str::to_owned)
}

/// Everything in it is synthetic.
fn w9() -> Value {
    json!({"w9": {
        "entity_type": "individual", "first_name": "Riley", "last_name": "Example", "tin": "900123456",
        "date_of_birth": "1990-01-01",
        "address": {
            "line_1": "1 Example St", "city": "Springfield", "state": "IL", "country": "US", "postcode": "62701",
        },
    }})
}
