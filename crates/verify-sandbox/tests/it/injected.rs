//! What an answer says about itself: the fault it owes something to, and the choices that were changed.

use std::time::Duration;

use serde_json::json;
use verify_sandbox::spinwheel::ExtUserIdReuse;
use verify_sandbox::{Fault, FaultKind, RetryAfter};

use crate::client::{BORN, Bench, PHONE, Reply};
use crate::debtcore_client::{CONTACT, Org, SEND, input, sms};
use crate::dots_client::{App, wanted};

#[tokio::test]
async fn an_answer_names_the_fault() {
    let bench = Bench::new().await;
    for kind in [
        FaultKind::CutBody,
        FaultKind::Slow { pause: Duration::ZERO },
        FaultKind::BadGatewayHtml,
        FaultKind::Status(503),
        FaultKind::Refusal("INVALID_NUMBER".to_owned()),
        FaultKind::TooManyRequests(RetryAfter::Seconds(1)),
        FaultKind::UnknownEnum,
        FaultKind::MissingField("data.userId".to_owned()),
        FaultKind::NullField("data.userId".to_owned()),
        FaultKind::RetypedField("data.userId".to_owned()),
        FaultKind::InvalidJson,
        FaultKind::EmptyBody,
    ] {
        let fault = Fault::new("spinwheel.connect_sms", kind.clone()).times(1);
        let guard = bench.tenant.faults().arm(fault).unwrap();
        let reply = bench.connect(PHONE, BORN).await;
        assert_eq!(reply.header("sandbox-injected").as_deref(), Some(kind.name()));
        let entry = bench.tenant.journal().last().unwrap();
        assert!(entry.injected.unwrap().contains(" on spinwheel.connect_sms (hit 1 of 1)"));
        let healthy = bench.connect(PHONE, BORN).await;
        assert_eq!((healthy.header("sandbox-injected"), guard.hits()), (None, 1));
        assert_eq!(bench.tenant.journal().last().unwrap().injected, None);
    }
}

#[test]
fn a_kind_has_the_name_it_has_in_json() {
    for (kind, shown) in [
        (FaultKind::CloseBeforeReading, json!("close_before_reading")),
        (FaultKind::CloseAfterReading, json!("close_after_reading")),
        (FaultKind::AcceptedThenLost, json!("accepted_then_lost")),
        (FaultKind::NoAnswer, json!("no_answer")),
        (FaultKind::Slow { pause: Duration::ZERO }, json!({"slow": {"pause_ms": 0}})),
        (FaultKind::CutBody, json!("cut_body")),
        (FaultKind::BadGatewayHtml, json!("bad_gateway_html")),
        (FaultKind::Status(503), json!({"status": 503})),
        (FaultKind::Refusal("X".to_owned()), json!({"refusal": "X"})),
        (FaultKind::TooManyRequests(RetryAfter::Huge), json!({"too_many_requests": "huge"})),
        (FaultKind::UnknownEnum, json!("unknown_enum")),
        (FaultKind::MissingField("a".to_owned()), json!({"missing_field": "a"})),
        (FaultKind::NullField("a".to_owned()), json!({"null_field": "a"})),
        (FaultKind::RetypedField("a".to_owned()), json!({"retyped_field": "a"})),
        (FaultKind::InvalidJson, json!("invalid_json")),
        (FaultKind::EmptyBody, json!("empty_body")),
    ] {
        assert_eq!(serde_json::to_value(&kind).unwrap(), shown);
        let name =
            shown.as_object().map_or_else(|| shown.as_str(), |map| map.keys().next().map(String::as_str));
        assert_eq!(name, Some(kind.name()));
    }
}

fn choices(reply: &Reply) -> Vec<String> {
    let lines = reply.head.lines().filter_map(|line| line.split_once(": "));
    lines.filter(|(name, _)| *name == "sandbox-choice").map(|(_, value)| value.to_owned()).collect()
}

#[tokio::test]
async fn an_answer_names_the_choices_that_were_changed() {
    let bench = Bench::new().await;
    let reply = bench.connect(PHONE, BORN).await;
    assert!(choices(&reply).is_empty() && bench.rests_on("connect_status"), "the default says nothing");
    assert!(bench.tenant.journal().last().unwrap().changed_choices.is_empty());
    bench.spinwheel.choose(|choices| {
        choices.connect_status = 200;
        choices.network_enabled = false; // no connect by text message rests on it
    });
    let reply = bench.connect(PHONE, BORN).await;
    assert_eq!((reply.status, choices(&reply)), (200, vec!["connect_status".to_owned()]));
    assert_eq!(bench.tenant.journal().last().unwrap().changed_choices, ["connect_status"]);
    bench.tenant.reset();
    assert!(choices(&bench.connect(PHONE, BORN).await).is_empty());
}

#[tokio::test]
async fn a_choice_of_another_provider_is_none_of_this_one() {
    let app = App::new().await;
    app.tenant.spinwheel().choose(|choices| choices.connect_status = 200);
    let reply = app.call("POST", "/v2/users", &wanted("2025550140")).await;
    assert_eq!((reply.status, choices(&reply)), (201, Vec::new()));
    app.dots.choose(|choices| choices.create_status = 299);
    let reply = app.call("POST", "/v2/users", &wanted("2025550141")).await;
    assert_eq!((reply.status, choices(&reply)), (299, vec!["create_status".to_owned()]));
}

#[tokio::test]
async fn a_choice_of_the_provider_behind_counts() {
    let org = Org::new().await;
    org.start(PHONE, BORN, CONTACT).await;
    let other = |number: &str| input(sms(number, BORN, CONTACT));
    let reply = org.call(SEND, &other("+12025550141")).await;
    assert!(choices(&reply).is_empty() && org.rests_on("ext_user_id_reuse"));
    org.tenant.spinwheel().choose(|choices| choices.ext_user_id_reuse = ExtUserIdReuse::Silent);
    let reply = org.call(SEND, &other("+12025550142")).await;
    assert_eq!(choices(&reply), ["ext_user_id_reuse"]);
}
