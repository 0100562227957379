//! `PUT /v1/users/{userId}/connect/kba`: the answers. Path and method are documented; the body is this sandbox's.

use serde_json::Value;

use crate::engine::provider::{Operation, Route};
use crate::spinwheel::choices::{KbaAnswerBody, KbaAnswerMethod};
use crate::spinwheel::desk::{Body, Desk, Endpoint, Handled};
use crate::spinwheel::dialect::{Trouble, success};
use crate::spinwheel::people::{self, Step};
use crate::spinwheel::state::Verified;
use crate::spinwheel::{SECURE, connected};

const PATH: &str = "/v1/users/{userId}/connect/kba";

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "spinwheel.answer_kba",
        routes: &[Route { method: "PUT", template: PATH }, Route { method: "POST", template: PATH }],
        hosts: &[SECURE],
    },
    body: Body::Json,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    check_method(desk)?;
    let answers = answers(desk)?;
    let id = desk.call.param("userId").unwrap_or_default().to_owned();
    let born = desk.user(&id)?.birth_date.clone();
    if let Some(person) = people::at(Step::AnswerKba, "", &born) {
        return Err(
            desk.token(person.token.unwrap_or_default(), "This is a special person: see special_people.")
        );
    }
    judge(desk, &id, &answers)?;
    desk.call.rests_on("kba_answer_status");
    let status = desk.choices.kba_answer_status;
    let data = connected::answer(desk, &id, Verified::ByKba)?;
    Ok(success(status, &data, "The answers are right."))
}

fn check_method(desk: &mut Desk<'_>) -> Result<(), Trouble> {
    if desk.call.route.method == "PUT" {
        return Ok(());
    }
    desk.call.rests_on("kba_answer_method");
    match desk.choices.kba_answer_method {
        KbaAnswerMethod::PutOrPost => Ok(()),
        KbaAnswerMethod::Put => {
            let why = "The answers are sent with PUT; the choice kba_answer_method switches POST on.";
            Err(Trouble::plain(405, "The method is not allowed here.", why))
        }
    }
}

fn answers(desk: &mut Desk<'_>) -> Result<Vec<(String, String)>, Trouble> {
    desk.call.rests_on("kba_answer_body");
    let list = match desk.choices.kba_answer_body {
        KbaAnswerBody::AnswersField => desk.call.fields.field("answers"),
        KbaAnswerBody::BareList => desk.call.fields.whole(),
    };
    let Some(Value::Array(list)) = list else {
        return Err(desk.invalid("answers must be a list of {questionId, answerId}"));
    };
    let pair = |item: &Value| {
        let text = |key: &str| item.get(key).and_then(Value::as_str).map(str::to_owned);
        Some((text("questionId")?, text("answerId")?))
    };
    let pairs: Option<Vec<_>> = list.iter().map(pair).collect();
    pairs.ok_or_else(|| desk.invalid("every answer needs questionId and answerId, both strings"))
}

fn judge(desk: &mut Desk<'_>, id: &str, answers: &[(String, String)]) -> Result<(), Trouble> {
    let (now, choices) = (desk.call.now.mono, desk.choices);
    let user = desk.user(id)?;
    let Some(quiz) = user.quiz.as_mut().filter(|quiz| !quiz.used && now < quiz.expires) else {
        desk.call.rests_on("kba_session_seconds");
        desk.call.rests_on("kba_expired_token");
        return Err(desk.token(
            &choices.kba_expired_token,
            "There are no open questions: none asked, too late, or answered.",
        ));
    };
    let problems = quiz.problems(answers);
    if !problems.is_empty() {
        return Err(Trouble::invalid(choices, problems));
    }
    quiz.used = true;
    let wrong = quiz.wrong(answers);
    if wrong > choices.kba_wrong_allowed {
        desk.call.rests_on("kba_failure_token");
        desk.call.rests_on("kba_wrong_allowed");
        return Err(desk.token(&choices.kba_failure_token, format!("{wrong} answers are wrong.")));
    }
    Ok(())
}
