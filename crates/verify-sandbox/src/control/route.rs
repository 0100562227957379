//! A route of the control API: how it is called, what is said of it, and, of the sandbox's own, what it does.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use super::{Answer, Command};
use crate::engine::route::params_of;
use crate::engine::world::World;
use crate::tenant::TenantCore;

/// A parameter after the question mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Param {
    pub(crate) name: &'static str,
    pub(crate) needed: bool,
    /// A number where the parameter is one.
    pub(crate) example: &'static str,
    pub(crate) what: &'static str,
}

/// One that has to be there.
pub(crate) const fn needs(name: &'static str, example: &'static str, what: &'static str) -> Param {
    Param { name, needed: true, example, what }
}

/// One that can be left out.
pub(crate) const fn takes(name: &'static str, example: &'static str, what: &'static str) -> Param {
    Param { name, needed: false, example, what }
}

/// What is said of a route: the one source of routing, of the index and of the OpenAPI document. Bodies are examples in JSON that
/// are schemas at the same time: see [`super::openapi::shape`].
#[derive(Debug, Clone, Copy)]
pub(crate) struct Described {
    pub(crate) method: &'static str,
    /// Of the sandbox's own below `/_sandbox`, of a provider's below its name; with `{parameters}`.
    pub(crate) path: &'static str,
    pub(crate) what: &'static str,
    pub(crate) query: &'static [Param],
    pub(crate) body: Option<&'static str>,
    pub(crate) answer: &'static str,
}

impl Described {
    pub(crate) const fn get(path: &'static str, what: &'static str) -> Self {
        Self { method: "GET", path, what, query: &[], body: None, answer: "{}" }
    }

    pub(crate) const fn post(path: &'static str, what: &'static str) -> Self {
        Self { method: "POST", ..Self::get(path, what) }
    }

    pub(crate) const fn put(path: &'static str, what: &'static str) -> Self {
        Self { method: "PUT", ..Self::get(path, what) }
    }

    pub(crate) const fn delete(path: &'static str, what: &'static str) -> Self {
        Self { method: "DELETE", ..Self::get(path, what) }
    }

    pub(crate) const fn query(self, query: &'static [Param]) -> Self {
        Self { query, ..self }
    }

    pub(crate) const fn body(self, body: &'static str) -> Self {
        Self { body: Some(body), ..self }
    }

    pub(crate) const fn answers(self, answer: &'static str) -> Self {
        Self { answer, ..self }
    }

    /// The parameters in the path, when method and path are this route's.
    pub(crate) fn fits(&self, method: &str, path: &str) -> Option<Vec<(&'static str, String)>> {
        (self.method == method).then(|| params_of(self.path, path)).flatten()
    }
}

/// What every provider answers to `choice-table`.
pub(crate) const CHOICE_TABLE: &str = r#"{"choices": [{"name": "connect_status", "question": "Which status?", "default": "201",
    "options": "any status", "why": "it is documented so"}]}"#;

/// An answer that is waited for.
pub(crate) type Waiting<'a> = Pin<Box<dyn Future<Output = Answer> + Send + 'a>>;

/// What a route of the sandbox's own does.
#[derive(Clone, Copy)]
pub(crate) enum Run {
    Sandbox(fn(&World, &Command<'_>) -> Answer),
    Tenant(fn(&TenantCore, &Command<'_>) -> Answer),
    /// Of a tenant, with a look at the sandbox.
    Both(fn(&World, &TenantCore, &Command<'_>) -> Answer),
    /// Of a tenant, for what keeps a hold of it.
    Handle(fn(&Arc<TenantCore>, &Command<'_>) -> Answer),
    /// Of a tenant, and it may take its time.
    Waits(for<'a> fn(&'a Arc<TenantCore>, &'a Command<'a>) -> Waiting<'a>),
}

/// A row of a table: add one, and it is served and described.
pub(crate) type Row = (Described, Run);
