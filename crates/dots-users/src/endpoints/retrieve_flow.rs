//! `GET /v2/flows/{flow_id}`: reads a flow.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::models::Flow;
use crate::{Client, Dots, FlowId, envelope};

/// Reads one flow: who goes through it, and which steps are done.
///
/// **Effect:** reads.
///
/// **Errors:** for a flow there is not, none is documented; [`NoSuchResource`](crate::ErrorCode::NoSuchResource) can be
/// expected.
///
/// Source: the description of the API (`get-flow`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RetrieveFlow {
    flow_id: FlowId,
}

impl RetrieveFlow {
    /// By id.
    pub fn new(flow_id: FlowId) -> Self {
        Self { flow_id }
    }
}

impl Endpoint for RetrieveFlow {
    type Provider = Dots;
    type Output = Flow;
    const OPERATION: &'static Operation =
        &Operation::new("retrieve_flow", Method::GET, "/v2/flows/{flow_id}", Effect::Read);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.flow_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Flow, Failure> {
        envelope::body(answer)
    }
}

impl Client {
    /// Reads a flow; see [`RetrieveFlow`].
    ///
    /// ```
    /// use dots_users::{FlowId, RetrieveFlow};
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
    /// let flow = client.retrieve_flow(&RetrieveFlow::new(flow_id)).await?;
    /// if flow.is_complete() {
    ///     println!("{:?} is done", flow.user_id);
    /// }
    /// # assert!(flow.is_complete());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn retrieve_flow(&self, request: &RetrieveFlow) -> Result<Flow, Error> {
        self.send(request).await
    }
}
