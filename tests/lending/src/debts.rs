//! The credit report and the debts in it.

use std::time::Duration;

use axum::http::StatusCode;
use spinwheel_connect::webhook::{Event, EventType};
use spinwheel_connect::{Liabilities, Liability, OrderCreditReport, WaitForLiabilities};

use crate::intake::Visit;
use crate::reply::Debt;
use crate::{Intake, Reply, Report, Step};

impl Intake {
    /// Orders the report of somebody who is connected and has none yet. It may be billed: what was perhaps ordered is
    /// not ordered again.
    pub(crate) async fn order_if_connected(&self, visit: &mut Visit) -> Result<(), Reply> {
        let Step::Connected(user_id, Report::Missing) = visit.session.step.clone() else { return Ok(()) };
        self.move_on(visit, Step::Connected(user_id.clone(), Report::Ordered))?;
        let Err(error) = self.spinwheel.order_credit_report(&OrderCreditReport::new(user_id.clone())).await
        else {
            return Ok(());
        };
        tracing::warn!(%error, "the report was not ordered, or nobody knows");
        if error.may_have_acted() {
            Ok(())
        } else {
            self.move_on(visit, Step::Connected(user_id, Report::Missing))
        }
    }

    /// Orders the report again, where that certainly failed before.
    pub(crate) async fn report(&self, visit: &mut Visit) -> Result<Reply, Reply> {
        self.order_if_connected(visit).await?;
        Ok(match visit.session.step {
            Step::Connected(_, Report::Missing) => no_report(),
            Step::Connected(..) => pending(),
            _ => return Err(not_connected()),
        })
    }

    /// The debts, as far as they are there.
    pub(crate) async fn debts(&self, visit: &Visit) -> Result<Reply, Reply> {
        let Step::Connected(user_id, report) = &visit.session.step else { return Err(not_connected()) };
        if *report == Report::Missing {
            return Ok(no_report());
        }
        // One look: the browser comes again.
        let look = WaitForLiabilities::new(user_id.clone()).for_at_most(Duration::ZERO);
        let found = self.spinwheel.wait_for_liabilities(&look).await.map_err(|error| self.trouble(&error))?;
        Ok(match found {
            Liabilities::Connected(user) => {
                let debts = user.liabilities().iter().map(shown).collect();
                Reply::ok("debts", "This is what you owe.").with_debts(debts)
            }
            Liabilities::Failed(_) => no_report(),
            _ => pending(),
        })
    }

    /// Takes note of one of Spinwheel's webhooks.
    pub(crate) fn hear(&self, event: &Event) {
        if event.event_type != EventType::UserLiabilitiesConnected {
            return;
        }
        let Some((id, session)) = self.store.of_user(&event.user_id) else { return };
        let ready = Step::Connected(event.user_id.clone(), Report::Ready);
        // Whoever was faster asks for the debts, and sees them.
        let _ = self.move_on(&mut Visit { id, session }, ready);
    }
}

fn shown(debt: &Liability<'_>) -> Debt {
    Debt {
        kind: debt.kind.as_str(),
        name: debt.display_name.map(str::to_owned),
        balance: debt.outstanding_balance,
    }
}

fn not_connected() -> Reply {
    Reply::new(StatusCode::FORBIDDEN, "not_verified", "Please verify first that it is you.")
}

fn no_report() -> Reply {
    Reply::conflict("no_report", "We could not fetch your debts.")
}

fn pending() -> Reply {
    Reply::new(StatusCode::ACCEPTED, "pending", "We are fetching your debts.")
}
