//! `POST /v1/users/{userId}/connect/sms/verify`: checks the code, then the person.

use std::time::Duration;

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::choices::{AttemptScope, CodeSource, GuidePath, VerifyAgain};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::form::Form;
use crate::spinwheel::people::{self, Step};
use crate::spinwheel::state::{self, Tries, User, Verified};
use crate::spinwheel::{STANDARD, connected};

const GUIDE: &str = "/v1/users/connect/sms/verify";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.verify_sms_code",
        routes: &[
            Route { method: "POST", template: "/v1/users/{userId}/connect/sms/verify" },
            Route { method: "POST", template: GUIDE },
        ],
        hosts: &[STANDARD],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    check_path(desk)?;
    let path_id = desk.call.param("userId").map(str::to_owned);
    let mut form = Form::new(desk);
    let id = path_id.unwrap_or_else(|| form.text("userId"));
    let code = form.text("code");
    if !code.is_empty() && (code.len() != 6 || !code.bytes().all(|byte| byte.is_ascii_digit())) {
        form.problem("code must be six digits");
    }
    form.finish()?;
    let (number, born) = desk.user(&id).map(|user| (user.phone().to_owned(), user.birth_date.clone()))?;
    throttle(desk, &number)?;
    let special = people::at(Step::Verify, &number, &born).and_then(|person| person.token);
    if let Some(token) = special.filter(|token| BEFORE_THE_CODE.contains(token)) {
        leave_trace(desk, &id, &number, token)?;
        return Err(desk.token(token, "This is a special person: see special_people."));
    }
    check_code(desk, &id, &number, &code)?;
    if let Some(token) = special {
        return Err(desk.token(token, "The code is right; this is a special person: see special_people."));
    }
    answer(desk, &id)
}

/// Special tokens that need no right code.
const BEFORE_THE_CODE: [&str; 4] = ["EXPIRED", "INCORRECT", "MAX_ATTEMPTS_REACHED", "TOO_MANY_REQUESTS"];

/// What such a refusal leaves behind for anybody who asks how it stands: the same as an ordinary one.
fn leave_trace(desk: &mut Desk<'_>, id: &str, number: &str, token: &str) -> Result<(), Trouble> {
    let now = desk.call.now.mono;
    let change: fn(&mut Tries, Duration) = match token {
        "INCORRECT" => Tries::count_wrong,
        "MAX_ATTEMPTS_REACHED" => Tries::spend,
        _ => |_, _| {},
    };
    change(&mut desk.state.phone(number).tries, now);
    if let Some(last) = desk.user(id)?.connections.last_mut() {
        change(&mut last.tries, now);
        if token == "EXPIRED" {
            last.expires = last.expires.min(now);
        }
    }
    Ok(())
}

fn check_path(desk: &mut Desk<'_>) -> Result<(), Trouble> {
    if desk.call.route.template != GUIDE {
        return Ok(());
    }
    desk.call.rests_on("guide_verify_path");
    if desk.choices.guide_verify_path == GuidePath::Accept {
        return Ok(());
    }
    let why = "The guide prints this path; the reference has the user id in it: /v1/users/{userId}/connect/sms/verify. \
               The choice guide_verify_path switches it on.";
    Err(Trouble::plain(404, "Not found.", why))
}

fn throttle(desk: &mut Desk<'_>, number: &str) -> Result<(), Trouble> {
    let now = desk.call.now.mono;
    let limit = desk.choices.verifications_before_throttle;
    let window = Duration::from_secs(desk.choices.verifications_window_seconds);
    let phone = desk.state.phone(number);
    if state::is_over(&phone.verifications, now, window, limit) {
        desk.call.rests_on("verifications_before_throttle");
        let why = format!("{limit} verifications for this number within {} s.", window.as_secs());
        return Err(desk.token("TOO_MANY_REQUESTS", why));
    }
    phone.verifications.push(now);
    Ok(())
}

/// What a code comes to, before anything is changed.
enum Verdict {
    Right(usize),
    Wrong(usize),
    Locked,
    Over(&'static str),
    UsedAgain,
}

fn check_code(desk: &mut Desk<'_>, id: &str, number: &str, code: &str) -> Result<(), Trouble> {
    let by_phone = desk.choices.attempt_scope == AttemptScope::PhoneNumber;
    let shared = by_phone.then(|| desk.state.phone(number).tries);
    let (choices, now) = (desk.choices, desk.call.now);
    let zeros = choices.code_source == CodeSource::GeneratedOrZeros && code == "000000";
    let verdict = judge(desk.user(id)?, shared, code, zeros, now.mono);
    match verdict {
        Verdict::Right(index) => {
            let user = desk.user(id)?;
            user.connections[index].used = true;
            user.connection_id = user.connections[index].id.clone();
            desk.state.phone(number).tries = Tries::default();
            Ok(())
        }
        Verdict::Wrong(index) => {
            desk.state.phone(number).tries.count_wrong(now.mono);
            let tries = &mut desk.user(id)?.connections[index].tries;
            tries.count_wrong(now.mono);
            let why = format!("The code is not the one that was sent; wrong try {} of 5.", tries.wrong);
            Err(desk.token("INCORRECT", why))
        }
        Verdict::Locked => {
            desk.call.rests_on("attempt_scope");
            let why = "Five wrong codes: no code counts until 5 minutes have passed and a new one was sent.";
            Err(desk.token("MAX_ATTEMPTS_REACHED", why))
        }
        Verdict::Over(why) => Err(desk.token("EXPIRED", why)),
        Verdict::UsedAgain => {
            desk.call.rests_on("verify_again");
            match choices.verify_again {
                VerifyAgain::SameAnswer => Ok(()),
                VerifyAgain::Expired => Err(desk.token("EXPIRED", "The code was used already.")),
            }
        }
    }
}

fn judge(user: &User, shared: Option<Tries>, code: &str, zeros: bool, now: Duration) -> Verdict {
    let Some(last) = user.connections.len().checked_sub(1) else {
        return Verdict::Over("No code was ever sent to this user.");
    };
    let live = |index: &usize| !user.connections[*index].cancelled && user.connections[*index].code == code;
    // Without cancelling, several codes can be good at the same time.
    let index = (0..=last).rev().find(live).unwrap_or(last);
    let connection = &user.connections[index];
    let tries = shared.unwrap_or(connection.tries);
    let right = connection.code == code || zeros;
    if tries.is_locked(now) {
        Verdict::Locked
    } else if tries.is_spent() {
        Verdict::Over("The tries of this code are spent; a new one has to be sent.")
    } else if connection.used && right {
        Verdict::UsedAgain
    } else if connection.used {
        Verdict::Over("The code was used already.")
    } else if now >= connection.expires {
        Verdict::Over("The code is older than 300 s.")
    } else if right {
        Verdict::Right(index)
    } else {
        Verdict::Wrong(index)
    }
}

fn answer(desk: &mut Desk<'_>, id: &str) -> Handled {
    desk.call.rests_on("verify_status");
    let status = desk.choices.verify_status;
    let data = connected::answer(desk, id, Verified::ByText)?;
    Ok(success(status, &data, "The code is right and the person was identified."))
}
