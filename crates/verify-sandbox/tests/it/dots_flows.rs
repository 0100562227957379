//! Flows: created, read and listed. Their page has tests of its own.

use serde_json::{Value, json};
use verify_sandbox::dots::{FlowShape, FlowTimes, MissingOption, OnboardStep, OtherSteps, UnknownFields};

use crate::client::Reply;
use crate::dots_client::{App, NOBODY, NUMBER, id, refusal, said};

const FLOWS: &str = "/v2/flows";

async fn create(app: &App, body: &Value) -> Reply {
    app.call("POST", FLOWS, body).await
}

#[tokio::test]
async fn a_flow_is_created_as_the_examples_show_it() {
    let app = App::new().await;
    let reply = create(&app, &json!({"steps": ["compliance"]})).await;
    assert_eq!(reply.status, 200);
    assert!(app.rests_on("flow_shape") && app.rests_on("flow_times"));
    let flow = id(&reply);
    let link = format!("{}/default/dots-flow/flow/{flow}", app.sandbox.base_url());
    let shown = json!({
        "id": flow, "created": "2026-01-15T12:00:00.000000", "user_id": null, "steps": ["compliance"],
        "completed_steps": [], "link": link, "metadata": null, "payout_link_id": null,
    });
    assert_eq!(reply.json(), shown);
    let read = app.get(&format!("{FLOWS}/{flow}")).await;
    assert_eq!((read.status, read.json()), (200, shown));
    let user = app.user(NUMBER).await;
    let body = json!({
        "user_id": user, "require_auth": true, "hide_go_to_dashboard_on_complete": true, "metadata": {"a": 1},
        "steps": [
            {"name": "manage-payouts", "auto_payout_enabled": false, "hide_continue_button": true,
             "require_default_payout_method": true, "require_auto_payout_method": false},
            {"name": "payout", "payout_fee_party": "user"},
            {"name": "pdf-form-fill", "template_id": "t1"}, "onboard", "id-verification", "manage-payments",
            "background-check", {"name": "redirect", "redirect_url": "https://example.com/done?a=b"},
        ],
    });
    let reply = app.call("POST", "/v2/flows/", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert!(app.tenant.journal().last().unwrap().unread_fields.is_empty());
    let shown = reply.json();
    let names = [
        "manage-payouts",
        "payout",
        "pdf-form-fill",
        "onboard",
        "id-verification",
        "manage-payments",
        "background-check",
        "redirect",
    ];
    assert_eq!(
        (&shown["user_id"], &shown["steps"], &shown["metadata"]),
        (&json!(user), &json!(names), &json!({"a": 1}))
    );
    assert!(app.tenant.outbox().is_empty(), "creating sends nothing");
}

#[tokio::test]
async fn what_a_flow_cannot_be() {
    let app = App::new().await;
    for (body, named) in [
        (json!({}), "steps is missing"),
        (json!({"steps": "compliance"}), "steps must be a list"),
        (json!({"steps": [7]}), "steps[0] must be a name or an object"),
        (
            json!({"steps": [{"redirect_url": "https://example.com"}]}),
            "steps[0].name must be the name of a step",
        ),
        (json!({"steps": ["authentication"]}), "steps[0] is not one of compliance"),
        (json!({"steps": ["compliance", "compliance"]}), "steps[1] is in the list twice"),
        (json!({"steps": ["redirect"]}), "steps[0].redirect_url is missing"),
        (json!({"steps": ["pdf-form-fill"]}), "steps[0].template_id is missing"),
        (
            json!({"steps": [{"name": "redirect", "redirect_url": "/done"}]}),
            "steps[0].redirect_url must be an address",
        ),
        (
            json!({"steps": [{"name": "payout", "auto_payout_enabled": 1}]}),
            "steps[0].auto_payout_enabled must be true or false",
        ),
        (
            json!({"steps": [{"name": "payout", "payout_fee_party": "bank"}]}),
            "steps[0].payout_fee_party must be platform or user",
        ),
        (json!({"steps": [], "user_id": "x"}), "user_id must be a UUID"),
        (json!({"steps": [], "require_auth": "yes"}), "require_auth must be true or false"),
        (json!({"steps": [], "metadata": null}), "metadata must be a string or an object"),
    ] {
        let reply = create(&app, &body).await;
        assert_eq!(refusal(&reply), said(400, "invalid-input"), "{body}");
        assert!(reply.json()["message"].as_str().unwrap().starts_with(named), "{}", reply.text());
    }
    let unknown = create(&app, &json!({"steps": [], "user_id": NOBODY})).await;
    assert_eq!(refusal(&unknown), said(404, "no_such_resource"));
    assert_eq!(unknown.json()["message"], format!("User not found: {NOBODY}"));
    assert_eq!(create(&app, &json!({"steps": []})).await.status, 200, "no least number is published");
    let missing = app.get(&format!("{FLOWS}/{NOBODY}")).await;
    assert_eq!(missing.json()["message"], format!("Flow not found: {NOBODY}"));
    assert_eq!(refusal(&missing), said(404, "no_such_resource"));
    assert_eq!(refusal(&app.get(&format!("{FLOWS}/x")).await), said(400, "invalid-input"));
}

#[tokio::test]
async fn choices_about_flows() {
    let app = App::new().await;
    app.dots.choose(|choices| {
        choices.flow_shape = FlowShape::Schema;
        choices.flow_times = FlowTimes::Utc;
        choices.missing_option = MissingOption::Accept;
        choices.onboard_step = OnboardStep::Refuse;
        choices.other_steps = OtherSteps::Refuse;
        choices.unknown_fields = UnknownFields::Refuse;
    });
    let shown = create(&app, &json!({"steps": ["redirect"]})).await.json();
    assert_eq!(shown["created"], "2026-01-15T12:00:00.000Z");
    assert!(shown.get("payout_link_id").is_none() && shown.get("metadata").is_some());
    for (steps, choice) in [
        (json!(["onboard"]), "onboard_step"),
        (json!(["payout"]), "other_steps"),
        (json!([{"name": "compliance", "colour": "red"}]), "unknown_fields"),
    ] {
        assert_eq!(refusal(&create(&app, &json!({"steps": steps})).await), said(400, "invalid-input"));
        assert!(app.rests_on(choice), "{choice}");
    }
    app.dots.choose(|choices| choices.flow_shape = FlowShape::Overview);
    let shown = app.get(FLOWS).await.json()["data"][0].clone();
    assert_eq!((&shown["updated"], &shown["payout_link_id"]), (&shown["created"], &Value::Null));
    assert!(shown.get("metadata").is_none());
}

#[tokio::test]
async fn flows_come_in_pages() {
    let app = App::new().await;
    let mut flows = Vec::new();
    for _ in 0..3 {
        flows.insert(0, id(&create(&app, &json!({"steps": ["compliance"]})).await));
    }
    let page = async |query: &str| {
        let body = app.get(&format!("{FLOWS}?{query}")).await.json();
        let ids: Vec<_> = body["data"]
            .as_array()
            .unwrap()
            .iter()
            .map(|flow| flow["id"].as_str().unwrap().to_owned())
            .collect();
        (ids, body["has_more"].as_bool().unwrap())
    };
    assert_eq!(page("limit=2").await, (flows[..2].to_vec(), true));
    assert_eq!(page(&format!("starting_after={}", flows[1])).await, (flows[2..].to_vec(), false));
    assert_eq!(page(&format!("limit=1&ending_before={}", flows[2])).await, (flows[1..2].to_vec(), true));
    assert_eq!(refusal(&app.get(&format!("{FLOWS}?limit=0")).await), said(400, "invalid-input"));
    assert_eq!(
        refusal(&app.get(&format!("{FLOWS}?starting_after={NOBODY}")).await),
        said(400, "invalid-input")
    );
}
