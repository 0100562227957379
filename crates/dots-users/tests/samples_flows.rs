//! Samples of payout methods, tax forms, addresses and flows.

#![allow(clippy::unwrap_used)] // Also in helpers, outside of test functions.

#[path = "support/reading.rs"]
mod reading;
mod support;

use dots_users::models::Platform;
use dots_users::{AccountType, CreatedFlow, ErrorCode, ErrorKind, Flow, PaymentMethod, StepName, Timestamp};
use reading::{decode, lost, refused};
use serde_json::json;
use support::{client, flow_id, sample};
use verify_testkit::Script;

#[tokio::test]
async fn listed_payout_methods() {
    let methods = decode!(list_payout_methods, "all_platforms.json");
    let platforms: Vec<_> = methods.iter().map(|method| method.platform.clone().unwrap()).collect();
    let known = [
        Platform::Ach,
        Platform::Paypal,
        Platform::Venmo,
        Platform::CashApp,
        Platform::IntlTransfer,
        Platform::IntlBank,
        Platform::Airtm,
        Platform::Payoneer,
        Platform::Crypto,
        Platform::from("carrier_pigeon"),
    ];
    assert_eq!(platforms, known);
    assert_eq!((methods[0].rtp_enabled, methods[1].id.is_none()), (Some(true), true));
    assert_eq!(methods[1].meta.as_ref().unwrap().expose(), &json!("customer-17"));
    assert_eq!((&methods[2].meta, methods[8].meta.as_ref().unwrap().expose()), (&None, &json!([1, true])));
    assert_eq!(decode!(list_payout_methods, "none.json"), []);
    let error = refused!(list_payout_methods, "not_found.json", 404);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NoSuchResource));
}

#[tokio::test]
async fn put_payout_methods() {
    let method = decode!(put_payout_method, "ach.json");
    assert_eq!(method.account_type, Some(AccountType::Checking));
    assert_eq!(method.account_number.as_ref().unwrap().expose(), "000123456789");
    assert_eq!(method.meta.as_ref().unwrap().expose()["priority"], 1);
    for personal in ["000123456789", "900123456", "customer-17"] {
        assert!(!format!("{method:?}").contains(personal), "{personal}");
    }
    assert_eq!(decode!(put_payout_method, "ach.json", 201, []), method);

    let guide = decode!(put_payout_method, "ach_as_in_the_guide.json", 200, [".ach_account_id", ".success"]);
    assert_eq!((guide.id, guide.platform), (method.id, None));
    let nothing = decode!(put_payout_method, "paypal_as_in_the_guide.json", 200, [".success"]);
    assert_eq!(nothing, PaymentMethod::new());
    let venmo = decode!(put_payout_method, "venmo.json", 200, [".meta", ".phone_number"]);
    assert_eq!((venmo.handle.unwrap().expose().as_str(), venmo.meta), ("ada-17", None));
    let cash_app = decode!(put_payout_method, "cash_app.json");
    assert_eq!(cash_app.meta.unwrap().expose(), &json!("customer-17"));
    let payoneer = decode!(put_payout_method, "payoneer.json");
    assert_eq!(payoneer.meta.unwrap().expose(), &json!([1, "two"]));
    let error = refused!(put_payout_method, "refused.json", 400);
    assert_eq!((ErrorCode::of(&error), error.may_have_acted()), (Some(ErrorCode::InvalidInput), false));
}

#[tokio::test]
async fn tax_forms_and_addresses() {
    macro_rules! stored {
        ($operation:ident, $empty:literal, $body:literal) => {
            for body in [sample($empty), sample($body), "{}".to_owned(), "[]".to_owned(), "OK".to_owned()] {
                for status in [200, 201, 202, 204] {
                    let script = Script::new();
                    script.on(stringify!($operation)).answer(status, body.clone());
                    client(&script).$operation(&support::$operation()).await.unwrap();
                }
            }
        };
    }
    stored!(put_compliance, "put_compliance/accepted.txt", "put_compliance/accepted_with_body.json");
    stored!(put_address, "put_address/accepted.txt", "put_address/accepted_with_body.json");
    let error = refused!(put_compliance, "invalid_ssn.json", 400);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidSsn));
    let error = refused!(put_address, "refused.json", 400);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidInput));
}

#[tokio::test]
async fn created_flows() {
    let nothing = [".metadata", ".payout_link_id", ".user_id"];
    let created = decode!(create_flow, "created.json", 200, nothing);
    assert_eq!(created, decode!(create_flow, "created.json", 201, nothing));
    let flow = &created.flow;
    assert_eq!((&flow.id, &flow.user_id, &flow.metadata), (&support::flow_id(), &None, &None));
    assert_eq!(flow.steps, [StepName::Compliance, StepName::ManagePayouts]);
    assert_eq!(flow.created, Timestamp::parse("2026-01-15T12:00:00.846Z"), "taken as UTC");
    assert_eq!((flow.link.as_ref(), flow.updated, flow.is_complete()), (Some(&created.link), None, false));
    assert_eq!(created, CreatedFlow::new(flow.clone(), created.link.expose()));
    assert!(!format!("{created:?}").contains("0000000000f1"), "neither link nor id are printed");

    let created = decode!(create_flow, "created_for_a_user.json");
    assert_eq!(created.flow.user_id, Some(support::user_id()));
    assert_eq!(created.flow.metadata.unwrap().expose(), &json!({ "internal_id": "customer-17" }));
    let error = refused!(create_flow, "refused.json", 400);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::InvalidInput));
}

#[tokio::test]
async fn a_flow_without_a_link_is_none() {
    for link in [r#""""#, "null", "{}"] {
        let script = Script::new();
        script.on("create_flow").answer(200, format!(r#"{{"id":"f1","link":{link}}}"#));
        let error = client(&script).create_flow(&support::create_flow()).await.unwrap_err();
        assert_eq!((error.kind(), error.json_path()), (ErrorKind::Unreadable, Some("link")));
    }
}

#[tokio::test]
async fn flows_on_their_way() {
    let nothing = [".metadata", ".payout_link_id"];
    let flow = decode!(retrieve_flow, "onboarded.json", 200, nothing);
    assert_eq!((flow.user_id.clone(), flow.is_complete()), (Some(support::user_id()), false));
    assert_eq!(flow.completed_steps, []);

    let flow = decode!(retrieve_flow, "complete.json", 200, [".payout_link_id"]);
    assert!(flow.is_complete(), "whatever the order");
    assert_eq!(flow.metadata.unwrap().expose(), &json!("customer-17"));
    assert_eq!(flow.updated, Timestamp::parse("2026-01-15T12:09:30.120Z"));

    let flow = decode!(retrieve_flow, "all_steps.json");
    assert_eq!(flow.steps[0], StepName::Onboard);
    let unknown: Vec<_> = flow.steps.iter().filter(|step| step.listed().is_none()).collect();
    assert_eq!(unknown, [&StepName::from("sing-a-song")]);
    assert_eq!((flow.payout_link_id.is_some(), flow.is_complete()), (true, false));

    let error = refused!(retrieve_flow, "not_found.json", 404);
    assert_eq!(ErrorCode::of(&error), Some(ErrorCode::NoSuchResource));
}

#[test]
fn a_flow_is_complete_when_no_step_is_open() {
    use StepName::{Compliance, Payout};

    let unknown = || StepName::from("sing-a-song");
    let rows = [
        (vec![], vec![], false),
        (vec![], vec![Compliance], false),
        (vec![Compliance], vec![], false),
        (vec![Compliance], vec![Payout], false),
        (vec![Compliance], vec![Compliance], true),
        (vec![Compliance, Payout], vec![Compliance], false),
        (vec![Compliance, Payout], vec![Payout, unknown(), Compliance], true),
        (vec![unknown()], vec![StepName::from("dance")], false),
        (vec![unknown()], vec![unknown()], true),
        (vec![Payout, Compliance, Payout], vec![Payout, Compliance], false),
        (vec![Payout, Compliance, Payout], vec![Payout, Compliance, Payout], true),
        (vec![Payout, StepName::from("")], vec![Payout, StepName::from("")], false),
    ];
    for (steps, completed, expected) in rows {
        let mut flow = Flow::new(flow_id());
        (flow.steps, flow.completed_steps) = (steps, completed);
        assert_eq!(flow.is_complete(), expected, "{flow:?}");
    }
}

/// The description has names alone, in requests also objects: what is not understood must not be taken for done.
#[tokio::test]
async fn steps_are_read_by_name_and_what_has_none_is_never_done() {
    for (steps, read, complete) in [
        (json!(["payout", {"name": "redirect", "redirect_url": "x"}]), vec![StepName::Redirect], false),
        (json!(["payout"]), vec![], true),
        (json!([{"name": "payout"}]), vec![], true),
        (json!(["payout", {"redirect_url": "x"}]), vec![StepName::from("")], false),
        (json!(["payout", ["redirect"]]), vec![StepName::from("")], false),
        (json!(["payout", ""]), vec![StepName::from("")], false),
        (json!(["payout", {"name": {"name": "redirect"}}]), vec![StepName::from("")], false),
    ] {
        let done = json!([{"name": "payout"}, {}, ""]);
        let answer = json!({"id": flow_id(), "steps": steps, "completed_steps": done}).to_string();
        let script = Script::new();
        script.on("retrieve_flow").answer(200, answer);
        let flow = client(&script).retrieve_flow(&support::retrieve_flow()).await.unwrap();
        assert_eq!(flow.steps, [vec![StepName::Payout], read].concat(), "{steps}");
        assert_eq!(flow.is_complete(), complete, "{steps}");
    }
}

#[tokio::test]
async fn lists_of_flows() {
    let nothing = [".data.payout_link_id"];
    let page = decode!(list_flows, "page.json", 200, [".data.metadata", ".data.payout_link_id"]);
    assert_eq!((page.data.len(), page.has_more), (2, Some(true)));
    assert_eq!(page.data[1].completed_steps, [StepName::Compliance]);
    let page = decode!(list_flows, "last_page.json", 200, nothing);
    assert!(page.data[0].is_complete());
    assert_eq!(decode!(list_flows, "none.json").data, []);
}
