//! The routes.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::header::{COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use spinwheel_connect::webhook::Event;
use spinwheel_connect::{
    Address, AnswerId, DateOfBirth, InvalidValue, OtpCode, PhoneNumber, QuestionId, Ssn,
};

use crate::code::Person;
use crate::intake::Visit;
use crate::questions::Identity;
use crate::{Intake, Reply};

type App = State<Arc<Intake>>;

/// The application as a web service.
pub fn router(intake: Arc<Intake>) -> Router {
    Router::new()
        .route("/start", post(start))
        .route("/resend", post(resend))
        .route("/code", post(code))
        .route("/questions", post(questions))
        .route("/answers", post(answers))
        .route("/report", post(report))
        .route("/debts", get(debts))
        .route("/webhook", post(webhook))
        .with_state(intake)
}

#[derive(Deserialize)]
struct PersonForm {
    phone: String,
    birth_date: String,
}

#[derive(Deserialize)]
struct CodeForm {
    code: String,
}

#[derive(Deserialize)]
struct IdentityForm {
    first_name: String,
    last_name: String,
    birth_date: String,
    ssn: String,
    street: String,
    city: String,
    state: String,
    zip: String,
}

#[derive(Deserialize)]
struct AnswersForm {
    answers: Vec<AnswerForm>,
}

#[derive(Deserialize)]
struct AnswerForm {
    question: String,
    answer: String,
}

async fn start(State(app): App, headers: HeaderMap, body: Bytes) -> Response {
    let person = match person(&body) {
        Ok(person) => person,
        Err(reply) => return reply.into_response(),
    };
    let mut visit = visit(&app, &headers).unwrap_or_else(|_| app.open());
    let cookie = format!("session={}; HttpOnly; Secure; SameSite=Strict; Path=/", visit.id);
    ([(SET_COOKIE, cookie)], app.start(&mut visit, &person).await).into_response()
}

async fn resend(State(app): App, headers: HeaderMap, body: Bytes) -> Result<Reply, Reply> {
    let mut visit = visit(&app, &headers)?;
    app.resend(&mut visit, &person(&body)?).await
}

async fn code(State(app): App, headers: HeaderMap, body: Bytes) -> Result<Reply, Reply> {
    let mut visit = visit(&app, &headers)?;
    let code = OtpCode::new(&read::<CodeForm>(&body)?.code).map_err(wrong)?;
    app.check(&mut visit, &code).await
}

async fn questions(State(app): App, headers: HeaderMap, body: Bytes) -> Result<Reply, Reply> {
    let mut visit = visit(&app, &headers)?;
    let form: IdentityForm = read(&body)?;
    let identity = Identity {
        first_name: form.first_name.into(),
        last_name: form.last_name.into(),
        birth_date: DateOfBirth::new(&form.birth_date).map_err(wrong)?,
        ssn: Ssn::new(&form.ssn).map_err(wrong)?,
        address: Address::new(form.street, form.city, form.state, form.zip),
    };
    app.ask(&mut visit, identity).await
}

async fn answers(State(app): App, headers: HeaderMap, body: Bytes) -> Result<Reply, Reply> {
    let mut visit = visit(&app, &headers)?;
    let pair = |form: AnswerForm| Ok((QuestionId::new(form.question)?, AnswerId::new(form.answer)?));
    let answers = read::<AnswersForm>(&body)?.answers.into_iter().map(pair);
    let answers = answers.collect::<Result<Vec<_>, InvalidValue>>().map_err(wrong)?;
    app.answer(&mut visit, answers).await
}

async fn report(State(app): App, headers: HeaderMap) -> Result<Reply, Reply> {
    app.report(&mut visit(&app, &headers)?).await
}

async fn debts(State(app): App, headers: HeaderMap) -> Result<Reply, Reply> {
    app.debts(&visit(&app, &headers)?).await
}

async fn webhook(State(app): App, headers: HeaderMap, body: Bytes) -> StatusCode {
    if !app.webhooks.accepts(&headers) {
        return StatusCode::UNAUTHORIZED;
    }
    match Event::parse(&body) {
        Ok(event) => {
            app.hear(&event);
            StatusCode::NO_CONTENT
        }
        Err(_) => StatusCode::BAD_REQUEST,
    }
}

/// The session whose cookie came along.
fn visit(app: &Intake, headers: &HeaderMap) -> Result<Visit, Reply> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let mut cookies = cookies.flat_map(|cookies| cookies.split(';'));
    let id = cookies.find_map(|cookie| cookie.trim().strip_prefix("session="));
    let unknown = || Reply::new(StatusCode::UNAUTHORIZED, "no_session", "Please start again.");
    id.and_then(|id| app.find(id)).ok_or_else(unknown)
}

fn person(body: &Bytes) -> Result<Person, Reply> {
    let form: PersonForm = read(body)?;
    let phone = PhoneNumber::new(&form.phone).map_err(wrong)?;
    Ok(Person { phone, birth_date: DateOfBirth::new(&form.birth_date).map_err(wrong)? })
}

/// Reads a form. What is wrong with it is not repeated: serde's text quotes what was sent.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Reply> {
    serde_json::from_slice(body).map_err(|_| Reply::correct("the form"))
}

fn wrong(invalid: InvalidValue) -> Reply {
    Reply::correct(invalid.what())
}
