//! `GET /institution/v2/institutions`: banks whose name contains the words.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer, seconds};
use crate::finicity::paging::{self, Start};
use crate::finicity::{banks, connect};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.search_institutions",
        routes: &[Route { method: "GET", template: "/institution/v2/institutions" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let page = paging::read(desk, Start::Page)?;
    let search = desk.call.fields.query("search").into_iter().next().unwrap_or_default().to_lowercase();
    let words: Vec<_> = search.split_whitespace().collect();
    let name = |institution: &connect::Institution| institution.name.to_lowercase();
    let fits = |found: &&connect::Institution| words.iter().all(|word| name(found).contains(word));
    let found: Vec<_> = connect::all().iter().filter(fits).collect();
    let shown: Vec<_> = page.of(&found).iter().map(|institution| banks::record(institution)).collect();
    let body = json!({
        "found": found.len(),
        "displaying": shown.len(),
        "moreAvailable": page.has_more(found.len()),
        "createdDate": seconds(desk.call.now.wall),
        "institutions": shown,
    });
    Ok(answer(200, body, "The institutions whose name has all the words."))
}
