//! The types of `dots_users::webhook`.

use ::dots_users::webhook::{
    AppEvent, Event, EventType, FlowEvent, FundingSource, ManualTransfer, Message, Payload, PayoutLink,
    PayoutLinkDelivery, PayoutLinkFailed, PayoutLinkPayee, PayoutLinkStatus, ProfileChanged, Receiver,
    TransferEvent, UserEvent, UserMerged,
};
use ::dots_users::{FreeForm, MessageId, Secret};
use serde_json::{Value, json};
use verify_testkit::canary;

use super::super::{Row, printed, row};
use super::{arrived, metadata, user_id};

/// One row for each public type of the module.
pub(super) fn rows() -> Vec<Row> {
    [events(), payloads(), payout_links(), receivers()].concat()
}

/// A body with this name and these fields beside canaries.
fn body(event: &str, fields: &Value) -> Vec<u8> {
    let mut body = fields.clone();
    body["event"] = json!(event);
    body["api_app_id"] = json!("0d075000-0000-4000-8000-00000000000a");
    body["metadata"] = metadata();
    body.to_string().into_bytes()
}

fn event(name: &str, fields: &Value) -> Event {
    Event::parse(&body(name, fields)).unwrap()
}

fn user() -> Value {
    json!({"user_id": user_id().as_str()})
}

fn merged() -> Value {
    json!({"old_user_id": "1", "new_user_id": "2", "user_id": "1"})
}

fn differences() -> Value {
    json!({"user_id": "1", "external_platform": canary::EXTERNAL_ID, "differences": metadata()})
}

fn transfer() -> Value {
    json!({"transfer_id": "1", "user_id": "2", "transfer": {"metadata": metadata(), "status": canary::EXTERNAL_ID}})
}

fn person() -> Value {
    json!({
        "first_name": canary::FIRST_NAME, "last_name": canary::LAST_NAME, "email": canary::EMAIL, "country_code": "1",
        "phone_number": canary::PHONE, "method": canary::EXTERNAL_ID,
    })
}

fn link() -> Value {
    json!({
        "id": "1", "link": format!("https://my.example.com/{}", canary::SECRET), "amount": 1250,
        "status": canary::EXTERNAL_ID, "payee": person(), "delivery": person(), "claimed_user_id": "2",
        "memo": canary::LAST_NAME, "description": canary::STREET, "accounting_data": metadata(),
        "created_by_email": canary::EMAIL, "funding_source": canary::EXTERNAL_ID, "method": canary::EXTERNAL_ID,
        "flow_id": canary::SECRET,
    })
}

fn failed() -> Value {
    json!({
        "payout_link": link(), "funding_transfer_id": "1", "amount": 1250, "memo": canary::LAST_NAME,
        "status": canary::EXTERNAL_ID, "reason": canary::STREET,
    })
}

fn events() -> Vec<Row> {
    vec![
        row("Event", [event("user.updated", &user()), event(canary::EXTERNAL_ID, &person())]),
        row("EventType", EventType::from(canary::EXTERNAL_ID)),
        row(
            "Payload",
            [
                event("payout_link.sent", &link()).payload,
                event("payout_link.failed", &failed()).payload,
                event("transfer.completed", &transfer()).payload,
                event("user.profile_changed_external", &differences()).payload,
                Payload::Other(FreeForm::new(metadata())),
            ],
        ),
    ]
}

fn payloads() -> Vec<Row> {
    vec![
        row("UserEvent", arrived::<UserEvent>(user())),
        row("UserMerged", arrived::<UserMerged>(merged())),
        row("FlowEvent", arrived::<FlowEvent>(json!({"flow_id": canary::SECRET}))),
        row("ManualTransfer", arrived::<ManualTransfer>(transfer())),
        row("TransferEvent", arrived::<TransferEvent>(transfer())),
        row("ProfileChanged", arrived::<ProfileChanged>(differences())),
        row("AppEvent", arrived::<AppEvent>(json!({"app_id": "1"}))),
    ]
}

fn payout_links() -> Vec<Row> {
    vec![
        row("PayoutLink", arrived::<PayoutLink>(link())),
        row("PayoutLinkFailed", arrived::<PayoutLinkFailed>(failed())),
        row("PayoutLinkPayee", arrived::<PayoutLinkPayee>(person())),
        row("PayoutLinkDelivery", arrived::<PayoutLinkDelivery>(person())),
        row("PayoutLinkStatus", PayoutLinkStatus::from(canary::EXTERNAL_ID)),
        row("FundingSource", FundingSource::from(canary::EXTERNAL_ID)),
    ]
}

/// What is no secret is the canary; the receiver that does not print its own is tested in the crate.
fn receivers() -> Vec<Row> {
    let receiver = Receiver::new([Secret::new("whsec_c2lnbmluZy1zZWNyZXQ=")]).unwrap();
    let (id, body) = (MessageId::new("msg_1").unwrap(), body("payout_link.claimed", &link()));
    let message: Message = receiver.receive(&receiver.sign(&id, &body).unwrap(), &body).unwrap();
    let refused = Receiver::new([Secret::new(format!("whsec_{}!", canary::SECRET))]).unwrap_err();
    let refused = Row { name: "Receiver", printed: printed(&refused) };
    vec![row("Receiver", receiver), refused, row("Message", message)]
}
