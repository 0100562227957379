//! `GET /institution/v2/institutions/{institutionId}`: one bank.

use serde_json::json;

use crate::engine::provider::{Operation, Route};
use crate::finicity::API;
use crate::finicity::desk::{Access, Body, Desk, Endpoint, Handled, answer};
use crate::finicity::dialect::Trouble;
use crate::finicity::{banks, connect};

pub(super) static ENDPOINT: Endpoint = Endpoint {
    operation: Operation {
        name: "finicity.get_institution",
        routes: &[Route { method: "GET", template: "/institution/v2/institutions/{institutionId}" }],
        hosts: &[API],
    },
    access: Access::Token,
    body: Body::Ignored,
    run,
};

fn run(desk: &mut Desk<'_>) -> Handled {
    let id = desk.call.param("institutionId").unwrap_or_default().to_owned();
    let Some(found) = id.parse().ok().and_then(connect::find) else {
        return Err(Trouble::token("14001_RESOURCE", format!("There is no institution {id:?}.")));
    };
    Ok(answer(200, json!({"institution": banks::record(found)}), "The institution."))
}
