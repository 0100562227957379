//! A browser without a screen: asks the pages of a tenant through the handlers that answer a real one.

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use bytes::Bytes;
use http::header::{CONTENT_TYPE, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::engine::call::Call;
use crate::engine::dispatch::note;
use crate::engine::fields::Fields;
use crate::engine::inject::{self, Stage as FaultStage};
use crate::engine::moment::Moment;
use crate::engine::provider::{Operation, Provider, Refusal};
use crate::engine::route::{self, Match};
use crate::engine::wire::{Answer, Manner, Wire};
use crate::journal::{self, Outcome, Pen};
use crate::tenant::TenantCore;

/// Marks the visits of personas: the number of the persona.
const PERSONA: HeaderName = HeaderName::from_static("sandbox-persona");

/// What is asked for.
pub(super) struct Request<'a> {
    pub(super) at: Moment,
    pub(super) persona: u64,
    /// The `User-Agent`.
    pub(super) agent: &'a str,
    pub(super) method: &'a str,
    pub(super) url: &'a str,
    pub(super) content_type: &'static str,
    pub(super) body: Bytes,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) status: u16,
    /// `null` when the body is no JSON.
    pub(super) body: Value,
}

impl Request<'_> {
    /// Asks; `None` when nothing comes back. Faults strike as they strike a browser; a slow answer is not waited for.
    pub(super) fn send(self, tenant: &TenantCore) -> Option<Seen> {
        let (segment, below, query) = self.place(tenant)?;
        let providers = tenant.providers.all();
        let mut hosts =
            providers.iter().flat_map(|provider| provider.hosts().iter().map(move |host| (host, provider)));
        let (host, provider) = hosts.find(|(host, _)| host.segment == segment)?;
        let (role, provider) = (host.role, provider.as_ref());
        let path = query.map_or_else(|| below.to_owned(), |query| format!("{below}?{query}"));
        let pen = self.open_entry(tenant, provider, role, &path);
        match route::find(provider, role, self.method, below) {
            Match::Found { operation, route, params } => {
                pen.name(operation.name);
                let mut call = Call::new(self.at, route, self.headers());
                call.params = params;
                call.fields = Fields::new(
                    serde_json::from_slice(&self.body).ok(),
                    route::query_pairs(query.unwrap_or_default()),
                );
                call.body = self.body;
                visit(tenant, provider, operation, call, &pen)
            }
            Match::OtherMethod(operation) => Some(refused(provider, &Refusal::OtherMethod(operation), &pen)),
            Match::Nothing => {
                let refusal = Refusal::NoSuchPath("No operation of this provider has this path.");
                Some(refused(provider, &refusal, &pen))
            }
        }
    }

    /// Host, path below it, query.
    fn place<'b>(&'b self, tenant: &TenantCore) -> Option<(&'b str, &'b str, Option<&'b str>)> {
        let rest = self.url.strip_prefix(&tenant.base_url())?.strip_prefix('/')?;
        let rest = rest.split('#').next().unwrap_or_default();
        let (path, query) = rest.split_once('?').map_or((rest, None), |(path, query)| (path, Some(query)));
        let (segment, below) = path.split_at(path.find('/').unwrap_or(path.len()));
        Some((segment, below, query))
    }

    fn headers(&self) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.extend(HeaderValue::from_str(self.agent).ok().map(|agent| (USER_AGENT, agent)));
        if !self.body.is_empty() {
            headers.insert(CONTENT_TYPE, HeaderValue::from_static(self.content_type));
        }
        headers.insert(PERSONA, HeaderValue::from(self.persona));
        headers
    }

    fn open_entry(
        &self,
        tenant: &TenantCore,
        provider: &dyn Provider,
        role: &'static str,
        path: &str,
    ) -> Pen {
        let pen = tenant.journal.open(|entry| {
            entry.at = self.at.wall;
            entry.tenant.clone_from(&tenant.name);
            entry.provider = Some(provider.name());
            entry.host = Some(role);
            self.method.clone_into(&mut entry.method);
            path.clone_into(&mut entry.path);
            entry.headers = journal::headers(&self.headers());
            entry.persona = Some(self.persona);
        });
        pen.body(&self.body);
        pen
    }
}

fn visit(
    tenant: &TenantCore,
    provider: &dyn Provider,
    operation: &'static Operation,
    mut call: Call,
    pen: &Pen,
) -> Option<Seen> {
    let hit = tenant.faults.take(operation.name);
    if let Some(hit) = &hit {
        pen.edit(|entry| entry.injected = Some(hit.describe()));
        if hit.kind.stage() != FaultStage::AfterProcessing {
            let wire = inject::instead(&hit.kind, provider, operation, call.now);
            let (outcome, why) = match &wire {
                Some(wire) => (Outcome::Answered(wire.status), "A fault answered instead of the operation."),
                None => (Outcome::ClosedAfterReading, "A fault let the visit come to nothing."),
            };
            pen.close(outcome, why);
            return wire.map(|wire| seen(&wire));
        }
    }
    let Some(mut answer) = at_once(provider, operation, &mut call) else {
        pen.close(Outcome::HeldOpen, "The page did not answer at once, and the person did not wait.");
        return None;
    };
    note(tenant, provider, &call, &mut answer, pen);
    let Some(hit) = hit else {
        pen.close(Outcome::Answered(answer.status), &answer.why);
        return Some(seen(&Wire::of(answer)));
    };
    let spoiled = inject::spoil(&hit.kind, provider, answer);
    pen.close(spoiled.outcome, &spoiled.why);
    spoiled.wire.filter(|wire| wire.manner != Manner::Cut).map(|wire| seen(&wire))
}

/// Pages answer without waiting for anything.
fn at_once(provider: &dyn Provider, operation: &'static Operation, call: &mut Call) -> Option<Answer> {
    let mut answering = pin!(provider.handle(operation, call));
    match answering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => Some(answer),
        Poll::Pending => None,
    }
}

fn refused(provider: &dyn Provider, refusal: &Refusal<'_>, pen: &Pen) -> Seen {
    let answer = provider.refuse(refusal);
    pen.close(Outcome::Answered(answer.status), &answer.why);
    seen(&Wire::of(answer))
}

fn seen(wire: &Wire) -> Seen {
    Seen { status: wire.status, body: serde_json::from_slice(&wire.body).unwrap_or_default() }
}
