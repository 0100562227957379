//! Who is there: phone number, name and e-mail, and the code that is texted to the phone.

use super::super::choices::{KnownPhone, KnownPhoneFields, VerifiedAgain};
use super::super::desk::Desk;
use super::super::dialect::Trouble;
use super::super::endpoints::check_email;
use super::super::flows::Flow;
use super::super::form::{Form, is_email};
use super::super::happening::Happening;
use super::super::state::{Phone, User, UserStatus};
use super::super::{code, people};
use super::error::{FlowError, FlowErrorKind};
use super::session::Session;
use super::view::{StepMessage, StepStatus};
use crate::Channel;

/// Keeps who it is, and texts a code to the phone. Nobody is created by it.
pub(super) fn introduce(
    desk: &mut Desk<'_>,
    session: &mut Session,
    flow: &Flow,
    name: &'static str,
) -> Result<(), FlowError> {
    if flow.user_id.is_some() {
        return Err(FlowError::new(FlowErrorKind::OtherStep, "the flow has its user already"));
    }
    let newcomer = read(desk)?;
    if let Some(code) = people::find(&newcomer.phone).and_then(|special| special.code) {
        return Err(desk.token(code, "This is a special number: see special_numbers.").into());
    }
    let person = known(desk, &newcomer)?;
    if person.is_none() {
        check_email(desk, &newcomer)?;
    }
    forget(desk, session);
    let person = person.unwrap_or_else(|| newcomer.id.clone());
    // Who comes back keeps what is typed here until the code is right.
    desk.state.visitors.push(newcomer);
    session.visitor = desk.state.visitors.last().map(|visitor| visitor.id.clone());
    session.person = Some(person.clone());
    session.awaiting = false;
    code::check_status(desk, &person)?;
    code::send_now(desk, &person, Channel::Sms, name)?;
    session.awaiting = true;
    Ok(())
}

fn read(desk: &mut Desk<'_>) -> Result<User, Trouble> {
    let mut form = Form::new(desk, &["first_name", "last_name", "email", "country_code", "phone_number"]);
    let country_code = form.digits("country_code", 3);
    let phone = Phone { country_code, number: form.digits("phone_number", 20) };
    let (first_name, last_name) = (form.name("first_name"), form.name("last_name"));
    let email = form.text("email", "invalid-email", "an e-mail address", is_email);
    form.finish()?;
    let mut user = User::new(first_name, last_name, email, phone);
    user.id = desk.state.rng.uuid();
    user.username = desk.state.random_username();
    if people::find(&user.phone).is_some() {
        user.status = UserStatus::InReview;
    }
    Ok(user)
}

/// The user who has this phone number.
fn known(desk: &mut Desk<'_>, newcomer: &User) -> Result<Option<String>, Trouble> {
    let Some(id) = desk.state.by_phone(&newcomer.phone).map(|user| user.id.clone()) else { return Ok(None) };
    desk.call.rests_on("known_phone");
    match desk.choices.known_phone {
        KnownPhone::ExistingUser => Ok(Some(id)),
        KnownPhone::SecondUser => Ok(None),
        KnownPhone::Refuse => {
            let text = "A user with this phone number already exists.";
            Err(desk.token("invalid-input", text).saying(text))
        }
    }
}

/// Begins again, with another phone number.
pub(super) fn start_over(desk: &mut Desk<'_>, session: &mut Session) {
    forget(desk, session);
    session.person = None;
    session.awaiting = false;
}

fn forget(desk: &mut Desk<'_>, session: &mut Session) {
    if let Some(id) = session.visitor.take() {
        desk.state.visitors.retain(|visitor| visitor.id != id);
    }
}

/// Texts a code to the user of the flow, or another one to whoever has introduced themselves.
pub(super) fn send_code(
    desk: &mut Desk<'_>,
    session: &mut Session,
    flow: &Flow,
    name: &'static str,
) -> Result<(), FlowError> {
    // Makes a repeated request another one than a second wish.
    desk.call.fields.field("attempt");
    let person = flow.user_id.clone().or_else(|| session.person.clone());
    let Some(person) = person else { return Err(FlowError::invalid("give a phone number first")) };
    code::check_status(desk, &person)?;
    code::send_now(desk, &person, Channel::Sms, name)?;
    session.person = Some(person);
    session.awaiting = true;
    Ok(())
}

/// Compares the code. The right one signs in, verifies the phone number, and gives the flow its user.
pub(super) fn verify(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow) -> Result<(), FlowError> {
    let mut form = Form::new(desk, &["token"]);
    let long_enough = |text: &str| text.chars().count() >= 6;
    let token = form.text("token", "invalid-input", "at least 6 characters", long_enough);
    form.finish()?;
    let Some(person) = session.person.clone().filter(|_| session.awaiting) else {
        return Err(FlowError::invalid("no code was asked for"));
    };
    code::check_status(desk, &person)?;
    code::check(desk, &person, &token, VerifiedAgain::Refuse)?;
    session.awaiting = false;
    session.signed_in = Some(desk.call.now.mono);
    if flow.user_id.is_none() {
        let user_id = settle(desk, session, person)?;
        onboarded(desk, session, flow, user_id);
    }
    Ok(())
}

/// Makes a user of who was none.
fn settle(desk: &mut Desk<'_>, session: &mut Session, person: String) -> Result<String, FlowError> {
    let typed = session.visitor.take();
    let place = desk.state.visitors.iter().position(|visitor| Some(&visitor.id) == typed.as_ref());
    let Some(visitor) = place.map(|place| desk.state.visitors.remove(place)) else { return Ok(person) };
    // Meanwhile somebody else may have been created with the number.
    let known = if visitor.id == person { known(desk, &visitor)? } else { Some(person) };
    let Some(id) = known else {
        let id = visitor.id.clone();
        desk.state.users.push(visitor);
        session.person = Some(id.clone());
        return Ok(id);
    };
    desk.call.rests_on("known_phone_fields");
    let overwrite = desk.choices.known_phone_fields == KnownPhoneFields::Overwritten;
    if let Some(user) = desk.state.person(&id) {
        user.disconnected = false;
        if user.status == UserStatus::Unverified {
            user.status = UserStatus::Verified;
        }
        if overwrite {
            (user.first_name, user.last_name, user.email) =
                (visitor.first_name, visitor.last_name, visitor.email);
        }
    }
    session.person = Some(id.clone());
    Ok(id)
}

/// The onboarding in front of the steps is none of them.
fn onboarded(desk: &mut Desk<'_>, session: &mut Session, flow: &mut Flow, user_id: String) {
    flow.user_id = Some(user_id);
    flow.updated = desk.call.now.wall;
    desk.call.rests_on("flow_updated_on_onboarding");
    if desk.choices.flow_updated_on_onboarding {
        desk.state.happenings.push(Happening::FlowUpdated { flow_id: flow.id.clone() });
    }
    desk.call.rests_on("onboarding_message");
    let step = desk.choices.onboarding_message.clone();
    if !step.is_empty() {
        session.messages.push(StepMessage { step, status: StepStatus::Completed });
    }
}
