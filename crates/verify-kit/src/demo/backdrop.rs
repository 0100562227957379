//! What all journeys play before: one sandbox, one person, one search for leaks.

use std::cell::RefCell;

use verify_sandbox::{Sandbox, Tenant};

use super::Person;
use super::leaks::Watch;

/// The world of all journeys: what one provider has learnt, another one may know.
const TENANT: &str = "demo";

/// What was learnt in one journey and is looked at in another one.
#[derive(Debug, Clone, Default)]
pub(crate) struct Memory {
    /// How many debts Spinwheel found of the person, and their sum; `None` until it has.
    pub(crate) debts: Option<(usize, String)>,
}

#[derive(Debug)]
pub(crate) struct Backdrop {
    pub(crate) sandbox: Sandbox,
    pub(crate) tenant: Tenant,
    pub(crate) person: Person,
    pub(crate) watch: Watch,
    pub(crate) memory: RefCell<Memory>,
}

impl Backdrop {
    pub(crate) fn new(sandbox: Sandbox, person: Person, watch: Watch) -> Self {
        let tenant = sandbox.tenant(TENANT);
        Self { sandbox, tenant, person, watch, memory: RefCell::default() }
    }
}
