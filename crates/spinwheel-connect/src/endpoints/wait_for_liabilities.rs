//! Waiting for an ordered credit report by looking at the user again and again.

use std::time::Duration;

use verify_core::{Clock, Error};

use crate::models::{DataStatus, User};
use crate::{Client, RetrieveUser, UserKey};

/// How to wait for the debts of a user whose credit report was ordered.
///
/// By default the user is looked at every 2 s, and no more after 60 s. Both are our choice; Spinwheel gives no numbers. A
/// look that hangs ends with the client's deadline, so the wait can take that much longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitForLiabilities {
    user: UserKey,
    interval: Duration,
    limit: Duration,
}

impl WaitForLiabilities {
    /// Takes a [`UserId`](crate::UserId) or an [`ExtUserId`](crate::ExtUserId).
    pub fn new(user: impl Into<UserKey>) -> Self {
        Self { user: user.into(), interval: Duration::from_secs(2), limit: Duration::from_secs(60) }
    }

    /// How long to pause between two looks; at least 100 ms.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval.max(Duration::from_millis(100));
        self
    }

    /// After how long to give up.
    #[must_use]
    pub fn for_at_most(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }
}

/// How the wait ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Liabilities {
    /// The report is there.
    Connected(Box<User>),
    /// The report could not be fetched (status 5000 of a credit report).
    Failed(Box<User>),
    /// Not yet; waiting again is fine.
    Pending(Box<User>),
}

impl Client {
    /// Waits until an ordered credit report is there or has failed, on the client's clock. Each look is a
    /// [`retrieve_user`](Client::retrieve_user); an error of one ends the wait. Dropping the future ends it too.
    ///
    /// A user counts as connected once a credit report has the status 2000 (`COMPLETED`) or there is a debt, so it is
    /// meant for a user's first report: the debts of an earlier one end the wait at once.
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, Liabilities, UserId, WaitForLiabilities};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("retrieve_user").answer(200, include_str!("../../tests/samples/retrieve_user/debts.json"));
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// match client.wait_for_liabilities(&WaitForLiabilities::new(user_id)).await? {
    ///     Liabilities::Connected(user) => println!("{} debts", user.liabilities().len()),
    ///     Liabilities::Failed(_) => println!("no report for this person"),
    ///     _ => println!("not yet"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_for_liabilities(&self, wait: &WaitForLiabilities) -> Result<Liabilities, Error> {
        let clock: &dyn Clock = self.clock();
        let give_up_at = clock.monotonic().saturating_add(wait.limit);
        let look = RetrieveUser::new(wait.user.clone());
        loop {
            let user = Box::new(self.retrieve_user(&look).await?);
            match state(&user) {
                State::Connected => return Ok(Liabilities::Connected(user)),
                State::Failed => return Ok(Liabilities::Failed(user)),
                State::Pending if clock.monotonic().saturating_add(wait.interval) > give_up_at => {
                    return Ok(Liabilities::Pending(user));
                }
                State::Pending => clock.sleep(wait.interval).await,
            }
        }
    }
}

enum State {
    Connected,
    Failed,
    Pending,
}

fn state(user: &User) -> State {
    let mut reports = user.credit_reports.iter().filter_map(|report| report.connection_status.as_ref());
    let statuses: Vec<_> = reports.by_ref().filter_map(super::super::models::ReportStatus::state).collect();
    if statuses.contains(&DataStatus::Completed) || !user.liabilities().is_empty() {
        State::Connected
    } else if statuses.contains(&DataStatus::Error) {
        State::Failed
    } else {
        State::Pending
    }
}
