//! `POST /v1/users/connect/kba`: asks questions only the right person can answer.

use std::time::Duration;

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::SECURE;
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::{Form, Who};
use crate::spinwheel::kba::Quiz;
use crate::spinwheel::people::{self, Step};
use crate::spinwheel::state::GivenIdentity;

/// As long as a public demo allows.
const LONGEST_LINE: usize = 50;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.start_kba",
        routes: &[Route { method: "POST", template: "/v1/users/connect/kba" }],
        hosts: &[SECURE],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let mut form = Form::new(desk);
    let identity = identity(&mut form);
    let (born, who) = (form.birth_date(), form.who());
    form.audit();
    form.finish()?;
    if let Some(person) = people::at(Step::StartKba, "", &born) {
        return Err(
            desk.token(person.token.unwrap_or_default(), "This is a special person: see special_people.")
        );
    }
    let id = find_or_add(desk, who, &born)?;
    let quiz = ask(desk, &identity, &born);
    let connection_id = desk.state.rng.uuid();
    let questions = quiz.questions();
    let right = quiz.right_answers();
    let now = desk.call.now;
    let user = desk.user(&id)?;
    born.clone_into(&mut user.birth_date);
    user.given = Some(identity);
    user.quiz = Some(quiz);
    user.connection_id = connection_id;
    user.was_asked(now);
    let mut data = Desk::ids(user);
    data["kba"] = json!({"questions": questions});
    desk.call.rests_on("kba_start_status");
    desk.call.rests_on("kba_answers_in_response");
    if desk.choices.kba_answers_in_response {
        data["kba"]["answers"] = json!(right);
    }
    Ok(success(
        desk.choices.kba_start_status,
        &data,
        "Questions were asked; the right answers are on the control API.",
    ))
}

fn identity(form: &mut Form<'_, '_>) -> GivenIdentity {
    let identity = GivenIdentity {
        first_name: form.text("firstName"),
        last_name: form.text("lastName"),
        ssn: form.digits("ssn", 9, "nine digits without hyphens"),
        addresses: vec![form.address("address")],
    };
    if identity.addresses.iter().any(|address| address.line1.chars().count() > LONGEST_LINE) {
        form.problem(format!("address.addressLine1 is longer than {LONGEST_LINE} characters"));
    }
    identity
}

fn find_or_add(desk: &mut Desk<'_>, who: Who, born: &str) -> Result<String, Trouble> {
    if let Some(id) = desk.known(&who)? {
        desk.check_person(&id, None, born)?;
        return Ok(id);
    }
    let ext_id = if let Who::ExtUserId(id) = who { Some(id) } else { None };
    Ok(desk.state.add_user(ext_id, born, desk.call.now))
}

fn ask(desk: &mut Desk<'_>, identity: &GivenIdentity, born: &str) -> Quiz {
    for choice in ["kba_question_count", "kba_session_seconds"] {
        desk.call.rests_on(choice);
    }
    let lifetime = Duration::from_secs(desk.choices.kba_session_seconds);
    let expires = desk.call.now.mono.saturating_add(lifetime);
    let none_is_right = is_older_test_person(identity, born) || is_newer_test_person(desk, identity);
    Quiz::new(&mut desk.state.rng, desk.choices.kba_question_count, none_is_right, expires)
}

/// The documented person of older revisions, who answers "None of the above".
fn is_older_test_person(identity: &GivenIdentity, born: &str) -> bool {
    identity.first_name.eq_ignore_ascii_case("QBUZFI")
        && identity.last_name.eq_ignore_ascii_case("RFIWSHABPAV")
        && identity.ssn == "666010869"
        && born == "1952-10-26"
}

fn is_newer_test_person(desk: &mut Desk<'_>, identity: &GivenIdentity) -> bool {
    let is_devos = identity.first_name.eq_ignore_ascii_case("THOMAS")
        && identity.last_name.eq_ignore_ascii_case("DEVOS");
    if is_devos {
        desk.call.rests_on("kba_devos_answers_none");
    }
    is_devos && desk.choices.kba_devos_answers_none
}
