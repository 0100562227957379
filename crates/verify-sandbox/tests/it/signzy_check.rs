//! Asking what came of a link.

use serde_json::{Value, json};
use verify_sandbox::signzy::{
    CountryCodeForm, Envelope, ErrorShape, Expired, IpMatchForm, LatePoll, LineType, NoSuchPair, OpenedBy,
    Pending, PhoneMatchForm, PhoneNumberForm, UnclickedFields,
};

use crate::signzy_client::{Customer, NUMBER, Pair, SOURCE_IP, but, refusal, said};

#[tokio::test]
async fn a_result_has_the_documented_fields() {
    let customer = Customer::new().await;
    for (by, matched, same_ip) in [
        (OpenedBy::Carrier, "true", false),
        (OpenedBy::Wifi, "indeterminate", true),
        (OpenedBy::OtherDevice, "false", false),
    ] {
        let pair = customer.opened(by).await;
        let result = customer.result(&pair).await;
        let transaction = result["TransactionId"].as_str().unwrap();
        assert_eq!(
            result,
            json!({
                "TransactionId": transaction, "LineType": "Mobile", "PhoneNumber": NUMBER,
                "Carrier": "Example Wireless", "CountryCode": "US", "LinkClicked": true,
                "PhoneMatch": matched, "IpAddressMatch": same_ip, "SessionId": pair.session_id,
            })
        );
        assert!(customer.why().contains(by.as_str()), "{}", customer.why());
        assert_eq!(customer.result(&pair).await["TransactionId"], transaction);
    }
}

#[tokio::test]
async fn before_the_link_is_used() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    assert_eq!(customer.result(&pair).await, json!({"LinkClicked": false, "SessionId": pair.session_id}));
    assert!(customer.rests_on("pending") && customer.rests_on("unclicked_fields"));
    customer.signzy.choose(|choices| choices.unclicked_fields = UnclickedFields::Null);
    let nulls = customer.result(&pair).await;
    for name in ["TransactionId", "LineType", "PhoneNumber", "Carrier", "CountryCode", "PhoneMatch"] {
        assert_eq!(nulls.get(name), Some(&Value::Null), "{nulls}");
    }
    customer.signzy.choose(|choices| choices.unclicked_fields = UnclickedFields::Known);
    let known = customer.result(&pair).await;
    assert_eq!((&known["PhoneNumber"], &known["LinkClicked"]), (&json!(NUMBER), &json!(false)));
    assert!(known.get("PhoneMatch").is_none() && known.get("IpAddressMatch").is_none(), "{known}");
    for (pending, expected, message) in [
        (Pending::AuthFail, said(401, "AUTH_FAIL"), "Unauthorized"),
        (Pending::NotCompleted, said(401, ""), "not completed"),
        (Pending::NotFound, said(404, ""), "There is no such request"),
    ] {
        customer.signzy.choose(|choices| choices.pending = pending);
        let reply = customer.check(&pair).await;
        assert_eq!(refusal(&reply), expected, "{pending:?}");
        assert_eq!(reply.json()["error"]["message"], message);
    }
    customer.signzy.choose(|choices| {
        (choices.pending, choices.token_error_shape) = (Pending::AuthFail, ErrorShape::Gateway);
    });
    assert_eq!(refusal(&customer.check(&pair).await), said(401, "AUTH_FAIL"), "it is not about the token");
    customer.link(&pair).open(OpenedBy::Carrier, None).unwrap();
    assert_eq!(customer.result(&pair).await["LinkClicked"], true);
}

#[tokio::test]
async fn after_the_window() {
    let customer = Customer::new().await;
    let (unused, used) = (customer.pair().await, customer.opened(OpenedBy::Carrier).await);
    customer.signzy.choose(|choices| choices.pending = Pending::AuthFail);
    customer.advance(299);
    assert_eq!(customer.check(&unused).await.status, 401);
    customer.advance(1);
    assert_eq!(customer.result(&unused).await["LinkClicked"], false);
    assert!(customer.rests_on("expired") && customer.rests_on("link_lifetime_seconds"));
    customer.signzy.choose(|choices| choices.expired = Expired::NotFound);
    assert_eq!(refusal(&customer.check(&unused).await), said(404, ""));
    assert_eq!(customer.result(&used).await["LinkClicked"], true);
    assert!(customer.rests_on("late_poll"));
    customer.signzy.choose(|choices| choices.late_poll = LatePoll::AsExpired);
    assert_eq!(customer.check(&used).await.status, 404);
}

#[tokio::test]
async fn a_link_can_live_ten_minutes() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| {
        choices.link_lifetime_seconds = 600;
        choices.expired = Expired::NotFound;
    });
    let pair = customer.pair().await;
    customer.advance(599);
    assert_eq!(customer.check(&pair).await.status, 200);
    customer.advance(1);
    assert_eq!(customer.check(&pair).await.status, 404);
}

#[tokio::test]
async fn a_new_link_can_end_the_earlier_one() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| choices.expired = Expired::NotFound);
    let (first, second) = (customer.pair().await, customer.pair().await);
    assert!(customer.rests_on("new_link_ends_earlier"));
    assert_eq!((customer.check(&first).await.status, customer.check(&second).await.status), (200, 200));
    customer.signzy.choose(|choices| choices.new_link_ends_earlier = true);
    let other = customer.pair_for("2025550141").await;
    let third = customer.pair().await;
    assert_eq!((customer.check(&second).await.status, customer.check(&third).await.status), (404, 200));
    assert_eq!(customer.check(&other).await.status, 200, "of another number");
}

#[tokio::test]
async fn ids_that_are_of_no_link() {
    let customer = Customer::new().await;
    let (one, two) = (customer.pair().await, customer.pair().await);
    let unknown = Pair { request_id: "nobody".to_owned(), session_id: "nothing".to_owned() };
    let mixed = Pair { request_id: one.request_id.clone(), session_id: two.session_id.clone() };
    let half = Pair { request_id: "nobody".to_owned(), session_id: two.session_id.clone() };
    for (pair, choice) in [(&unknown, "unknown_ids"), (&mixed, "mismatched_pair"), (&half, "mismatched_pair")]
    {
        assert_eq!(refusal(&customer.check(pair).await), said(404, ""), "{pair:?}");
        assert!(customer.rests_on(choice), "{choice}");
    }
    for (decided, status) in [(NoSuchPair::AuthFail, 401), (NoSuchPair::BadRequest, 400)] {
        customer.signzy.choose(|choices| {
            choices.unknown_ids = decided;
            choices.mismatched_pair = NoSuchPair::NotClicked;
        });
        assert_eq!(customer.check(&unknown).await.status, status);
        assert_eq!(customer.result(&mixed).await, json!({"LinkClicked": false}));
    }
    assert_eq!(customer.link(&one).summary().unwrap().polls, 0);
}

#[tokio::test]
async fn what_the_click_has_shown_can_be_written_otherwise() {
    let customer = Customer::new().await;
    let pairs = [
        (customer.opened(OpenedBy::Carrier).await, json!(true)),
        (customer.opened(OpenedBy::Wifi).await, Value::Null),
        (customer.opened(OpenedBy::OtherDevice).await, json!(false)),
    ];
    customer.signzy.choose(|choices| {
        choices.phone_match = PhoneMatchForm::Boolean;
        choices.device_ip = true;
    });
    for (pair, matched) in &pairs {
        assert_eq!(customer.result(pair).await["PhoneMatch"], *matched);
    }
    assert_eq!(customer.result(&pairs[1].0).await["DeviceIp"], SOURCE_IP);
    customer.signzy.choose(|choices| {
        choices.phone_match = PhoneMatchForm::Missing;
        choices.ip_address_match = IpMatchForm::Missing;
        choices.session_id = false;
    });
    let result = customer.result(&pairs[0].0).await;
    for name in ["PhoneMatch", "IpAddressMatch", "SessionId"] {
        assert!(result.get(name).is_none(), "{result}");
    }
    for (form, number) in
        [(PhoneNumberForm::WithCountryCode, "12025550140"), (PhoneNumberForm::E164, "+12025550140")]
    {
        customer.signzy.choose(|choices| {
            choices.phone_number_form = form;
            choices.country_code_form = CountryCodeForm::Numeric;
        });
        let result = customer.result(&pairs[0].0).await;
        assert_eq!((&result["PhoneNumber"], &result["CountryCode"]), (&json!(number), &json!("1")));
    }
}

#[tokio::test]
async fn addresses_are_compared_when_there_are_two() {
    let customer = Customer::new().await;
    let without = Pair::of(&customer.send(&but("sourceIp", Value::Null)).await.json());
    customer.link(&without).open(OpenedBy::Wifi, None).unwrap();
    assert!(customer.result(&without).await.get("IpAddressMatch").is_none());
    customer.signzy.choose(|choices| choices.ip_address_match = IpMatchForm::Always);
    assert_eq!(customer.result(&without).await["IpAddressMatch"], false);
    for (ip, same) in [(SOURCE_IP, true), ("192.0.2.45", false)] {
        let pair = customer.pair().await;
        let ip: std::net::IpAddr = ip.parse().unwrap();
        customer.link(&pair).open(OpenedBy::Carrier, ip).unwrap();
        assert_eq!(customer.result(&pair).await["IpAddressMatch"], same);
    }
}

#[tokio::test]
async fn line_types_are_told() {
    let customer = Customer::new().await;
    let pair = customer.opened(OpenedBy::Carrier).await;
    for (line, name) in [
        (LineType::Landline, "Landline"),
        (LineType::FixedVoip, "FixedVoIP"),
        (LineType::NonFixedVoip, "NonFixedVoIP"),
        (LineType::Mobile, "Mobile"),
    ] {
        customer.link(&pair).set_line_type(line).unwrap();
        assert_eq!(customer.result(&pair).await["LineType"], name);
    }
    let silent = customer.pair_for("2025550108").await;
    customer.link(&silent).open(OpenedBy::Carrier, None).unwrap();
    assert_eq!(customer.result(&silent).await["PhoneMatch"], "indeterminate");
}

#[tokio::test]
async fn results_can_be_wrapped() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    for (envelope, key) in [(Envelope::Result, "result"), (Envelope::Response, "response")] {
        customer.signzy.choose(|choices| choices.check_link_envelope = envelope);
        let body = customer.result(&pair).await;
        assert_eq!((&body[key]["LinkClicked"], body.as_object().unwrap().len()), (&json!(false), 1));
    }
    assert!(customer.rests_on("check_link_envelope"));
}

#[tokio::test]
async fn hasty_polls_are_answered_and_mentioned() {
    let customer = Customer::new().await;
    let pair = customer.pair().await;
    for (pause, hasty) in [(0, false), (9, true), (10, false), (2, true)] {
        customer.advance(pause);
        assert_eq!(customer.check(&pair).await.status, 200);
        let note = format!("The last poll was {pause} s ago; about every 10 s is documented.");
        assert_eq!(customer.why().contains(&note), hasty, "{}", customer.why());
    }
    assert_eq!(customer.link(&pair).summary().unwrap().polls, 4);
}
