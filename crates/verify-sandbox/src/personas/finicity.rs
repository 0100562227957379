//! Finicity: the Connect page, from the bank to the accounts.

use serde_json::{Map, Value, json};

use super::acts::ActKind;
use super::agenda::Leg;
use super::journey::Turn;
use super::life::Matter;
use super::persona::Behaviour;
use super::stage::{GaveUp, Stage};

/// FinBank, where a link does not say which bank it is.
const BANK: u64 = 101_732;
/// The user of the test institutions with three accounts.
const USER: (&str, &str) = ("demo", "go");
/// One whose sign-in fails with 103.
const STRANGER: (&str, &str) = ("invalid_user", "go");

/// Opens the link, signs in at the bank, shares all accounts and completes the session.
pub(super) fn go(stage: &mut Stage<'_>, leg: &Leg) -> Turn {
    visit(stage, leg).unwrap_or(Turn::Over)
}

fn visit(stage: &mut Stage<'_>, leg: &Leg) -> Result<Turn, GaveUp> {
    let mut session = Session::open(stage, leg)?;
    if stage.is(Behaviour::TwoDevices) && stage.device == 1 {
        stage.device = 2;
        session = Session::open(stage, &Leg::First)?;
    }
    if session.view["end"].is_object() {
        stage.note(ActKind::Finished, "The session is over at once: there is nothing to do.", None);
        return Ok(Turn::Over);
    }
    let mut bank = None;
    let by_form = session.view["institution"]["oauth"] != true;
    if by_form && stage.errs(Matter::SignIn) {
        let chosen = session.choose_bank(stage)?;
        session.sign_in(stage, &chosen, STRANGER)?;
        bank = Some(chosen);
    }
    if let Some(turn) = stage.leaves(*leg == Leg::First) {
        return Ok(turn);
    }
    let bank = match bank {
        Some(bank) => bank,
        None => session.choose_bank(stage)?,
    };
    let step = session.sign_in(stage, &bank, USER)?;
    session.share(stage, &step)?;
    Ok(Turn::Over)
}

/// A session of the page.
struct Session {
    url: String,
    view: Value,
}

impl Session {
    fn open(stage: &mut Stage<'_>, leg: &Leg) -> Result<Self, GaveUp> {
        stage.open(leg)?;
        let base = format!("{}/finicity-connect/sessions", stage.tenant.base_url());
        let view = stage.post(&base, &json!({"link": stage.link}), "Waits for the page")?.body;
        let id = view["sessionId"].as_str().unwrap_or_default();
        Ok(Self { url: format!("{base}/{id}"), view })
    }

    fn step(&self, stage: &mut Stage<'_>, verb: &str, body: &Value, what: &str) -> Result<Value, GaveUp> {
        stage.post(&format!("{}/{verb}", self.url), body, what).map(|seen| seen.body)
    }

    /// The bank of the link, or FinBank.
    fn choose_bank(&self, stage: &mut Stage<'_>) -> Result<Value, GaveUp> {
        if self.view["institution"].is_object() {
            return Ok(self.view["institution"].clone());
        }
        let chosen = self.step(stage, "institution", &json!({"institutionId": BANK}), "Chooses a bank")?;
        stage.note(ActKind::Stepped, "Chooses FinBank.", Some(200));
        Ok(chosen["institution"].clone())
    }

    /// Signs in as this user; the answer is the next step.
    fn sign_in(&self, stage: &mut Stage<'_>, bank: &Value, user: (&str, &str)) -> Result<Value, GaveUp> {
        let body = if bank["oauth"] == true {
            json!({"oauth": true})
        } else {
            json!({"fields": fields(bank, user)})
        };
        let step = self.step(stage, "sign-in", &body, "Signs in")?;
        let (act, what) = match step["step"].as_str() {
            Some("failed") => (ActKind::AnsweredWrong, "Signs in as somebody whom the bank does not know."),
            _ => (ActKind::AnsweredRight, "Signs in."),
        };
        stage.note(act, what, Some(200));
        Ok(step)
    }

    /// Shares every account that was found, and completes the session.
    fn share(&self, stage: &mut Stage<'_>, step: &Value) -> Result<(), GaveUp> {
        if step["step"] != "accounts" {
            return Err(stage.stuck("Finds no accounts and gives up."));
        }
        let found = step["accounts"].as_array().into_iter().flatten();
        let ids: Vec<_> = found.map(|account| account["id"].clone()).collect();
        self.step(stage, "accounts", &json!({"accountIds": ids}), "Shares accounts")?;
        stage.note(ActKind::Stepped, format!("Shares {} accounts.", ids.len()), Some(200));
        self.step(stage, "done", &json!({}), "Completes the session")?;
        stage.note(ActKind::Finished, "Completes the session.", Some(200));
        Ok(())
    }
}

/// The fields of the bank's form, filled in.
fn fields(bank: &Value, (user, password): (&str, &str)) -> Map<String, Value> {
    let fields = bank["fields"].as_array().into_iter().flatten();
    let typed = |field: &Value| if field["type"] == "password" { json!(password) } else { json!(user) };
    fields.filter_map(|field| Some((field["id"].as_str()?.to_owned(), typed(field)))).collect()
}
