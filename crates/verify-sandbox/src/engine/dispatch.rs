//! From a request to an answer: tenant, provider, operation, fault, journal.

use std::fmt;
use std::future::pending;
use std::sync::Arc;

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use hyper::body::Incoming;
use serde_json::json;
use tokio::sync::oneshot;

use super::body::SandboxBody;
use super::call::Call;
use super::fields::Fields;
use super::inject::{self, Stage};
use super::moment::Moment;
use super::provider::{Host, Lookup, Operation, Provider, Refusal};
use super::read::{Unread, read};
use super::route::{self, Match};
use super::stranger::Stranger;
use super::wire::{self, Answer, Wire};
use super::world::{self, World};
use crate::control::{self, Problem};
use crate::fault::Hit;
use crate::journal::{Outcome, Pen};
use crate::limits::{BODY_LIMIT, READ_TIMEOUT};
use crate::tenant::TenantCore;

/// The connection is to be closed without an answer.
#[derive(Debug)]
pub(crate) struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("closed on purpose")
    }
}

impl std::error::Error for Closed {}

/// Answers one request.
pub(crate) async fn serve(
    world: Arc<World>,
    connection: u64,
    request: Request<Incoming>,
) -> Result<Response<SandboxBody>, Closed> {
    if let Some(stranger) = Stranger::find(world.port, &request) {
        return Ok(stranger.turn_away(&world, connection, &request));
    }
    let path = request.uri().path().to_owned();
    if path == "/_sandbox" || path.starts_with("/_sandbox/") {
        return Ok(control::serve(&world, request).await.into_response(&world.clock));
    }
    let mut segments = path.splitn(4, '/').skip(1);
    let name = segments.next().unwrap_or_default();
    if !world::is_tenant_name(name) {
        return Ok(no_tenant(name).into_response(&world.clock));
    }
    let tenant = world.tenant(name);
    let (host, below) = (segments.next().unwrap_or_default(), segments.next());
    let below = below.map_or_else(String::new, |rest| format!("/{rest}"));
    Visit { tenant, connection }.answer(host, &below, request).await
}

fn no_tenant(name: &str) -> Wire {
    let message = if name.is_empty() {
        "this is the sandbox; nothing is served here"
    } else {
        "this is no tenant's name"
    };
    let what = "use /{tenant}/{provider}/… with a name of [a-z0-9-], at most 64 characters; GET /_sandbox lists the rest";
    Wire::json(404, &json!({"error": {"message": message, "what_to_do": what}}))
}

/// What is known once the head has been read and looked up.
struct Target {
    provider: Arc<dyn Provider>,
    host: Host,
    found: Match,
}

impl Target {
    /// The operation that will be called: the path, the method and the host are right.
    fn operation(&self) -> Option<&'static Operation> {
        match &self.found {
            Match::Found { operation, .. } if operation.hosts.contains(&self.host.role) => Some(operation),
            _ => None,
        }
    }

    /// How the body tells the operation, where it does.
    fn lookup(&self) -> Option<Lookup> {
        self.operation().and_then(|row| self.provider.lookup(row))
    }

    fn settle(&mut self, meant: &'static Operation) {
        if let Match::Found { operation, .. } = &mut self.found {
            *operation = meant;
        }
    }
}

/// Notes what an answer rests on, in the journal and in its headers.
pub(crate) fn note(
    tenant: &TenantCore,
    provider: &dyn Provider,
    call: &Call,
    answer: &mut Answer,
    pen: &Pen,
) {
    let changed = tenant.changed_choices(provider, call.choices());
    let headers = changed.iter().map(|name| (wire::CHOICE, HeaderValue::from_static(name)));
    answer.headers.extend(headers);
    pen.edit(|entry| {
        entry.unread_fields = call.fields.unread();
        entry.choices = call.choices().to_vec();
        entry.changed_choices = changed;
    });
}

struct Visit {
    tenant: Arc<TenantCore>,
    connection: u64,
}

impl Visit {
    async fn answer(
        &self,
        segment: &str,
        below: &str,
        request: Request<Incoming>,
    ) -> Result<Response<SandboxBody>, Closed> {
        self.tenant.let_personas_act();
        let mut target = self.target(segment, request.method().as_str(), below);
        let lookup = target.as_ref().and_then(Target::lookup);
        let row = target.as_ref().and_then(Target::operation).filter(|_| lookup.is_none());
        let pen = self.open_entry(target.as_ref(), row, below, &request);
        let mut hit = self.strike(row, &pen)?;
        let (parts, body) = request.into_parts();
        let body = match read(body, BODY_LIMIT).await {
            Ok(body) => body,
            Err(Unread::TooLarge) => return Ok(self.too_large(target.as_ref(), &pen)),
            Err(Unread::TooSlow) => return Ok(self.too_slow(&pen)),
            Err(Unread::ClientLeft) => {
                pen.close(Outcome::ClientLeft, "The client went away while its body was being read.");
                return Err(Closed);
            }
        };
        pen.body(&body);
        if let (Some(lookup), Some(target)) = (lookup, &mut target) {
            let meant = lookup(parts.uri.query(), &body);
            target.settle(meant);
            pen.name(meant.name);
            hit = self.strike(Some(meant), &pen)?;
        }
        let Some(target) = target else { return Ok(self.no_provider(segment, &pen)) };
        if let Some(hit) = hit.as_ref().filter(|hit| hit.kind.stage() == Stage::AfterReading) {
            return self.unprocessed(&target, hit, &pen).await;
        }
        let pen = Arc::new(pen);
        let answer = self.process(&target, parts, body, &pen).await?;
        self.deliver(&target, answer, hit.as_ref(), &pen)
    }

    /// The fault that strikes this operation, if any. Where the operation stands in the body, the body has been read for
    /// that; a connection that is to be closed before reading is closed now, and the client sees no difference.
    fn strike(&self, operation: Option<&'static Operation>, pen: &Pen) -> Result<Option<Hit>, Closed> {
        let Some(hit) = operation.and_then(|operation| self.tenant.faults.take(operation.name)) else {
            return Ok(None);
        };
        pen.edit(|entry| entry.injected = Some(hit.describe()));
        if hit.kind.stage() == Stage::BeforeReading {
            let why = "A fault closed the connection before the body was read.";
            pen.close(Outcome::ClosedBeforeReading, why);
            return Err(Closed);
        }
        Ok(Some(hit))
    }

    fn target(&self, segment: &str, method: &str, below: &str) -> Option<Target> {
        for provider in self.tenant.providers.all() {
            let host = provider.hosts().iter().find(|host| host.segment == segment).copied();
            if let Some(host) = host {
                let found = route::find(provider.as_ref(), host.role, method, below);
                return Some(Target { provider, host, found });
            }
        }
        None
    }

    fn open_entry(
        &self,
        target: Option<&Target>,
        operation: Option<&'static Operation>,
        below: &str,
        request: &Request<Incoming>,
    ) -> Pen {
        let query = request.uri().query();
        self.tenant.journal.open(|entry| {
            entry.at = Moment::of(&self.tenant.clock).wall;
            entry.tenant.clone_from(&self.tenant.name);
            entry.provider = target.map(|target| target.provider.name());
            entry.host = target.map(|target| target.host.role);
            entry.operation = operation.map(|operation| operation.name);
            entry.method = request.method().to_string();
            entry.path = query.map_or_else(|| below.to_owned(), |query| format!("{below}?{query}"));
            entry.headers = crate::journal::headers(request.headers());
            entry.connection = self.connection;
        })
    }

    /// Only what happens before the operation's effect.
    async fn unprocessed(
        &self,
        target: &Target,
        hit: &Hit,
        pen: &Pen,
    ) -> Result<Response<SandboxBody>, Closed> {
        let now = Moment::of(&self.tenant.clock);
        let instead = target
            .operation()
            .and_then(|operation| inject::instead(&hit.kind, target.provider.as_ref(), operation, now));
        let Some(wire) = instead else {
            if hit.kind == crate::FaultKind::NoAnswer {
                pen.close(Outcome::HeldOpen, "A fault read the request, did nothing and never answers.");
                return pending().await;
            }
            pen.close(
                Outcome::ClosedAfterReading,
                "A fault read the request, did nothing and closed the connection.",
            );
            return Err(Closed);
        };
        let why = format!("A fault answered {} instead of the operation, which did nothing.", wire.status);
        pen.close(Outcome::Answered(wire.status), &why);
        Ok(wire.header(wire::INJECTED, hit.kind.name()).into_response(&self.tenant.clock))
    }

    async fn process(
        &self,
        target: &Target,
        parts: http::request::Parts,
        body: Bytes,
        pen: &Arc<Pen>,
    ) -> Result<Answer, Closed> {
        let Match::Found { operation, route, params } = &target.found else {
            let refusal = match &target.found {
                Match::OtherMethod(operation) => Refusal::OtherMethod(operation),
                _ => Refusal::NoSuchPath("No operation of this provider has this path."),
            };
            return Ok(target.provider.refuse(&refusal));
        };
        if !operation.hosts.contains(&target.host.role) {
            return Ok(target.provider.refuse(&Refusal::OtherHost(operation)));
        }
        let now = Moment::of(&self.tenant.clock);
        let query = route::query_pairs(parts.uri.query().unwrap_or_default());
        let mut call = Call::new(now, route, parts.headers);
        call.params.clone_from(params);
        call.fields = Fields::new(serde_json::from_slice(&body).ok(), query);
        call.body = body;
        self.carry_out(Arc::clone(&target.provider), operation, call, Arc::clone(pen)).await
    }

    /// Lets the provider work. A client that leaves meanwhile misses the answer; the work is done all the same.
    async fn carry_out(
        &self,
        provider: Arc<dyn Provider>,
        operation: &'static Operation,
        mut call: Call,
        pen: Arc<Pen>,
    ) -> Result<Answer, Closed> {
        let (done, answer) = oneshot::channel();
        let tenant = Arc::clone(&self.tenant);
        self.tenant.tasks.spawn(async move {
            let mut answer = provider.handle(operation, &mut call).await;
            note(&tenant, provider.as_ref(), &call, &mut answer, &pen);
            // Whoever got a message acts before the application knows that it was sent.
            tenant.let_personas_act();
            if let Err(missed) = done.send(answer) {
                let why = format!("{} The client left before it was answered {}.", missed.why, missed.status);
                pen.close(Outcome::ClientLeft, &why);
            }
        });
        // It ends without an answer when the sandbox is shut down.
        answer.await.map_err(|_| Closed)
    }

    fn deliver(
        &self,
        target: &Target,
        answer: Answer,
        hit: Option<&Hit>,
        pen: &Pen,
    ) -> Result<Response<SandboxBody>, Closed> {
        let Some(hit) = hit else {
            pen.close(Outcome::Answered(answer.status), &answer.why);
            return Ok(Wire::of(answer).into_response(&self.tenant.clock));
        };
        let spoiled = inject::spoil(&hit.kind, target.provider.as_ref(), answer);
        pen.close(spoiled.outcome, &spoiled.why);
        let wire = spoiled.wire.ok_or(Closed)?.header(wire::INJECTED, hit.kind.name());
        Ok(wire.into_response(&self.tenant.clock))
    }

    fn too_slow(&self, pen: &Pen) -> Response<SandboxBody> {
        let message = format!("the body did not arrive within {} seconds", READ_TIMEOUT.as_secs());
        pen.close(Outcome::Answered(408), "The body did not arrive in time.");
        Problem::new(408, message, "send it faster").into_wire().into_response(&self.tenant.clock)
    }

    fn too_large(&self, target: Option<&Target>, pen: &Pen) -> Response<SandboxBody> {
        let answer = match target {
            Some(target) => target.provider.refuse(&Refusal::TooLarge),
            None => Answer::new(413, json!({}), "The body is longer than the sandbox reads."),
        };
        pen.close(Outcome::Answered(answer.status), &answer.why);
        Wire::of(answer).into_response(&self.tenant.clock)
    }

    fn no_provider(&self, segment: &str, pen: &Pen) -> Response<SandboxBody> {
        let providers = self.tenant.providers.all();
        let hosts: Vec<_> =
            providers.iter().flat_map(|provider| provider.hosts()).map(|host| host.segment).collect();
        let message = format!("there is no provider host {segment:?}");
        let what = format!("use /{}/{{host}}/… with one of: {}", self.tenant.name, hosts.join(", "));
        pen.close(
            Outcome::Answered(404),
            &format!("No provider host has this name; there are {}.", hosts.join(", ")),
        );
        Wire::json(404, &json!({"error": {"message": message, "what_to_do": what}}))
            .into_response(&self.tenant.clock)
    }
}
