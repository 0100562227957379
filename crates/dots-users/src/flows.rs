//! All flows, one after the other.

use std::collections::HashSet;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;
use verify_core::Error;
use verify_core::provider::{Asking, Paged, Pages};

use crate::endpoints::FlowPart;
use crate::models::{Flow, FlowPage};
use crate::{Client, FlowId, ListFlows};

/// Flows, fetched part by part as they are taken; see [`Client::flows`]. Each comes once. After an error it ends.
#[must_use = "a stream does nothing until it is polled"]
pub struct FlowStream(Pages<List>);

/// The list, and how far it was read.
struct List {
    client: Client,
    request: ListFlows,
}

impl Paged for List {
    type Page = FlowPage;
    type Item = Flow;
    type Id = FlowId;

    fn ask(&self, seen: HashSet<FlowId>) -> Asking<Self> {
        let client = self.client.clone();
        let part = FlowPart { request: self.request.clone(), seen };
        Box::pin(async move {
            let page = client.send(&part).await;
            (page, part.seen)
        })
    }

    fn turn(&mut self, page: FlowPage) -> (Vec<Flow>, Option<bool>) {
        if let Some(last) = page.data.last() {
            self.request = self.request.clone().starting_after(last.id.clone());
        }
        (page.data, page.has_more)
    }

    fn id(flow: &Flow) -> FlowId {
        flow.id.clone()
    }
}

impl FlowStream {
    /// The next flow; `None` at the end. The same as the stream gives, for programs without a stream library.
    pub async fn next(&mut self) -> Option<Result<Flow, Error>> {
        poll_fn(|context| self.0.poll_next(context)).await
    }
}

impl Stream for FlowStream {
    type Item = Result<Flow, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_next(context)
    }
}

impl fmt::Debug for FlowStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FlowStream({:?})", self.0)
    }
}

impl Client {
    /// All flows that [`ListFlows`] finds, from its start on; its limit is the size of the parts. A call is made whenever a part
    /// has been taken and there is more. **Effect:** reads.
    ///
    /// A flow that appears in two parts, because others came meanwhile, comes once. A server that gives the same part
    /// again and again is an error of the kind [`Unreadable`](crate::ErrorKind::Unreadable). It goes forward only: a request
    /// with [`ending_before`](ListFlows::ending_before) is an error, and nothing is sent.
    ///
    /// ```
    /// use dots_users::ListFlows;
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # script.on("list_flows").answer(200, include_str!("../tests/samples/list_flows/page.json"));
    /// # script.on("list_flows").answer(200, include_str!("../tests/samples/list_flows/last_page.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let mut flows = client.flows(&ListFlows::new().limit(100)?);
    /// while let Some(flow) = flows.next().await {
    ///     println!("{:?}", flow?.completed_steps);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub fn flows(&self, request: &ListFlows) -> FlowStream {
        FlowStream(Pages::new(List { client: self.clone(), request: request.clone() }))
    }
}
