//! The routes.

use std::net::SocketAddr;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{ConnectInfo, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, COOKIE, LOCATION, REFERRER_POLICY, SET_COOKIE,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use spinwheel_connect::OtpCode;

use crate::App;
use crate::app::Visit;
use crate::form::Form;
use crate::notice::Notice;
use crate::page::{opened, page};

type Web = State<Arc<App>>;

/// With this prefix browsers let no other host set it: nobody can have a person sign up in a session that is theirs.
const COOKIE_NAME: &str = "__Host-session";

/// The application as a web service. Serve it with `into_make_service_with_connect_info::<SocketAddr>()`: how many texts can be
/// asked for goes by the address that the connection comes from.
pub fn router(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(home))
        .route("/start", post(start))
        .route("/check", post(check))
        .route("/opened", get(async || html(opened())))
        .route("/bank", get(back_from_bank).post(to_bank))
        .route("/webhooks/finicity", post(finicity))
        .route("/webhooks/dots", post(dots))
        .with_state(app)
}

/// The first page opens the session. A form that comes without one is not acted on: of two clicks both have to be seen to
/// belong to one person.
async fn home(State(app): Web, headers: HeaderMap) -> Response {
    let Some(visit) = visit(&app, &headers) else {
        let Ok(visit) = app.open() else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
        // Lax, not Strict: the browser must bring it along when it comes back from Finicity.
        let cookie = format!("{COOKIE_NAME}={}; HttpOnly; Secure; SameSite=Lax; Path=/", visit.id);
        let page = show(&app, &visit, Notice::Welcome, &Form::default()).await;
        return ([(SET_COOKIE, cookie)], page).into_response();
    };
    show(&app, &visit, app.standing(&visit), &Form::default()).await
}

async fn start(
    State(app): Web,
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Some(mut visit) = visit(&app, &headers) else { return to("/") };
    let form = Form::read(&body);
    if form.get("agreed") != "yes" {
        return show(&app, &visit, Notice::Agree, &form).await;
    }
    let mut subject = match form.subject(&visit.session.person, app.now()) {
        Ok(subject) => subject,
        Err(invalid) => return show(&app, &visit, Notice::Correct(invalid.what()), &form).await,
    };
    subject.target_url = Some(format!("{}/opened", app.url).into());
    let notice = app.start(&mut visit, &subject, peer.ip()).await.unwrap_or_else(|notice| notice);
    show(&app, &visit, notice, &form).await
}

async fn check(State(app): Web, headers: HeaderMap, body: Bytes) -> Response {
    let Some(mut visit) = visit(&app, &headers) else { return to("/") };
    let typed = Form::read(&body);
    let code = OtpCode::new(typed.get("code")).ok();
    let notice = app.check(&mut visit, code.as_ref()).await.unwrap_or_else(|notice| notice);
    show(&app, &visit, notice, &Form::default()).await
}

async fn to_bank(State(app): Web, headers: HeaderMap) -> Response {
    let Some(mut visit) = visit(&app, &headers) else { return to("/") };
    match app.bank_link(&mut visit).await {
        Ok(link) => to(&link),
        Err(notice) => show(&app, &visit, notice, &Form::default()).await,
    }
}

async fn back_from_bank(State(app): Web, headers: HeaderMap) -> Response {
    let Some(mut visit) = visit(&app, &headers) else { return to("/") };
    let notice = app.look_at_bank(&mut visit).await.unwrap_or_else(|notice| notice);
    show(&app, &visit, notice, &Form::default()).await
}

/// The body is taken as bytes: those are signed, not JSON that was read and written again.
async fn finicity(State(app): Web, headers: HeaderMap, body: Bytes) -> StatusCode {
    let (status, new) = app.hear_finicity(&headers, &body);
    work_on(app, new);
    status
}

async fn dots(State(app): Web, headers: HeaderMap, body: Bytes) -> StatusCode {
    let (status, new) = app.hear_dots(&headers, &body);
    work_on(app, new);
    status
}

/// The provider does not wait for it: Dots gives up after 15 seconds.
fn work_on(app: Arc<App>, new: bool) {
    if new {
        tokio::spawn(async move { app.work_on().await });
    }
}

async fn show(app: &App, visit: &Visit, notice: Notice, typed: &Form) -> Response {
    let accounts = app.accounts(visit).await.unwrap_or_default();
    let notice = if accounts.is_empty() { notice } else { Notice::BankConnected };
    html(page(&visit.session, &app.ways, notice, typed, &accounts))
}

/// Pages hold what the person typed: nobody keeps them, and no other site hears where the person came from.
fn html(page: String) -> Response {
    let headers = [
        (CONTENT_TYPE, "text/html; charset=utf-8"),
        (CACHE_CONTROL, "no-store"),
        (REFERRER_POLICY, "no-referrer"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'"),
    ];
    (headers, page).into_response()
}

fn to(place: &str) -> Response {
    let headers = [(LOCATION, place), (CACHE_CONTROL, "no-store"), (REFERRER_POLICY, "no-referrer")];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// The session whose cookie came along.
fn visit(app: &App, headers: &HeaderMap) -> Option<Visit> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies = cookies.flat_map(|cookies| cookies.split(';'));
    let mut pairs = cookies.filter_map(|cookie| cookie.trim().split_once('='));
    app.find(pairs.find_map(|(name, id)| (name == COOKIE_NAME).then_some(id))?)
}
