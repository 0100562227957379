//! Everything that outlives a connection: the clock and the tenants.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use verify_testkit::ManualClock;

use super::lock;
use super::tasks::Tasks;
use crate::oracle::Ledger;
use crate::tenant::TenantCore;

/// The longest name of a tenant.
const LONGEST_NAME: usize = 64;

#[derive(Debug)]
pub(crate) struct World {
    pub(crate) clock: ManualClock,
    pub(crate) seed: u64,
    pub(crate) port: u16,
    pub(crate) tasks: Tasks,
    /// Of all tenants, whatever is reset.
    pub(crate) double_sends: Ledger,
    connections: AtomicU64,
    tenants: Mutex<BTreeMap<String, Arc<TenantCore>>>,
}

impl World {
    pub(crate) fn new(clock: ManualClock, seed: u64, port: u16, tasks: Tasks) -> Self {
        let (double_sends, connections, tenants) = (Ledger::new(), AtomicU64::new(0), Mutex::default());
        Self { clock, seed, port, tasks, double_sends, connections, tenants }
    }

    pub(crate) fn base_url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// The tenant of that name, brought into being on first use.
    pub(crate) fn tenant(&self, name: &str) -> Arc<TenantCore> {
        let mut tenants = lock(&self.tenants);
        if let Some(tenant) = tenants.get(name) {
            return Arc::clone(tenant);
        }
        let tenant = Arc::new(TenantCore::new(name, self));
        tenants.insert(name.to_owned(), Arc::clone(&tenant));
        tenant
    }

    /// The tenant of that name, if there is one.
    pub(crate) fn known_tenant(&self, name: &str) -> Option<Arc<TenantCore>> {
        lock(&self.tenants).get(name).cloned()
    }

    pub(crate) fn tenant_names(&self) -> Vec<String> {
        lock(&self.tenants).keys().cloned().collect()
    }

    /// Lets the personas of all tenants do what has fallen due for them.
    pub(crate) fn let_personas_act(&self) {
        let tenants: Vec<_> = lock(&self.tenants).values().cloned().collect();
        for tenant in tenants {
            tenant.let_personas_act();
        }
    }

    /// A number for a TCP connection, from 1.
    pub(crate) fn next_connection(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// Whether a path segment can name a tenant.
pub(crate) fn is_tenant_name(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    !name.is_empty() && name.len() <= LONGEST_NAME && name.bytes().all(allowed)
}

/// A usable name made of any text: lower case, every other character a hyphen.
pub(crate) fn tenant_name(text: &str) -> String {
    let allowed = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit();
    let name: String = text
        .chars()
        .map(|letter| letter.to_ascii_lowercase())
        .map(|letter| if allowed(letter) { letter } else { '-' })
        .take(LONGEST_NAME)
        .collect();
    if name.is_empty() { "default".to_owned() } else { name }
}
