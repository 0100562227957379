//! Finicity's e-mails, and the ping of a webhook while a call waits.

use serde_json::{Value, json};
use verify_sandbox::finicity::UnreachableWebhook;
use verify_sandbox::{Channel, Fault, FaultKind};

use crate::finicity_client::{GENERATE, Partner, error, said};
use crate::listener::Listener;

const EMAIL: &str = "/connect/v2/send/email";
const EMAIL_JOINT: &str = "/connect/v2/send/email/jointBorrower";
const REFUSED: &str = "\"webhook\" did not answer the ping";

async fn order(partner: &Partner) -> Value {
    let customer = partner.customer("riley.one").await;
    let mut order = partner.order(&customer);
    order["consumerId"] = json!(partner.consumer(&customer).await);
    order["email"] = json!({
        "to": "riley@example.com", "from": "lender@example.com", "supportPhone": "800-555-0100",
        "subject": "Verify your income", "firstName": "Riley", "institutionName": "Acme Lending",
        "institutionAddress": "222 Sample Drive", "signature": ["Casey Sample", "Senior Loan Officer"],
    });
    order
}

#[tokio::test]
async fn one_email_is_sent() {
    let partner = Partner::new().await;
    let order = order(&partner).await;
    let reply = partner.post(EMAIL, &order).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(reply.json()["emailConfig"], order["email"]);
    let messages = partner.tenant.outbox().messages();
    let [message] = messages.as_slice() else { panic!("{messages:?}") };
    assert_eq!((message.channel, message.to.as_str()), (Channel::Email, "riley@example.com"));
    assert_eq!(message.operation, "finicity.send_connect_email");
    let link = reply.json()["link"].as_str().unwrap().to_owned();
    assert_eq!(message.link(), Some(link.as_str()));
    assert!(link.contains("&origin=email&"), "{link}");
    for part in [
        "From: lender@example.com",
        "Subject: Verify your income",
        "Hello Riley,",
        "Casey Sample",
        "800-555-0100",
    ] {
        assert!(message.text.contains(part), "{part}: {}", message.text);
    }
    assert!(partner.tenant.journal().last().unwrap().unread_fields.is_empty());
}

#[tokio::test]
async fn an_email_needs_an_address_alone() {
    let partner = Partner::new().await;
    let mut order = order(&partner).await;
    order["email"] = json!({"to": "riley@example.com", "nickname": "x"});
    let reply = partner.post(EMAIL, &order).await;
    assert_eq!(reply.json()["emailConfig"], order["email"]);
    assert_eq!(partner.tenant.journal().last().unwrap().unread_fields, ["email.nickname"]);
    let text = partner.tenant.outbox().last_to("riley@example.com").unwrap().text;
    assert!(text.starts_with("Subject: Verify your Financial Information\n"), "{text}");
    for (email, message) in [
        (json!({}), "\"email.to\" is required"),
        (json!({"to": 1}), "\"email.to\" must be a string"),
        (json!("riley@example.com"), "\"email\" must be of type object"),
        (json!({"to": "a@example.com", "signature": "x"}), "\"email.signature\" must be an array"),
        (json!({"to": "a@example.com", "signature": [1]}), "\"email.signature[0]\" must be a string"),
    ] {
        order["email"] = email;
        assert_eq!(error(&partner.post(EMAIL, &order).await), said(400, "10010", message));
    }
    assert_eq!(partner.tenant.outbox().len(), 1);
}

#[tokio::test]
async fn an_email_sent_twice_is_seen() {
    let partner = Partner::new().await;
    let order = order(&partner).await;
    let lost = Fault::new("finicity.send_connect_email", FaultKind::AcceptedThenLost).times(1);
    let _guard = partner.tenant.faults().arm(lost).unwrap();
    assert!(partner.try_call("POST", EMAIL, &order).await.is_none());
    assert_eq!(partner.tenant.outbox().len(), 1, "it was sent all the same");
    assert!(partner.tenant.double_sends().is_empty());
    partner.advance(29);
    assert_eq!(partner.post(EMAIL, &order).await.status, 200);
    let doubles = partner.tenant.double_sends();
    assert_eq!((doubles.len(), doubles[0].to.as_str()), (1, "riley@example.com"));
    partner.advance(30);
    assert_eq!(partner.post(EMAIL, &order).await.status, 200);
    assert_eq!(partner.tenant.double_sends().len(), 1);
}

#[tokio::test]
async fn a_joint_email_goes_to_one_address() {
    let partner = Partner::new().await;
    let mut order = partner.joint_order().await;
    order["email"] = json!({"to": "both@example.com", "firstName": "Marvin and Jenny"});
    let reply = partner.post(EMAIL_JOINT, &order).await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(partner.tenant.outbox().len(), 1);
    let message = partner.tenant.outbox().last_to("both@example.com").unwrap();
    assert_eq!(message.link(), reply.json()["link"].as_str());
    assert_eq!(message.operation, "finicity.send_joint_borrower_connect_email");
}

#[tokio::test]
async fn a_webhook_has_to_take_the_ping() {
    let partner = Partner::new().await;
    let listener = Listener::new().await;
    let mut order = partner.order(&partner.customer("riley.one").await);
    order["webhook"] = json!(listener.url());
    let (reply, ping) = tokio::join!(partner.post(GENERATE, &order), listener.receive("204 No Content"));
    assert_eq!(reply.status, 200, "{}", reply.text());
    assert_eq!(ping.text(), r#"{"eventType":"ping","payload":{}}"#);
    assert_eq!(ping.header("x-finicity-signature").unwrap().len(), 64);
    for status in ["404 Not Found", "500 Internal Server Error", "302 Found"] {
        let (reply, _) = tokio::join!(partner.post(GENERATE, &order), listener.receive(status));
        assert_eq!(error(&reply), said(400, "10010", REFUSED), "{status}");
    }
    assert!(partner.why().contains("302"), "{}", partner.why());
    partner.finicity.choose(|choices| {
        choices.webhook_refused_status = 422;
        choices.webhook_refused_code = "1".to_owned();
        choices.webhook_refused_message = "No.".to_owned();
    });
    drop(listener);
    assert_eq!(error(&partner.post(GENERATE, &order).await), said(422, "1", "No."));
}

#[tokio::test]
async fn a_failed_ping_sends_no_email() {
    let partner = Partner::new().await;
    let listener = Listener::new().await;
    let mut order = order(&partner).await;
    order["webhook"] = json!(listener.url());
    let (reply, _) = tokio::join!(partner.post(EMAIL, &order), listener.receive("503 Service Unavailable"));
    assert_eq!(reply.status, 400);
    assert!(partner.tenant.outbox().is_empty());
    let (reply, _) = tokio::join!(partner.post(EMAIL, &order), listener.receive("200 OK"));
    assert_eq!((reply.status, partner.tenant.outbox().len()), (200, 1));
}

#[tokio::test]
async fn the_state_is_free_while_a_ping_is_under_way() {
    let partner = Partner::new().await;
    let listener = Listener::new().await;
    let mut order = partner.order(&partner.customer("riley.one").await);
    order["webhook"] = json!(listener.url());
    let meanwhile = async {
        let others = partner.get("/aggregation/v1/customers").await;
        assert_eq!((others.status, others.json()["found"].clone()), (200, json!(1)));
        listener.receive("200 OK").await
    };
    let (reply, _) = tokio::join!(partner.post(GENERATE, &order), meanwhile);
    assert_eq!(reply.status, 200);
}

#[tokio::test]
async fn nothing_is_sent_beyond_this_machine() {
    let partner = Partner::new().await;
    let mut order = partner.order(&partner.customer("riley.one").await);
    for url in ["https://webhook.example.com/x", "http://10.0.0.1/x"] {
        order["webhook"] = json!(url);
        assert_eq!(error(&partner.post(GENERATE, &order).await), said(400, "10010", REFUSED));
        assert!(partner.why().contains("not http:// on this machine"), "{}", partner.why());
    }
    partner.finicity.choose(|choices| choices.unreachable_webhook = UnreachableWebhook::Skip);
    let reply = partner.post(GENERATE, &order).await;
    assert_eq!(reply.status, 200);
    assert!(partner.rests_on("unreachable_webhook"));
    assert!(partner.tenant.webhooks().deliveries().is_empty());
}
