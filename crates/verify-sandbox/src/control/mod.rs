//! The control API under `/_sandbox`: what tests do in Rust, over HTTP.

mod clock;
mod index;
mod journal;
mod personas;
mod problem;
mod status;
mod tenant;

use http::{HeaderName, Request, header};
use hyper::body::Incoming;
use serde_json::{Value, json};

use crate::engine::read::{Unread, read};
use crate::engine::route;
use crate::engine::wire::Wire;
use crate::engine::world::World;

pub(crate) use problem::Problem;

/// What a route answers.
pub(crate) type Answer = Result<Value, Problem>;

/// The parameters after the question mark.
#[derive(Debug)]
pub(crate) struct Query(Vec<(String, String)>);

impl Query {
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A number, or the default when the parameter is absent.
    pub(crate) fn number<T: std::str::FromStr>(&self, name: &str, absent: T) -> Result<T, Problem> {
        let Some(text) = self.get(name) else { return Ok(absent) };
        text.parse()
            .map_err(|_| Problem::bad(format!("{name}={text} is no number"), format!("give {name} a number")))
    }
}

/// A request of the control API.
pub(crate) struct Command<'a> {
    pub(crate) method: &'a str,
    pub(crate) segments: &'a [&'a str],
    pub(crate) query: Query,
    pub(crate) body: &'a [u8],
}

impl Command<'_> {
    /// The body as JSON; an empty one is `{}`.
    pub(crate) fn json(&self) -> Answer {
        if self.body.is_empty() {
            return Ok(json!({}));
        }
        serde_json::from_slice(self.body)
            .map_err(|error| Problem::bad(format!("the body is no JSON: {error}"), "send a JSON object"))
    }
}

/// Answers a request under `/_sandbox`.
pub(crate) async fn serve(world: &World, request: Request<Incoming>) -> Wire {
    let wire = match answer(world, request).await {
        Ok(value) => Wire::json(200, &value),
        Err(problem) => problem.into_wire(),
    };
    // A page of elsewhere can ask for it as an image or a script, without an origin: it gets to see nothing of it.
    wire.header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(HeaderName::from_static("cross-origin-resource-policy"), "same-origin")
}

async fn answer(world: &World, request: Request<Incoming>) -> Answer {
    let (parts, body) = request.into_parts();
    let body = read(body).await.map_err(|unread| match unread {
        Unread::TooLarge => Problem::new(413, "the body is longer than 1 MiB", "send less"),
        Unread::TooSlow => Problem::new(408, "the body took too long to arrive", "send it faster"),
        Unread::ClientLeft => Problem::bad("the body did not arrive completely", "send it again"),
    })?;
    let path = parts.uri.path().trim_start_matches("/_sandbox").trim_matches('/').to_owned();
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let query = Query(route::query_pairs(parts.uri.query().unwrap_or_default()));
    let request = Command { method: parts.method.as_str(), segments: &segments, query, body: &body };
    routes(world, &request).await
}

async fn routes(world: &World, request: &Command<'_>) -> Answer {
    match (request.method, request.segments) {
        ("GET", []) => Ok(index::index(world)),
        ("GET", ["health"]) => Ok(json!({"status": "ok"})),
        (_, ["clock", rest @ ..]) => clock::routes(world, request, rest),
        ("GET", ["tenants"]) => Ok(json!({"tenants": world.tenant_names()})),
        (_, ["tenants", name, rest @ ..]) => tenant::routes(world, request, name, rest).await,
        _ => Err(Problem::no_route()),
    }
}
