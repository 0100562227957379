//! `POST /v1/users/connect/network`: connects somebody whom another partner has connected.

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::Form;
use crate::spinwheel::state::Verified;
use crate::spinwheel::{STANDARD, connected, data, people};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.connect_network_token",
        routes: &[Route { method: "POST", template: "/v1/users/connect/network" }],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

/// What the caller sends.
struct Asked {
    ext_id: String,
    token: String,
    last_four: String,
    born: String,
}

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::new(desk);
    let asked = Asked {
        ext_id: form.ext_id(),
        token: form.text("networkToken"),
        last_four: form.digits("ssnLastFourDigits", 4, "four digits"),
        born: form.birth_date(),
    };
    form.date("audit.userConsentDate");
    form.finish()?;
    check_partner(desk)?;
    if let Some(token) = people::refusal_of(&asked.token) {
        return Err(desk.token(token, "This is a special network token: see special_people."));
    }
    let source = source(desk, &asked)?;
    if desk.state.by_ext_id(&asked.ext_id).is_some() {
        return Err(desk.token("NETWORK_USER_CONFLICT", "The extUserId is that of another user."));
    }
    let id = copy(desk, &source, asked)?;
    let data = connected::answer(desk, &id, Verified::ByNetworkToken)?;
    Ok(success(200, &data, "The network token is good, and the person is the one behind it."))
}

fn check_partner(desk: &mut Desk<'_>) -> Result<(), Trouble> {
    if !desk.choices.network_configured {
        desk.call.rests_on("network_configured");
        return Err(desk.token("NETWORK_CONFIGURATION_MISSING", "The choice network_configured is off."));
    }
    if !desk.choices.network_enabled {
        desk.call.rests_on("network_enabled");
        return Err(desk.token("NETWORK_ACCESS_DISABLED", "The choice network_enabled is off."));
    }
    Ok(())
}

/// The user behind the token, when the token lives and the person is the same.
fn source(desk: &mut Desk<'_>, asked: &Asked) -> Result<String, Trouble> {
    let (now, choices) = (desk.call.now.mono, desk.choices);
    let mut users = desk.state.users.values();
    let found = users.find_map(|user| {
        let token = user.network_tokens.iter().find(|token| token.value == asked.token)?;
        Some((user, token))
    });
    let Some((user, token)) = found else {
        return Err(desk.token("NETWORK_TOKEN_NOT_FOUND", "No user of this tenant has this network token."));
    };
    if !connected::is_live(token, choices, now) {
        desk.call.rests_on("network_token_days");
        return Err(desk.token("NETWORK_TOKEN_EXPIRED", "The network token is older than its life."));
    }
    if data::last_four(user) != asked.last_four || user.birth_date != asked.born {
        let why = "ssnLastFourDigits or dateOfBirth is not that of the person behind the token.";
        return Err(desk.token("NETWORK_TOKEN_NOT_ACCEPTABLE", why));
    }
    Ok(user.id.clone())
}

fn copy(desk: &mut Desk<'_>, source: &str, asked: Asked) -> Result<String, Trouble> {
    let (phone, given) = desk.user(source).map(|user| (user.phone.clone(), user.given.clone()))?;
    let id = desk.state.add_user(Some(asked.ext_id), &asked.born, desk.call.now);
    let connection_id = desk.state.rng.uuid();
    let user = desk.user(&id)?;
    user.phone = phone;
    user.given = given;
    user.connection_id = connection_id;
    Ok(id)
}
