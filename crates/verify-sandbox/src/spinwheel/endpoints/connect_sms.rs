//! `POST /v1/users/connect/sms`: sends a code to a phone. Calling it again is the resend.

use serde_json::{Value, json};

use crate::engine::moment::{iso, millis};
use crate::engine::provider::{Operation, Route};
use crate::outbox::Channel;
use crate::spinwheel::STANDARD;
use crate::spinwheel::choices::{AttemptScope, CodeExpiresAt, OtherPath};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::{Form, Who};
use crate::spinwheel::people::{self, Step};
use crate::spinwheel::state::{self, BLOCK, CODE_LIFETIME, Connection, Tries};

const SLASH: &str = "/v1/users/connect/sms/";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.connect_sms",
        routes: &[
            Route { method: "POST", template: "/v1/users/connect/sms" },
            Route { method: "POST", template: SLASH },
        ],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    check_path(desk)?;
    let mut form = Form::new(desk);
    let (number, born, who) = (form.text("phoneNumber"), form.birth_date(), form.who());
    form.audit();
    form.finish()?;
    if let Some((token, why)) = Form::phone_trouble(&number) {
        return Err(desk.token(token, why));
    }
    if let Some(person) = people::at(Step::Connect, &number, &born) {
        return Err(
            desk.token(person.token.unwrap_or_default(), "This is a special person: see special_people.")
        );
    }
    let known = find_user(desk, &who, &number, &born)?;
    check_locks(desk, known.as_deref(), &number)?;
    let id = known.unwrap_or_else(|| {
        let ext_id = if let Who::ExtUserId(id) = who { Some(id) } else { None };
        desk.state.add_user(ext_id, &born, desk.call.now)
    });
    let connection = open_connection(desk, &id, &number, &born);
    send_text(desk, &number, &connection);
    answer(desk, &id, &connection)
}

fn check_path(desk: &mut Desk<'_>) -> Result<(), Trouble> {
    if desk.call.route.template != SLASH {
        return Ok(());
    }
    desk.call.rests_on("trailing_slash_on_connect");
    match desk.choices.trailing_slash_on_connect {
        OtherPath::Accept => Ok(()),
        OtherPath::NotFound => {
            Err(Trouble::plain(404, "Not found.", "The path with a slash at its end is switched off."))
        }
    }
}

/// The user this connect is about, if there is one already.
fn find_user(desk: &mut Desk<'_>, who: &Who, number: &str, born: &str) -> Result<Option<String>, Trouble> {
    let known = desk.known(who)?;
    if let Some(id) = &known {
        desk.check_person(id, Some(number), born)?;
    }
    Ok(known)
}

fn check_locks(desk: &mut Desk<'_>, known: Option<&str>, number: &str) -> Result<(), Trouble> {
    let now = desk.call.now.mono;
    let choices = desk.choices;
    let last = known.and_then(|id| desk.state.users.get(id)).and_then(|user| user.connections.last());
    let tries = last.map_or_else(Tries::default, |connection| connection.tries);
    let phone = desk.state.phone(number);
    let tries = if choices.attempt_scope == AttemptScope::PhoneNumber { phone.tries } else { tries };
    if phone.blocked_at.is_some_and(|at| now < at + BLOCK) {
        return Err(desk.token("TOO_MANY_VERIFICATIONS", "The number is blocked for 24 hours."));
    }
    if tries.is_locked(now) {
        desk.call.rests_on("attempt_scope");
        return Err(
            desk.token("MAX_ATTEMPTS_REACHED", "Five wrong codes less than 5 minutes ago: no new code yet.")
        );
    }
    let window = std::time::Duration::from_secs(choices.texts_window_seconds);
    if state::is_over(&phone.texts, now, window, choices.texts_before_block) {
        phone.blocked_at = Some(now);
        desk.call.rests_on("texts_before_block");
        let why =
            format!("{} texts to this number already: blocked for 24 hours.", choices.texts_before_block);
        return Err(desk.token("TOO_MANY_VERIFICATIONS", why));
    }
    Ok(())
}

fn open_connection(desk: &mut Desk<'_>, id: &str, number: &str, born: &str) -> Connection {
    let now = desk.call.now;
    let connection = Connection {
        id: desk.state.rng.uuid(),
        code: desk.state.new_code(),
        expires: now.mono + CODE_LIFETIME,
        used: false,
        cancelled: false,
        tries: Tries::default(),
    };
    let phone = desk.state.phone(number);
    phone.texts.push(now.mono);
    if phone.tries.is_spent() {
        phone.tries = Tries::default();
    }
    if let Some(user) = desk.state.users.get_mut(id) {
        let cancels = desk.choices.new_connect_cancels_code;
        user.connections.iter_mut().for_each(|older| older.cancelled |= cancels);
        user.phone = Some(number.to_owned());
        born.clone_into(&mut user.birth_date);
        user.connection_id.clone_from(&connection.id);
        user.connections.push(connection.clone());
        user.was_asked(now);
    }
    connection
}

fn send_text(desk: &Desk<'_>, number: &str, connection: &Connection) {
    let text = format!("Your Spinwheel (sandbox) code is {}. It expires in five minutes.", connection.code);
    let body = desk.call.body.clone();
    desk.context.outbox.send(desk.call.now, Channel::Sms, desk.operation, number, text, body);
}

fn answer(desk: &mut Desk<'_>, id: &str, connection: &Connection) -> Handled {
    for choice in ["connect_status", "connection_status_before_verify", "code_expires_at"] {
        desk.call.rests_on(choice);
    }
    let expires = desk.call.now.wall + CODE_LIFETIME;
    let expires: Value = match desk.choices.code_expires_at {
        CodeExpiresAt::EpochMilliseconds => json!(millis(expires)),
        CodeExpiresAt::EpochSeconds => json!(millis(expires) / 1000),
        CodeExpiresAt::IsoText => json!(iso(expires)),
    };
    let before = desk.choices.connection_status_before_verify.clone();
    let status = desk.choices.connect_status;
    let user = desk.user(id)?;
    let mut data = Desk::ids(user);
    data["connectionId"] = json!(connection.id);
    data["connectionStatus"] = json!(before);
    data["sms"] = json!({"codeExpiresAt": expires, "codeTimeoutSeconds": CODE_LIFETIME.as_secs()});
    Ok(success(status, &data, "A code was sent; it is in the outbox."))
}
