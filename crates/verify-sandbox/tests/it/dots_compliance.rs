//! Tax forms and addresses: what they need, and what a user shows of them.

use serde_json::{Value, json};
use verify_sandbox::dots::{
    Collected1099, ComplianceForms, DoneBody, TaxIdPlace, TinCharacters, UnconsentedSignature, W9Rules,
    special_tins,
};

use crate::client::Reply;
use crate::dots_client::{App, NOBODY, NUMBER, USERS, refusal, said};
use crate::dots_webhooks::Hooked;

async fn put(app: &App, user: &str, body: &Value) -> Reply {
    app.call("PUT", &format!("{USERS}/{user}/compliance"), body).await
}

fn address() -> Value {
    json!({"line_1": "1 Example St", "city": "Springfield", "state": "IL", "country": "US", "postcode": "62701"})
}

fn w9(tin: &str) -> Value {
    json!({"w9": {"entity_type": "individual", "tin": tin, "date_of_birth": "1990-01-01", "address": address()}})
}

fn w8ben(country: &str) -> Value {
    json!({"w8ben": {
        "name": "Riley Example", "citizenship_country": country, "date_of_birth": "1990-01-01",
        "foreign_tax_id": "X1", "address": address(),
        "signature": {"consent": true, "name": "Riley Example", "email": "riley@example.com"},
    }})
}

/// The same with one field changed; `null` leaves it out.
fn but(mut body: Value, pointer: &str, value: Value) -> Value {
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    let fields = body.pointer_mut(parent).unwrap().as_object_mut().unwrap();
    if value.is_null() {
        fields.remove(name);
    } else {
        fields.insert(name.to_owned(), value);
    }
    body
}

#[tokio::test]
async fn a_w9_is_checked_after_a_while() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    assert_eq!(app.retrieve(&user).await["compliance"]["tax_id_verification"], "unsubmitted");
    let reply = put(&app, &user, &w9("900123456")).await;
    assert_eq!((reply.status, reply.text()), (200, String::new()));
    assert!(app.rests_on("compliance_body") && app.rests_on("tin_check_told"));
    let shown = app.retrieve(&user).await["compliance"].clone();
    assert!(app.rests_on("tin_check_seconds") && app.rests_on("tax_id_place"));
    for name in ["tax_id_collected", "address_collected", "date_of_birth_collected", "1099_collected"] {
        assert_eq!(shown[name], true, "{name}");
    }
    assert_eq!(shown["w8_ben_collected"], false);
    let form = json!({
        "entity_type": "individual", "business_name": null, "tax_id_collected": true,
        "address_collected": true, "tax_id_verification": "pending",
    });
    assert_eq!((&shown["w9"], &shown["tax_id_verification"]), (&form, &json!("pending")));
    app.advance(10);
    assert_eq!(app.retrieve(&user).await["compliance"]["tax_id_verification"], "matched");
}

#[tokio::test]
async fn the_end_of_the_check_is_told_once_and_not_before() {
    let hooked = Hooked::new(&[]).await;
    let app = &hooked.app;
    let user = app.user(NUMBER).await;
    let told = async |count: usize| {
        let bodies: Vec<_> = hooked.received(count).await.iter().map(Reply::json).collect();
        assert!(bodies.iter().all(|body| *body == json!({"event": "user.updated", "user_id": user})));
        app.tenant.webhooks().deliveries().len()
    };
    put(app, &user, &w9("900123456")).await;
    assert_eq!(told(1).await, 1, "handed in");
    app.clock.wait_for_sleepers(1).await;
    app.advance(4);
    put(app, &user, &w9("000000001")).await;
    assert_eq!(told(2).await, 2, "handed in again");
    app.clock.wait_for_sleepers(2).await;
    app.advance(9);
    assert_eq!(told(2).await, 2, "the first number is no longer checked");
    app.advance(1);
    assert_eq!(told(3).await, 3);
    assert_eq!(app.retrieve(&user).await["compliance"]["tax_id_verification"], "mismatched");

    put(app, &user, &w9("000000002")).await;
    assert_eq!(told(4).await, 4, "handed in");
    app.clock.wait_for_sleepers(1).await;
    app.advance(3600);
    app.dots.choose(|choices| choices.tin_check_told = false);
    put(app, &user, &w9("900123456")).await;
    assert_eq!(told(5).await, 5, "handed in, and nothing of the one that stays pending");
    app.advance(3600);
    app.dots.verify_identity(&user);
    app.tenant.webhooks().wait_for("user.updated.id_verified").await.unwrap();
    assert_eq!(hooked.received(6).await.len(), 6, "nothing of what is not to be told");
}

#[tokio::test]
async fn special_tax_numbers_do_what_their_rows_say() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let verification = async |tin: &str| {
        let reply = put(&app, &user, &w9(tin)).await;
        if reply.status != 200 {
            return refusal(&reply).1;
        }
        app.advance(3600);
        app.retrieve(&user).await["compliance"]["w9"]["tax_id_verification"].as_str().unwrap().to_owned()
    };
    for row in special_tins() {
        let outcome = verification(row.tin).await;
        assert!(row.what.contains(&outcome), "{}: {outcome}", row.tin);
    }
    assert_eq!(verification("000000001").await, "mismatched");
    assert_eq!(verification("900123456").await, "matched", "a mismatched one may be corrected");
}

#[tokio::test]
async fn what_a_w9_needs() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for (pointer, value, named) in [
        ("/w9/entity_type", json!("trust"), "w9.entity_type must be one of individual, business"),
        ("/w9/entity_type", json!("business"), "w9.business_name is missing"),
        ("/w9/date_of_birth", Value::Null, "w9.date_of_birth is missing"),
        ("/w9/date_of_birth", json!("1990-1-1"), "w9.date_of_birth must be a calendar date as YYYY-MM-DD"),
        ("/w9/address", Value::Null, "w9.address is missing"),
        ("/w9/address/state", Value::Null, "w9.address.state is missing"),
        ("/w9/address/line_1", json!(""), "w9.address.line_1 must not be empty"),
        ("/w9", json!([]), "w9 must be an object"),
    ] {
        let reply = put(&app, &user, &but(w9("900123456"), pointer, value)).await;
        assert_eq!(refusal(&reply), said(400, "invalid-input"), "{pointer}");
        assert!(reply.json()["message"].as_str().unwrap().starts_with(named), "{}", reply.text());
    }
    for tin in ["90012345", "90-123456", "9001234567"] {
        assert_eq!(refusal(&put(&app, &user, &w9(tin)).await), said(400, "invalid-ssn"), "{tin}");
    }
    assert!(app.rests_on("tin_characters"));
    assert_eq!(app.retrieve(&user).await["compliance"]["tax_id_collected"], false);
    app.dots.choose(|choices| {
        choices.tin_characters = TinCharacters::Any;
        choices.w9_rules = W9Rules::Audit;
        choices.tax_id_place = TaxIdPlace::W9;
        choices.collected_1099 = Collected1099::Never;
    });
    assert_eq!(refusal(&put(&app, &user, &w9("90-123456")).await), said(400, "invalid-input"), "no names");
    assert!(app.rests_on("w9_rules"));
    let business = json!({"w9": {
        "entity_type": "business", "business_name": "Example LLC", "tin": "00-123456", "address": address(),
    }});
    assert_eq!(put(&app, &user, &business).await.status, 200);
    let shown = app.retrieve(&user).await["compliance"].clone();
    assert_eq!(
        (&shown["w9"]["business_name"], &shown["1099_collected"]),
        (&json!("Example LLC"), &json!(false))
    );
    assert!(shown.get("tax_id_verification").is_none());
    app.dots.choose(|choices| choices.tax_id_place = TaxIdPlace::Compliance);
    let shown = app.retrieve(&user).await["compliance"].clone();
    assert!(shown["w9"].get("tax_id_verification").is_none());
    assert_eq!(shown["tax_id_verification"], "pending");
}

#[tokio::test]
async fn what_a_w8ben_needs() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    for (pointer, value, named) in [
        ("/w8ben/name", Value::Null, "w8ben.name is missing"),
        ("/w8ben/citizenship_country", json!("France"), "w8ben.citizenship_country must be two letters"),
        ("/w8ben/foreign_tax_id", Value::Null, "w8ben.foreign_tax_id is missing"),
        ("/w8ben/tax_treaty_rate", json!("0.15"), "w8ben.tax_treaty_rate must be a number"),
        (
            "/w8ben/tax_treaty_income_type",
            json!("rent"),
            "w8ben.tax_treaty_income_type must be one of interest1",
        ),
        ("/w8ben/signature/consent", json!("yes"), "w8ben.signature.consent must be true or false"),
        ("/w8ben/signature/consent", json!(false), "w8ben.signature.consent must be true"),
        ("/w8ben/signature", Value::Null, "w8ben.signature is missing"),
    ] {
        let reply = put(&app, &user, &but(w8ben("FR"), pointer, value)).await;
        assert_eq!(refusal(&reply), said(400, "invalid-input"), "{pointer}");
        assert!(reply.json()["message"].as_str().unwrap().starts_with(named), "{}", reply.text());
    }
    let no_state = but(w8ben("JP"), "/w8ben/address/state", Value::Null);
    let exempt = but(no_state, "/w8ben/foreign_tax_id", Value::Null);
    assert_eq!(put(&app, &user, &exempt).await.status, 200);
    let shown = app.retrieve(&user).await["compliance"].clone();
    assert_eq!((&shown["w8_ben_collected"], &shown["address_collected"]), (&json!(true), &json!(true)));
    assert_eq!((&shown["w9"], &shown["tax_id_verification"]), (&Value::Null, &json!("unsubmitted")));
    app.dots.choose(|choices| choices.unconsented_signature = UnconsentedSignature::Accept);
    let unconsented = but(w8ben("FR"), "/w8ben/signature/consent", json!(false));
    assert_eq!(put(&app, &user, &unconsented).await.status, 200);
    assert!(app.rests_on("unconsented_signature"));
}

#[tokio::test]
async fn one_form_at_a_time() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let mut both = w9("900123456");
    both["w8ben"] = w8ben("FR")["w8ben"].clone();
    for body in [json!({}), both.clone()] {
        assert_eq!(refusal(&put(&app, &user, &body).await), said(400, "invalid-input"));
        assert!(app.rests_on("compliance_forms"));
    }
    app.dots.choose(|choices| {
        choices.compliance_forms = ComplianceForms::Any;
        choices.compliance_body = DoneBody::User;
    });
    let reply = put(&app, &user, &both).await;
    assert_eq!(reply.json()["compliance"]["w8_ben_collected"], true);
    assert_eq!(refusal(&put(&app, NOBODY, &both).await), said(404, "no_such_resource"));
}

#[tokio::test]
async fn an_address() {
    let app = App::new().await;
    let user = app.user(NUMBER).await;
    let path = format!("{USERS}/{user}/addresses");
    for (name, value, named) in [
        ("line_1", Value::Null, "line_1 is missing"),
        ("state", json!("Illinois"), "state must be two letters in the US"),
        ("country", json!("USA"), "country must be two letters"),
        ("postcode", json!(62701), "postcode must be a string"),
        ("line_3", json!(3), "line_3 must be a string"),
    ] {
        let reply = app.call("PUT", &path, &but(address(), &format!("/{name}"), value)).await;
        assert_eq!(refusal(&reply), said(400, "invalid-input"), "{name}");
        assert_eq!(reply.json()["message"], named);
    }
    let abroad = but(but(address(), "/country", json!("FR")), "/state", json!("Bretagne"));
    let reply = app.call("PUT", &path, &abroad).await;
    assert_eq!((reply.status, reply.text()), (200, String::new()));
    assert!(app.rests_on("address_body"));
    assert_eq!(app.retrieve(&user).await["compliance"]["address_collected"], true);
    assert!(app.rests_on("address_collected_by_put"));
    app.dots.choose(|choices| choices.address_collected_by_put = false);
    assert_eq!(app.retrieve(&user).await["compliance"]["address_collected"], false);
}
