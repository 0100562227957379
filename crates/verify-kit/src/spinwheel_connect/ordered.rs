//! How the answer to an order is shown: scores and debts, or that they come later.

use spinwheel_connect::models::{Bureau, CreditScore, DataStatus, ScoreModel};
use spinwheel_connect::{User, UserId};

use super::{Session, retrieve_user};
use crate::exit::Failure;

/// Shows it, and the next command where the report is still being fetched.
pub(super) fn show(session: &Session, found: &User, user: &UserId) -> Result<(), Failure> {
    let mut lines = retrieve_user::lines(found);
    let scores = found.credit_reports.iter().flat_map(|report| &report.credit_score_details);
    lines.extend(scores.filter_map(score));
    session.show(found, &lines)?;
    if is_pending(found) {
        session.suggest(format_args!("wait-for-liabilities --user-id {}", user.as_str()));
    }
    Ok(())
}

/// `score: 712 (VANTAGE_SCORE_3_0, Equifax)`.
fn score(score: &CreditScore) -> Option<String> {
    let from =
        [score.model.as_ref().map(ScoreModel::as_str), score.source_bureau.as_ref().map(Bureau::as_str)];
    let from: Vec<&str> = from.into_iter().flatten().collect();
    let points = score.credit_score.as_ref()?.expose();
    Some(if from.is_empty() {
        format!("score: {points}")
    } else {
        format!("score: {points} ({})", from.join(", "))
    })
}

fn is_pending(found: &User) -> bool {
    let mut statuses = found.credit_reports.iter().filter_map(|report| report.connection_status.as_ref());
    statuses.any(|status| status.state() == Some(DataStatus::InProgress))
}
