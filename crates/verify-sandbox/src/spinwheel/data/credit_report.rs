//! `creditReports[]`: where the report stands, the score, the sums.

use serde_json::{Value, json};

use super::cents::Cents;
use super::debt::{Debt, Kind, total};
use super::user_object::View;
use crate::engine::moment::millis;
use crate::spinwheel::choices::{DataStatus, SpinwheelChoices, SummaryNames};
use crate::spinwheel::report::Model;
use crate::spinwheel::state::{Order, Progress};

/// The documented codes.
fn status_of(progress: Progress) -> (u16, &'static str, &'static str) {
    match progress {
        Progress::Done => (2000, "COMPLETED", "The debt profile is connected."),
        Progress::Running => (2001, "IN_PROGRESS", "The debt profile is being connected."),
        Progress::Failed => (5000, "ERROR", "The report request failed."),
    }
}

pub(crate) fn credit_report(
    id: &str,
    order: &Order,
    view: View<'_>,
    debts: &[Debt],
    profile: &Value,
    vantage: u16,
) -> Value {
    let progress = order.progress(view.now.mono);
    let (code, data, description) = status_of(progress);
    let updated = if progress == Progress::Running { order.ordered.wall } else { order.ready_wall };
    let data_status = match view.choices.data_status {
        DataStatus::Enum => json!(data),
        DataStatus::Object => json!({"status": data, "updatedOn": millis(updated)}),
    };
    let mut report = json!({
        "id": id,
        "sourceBureau": order.bureau.name(),
        "connectionStatus": {"statusCode": code, "dataStatus": data_status, "description": description},
        "updatedOn": millis(updated),
        "createdOn": millis(order.ordered.wall),
    });
    if order.wanted.report {
        report["type"] = json!("1_BUREAU.FULL");
    }
    if progress != Progress::Done {
        return report;
    }
    if order.wanted.report {
        report["profile"] = profile.clone();
        report["summary"] = summary(debts, view.choices);
        report["inquiries"] = json!([]);
        report["bankruptcies"] = json!([]);
        report["creditAttributes"] =
            json!([{"description": "Number of open accounts", "value": debts.len().to_string()}]);
    }
    if let Some(model) = order.wanted.model {
        report["creditScoreDetails"] = score(order, model, vantage, &profile["reportedDate"]);
    }
    report
}

fn score(order: &Order, model: Model, vantage: u16, reported: &Value) -> Value {
    json!([{
        "reportedDate": reported,
        "creditScore": model.score(vantage),
        "model": model.name(),
        "sourceBureau": order.wanted.score_bureau.unwrap_or(order.bureau).name(),
        "factors": [
            {"code": "14", "description": "Length of time accounts have been established"},
            {"code": "10", "description": "Proportion of balances to credit limits"},
        ],
    }])
}

fn summary(debts: &[Debt], choices: &SpinwheelChoices) -> Value {
    let group = |fits: &dyn Fn(&Debt) -> bool| {
        let group: Vec<_> = debts.iter().filter(|debt| fits(debt)).collect();
        (total(group.iter().copied()).json(), json!(group.len()))
    };
    let (secured, secured_count) = group(&|debt| debt.kind.is_secured());
    let (unsecured, unsecured_count) = group(&|debt| !debt.kind.is_secured());
    let (without, without_count) = group(&|debt| !debt.kind.is_secured() && debt.kind != Kind::StudentLoan);
    let (sum_name, count_name) = match choices.summary_names {
        SummaryNames::Long => {
            ("totalUnsecuredDebtAmountExcludingStudent", "unsecuredDebtLiabilitiesCountExcludingStudent")
        }
        SummaryNames::Short => ("totalUnsecuredDebtExcludingStudent", "unsecuredDebtExcludingStudentCount"),
    };
    json!({
        "totalSecuredDebtAmount": secured,
        "securedDebtLiabilitiesCount": secured_count,
        "totalUnsecuredDebtAmount": unsecured,
        "unsecuredDebtLiabilitiesCount": unsecured_count,
        "totalUnknownDebtAmount": Cents(0).json(),
        "unknownDebtLiabilitiesCount": 0,
        sum_name: without,
        count_name: without_count,
    })
}
