//! `GET /_sandbox/openapi.json`: the routes as an OpenAPI 3.1 document.

mod operation;
mod shape;

use serde_json::{Map, Value, json};

use super::route::{Described, Row, Run};
use super::table;
use crate::engine::world::World;

pub(super) const ROUTES: &[Row] = &[(
    Described::get("/openapi.json", "these routes as an OpenAPI 3.1 document").answers(
        r#"{"openapi": "3.1.0", "info": {"title": "verify-sandbox", "version": "0.1.0", "description": "The control API."},
            "servers": [{"url": "http://127.0.0.1:8700"}], "tags|any": [], "paths|any": {}, "components|any": {}}"#,
    ),
    Run::Sandbox(|world, _| Ok(document(world))),
)];

const ABOUT: &str = "What tests do in Rust with a sandbox, over HTTP. Everything in it is synthetic. A tenant is brought into being \
                     by its name; tenants share the clock and nothing else.";

fn document(world: &World) -> Value {
    let mut paths = Map::new();
    for (path, provider, described) in table::all() {
        let item = paths.entry(path.clone()).or_insert_with(|| json!({}));
        item[described.method.to_ascii_lowercase()] = operation::of(&path, provider, described);
    }
    json!({
        "openapi": "3.1.0",
        "info": {"title": "verify-sandbox", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT},
        "servers": [{"url": world.base_url()}],
        "tags": tags(),
        "paths": paths,
        "components": {"responses": {"Problem": problem()}},
    })
}

fn tags() -> Value {
    let mut providers: Vec<_> = table::of_providers().map(|(provider, _)| provider).collect();
    providers.dedup();
    let of_provider = |name: &&str| json!({"name": name, "description": format!("What {name} adds.")});
    let own = [
        json!({"name": "sandbox", "description": "The sandbox as a whole: its clock is that of all tenants."}),
        json!({"name": "tenant", "description": "One tenant, whatever the provider."}),
    ];
    own.into_iter().chain(providers.iter().map(of_provider)).collect()
}

/// Every refusal of the control API.
fn problem() -> Value {
    let example = r#"{"error": {"message": "there is no such fault", "what_to_do": "GET the faults for their numbers"}}"#;
    json!({
        "description": "Refused: what is wrong, and what to do about it.",
        "content": {"application/json": shape::media(example)},
    })
}
