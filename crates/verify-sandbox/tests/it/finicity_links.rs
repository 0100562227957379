//! Finicity's six Connect calls: what they take, refuse and send.

use serde_json::{Value, json};
use verify_sandbox::finicity::{
    Borrowers, ConnectEnvelope, Enforcement, IdType, LenientEnforcement, MissingField, Step, UnknownCustomer,
    UnknownCustomerOfFix, WrongType,
};

use crate::finicity_client::{GENERATE, Partner, error, said};

const JOINT: &str = "/connect/v2/generate/jointBorrower";
const LITE: &str = "/connect/v2/generate/lite";
const FIX: &str = "/connect/v2/generate/fix";
const EMAIL: &str = "/connect/v2/send/email";
const EMAIL_JOINT: &str = "/connect/v2/send/email/jointBorrower";
const NO_CUSTOMER: &str = "Customer ID does not exist or does not belong to this partner";
const USER_MESSAGE: &str =
    "One or more of the fields could not be validated. Please ensure you have entered the correct data.";

/// The body with this field instead; `null` takes it out.
fn with(body: &Value, name: &str, value: Value) -> Value {
    let mut body = body.clone();
    if value.is_null() {
        body.as_object_mut().unwrap().remove(name);
    } else {
        body[name] = value;
    }
    body
}

#[tokio::test]
async fn a_link_is_made() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let consumer = partner.consumer(&customer).await;
    let mut order = partner.order(&customer);
    for (name, value) in [
        ("consumerId", json!(consumer)),
        ("language", json!("fr-CA")),
        ("redirectUri", json!("https://app.example.com/back?a=b")),
        ("experience", json!("0190d7e1-1111-4111-8111-111111111111")),
        ("singleUseUrl", json!(true)),
        ("institutionSettings", json!({"101732": "hidden"})),
        ("fromDate", json!(1_607_450_357)),
        ("reportCustomFields", json!([{"label": "loanID", "value": "12345", "shown": true}])),
        ("optionalConsumerInfo", json!({"ssn": "666010008", "dob": 315_576_000})),
        ("isWebView", json!(true)),
        ("isHostedInMobileApp", json!(false)),
    ] {
        order[name] = value;
    }
    let reply = partner.post(GENERATE, &order).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    let link = reply.json()["link"].as_str().unwrap().to_owned();
    assert_eq!(reply.json().as_object().unwrap().len(), 1);
    let begin = format!("{}?consumerId={consumer}&customerId={customer}&", partner.finicity.connect_url());
    assert!(link.starts_with(&begin), "{link}");
    assert!(partner.tenant.journal().last().unwrap().unread_fields.is_empty());
    assert!(partner.tenant.outbox().is_empty());
    partner.post(GENERATE, &with(&order, "institutionLoginId", json!("1"))).await;
    assert_eq!(partner.tenant.journal().last().unwrap().unread_fields, ["institutionLoginId"]);
}

#[tokio::test]
async fn who_was_born_before_1970_has_a_negative_birth_date() {
    let partner = Partner::new().await;
    let order = partner.order(&partner.customer("riley.one").await);
    let born = |dob| with(&order, "optionalConsumerInfo", json!({"ssn": "666010008", "dob": dob}));
    for dob in [json!(-381_542_400), json!("-381542400"), json!(0)] {
        assert_eq!(partner.post(GENERATE, &born(dob)).await.status, 200);
    }
    for dob in [json!(1.5), json!("1957-11-29"), json!(true)] {
        let refused = partner.post(GENERATE, &born(dob)).await;
        assert_eq!(error(&refused), said(400, "10010", "\"optionalConsumerInfo.dob\" must be a number"));
    }
}

#[tokio::test]
async fn missing_fields() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let joint = partner.joint_order().await;
    let email = json!({"to": "riley@example.com"});
    let full = partner.order(&customer);
    let mailed = with(&with(&full, "email", email.clone()), "consumerId", json!("x"));
    let cases = [
        (GENERATE, &full, &["partnerId", "customerId"][..]),
        (JOINT, &joint, &["partnerId", "borrowers"]),
        (LITE, &with(&full, "institutionId", json!(101_732)), &["partnerId", "customerId", "institutionId"]),
        (
            FIX,
            &with(&full, "institutionLoginId", json!("1")),
            &["partnerId", "customerId", "institutionLoginId"],
        ),
        (EMAIL, &mailed, &["partnerId", "customerId", "consumerId", "email"]),
        (EMAIL_JOINT, &with(&joint, "email", email), &["partnerId", "borrowers", "email"]),
    ];
    for (path, body, fields) in cases {
        for field in fields {
            let body = with(body, field, Value::Null);
            partner.finicity.choose(|choices| choices.missing_field = MissingField::IsRequired);
            let expected = json!({"code": "10010", "status": "400", "message": format!("\"{field}\" is required"),
                "user_message": USER_MESSAGE, "tags": ""});
            let refused = partner.post(path, &body).await;
            assert_eq!((refused.status, refused.json()), (400, expected), "{path} {field}");
            partner.finicity.choose(|choices| choices.missing_field = MissingField::MissingParameter);
            let message = format!("Missing parameter ({field})");
            assert_eq!(
                error(&partner.post(path, &body).await),
                said(400, "10005", &message),
                "{path} {field}"
            );
        }
    }
    assert!(partner.tenant.outbox().is_empty());
}

#[tokio::test]
async fn wrong_values() {
    let partner = Partner::new().await;
    let order = partner.order(&partner.customer("riley.one").await);
    for (field, value, message) in [
        ("partnerId", json!("1"), "Invalid \"partnerId\" in request body"),
        ("partnerId", json!(1), "\"partnerId\" must be a string"),
        ("customerId", json!(""), "\"customerId\" is not allowed to be empty"),
        ("customerId", json!("1"), NO_CUSTOMER),
        ("consumerId", json!("x"), "Consumer ID does not exist or does not belong to this customer"),
        ("experience", json!("mine"), "\"experience\" must be a valid GUID"),
        ("language", json!(1), "\"language\" must be a string"),
        ("redirectUri", json!("/back"), "\"redirectUri\" must be a valid uri"),
        ("isWebView", json!(true), "\"redirectUri\" is required"),
        ("singleUseUrl", json!("yes"), "\"singleUseUrl\" must be a boolean"),
        ("institutionSettings", json!([]), "\"institutionSettings\" must be of type object"),
        ("fromDate", json!("1607450357"), "\"fromDate\" must be a number"),
        ("reportCustomFields", json!({}), "\"reportCustomFields\" must be an array"),
        (
            "reportCustomFields",
            json!([{}, {}, {}, {}, {}, {}]),
            "\"reportCustomFields\" must contain less than or equal to 5 items",
        ),
        (
            "reportCustomFields",
            json!([{"shown": "yes"}]),
            "\"reportCustomFields[0].shown\" must be a boolean",
        ),
        ("optionalConsumerInfo", json!({"dob": 1}), "\"optionalConsumerInfo.ssn\" is required"),
        (
            "optionalConsumerInfo",
            json!({"ssn": "666-01-0008"}),
            "\"optionalConsumerInfo.ssn\" must be 9 digits without hyphens",
        ),
        ("webhook", json!("nonsense"), "\"webhook\" must be a valid uri"),
        (
            "webhookContentType",
            json!("text/plain"),
            "\"webhookContentType\" must be one of [application/json, application/xml]",
        ),
        ("webhookData", json!("x"), "\"webhookData\" must be of type object"),
        (
            "webhookHeaders",
            json!({"a b": "c"}),
            "\"webhookHeaders\" must hold names and values of HTTP headers",
        ),
    ] {
        let refused = partner.post(GENERATE, &with(&order, field, value)).await;
        assert_eq!(error(&refused), said(400, "10010", message));
    }
    let list = partner.post(GENERATE, &json!([])).await;
    assert_eq!(list.json(), json!({"code": "14020", "message": "Bad request."}));
    partner.finicity.choose(|choices| choices.connect_envelope = ConnectEnvelope::Always);
    let list = partner.post(GENERATE, &json!([])).await.json();
    assert_eq!((&list["code"], &list["status"], &list["tags"]), (&json!("14020"), &json!("400"), &json!("")));
    partner.finicity.choose(|choices| {
        choices.wrong_value = WrongType::BadRequest;
        choices.redirect_uri = Enforcement::Accept;
        choices.unknown_customer = UnknownCustomer::SeenLive;
        choices.unknown_consumer_message = "Who?".to_owned();
        choices.connect_user_message = "Sorry.".to_owned();
    });
    let nobody = partner.post(GENERATE, &with(&order, "consumerId", json!("x"))).await.json();
    assert_eq!((&nobody["message"], &nobody["user_message"]), (&json!("Who?"), &json!("Sorry.")));
    let typed = partner.post(GENERATE, &with(&order, "language", json!(1))).await;
    assert_eq!(error(&typed), said(400, "14020", "Bad request."));
    assert_eq!(partner.post(GENERATE, &with(&order, "redirectUri", json!("/back"))).await.status, 200);
    let unknown = partner.post(GENERATE, &with(&order, "customerId", json!("1234"))).await;
    let message = "Request failed with status code 404 GET /aggregation/v1/customers/1234";
    assert_eq!(error(&unknown), said(400, "10010", message));
}

#[tokio::test]
async fn a_long_from_date_is_silently_replaced() {
    let partner = Partner::new().await;
    let order = partner.order(&partner.customer("riley.one").await);
    for (date, noted) in [(12_345_678_u64, false), (9_999_999_999, false), (1_607_450_357_000, true)] {
        assert_eq!(partner.post(GENERATE, &with(&order, "fromDate", json!(date))).await.status, 200);
        assert_eq!(partner.why().contains("silently replaced"), noted, "{date}: {}", partner.why());
    }
}

#[tokio::test]
async fn a_link_is_for_one_use_when_it_says_so() {
    let partner = Partner::new().await;
    let order = partner.order(&partner.customer("riley.one").await);
    let finish = |link: &str| {
        let session = partner.finicity.open(link).unwrap();
        session.choose(101_732).unwrap();
        let Step::Accounts { accounts } = session.sign_in("demo", "go").unwrap() else { panic!() };
        session.add_accounts([accounts[0].id.as_str()]).unwrap();
        session.done().unwrap();
        partner.finicity.open(link).is_ok()
    };
    for (default, given, opens_again) in [
        (false, Value::Null, true),
        (false, json!(true), false),
        (true, Value::Null, false),
        (true, json!(false), true),
    ] {
        partner.finicity.choose(|choices| choices.single_use_default = default);
        let reply = partner.post(GENERATE, &with(&order, "singleUseUrl", given.clone())).await;
        assert_eq!(partner.rests_on("single_use_default"), given.is_null());
        assert_eq!(finish(reply.json()["link"].as_str().unwrap()), opens_again, "{default} {given}");
    }
}

#[tokio::test]
async fn links_for_one_institution() {
    let partner = Partner::new().await;
    let order = partner.order(&partner.customer("riley.one").await);
    for id in [json!(101_723), json!("101732")] {
        let reply = partner.post(LITE, &with(&order, "institutionId", id)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(reply.json()["link"].as_str().unwrap().contains("&type=lite"));
    }
    let unknown = with(&order, "institutionId", json!(1));
    let message = "Request failed with status code 404 GET /institution/v2/institutions/1";
    assert_eq!(error(&partner.post(LITE, &unknown).await), said(400, "10010", message));
    partner.finicity.choose(|choices| {
        choices.unknown_institution_of_lite = Enforcement::Accept;
        choices.institution_id_type = IdType::Documented;
    });
    assert_eq!(partner.post(LITE, &unknown).await.status, 200);
    let text = partner.post(LITE, &with(&order, "institutionId", json!("101732"))).await;
    assert_eq!(error(&text), said(400, "10010", "\"institutionId\" must be a number"));
}

#[tokio::test]
async fn links_to_repair() {
    let partner = Partner::new().await;
    let customer = partner.customer("riley.one").await;
    let login = partner.connected(&customer).await;
    let order = partner.order(&customer);
    for id in [json!(login), json!(login.to_string())] {
        let reply = partner.post(FIX, &with(&order, "institutionLoginId", id)).await;
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert!(reply.json()["link"].as_str().unwrap().contains(&format!("&institutionLoginId={login}&")));
    }
    let none = "Customer does not have any accounts associated with institutionLoginId.";
    for id in ["1", "nonsense"] {
        let unknown = partner.post(FIX, &with(&order, "institutionLoginId", json!(id))).await;
        assert_eq!(error(&unknown), said(404, "38007", none));
    }
    let other = partner.order(&partner.customer("riley.two").await);
    let foreign = partner.post(FIX, &with(&other, "institutionLoginId", json!(login))).await;
    assert_eq!(error(&foreign), said(404, "38007", none));
    let nobody = with(&with(&order, "institutionLoginId", json!(login)), "customerId", json!("1"));
    assert_eq!(error(&partner.post(FIX, &nobody).await), said(404, "14001", "Customer not found."));
    partner.finicity.choose(|choices| {
        choices.unknown_customer_of_fix = UnknownCustomerOfFix::AsElsewhere;
        choices.login_id_type = IdType::Documented;
    });
    let number = with(&order, "institutionLoginId", json!(login));
    assert_eq!(
        error(&partner.post(FIX, &number).await),
        said(400, "10010", "\"institutionLoginId\" must be a string")
    );
    let nobody = with(&nobody, "institutionLoginId", json!(login.to_string()));
    assert_eq!(error(&partner.post(FIX, &nobody).await), said(400, "10010", NO_CUSTOMER));
}

#[tokio::test]
async fn two_borrowers() {
    let partner = Partner::new().await;
    let order = partner.joint_order().await;
    let link = partner.post(JOINT, &order).await.json()["link"].as_str().unwrap().to_owned();
    let primary = &order["borrowers"][0];
    let ids = format!(
        "consumerId={}&customerId={}&",
        primary["consumerId"].as_str().unwrap(),
        primary["customerId"].as_str().unwrap()
    );
    assert!(link.contains(&ids), "{link}");
    let change = |index: usize, name: &str, value: Value| {
        let mut order = order.clone();
        order["borrowers"][index][name] = value;
        order
    };
    let both = "\"borrowers\" must contain one primary and one jointBorrower";
    let alone = with(&order, "borrowers", json!([primary]));
    for (body, message) in [
        (change(1, "type", json!("primary")), both),
        (change(0, "type", json!("jointBorrower")), both),
        (alone.clone(), both),
        (change(1, "type", json!("other")), "\"borrowers[1].type\" must be one of [primary, jointBorrower]"),
        (change(1, "customerId", json!("1")), NO_CUSTOMER),
        (change(1, "customerId", json!(1)), "\"borrowers[1].customerId\" must be a string"),
        (
            change(1, "consumerId", primary["consumerId"].clone()),
            "Consumer ID does not exist or does not belong to this customer",
        ),
        (
            change(1, "optionalConsumerInfo", json!({"ssn": "1"})),
            "\"borrowers[1].optionalConsumerInfo.ssn\" must be 9 digits without hyphens",
        ),
    ] {
        assert_eq!(error(&partner.post(JOINT, &body).await), said(400, "10010", message));
    }
    partner.finicity.choose(|choices| {
        choices.borrowers = Borrowers::AtLeastOne;
        choices.dob_type = IdType::Documented;
    });
    let text = partner.post(JOINT, &order).await;
    let message = "\"borrowers[0].optionalConsumerInfo.dob\" must be a number";
    assert_eq!(error(&text), said(400, "10010", message));
    let alone = with(&alone, "borrowers", json!([with(primary, "optionalConsumerInfo", Value::Null)]));
    assert_eq!(partner.post(JOINT, &alone).await.status, 200);
    assert_eq!(partner.post(JOINT, &with(&order, "borrowers", json!([]))).await.status, 400);
}

#[tokio::test]
async fn a_joint_email_may_need_an_experience() {
    let partner = Partner::new().await;
    let order = with(&partner.joint_order().await, "email", json!({"to": "both@example.com"}));
    assert_eq!(partner.post(EMAIL_JOINT, &order).await.status, 200);
    assert!(partner.rests_on("joint_email_experience"));
    partner.finicity.choose(|choices| choices.joint_email_experience = LenientEnforcement::Refuse);
    let refused = partner.post(EMAIL_JOINT, &order).await;
    assert_eq!(error(&refused), said(400, "10010", "\"experience\" is required"));
    assert_eq!(partner.post(EMAIL_JOINT, &with(&order, "experience", json!("default"))).await.status, 200);
}
