//! `GET /api/v3/us-kyc/poll-check-verify/request/{requestId}/session/{sessionId}`: what came of a link.

use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::engine::provider::{Operation, Route};
use crate::engine::wire::Answer;
use crate::signzy::API;
use crate::signzy::choices::{
    CountryCodeForm, Expired, IpMatchForm, LatePoll, NoSuchPair, Pending, PhoneMatchForm, PhoneNumberForm,
    SignzyChoices, UnclickedFields,
};
use crate::signzy::desk::{Access, Body, Desk, Endpoint, Handled, wrapped};
use crate::signzy::dialect::{Form, Trouble};
use crate::signzy::link::LinkStage;
use crate::signzy::state::Link;

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "signzy.check_link",
        routes: &[Route {
            method: "GET",
            template: "/api/v3/us-kyc/poll-check-verify/request/{requestId}/session/{sessionId}",
        }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

/// Documented: about this long between two polls.
const PACE: Duration = Duration::from_secs(10);

fn run(desk: &mut Desk<'_>) -> Handled {
    let request_id = desk.call.param("requestId").unwrap_or_default().to_owned();
    let session_id = desk.call.param("sessionId").unwrap_or_default().to_owned();
    let now = desk.call.now;
    let Some(link) = desk.state.by_request(&request_id) else {
        let known_session = desk.state.links.iter().any(|link| link.session_id == session_id);
        return no_such_pair(desk, known_session);
    };
    if link.session_id != session_id {
        return no_such_pair(desk, true);
    }
    let pace = pace(link.last_poll.replace(now.mono), now.mono);
    link.polls += 1;
    let (link, stage, late) = (link.clone(), link.stage(now), link.is_late(now));
    let handled = match stage {
        LinkStage::Open => pending(desk, &link),
        LinkStage::Expired => expired(desk, &link),
        LinkStage::Used if late => {
            desk.call.rests_on("late_poll");
            match desk.choices.late_poll {
                LatePoll::Kept => Ok(result(desk, &link)),
                LatePoll::AsExpired => expired(desk, &link),
            }
        }
        LinkStage::Used => Ok(result(desk, &link)),
    };
    match handled {
        Ok(answer) => Ok(Answer { why: answer.why + &pace, ..answer }),
        Err(trouble) => Err(Trouble { why: trouble.why + &pace, ..trouble }),
    }
}

/// The documented pace is not enforced; polls that are closer together are mentioned.
fn pace(last: Option<Duration>, now: Duration) -> String {
    let Some(since) = last.map(|last| now.saturating_sub(last)).filter(|since| *since < PACE) else {
        return String::new();
    };
    format!(" The last poll was {} s ago; about every 10 s is documented.", since.as_secs())
}

fn no_such_pair(desk: &mut Desk<'_>, one_is_known: bool) -> Handled {
    let (choice, decided, why) = if one_is_known {
        let why = "requestId and sessionId are not of the same link.";
        ("mismatched_pair", desk.choices.mismatched_pair, why)
    } else {
        ("unknown_ids", desk.choices.unknown_ids, "Nobody was given these ids.")
    };
    desk.call.rests_on(choice);
    match decided {
        NoSuchPair::NotFound => Err(Trouble::token("NOT_FOUND", why)),
        NoSuchPair::AuthFail => Err(not_about_the_token(why)),
        NoSuchPair::BadRequest => Err(Trouble::token("VALIDATION_ERROR", why)),
        NoSuchPair::NotClicked => Ok(success(desk, json!({"LinkClicked": false}), why)),
    }
}

/// The words of a token that is not good, in the form of any other refusal here.
fn not_about_the_token(why: &str) -> Trouble {
    Trouble { form: Form::Usual, ..Trouble::token("AUTH_FAIL", why) }
}

fn pending(desk: &mut Desk<'_>, link: &Link) -> Handled {
    desk.call.rests_on("pending");
    let why = "The link was not used yet.";
    match desk.choices.pending {
        Pending::NotClicked => Ok(not_clicked(desk, link, why)),
        Pending::AuthFail => Err(not_about_the_token(why)),
        Pending::NotCompleted => Err(Trouble::plain(401, "not completed", why)),
        Pending::NotFound => Err(Trouble::token("NOT_FOUND", why)),
    }
}

fn expired(desk: &mut Desk<'_>, link: &Link) -> Handled {
    desk.call.rests_on("expired");
    desk.call.rests_on("link_lifetime_seconds");
    let why = if link.replaced {
        "A newer link has taken the place of this one."
    } else {
        "The link's time is over."
    };
    match desk.choices.expired {
        Expired::NotClicked => Ok(not_clicked(desk, link, why)),
        Expired::NotFound => Err(Trouble::token("NOT_FOUND", why)),
    }
}

fn not_clicked(desk: &mut Desk<'_>, link: &Link, why: &str) -> Answer {
    desk.call.rests_on("unclicked_fields");
    let mut fields = match desk.choices.unclicked_fields {
        UnclickedFields::Absent => Map::new(),
        UnclickedFields::Null => {
            let mut fields = known_fields(desk, link);
            fields.extend(match_fields(desk, link));
            fields.values_mut().for_each(|value| *value = Value::Null);
            fields
        }
        UnclickedFields::Known => known_fields(desk, link),
    };
    fields.extend(session_field(desk, link));
    fields.insert("LinkClicked".to_owned(), json!(false));
    success(desk, fields.into(), why)
}

fn result(desk: &mut Desk<'_>, link: &Link) -> Answer {
    let mut fields = known_fields(desk, link);
    fields.extend(match_fields(desk, link));
    fields.extend(session_field(desk, link));
    fields.insert("LinkClicked".to_owned(), json!(true));
    let by = link.opening.as_ref().map_or("nobody", |opening| opening.by.as_str());
    success(desk, fields.into(), &format!("The link was used: {by}."))
}

fn success(desk: &mut Desk<'_>, fields: Value, why: &str) -> Answer {
    desk.call.rests_on("check_link_envelope");
    Answer::new(200, wrapped(desk.choices.check_link_envelope, fields), why)
}

/// What is known without a click.
fn known_fields(desk: &mut Desk<'_>, link: &Link) -> Map<String, Value> {
    desk.call.rests_on("phone_number_form");
    desk.call.rests_on("country_code_form");
    let fields = [
        ("TransactionId", json!(link.transaction_id)),
        ("LineType", json!(link.line_type.as_str())),
        ("PhoneNumber", json!(phone_number(desk.choices, link))),
        ("Carrier", json!(link.line_type.carrier())),
        ("CountryCode", json!(country_code(desk.choices, link))),
    ];
    named(fields)
}

fn phone_number(choices: &SignzyChoices, link: &Link) -> String {
    match choices.phone_number_form {
        PhoneNumberForm::National => link.national.clone(),
        PhoneNumberForm::WithCountryCode => format!("1{}", link.national),
        PhoneNumberForm::E164 => link.dialled(),
    }
}

fn country_code(choices: &SignzyChoices, link: &Link) -> &'static str {
    match choices.country_code_form {
        CountryCodeForm::Letters => link.country.as_str(),
        CountryCodeForm::Numeric => "1",
    }
}

/// What the click has shown.
fn match_fields(desk: &mut Desk<'_>, link: &Link) -> Map<String, Value> {
    for choice in ["phone_match", "ip_address_match", "device_ip"] {
        desk.call.rests_on(choice);
    }
    let choices = desk.choices;
    let mut fields = Map::new();
    match (choices.phone_match, link.phone_match()) {
        (PhoneMatchForm::Missing, _) => {}
        (PhoneMatchForm::Boolean, matched) => {
            fields.insert("PhoneMatch".to_owned(), json!(matched));
        }
        (PhoneMatchForm::Text, matched) => {
            let text = matched.map_or_else(|| "indeterminate".to_owned(), |matched| matched.to_string());
            fields.insert("PhoneMatch".to_owned(), json!(text));
        }
    }
    let compared = match choices.ip_address_match {
        IpMatchForm::Missing => false,
        IpMatchForm::WithSourceIp => link.source_ip.is_some(),
        IpMatchForm::Always => true,
    };
    if compared {
        fields.insert("IpAddressMatch".to_owned(), json!(link.ip_match().unwrap_or(false)));
    }
    if choices.device_ip {
        let ip = link.opening.as_ref().map(|opening| opening.ip.to_string());
        fields.insert("DeviceIp".to_owned(), json!(ip));
    }
    fields
}

fn session_field(desk: &mut Desk<'_>, link: &Link) -> Map<String, Value> {
    desk.call.rests_on("session_id");
    if desk.choices.session_id { named([("SessionId", json!(link.session_id))]) } else { Map::new() }
}

fn named<const COUNT: usize>(fields: [(&str, Value); COUNT]) -> Map<String, Value> {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}
