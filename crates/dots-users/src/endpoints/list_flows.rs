//! `GET /v2/flows`: lists flows.

use std::collections::HashSet;

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, Unreadable};
use verify_core::{Effect, Error, InvalidValue};

use crate::models::FlowPage;
use crate::paging::Slice;
use crate::{Client, Dots, FlowId, envelope};

/// Lists the flows of the app. One call gives one part of the list, [`Client::flows`] all of it. The order is not documented,
/// and there is no search by user.
///
/// **Effect:** reads. **Errors:** none is documented, for an unknown cursor neither.
///
/// Source: the description of the API (`get-flows`).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ListFlows {
    slice: Slice<FlowId>,
}

impl ListFlows {
    /// All flows, from the first.
    pub fn new() -> Self {
        Self::default()
    }

    /// At most so many in one answer: 1 to 100. How many there are without this is not documented.
    pub fn limit(mut self, limit: u32) -> Result<Self, InvalidValue> {
        self.slice.set_limit(limit)?;
        Ok(self)
    }

    /// The part behind this flow, the last one of another part. In place of [`ending_before`](Self::ending_before): what both
    /// together would give is not documented.
    #[must_use]
    pub fn starting_after(mut self, flow: FlowId) -> Self {
        self.slice.start_after(flow);
        self
    }

    /// The part in front of this flow, the first one of another part. In place of [`starting_after`](Self::starting_after).
    #[must_use]
    pub fn ending_before(mut self, flow: FlowId) -> Self {
        self.slice.end_before(flow);
        self
    }
}

impl Endpoint for ListFlows {
    type Provider = Dots;
    type Output = FlowPage;
    const OPERATION: &'static Operation =
        &Operation::new("list_flows", Method::GET, "/v2/flows", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        self.slice.write(parts, FlowId::as_str);
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<FlowPage, Failure> {
        envelope::body(answer)
    }
}

/// The request for one part of the whole list. A part that claims more behind it and brings nothing new would be asked for
/// without end: it is unreadable.
pub(crate) struct FlowPart {
    pub(crate) request: ListFlows,
    pub(crate) seen: HashSet<FlowId>,
}

impl Endpoint for FlowPart {
    type Provider = Dots;
    type Output = FlowPage;
    const OPERATION: &'static Operation =
        &Operation::new("list_flows", Method::GET, "/v2/flows", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        self.request.slice.forward("ending_before gives one part: call list_flows with it")?;
        self.request.write(parts)
    }

    fn decode(&self, answer: &Answer) -> Result<FlowPage, Failure> {
        let page = self.request.decode(answer)?;
        let nothing_new = page.data.iter().all(|flow| self.seen.contains(&flow.id));
        if nothing_new && page.has_more == Some(true) {
            return Err(Unreadable::at("has_more").into());
        }
        Ok(page)
    }
}

impl Client {
    /// Lists flows, one part of the list at a time; see [`ListFlows`].
    ///
    /// ```
    /// use dots_users::ListFlows;
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("list_flows").answer(200, include_str!("../../tests/samples/list_flows/page.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// for flow in client.list_flows(&ListFlows::new().limit(10)?).await?.data {
    ///     println!("{:?}: {:?} of {:?}", flow.created, flow.completed_steps, flow.steps);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn list_flows(&self, request: &ListFlows) -> Result<FlowPage, Error> {
        self.send(request).await
    }
}
