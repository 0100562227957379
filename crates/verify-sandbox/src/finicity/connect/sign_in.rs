//! Signing in, with a second factor where the institution asks for one.

use super::super::choices::OwnPayload;
use super::booth::Booth;
use super::error::ConnectError;
use super::found;
use super::institutions::{self, Institution};
use super::session::{Session, Stage};
use super::users::{self, Outcome};
use super::views::Step;
use super::webhook::{Field, Payload};

/// How a person signs in.
#[derive(Debug)]
pub(super) enum SignIn {
    /// By a form: the ids of the fields and what was typed.
    Form(Vec<(String, String)>),
    /// At the institution's own page.
    OAuth,
}

/// Signs in.
pub(super) fn sign_in(booth: &mut Booth<'_>, id: &str, how: &SignIn) -> Result<Step, ConnectError> {
    booth.within(id, |booth, session| {
        let institution = Booth::institution(session)?;
        let typed = match how {
            SignIn::OAuth if institution.oauth => None,
            SignIn::OAuth => return Err(ConnectError::invalid("one signs in with user and password here")),
            SignIn::Form(_) if institution.oauth => {
                return Err(ConnectError::invalid("one signs in at the institution's own page here"));
            }
            SignIn::Form(fields) => Some(credentials(institution, fields)?),
        };
        let payload = Payload::default().institution(institution.id).oauth(typed.is_none(), booth.choices);
        booth.notify(session, "adding", &payload);
        let Some((username, password)) = typed else {
            booth.notify(session, "processing", &Payload::default().institution(institution.id));
            return Ok(found::show(booth, session, institution, String::new(), false));
        };
        let (outcome, chosen) = users::sign_in(&username, &password, booth.choices);
        if chosen {
            booth.rests_on("other_sign_ins");
        }
        Ok(match outcome {
            Outcome::Accounts => found::show(booth, session, institution, username, false),
            Outcome::Questions(questions) => {
                booth.notify(session, "mfa", &own_payload(booth, institution));
                session.stage = Stage::Challenge { username, questions: questions.clone() };
                Step::Mfa { questions }
            }
            Outcome::Failed(code) => failed(booth, session, institution, code),
        })
    })
}

/// Fills the form of the session's institution in, and signs in.
pub(super) fn sign_in_with(
    booth: &mut Booth<'_>,
    id: &str,
    username: &str,
    password: &str,
) -> Result<Step, ConnectError> {
    let institution = booth.state.sessions.get(id).and_then(|session| session.institution);
    let fields = institution.and_then(institutions::find).map_or(&[][..], |institution| institution.fields);
    let typed = |kind: &str| if kind == "password" { password } else { username }.to_owned();
    let fields = fields.iter().map(|field| (field.id.to_owned(), typed(field.kind))).collect();
    sign_in(booth, id, &SignIn::Form(fields))
}

/// Answers the questions of a second factor.
pub(super) fn answer(booth: &mut Booth<'_>, id: &str, answers: &[String]) -> Result<Step, ConnectError> {
    booth.within(id, |booth, session| {
        let institution = Booth::institution(session)?;
        let Stage::Challenge { username, questions } = &session.stage else {
            return Err(ConnectError::invalid("nothing was asked"));
        };
        let username = username.clone();
        if users::check(questions, answers).map_err(ConnectError::invalid)? {
            return Ok(found::show(booth, session, institution, username, true));
        }
        Ok(failed(booth, session, institution, 187))
    })
}

/// What was typed as user and as password.
fn credentials(
    institution: &Institution,
    fields: &[(String, String)],
) -> Result<(String, String), ConnectError> {
    if let Some((id, _)) = fields.iter().find(|(id, _)| institution.fields.iter().all(|known| known.id != id))
    {
        return Err(ConnectError::invalid(format!("the form has no field {id:?}")));
    }
    let typed = |kind: &str| {
        let field = institution.fields.iter().find(|field| field.kind == kind);
        let field = field.ok_or_else(|| ConnectError::invalid("the form is not complete"))?;
        let value = fields.iter().find(|(id, value)| id == field.id && !value.is_empty());
        let missing = || ConnectError::invalid(format!("{:?} ({}) is not filled in", field.label, field.id));
        value.map(|(_, value)| value.clone()).ok_or_else(missing)
    };
    Ok((typed("text")?, typed("password")?))
}

fn failed(booth: &mut Booth<'_>, session: &mut Session, institution: &Institution, code: u32) -> Step {
    booth.rests_on("invalid_credentials_codes");
    if booth.choices.invalid_credentials_codes.contains(&code) {
        booth.notify(session, "invalidCredentials", &own_payload(booth, institution));
    } else {
        let payload = Payload::default().institution(institution.id).with("code", Field::Number(code));
        booth.notify(session, "unableToConnect", &payload);
    }
    session.stage = Stage::SignIn;
    Step::Failed { code, message: users::message(code) }
}

/// Of an event whose payload is not known.
pub(super) fn own_payload(booth: &Booth<'_>, institution: &Institution) -> Payload {
    match booth.choices.own_webhook_payloads {
        OwnPayload::WithInstitution => Payload::default().institution(institution.id),
        OwnPayload::Empty => Payload::default(),
    }
}
