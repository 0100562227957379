//! What a refresh does to a liability.

use serde_json::{Value, json};

use super::debt::Debt;
use super::liability::Dates;
use crate::engine::moment::{Moment, millis};
use crate::spinwheel::refresh::{CAPABILITIES, STATEMENT_SUMMARY};
use crate::spinwheel::state::{Order, Progress, User};

/// Shows a liability of this report as it is after the user's refreshes.
pub(super) fn apply(value: &mut Value, debt: &Debt, user: &User, report: &Order, now: Moment) {
    let Some(id) = value[debt.kind.id()].as_str().map(str::to_owned) else { return };
    for (capability, key) in CAPABILITIES {
        let shown = &mut value["capabilities"]["data"][key]["availability"];
        if *shown == "SUPPORTED" && user.exhausts(&id, capability, now.mono).is_some() {
            *shown = json!("REFRESH_EXHAUSTED");
        }
    }
    let done = user.transactions().filter(|transaction| {
        transaction.liability_id == id
            && transaction.progress(now.mono) == Progress::Done
            && transaction.ready_wall >= report.ready_wall
    });
    for transaction in done {
        let at = Moment { wall: transaction.ready_wall, mono: now.mono };
        for capability in &transaction.capabilities {
            refresh(value, debt, capability, at);
        }
    }
}

fn refresh(value: &mut Value, debt: &Debt, capability: &str, at: Moment) {
    if capability == STATEMENT_SUMMARY {
        let dates = Dates::of(at);
        // A payment has arrived since the report.
        let balance = debt.balance.minus(debt.minimum);
        let summary = &mut value["statementSummary"];
        summary["statementBalance"] = balance.json();
        summary["minimumPaymentAmount"] = debt.minimum.min(balance).json();
        summary["dueDate"] = json!(dates.due);
        summary["updatedOn"] = json!(dates.updated);
        summary["refreshedFields"] = json!(["statementBalance", "minimumPaymentAmount", "dueDate"]);
    } else {
        let key = if capability == "REALTIME_BALANCE" { "balanceDetails" } else { "payoffSummary" };
        if value[key].is_object() {
            value[key]["updatedOn"] = json!(millis(at.wall));
        }
    }
}
