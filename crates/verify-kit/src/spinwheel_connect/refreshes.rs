//! Refreshes of debts: what names one, as a flag, and how far they are, as an aligned table.

use spinwheel_connect::{ExtRequestId, LiabilityRefresh, RefreshStatus, UserId};

use super::Session;
use crate::ask::{Ask, Wanted};
use crate::exit::Failure;
use crate::table::{Side, Table};

#[derive(Debug, clap::Args)]
pub(super) struct RequestArg {
    /// Your own name of the refresh, a UUID
    #[arg(long, value_name = "UUID")]
    ext_request_id: Option<String>,
}

impl RequestArg {
    pub(super) fn read(self, ask: Ask) -> Result<ExtRequestId, Failure> {
        let wanted = Wanted { flag: "--ext-request-id", question: "Your own name of the refresh, a UUID" };
        ask.value(self.ext_request_id, wanted, |text| ExtRequestId::new(text.trim()))
    }
}

/// Shows them, and what to look at next: the debts once all is over, else the refreshes again.
pub(super) fn show(
    session: &Session,
    refreshes: &[LiabilityRefresh],
    user: &UserId,
    request: &ExtRequestId,
) -> Result<(), Failure> {
    session.show(&refreshes, &lines(refreshes))?;
    let (user, request) = (user.as_str(), request.as_str());
    if refreshes.iter().any(|refresh| refresh.status == RefreshStatus::InProgress) {
        let command = format!("liability-refresh-status --user-id {user} --ext-request-id {request}");
        session.suggest_later("in a moment", command);
    } else if refreshes.iter().any(|refresh| refresh.status == RefreshStatus::Completed) {
        session.suggest(format_args!("retrieve-user --user-id {user}"));
    }
    Ok(())
}

fn lines(refreshes: &[LiabilityRefresh]) -> Vec<String> {
    if refreshes.is_empty() {
        return vec!["The answer names no debt.".to_owned()];
    }
    let head = [
        ("Kind", Side::Left),
        ("Debt", Side::Left),
        ("Refresh", Side::Left),
        ("Can be refreshed again from", Side::Left),
    ];
    Table::new(head, refreshes.iter().map(row)).lines()
}

fn row(refresh: &LiabilityRefresh) -> [String; 4] {
    let unknown = || "–".to_owned();
    let (kind, id) = match refresh.liability() {
        Some((kind, id)) => (kind.to_string(), id.as_str().to_owned()),
        None => (unknown(), unknown()),
    };
    let state = match &refresh.status {
        RefreshStatus::InProgress => "under way",
        RefreshStatus::Completed => "completed",
        RefreshStatus::Failed => "failed",
        other => other.as_str(),
    };
    [kind, id, state.to_owned(), refresh.next_eligible_refresh_on.map_or_else(unknown, |at| at.to_string())]
}
