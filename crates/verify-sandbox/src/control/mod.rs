//! The control API under `/_sandbox`: what tests do in Rust, over HTTP.

mod clock;
mod double_sends;
mod faults;
mod index;
mod journal;
mod openapi;
mod personas;
mod problem;
pub(crate) mod route;
mod state;
mod status;
pub(crate) mod table;
mod tenant;
mod webhooks;

use bytes::Bytes;
use http::{HeaderName, Request, header};
use hyper::body::Incoming;
use serde_json::{Value, json};

use crate::engine::read::{Unread, read};
use crate::engine::route as route_of;
use crate::engine::wire::Wire;
use crate::engine::world::World;
use crate::limits::{BODY_LIMIT, STATE_LIMIT};
use route::Run;

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
    /// Those in the path.
    pub(crate) params: Vec<(&'static str, String)>,
    pub(crate) query: Query,
    pub(crate) body: &'a [u8],
}

impl Command<'_> {
    /// A parameter of the path; empty when the route has none of this name.
    pub(crate) fn param(&self, name: &str) -> &str {
        self.params.iter().find(|(key, _)| *key == name).map_or("", |(_, value)| value)
    }

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
    let path = parts.uri.path().trim_start_matches("/_sandbox");
    let segments: Vec<&str> = path.split('/').filter(|segment| !segment.is_empty()).collect();
    let body = body_of(body, &segments).await?;
    let query = Query(route_of::query_pairs(parts.uri.query().unwrap_or_default()));
    let request = Command { method: parts.method.as_str(), params: Vec::new(), query, body: &body };
    serve_route(world, request, &segments).await
}

/// A state may be longer than anything else.
async fn body_of(body: Incoming, segments: &[&str]) -> Result<Bytes, Problem> {
    let limit = if matches!(segments, ["tenants", _, "state"]) { STATE_LIMIT } else { BODY_LIMIT };
    read(body, limit).await.map_err(|unread| match unread {
        Unread::TooLarge => {
            Problem::new(413, format!("the body is longer than {} MiB", limit / BODY_LIMIT), "send less")
        }
        Unread::TooSlow => Problem::new(408, "the body took too long to arrive", "send it faster"),
        Unread::ClientLeft => Problem::bad("the body did not arrive completely", "send it again"),
    })
}

/// The row that fits; a literal segment wins over a parameter.
async fn serve_route(world: &World, mut request: Command<'_>, segments: &[&str]) -> Answer {
    let path: String = segments.iter().flat_map(|segment| ["/", segment]).collect();
    let fitting = table::own().filter_map(|(route, run)| Some((route.fits(request.method, &path)?, run)));
    let Some((params, run)) = fitting.min_by_key(|(params, _)| params.len()) else {
        return match segments {
            ["tenants", tenant, provider, path @ ..] if !path.is_empty() && !table::is_own(provider) => {
                tenant::of_provider(world, &request, (tenant, provider), path)
            }
            _ => Err(Problem::no_route()),
        };
    };
    request.params = params;
    let tenant = || tenant::of_path(world, request.param("tenant"));
    match run {
        Run::Sandbox(run) => run(world, &request),
        Run::Tenant(run) => run(&*tenant()?, &request),
        Run::Both(run) => run(world, &*tenant()?, &request),
        Run::Handle(run) => run(&tenant()?, &request),
        Run::Waits(run) => run(&tenant()?, &request).await,
    }
}
