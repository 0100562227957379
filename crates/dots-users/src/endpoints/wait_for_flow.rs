//! Waiting for a person to go through a flow, by looking at the flow again and again.

use std::time::Duration;

use verify_core::{Clock, Error};

use crate::models::Flow;
use crate::{Client, FlowId, RetrieveFlow};

/// What to wait for at a flow, and how.
///
/// By default the flow is looked at every 5 s, and no more after 15 minutes: so long a flow with a user goes on without a
/// code. The numbers are our choice; Dots gives none, and advises webhooks instead. A look that hangs ends with the client's
/// deadline, so the wait can take that much longer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WaitForFlow {
    flow_id: FlowId,
    goal: Goal,
    interval: Duration,
    limit: Duration,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Goal {
    Complete,
    User,
}

impl WaitForFlow {
    /// Waits until every step is done: until [`Flow::is_complete`], which a flow without steps never is.
    pub fn until_complete(flow_id: FlowId) -> Self {
        Self::new(flow_id, Goal::Complete)
    }

    /// Waits until the flow has a [user](Flow::user_id): until somebody has gone through the onboarding. Steps may be open
    /// then. A flow that was created for a user has one from the start: that ends the wait at once and proves nothing.
    pub fn until_user_known(flow_id: FlowId) -> Self {
        Self::new(flow_id, Goal::User)
    }

    fn new(flow_id: FlowId, goal: Goal) -> Self {
        Self { flow_id, goal, interval: Duration::from_secs(5), limit: Duration::from_secs(15 * 60) }
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

    fn is_over(&self, flow: &Flow) -> bool {
        match self.goal {
            Goal::Complete => flow.is_complete(),
            Goal::User => flow.user_id.is_some(),
        }
    }
}

/// How the wait ended.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum FlowWait {
    /// What was waited for has come.
    Reached(Box<Flow>),
    /// Time ran out first; this is how the flow stood at the last look. Waiting again is fine.
    Pending(Box<Flow>),
}

impl Client {
    /// Waits until a flow is complete or has a user, on the client's clock. Each look is a
    /// [`retrieve_flow`](Client::retrieve_flow); an error of one ends the wait. Dropping the future ends it too.
    ///
    /// ```
    /// use dots_users::{FlowId, FlowWait, WaitForFlow};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("retrieve_flow").answer(200, include_str!("../../tests/samples/retrieve_flow/complete.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let flow_id = FlowId::new("0d075000-0000-4000-8000-0000000000f1")?;
    /// match client.wait_for_flow(&WaitForFlow::until_user_known(flow_id)).await? {
    ///     FlowWait::Reached(flow) => println!("it is {:?}", flow.user_id),
    ///     _ => println!("nobody has signed up yet"),
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn wait_for_flow(&self, wait: &WaitForFlow) -> Result<FlowWait, Error> {
        let clock: &dyn Clock = self.clock();
        let give_up_at = clock.monotonic().saturating_add(wait.limit);
        let look = RetrieveFlow::new(wait.flow_id.clone());
        loop {
            let flow = Box::new(self.retrieve_flow(&look).await?);
            if wait.is_over(&flow) {
                return Ok(FlowWait::Reached(flow));
            }
            if clock.monotonic().saturating_add(wait.interval) > give_up_at {
                return Ok(FlowWait::Pending(flow));
            }
            clock.sleep(wait.interval).await;
        }
    }
}
