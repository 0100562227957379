//! What is simulated, and the routes of the control API.

use super::{code, table};
use crate::control::table::all as all_routes;
use crate::engine::provider::{Host, Operation, Provider};
use crate::tenant::TenantCore;

/// A title for each provider, in the order in which the sandbox has them.
pub(super) fn title(provider: &str) -> &'static str {
    match provider {
        "spinwheel" => "Spinwheel",
        "finicity" => "Finicity",
        "dots" => "Dots",
        "debtcore" => "DebtCore",
        "signzy" => "Signzy",
        _ => "Other",
    }
}

pub(super) fn operations(tenant: &TenantCore) -> String {
    let mut written = "## What is simulated\n\nEvery operation below, with its state: what one call makes, the others see. \
                       The name is that of faults and of the journal. \
                       Where an operation has several requests, a choice can decide which of them are taken; those of DebtCore are \
                       told apart by the first field of the document.\n"
        .to_owned();
    for provider in tenant.providers.all() {
        written.extend([format!("\n### {}\n\n", title(provider.name()))]);
        let hosts = provider.hosts().iter();
        let at: Vec<_> =
            hosts.map(|host| format!("{} at `/{{tenant}}/{}`", host.role, host.segment)).collect();
        written.extend([format!("Hosts: {}.\n\n", at.join(", "))]);
        let rows = provider.operations().iter().map(|operation| row(provider.as_ref(), operation));
        written += &table(&["Operation", "Request", "Host"], rows);
        let events = provider.events();
        if !events.is_empty() {
            let events: Vec<_> = events.iter().map(|event| code(event)).collect();
            written.extend([format!("\nWebhooks: {}.\n", events.join(", "))]);
        }
    }
    written
}

fn row(provider: &dyn Provider, operation: &Operation) -> Vec<String> {
    let requests: Vec<_> = operation
        .routes
        .iter()
        .map(|route| {
            code(&format!(
                "{} {}",
                route.method,
                if route.template.is_empty() { "/" } else { route.template }
            ))
        })
        .collect();
    let mut requests = requests;
    requests.dedup();
    let of_host = |host: &&Host| operation.hosts.contains(&host.role);
    let hosts: Vec<_> = provider.hosts().iter().filter(of_host).map(|host| host.role).collect();
    vec![code(operation.name), requests.join(", "), hosts.join(", ")]
}

pub(super) fn control() -> String {
    let rows = all_routes().map(|(path, _, route)| {
        let query: Vec<_> = route.query.iter().map(|param| format!("{}=", param.name)).collect();
        let path = if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) };
        vec![code(&format!("{} {path}", route.method)), route.what.to_owned()]
    });
    format!(
        "## The control API\n\nWhat tests do in Rust, over HTTP. `GET /_sandbox/openapi.json` describes all of it, with schemas and \
         examples, as OpenAPI 3.1; a refusal is `{{\"error\": {{\"message\", \"what_to_do\"}}}}`.\n\n{}",
        table(&["Route", "What it does"], rows)
    )
}
