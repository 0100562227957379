//! The tables of all routes. A module that adds to the control API has a table of its own, and a line here.

use super::route::{Described, Row};
use super::{
    clock, double_sends, faults, index, journal, openapi, personas, state, status, tenant, webhooks,
};
use crate::providers;

/// The sandbox's own routes.
const TABLES: &[&[Row]] = &[
    index::ROUTES,
    openapi::ROUTES,
    clock::ROUTES,
    double_sends::ROUTES,
    tenant::ROUTES,
    status::ROUTES,
    journal::ROUTES,
    faults::ROUTES,
    tenant::CHOICES,
    webhooks::ROUTES,
    personas::ROUTES,
    state::ROUTES,
];

/// What stands before the path of a tenant's route.
pub(super) const TENANT: &str = "/tenants/{tenant}";

/// The sandbox's own routes.
pub(super) fn own() -> impl Iterator<Item = &'static Row> {
    TABLES.iter().copied().flatten()
}

/// Whether a part of a tenant with this name is the sandbox's own, and no provider's.
pub(super) fn is_own(part: &str) -> bool {
    let part_of = |path: &'static str| path.strip_prefix(TENANT)?.split('/').nth(1);
    own().any(|(described, _)| part_of(described.path) == Some(part))
}

/// The routes of the providers, with the provider's name.
pub(super) fn of_providers() -> impl Iterator<Item = (&'static str, &'static Described)> {
    let tables = providers::CONTROL_ROUTES.iter();
    tables.flat_map(|(provider, own)| own.iter().map(move |described| (*provider, described)))
}

/// All of them with their whole path, and the provider where it is one's.
pub(crate) fn all() -> impl Iterator<Item = (String, Option<&'static str>, &'static Described)> {
    let own = own().map(|(described, _)| (format!("/_sandbox{}", described.path), None, described));
    own.chain(of_providers().map(|(provider, described)| {
        (format!("/_sandbox{TENANT}/{provider}/{}", described.path), Some(provider), described)
    }))
}
