//! Sending a link: what is taken, what is refused, and what arrives.

use serde_json::{Value, json};
use verify_sandbox::Channel;
use verify_sandbox::signzy::{
    CountryCodeCase, CountryMismatch, CustomSmsLink, Envelope, IdForm, LineType, TargetUrlRules,
    UnknownFields, UnsuitedNumber, special_numbers,
};

use crate::signzy_client::{Customer, DIALLED, NUMBER, Pair, TARGET, but, refusal, said, wanted};

#[tokio::test]
async fn a_link_arrives_by_text_message() {
    let customer = Customer::new().await;
    let reply = customer.send(&wanted(NUMBER)).await;
    assert_eq!((reply.status, reply.json().as_object().unwrap().len()), (200, 2));
    let pair = Pair::of(&reply.json());
    assert_ne!(pair.request_id, pair.session_id);
    let message = customer.tenant.outbox().last_to(DIALLED).unwrap();
    assert_eq!((message.channel, message.operation), (Channel::Sms, "signzy.send_link"));
    let link = customer.link(&pair);
    assert!(message.text.ends_with(&link.url()), "{}", message.text);
    assert_eq!(message.link(), Some(link.url().as_str()));
    assert!(link.url().starts_with(&format!("{}/link/", customer.signzy.base_url())), "{}", link.url());
    assert_eq!(customer.signzy.link_at(&link.url()).unwrap().summary(), link.summary());
    let summary = link.summary().unwrap();
    assert_eq!((summary.target_url.as_str(), summary.phone_number.as_str()), (TARGET, DIALLED));
    let entry = customer.tenant.journal().last().unwrap();
    assert!(entry.unread_fields.is_empty(), "{entry:?}");
    assert_ne!(customer.pair().await, pair, "each link has ids of its own");
    assert_eq!(customer.texts(), 2);
}

#[tokio::test]
async fn every_field_is_looked_at() {
    let customer = Customer::new().await;
    for (field, value, problem) in [
        ("targetUrl", Value::Null, "targetUrl is missing"),
        ("targetUrl", json!(""), "targetUrl is empty"),
        ("targetUrl", json!(7), "targetUrl must be a string"),
        ("targetUrl", json!("/back"), "targetUrl must be an absolute URL with http or https"),
        ("targetUrl", json!("https://"), "targetUrl must be an absolute URL with a host"),
        ("targetUrl", json!("https://example.com/a b"), "targetUrl must not have blanks"),
        ("mobileNumber", Value::Null, "mobileNumber is missing"),
        ("mobileNumber", json!(2_025_550_140_u64), "mobileNumber must be a string"),
        ("mobileNumber", json!(DIALLED), "mobileNumber must have no plus sign and no country code"),
        ("mobileNumber", json!("12025550140"), "mobileNumber must have no country code"),
        ("mobileNumber", json!("202-555-0140"), "mobileNumber must be the ten digits"),
        ("mobileNumber", json!("202555014"), "mobileNumber must be the ten digits"),
        ("countryCode", Value::Null, "countryCode is missing"),
        ("countryCode", json!("MX"), "countryCode must be US or CA"),
        ("countryCode", json!("us"), "countryCode must be US or CA"),
        ("countryCode", json!(1), "countryCode must be a string"),
        ("sourceIp", json!("somewhere"), "sourceIp must be an IP address"),
        ("sourceIp", json!("192.0.2"), "sourceIp must be an IP address"),
        ("customSms", json!(1), "customSms must be a string"),
        ("customSms", json!(" "), "customSms is empty"),
    ] {
        let reply = customer.send(&but(field, value)).await;
        assert_eq!(refusal(&reply), said(400, "VALIDATION_ERROR"), "{problem}");
        let message = reply.json()["error"]["message"].as_str().unwrap().to_owned();
        assert!(message.starts_with(problem) && !message.contains(';'), "{problem}: {message}");
        assert_eq!(reply.json()["error"]["type"], "Bad Request");
    }
    let message = customer.send(&json!({})).await.json()["error"]["message"].clone();
    assert_eq!(message, "targetUrl is missing; mobileNumber is missing; countryCode is missing");
    let pascal = json!({"TargetUrl": TARGET, "mobileNumber": NUMBER, "countryCode": "US"});
    let message = customer.send(&pascal).await.json()["error"]["message"].clone();
    assert_eq!(message, "targetUrl is missing (TargetUrl is another name)");
    assert_eq!((customer.texts(), customer.signzy.links().len()), (0, 0));
    let v6 = customer.send(&but("sourceIp", json!("2001:db8::1"))).await;
    assert_eq!((v6.status, customer.send(&but("sourceIp", Value::Null)).await.status), (200, 200));
}

#[tokio::test]
async fn the_body_has_to_be_a_json_object() {
    let customer = Customer::new().await;
    let (path, token) = (customer.signzy.send_link_path(), customer.signzy.static_token());
    let raw = async |kind: &str, body: &str| {
        let headers = [("authorization", token.as_str()), ("content-type", kind)];
        refusal(&customer.with_headers("POST", path, &headers, body).await.unwrap())
    };
    let body = wanted(NUMBER).to_string();
    assert_eq!(raw("text/plain", &body).await, said(415, "VALIDATION_ERROR"));
    assert_eq!(raw("application/json", "[]").await, said(400, "VALIDATION_ERROR"));
    assert_eq!(raw("application/json", "{").await, said(400, "VALIDATION_ERROR"));
    customer.signzy.choose(|choices| {
        choices.content_type_status = 400;
        choices.malformed_json_status = 422;
        choices.validation_status = 422;
    });
    assert_eq!(raw("text/plain", &body).await, said(400, "VALIDATION_ERROR"));
    assert_eq!(raw("application/json", "{").await, said(422, "VALIDATION_ERROR"));
    assert_eq!(raw("application/json", "{}").await, said(422, "VALIDATION_ERROR"));
    assert_eq!(customer.texts(), 0);
}

#[tokio::test]
async fn area_codes_belong_to_a_country() {
    let customer = Customer::new().await;
    let send = async |number: &str, country: &str| {
        let mut body = wanted(number);
        body["countryCode"] = json!(country);
        customer.send(&body).await.status
    };
    assert_eq!((send("4165550140", "CA").await, send("2025550140", "US").await), (200, 200));
    assert_eq!((send("4165550140", "US").await, send("2025550140", "CA").await), (400, 400));
    assert!(customer.rests_on("country_mismatch"));
    customer.signzy.choose(|choices| choices.country_mismatch = CountryMismatch::Accept);
    assert_eq!((send("4165550140", "US").await, send("2025550140", "CA").await), (200, 200));
    customer.signzy.choose(|choices| choices.country_code_case = CountryCodeCase::Any);
    assert_eq!(send("2025550140", "us").await, 200);
    assert!(customer.rests_on("country_code_case"));
    assert_eq!(customer.tenant.outbox().last_to("+14165550140").unwrap().operation, "signzy.send_link");
}

#[tokio::test]
async fn target_urls_by_choice() {
    let customer = Customer::new().await;
    let send = async |url: &str| customer.send(&but("targetUrl", json!(url))).await.status;
    let (plain, with_ampersand) = ("http://localhost:8080/back", "https://example.com/?a=1&b=2");
    assert_eq!(send(plain).await, 200);
    assert!(!customer.why().contains("Prove"), "{}", customer.why());
    assert_eq!(send(with_ampersand).await, 200);
    assert!(customer.why().contains("Prove, whose product this one resembles"), "{}", customer.why());
    customer.signzy.choose(|choices| choices.target_url_rules = TargetUrlRules::HttpsOnly);
    assert_eq!((send(plain).await, send(with_ampersand).await), (400, 200));
    customer.signzy.choose(|choices| choices.target_url_rules = TargetUrlRules::ProveLimits);
    assert_eq!((send(plain).await, send(with_ampersand).await), (200, 400));
    assert!(customer.rests_on("target_url_rules"));
}

#[tokio::test]
async fn the_link_finds_its_place_in_a_text_of_ones_own() {
    let customer = Customer::new().await;
    let text = async |custom: &str| {
        assert_eq!(customer.send(&but("customSms", json!(custom))).await.status, 200);
        let message = customer.tenant.outbox().last_to(DIALLED).unwrap();
        message.text.replace(message.link().unwrap(), "LINK")
    };
    assert_eq!(text("Example Bank:").await, "Example Bank: LINK");
    assert_eq!(text("Tap <link> now.").await, "Tap <link> now. LINK");
    customer.signzy.choose(|choices| choices.custom_sms_link = CustomSmsLink::Marker);
    assert_eq!(text("Tap <link> now.").await, "Tap LINK now.");
    assert_eq!(text("Example Bank:").await, "Example Bank: LINK");
    assert!(customer.rests_on("custom_sms_link"));
    customer.signzy.choose(|choices| choices.custom_sms_limit = 5);
    assert_eq!(text("Tap: ").await, "Tap:  LINK");
    assert_eq!(customer.send(&but("customSms", json!("Tap it"))).await.status, 400);
    assert!(customer.rests_on("custom_sms_limit"));
}

#[tokio::test]
async fn special_numbers_do_what_their_table_says() {
    let customer = Customer::new().await;
    let expected = [
        ("NUMBER_NOT_VALID", said(400, "VALIDATION_ERROR")),
        ("NUMBER_BLOCKED", said(404, "")),
        ("REQUEST_LIMIT", said(403, "")),
        ("SOURCE_UNAVAILABLE", said(409, "")),
    ];
    let mut refused = 0;
    for row in special_numbers() {
        let Some(name) = row.refusal else { continue };
        let (_, expected) = expected.iter().find(|(known, _)| *known == name).unwrap();
        assert_eq!(refusal(&customer.send(&wanted(row.mobile_number)).await), *expected, "{row:?}");
        refused += 1;
    }
    assert_eq!((refused, customer.texts()), (4, 0));
    for (number, line) in [("2025550102", LineType::NonFixedVoip), ("2025550106", LineType::FixedVoip)] {
        let pair = customer.pair_for(number).await;
        assert!(customer.rests_on("voip_numbers"));
        assert_eq!(customer.link(&pair).summary().unwrap().line_type, line);
    }
    assert_eq!(refusal(&customer.send(&wanted("2025550103")).await), said(400, "VALIDATION_ERROR"));
    assert!(customer.rests_on("landline_numbers"));
    customer.signzy.choose(|choices| {
        choices.landline_numbers = UnsuitedNumber::Accept;
        choices.voip_numbers = UnsuitedNumber::Refuse;
    });
    let pair = customer.pair_for("2025550103").await;
    assert_eq!(customer.link(&pair).summary().unwrap().line_type, LineType::Landline);
    assert_eq!(customer.send(&wanted("2025550102")).await.status, 400);
    assert_eq!(customer.texts(), 3);
}

#[tokio::test]
async fn answers_can_look_otherwise() {
    let customer = Customer::new().await;
    customer.signzy.choose(|choices| {
        choices.send_link_status = 201;
        choices.send_link_envelope = Envelope::Result;
        choices.id_form = IdForm::Base64;
    });
    let reply = customer.send(&wanted(NUMBER)).await;
    let pair = Pair::of(&reply.json()["result"]);
    assert_eq!(reply.status, 201);
    assert!(pair.request_id.contains('/') && pair.request_id.ends_with("=="), "{pair:?}");
    assert_eq!(customer.result(&pair).await["LinkClicked"], false);
    customer.signzy.choose(|choices| {
        choices.send_link_envelope = Envelope::Response;
        choices.id_form = IdForm::Hex;
    });
    let pair = Pair::of(&customer.send(&wanted(NUMBER)).await.json()["response"]);
    assert_eq!(pair.session_id.len(), 24);
}

#[tokio::test]
async fn unknown_fields_are_listed_or_refused() {
    let customer = Customer::new().await;
    assert_eq!(customer.send(&but("MobileNumber", json!(NUMBER))).await.status, 200);
    assert_eq!(customer.tenant.journal().last().unwrap().unread_fields, ["MobileNumber"]);
    customer.signzy.choose(|choices| choices.unknown_fields = UnknownFields::Refuse);
    let reply = customer.send(&but("MobileNumber", json!(NUMBER))).await;
    assert_eq!(reply.json()["error"]["message"], "MobileNumber is not a field of this operation");
}

#[tokio::test]
async fn the_same_request_twice_is_a_double_send() {
    let customer = Customer::new().await;
    customer.pair().await;
    customer.advance(29);
    customer.pair().await;
    let doubles = customer.tenant.double_sends();
    assert_eq!(
        (doubles.len(), doubles[0].operation, doubles[0].to.as_str()),
        (1, "signzy.send_link", DIALLED)
    );
    customer.advance(30);
    customer.pair().await;
    customer.send(&but("customSms", json!("Another text:"))).await;
    assert_eq!((customer.tenant.double_sends().len(), customer.texts()), (1, 4));
}
