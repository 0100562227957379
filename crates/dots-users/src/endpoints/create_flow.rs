//! `POST /v2/flows`: makes a page on which a person does things for themselves.

use http::Method;
use serde::{Serialize, Serializer};
use serde_json::Value;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts, Unreadable};
use verify_core::{Effect, Error, FreeForm, InvalidValue, Pii};

use crate::models::Flow;
use crate::{Client, Dots, Step, UserId, envelope, metadata};

/// A new flow: pages of Dots on which a person goes through the steps.
///
/// Without a [user](Self::user_id) the flow begins with onboarding: the person becomes a user and proves the phone number by a
/// texted code. The [`user_id`](Flow::user_id) of the flow tells who it was; [wait for it](crate::WaitForFlow), or let a
/// webhook tell.
///
/// **Effect:** creates a flow. Nothing is sent to anybody by that, and a spare one harms nobody: so it is repeated like a
/// read, although Dots has no idempotency key here. After a repeat there may be two.
///
/// **Errors:** none is documented; [`InvalidInput`](crate::ErrorCode::InvalidInput) and, with a user, those of
/// [`RetrieveUser`](crate::RetrieveUser) can be expected.
///
/// Source: the description of the API (`create-flow`), Dots' guide to flows.
#[derive(Debug, Clone, PartialEq)]
pub struct CreateFlow(Body);

#[derive(Debug, Clone, PartialEq, Serialize)]
struct Body {
    steps: Vec<Step>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<UserId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    require_auth: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    hide_go_to_dashboard_on_complete: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    metadata: Option<FreeForm>,
}

impl CreateFlow {
    /// Takes the steps in their order, no two of them alike. What a flow without steps does is not documented; with no user it
    /// should be the onboarding alone.
    ///
    /// ```
    /// use dots_users::{CreateFlow, Step, StepName};
    ///
    /// let by_name = CreateFlow::new([StepName::Compliance, StepName::ManagePayouts])?;
    /// let with_options = CreateFlow::new([
    ///     Step::compliance(),
    ///     Step::manage_payouts().require_default_payout_method(true)?,
    ///     Step::redirect("https://app.example.com/done")?,
    /// ])?;
    /// assert!(CreateFlow::new([StepName::Payout, StepName::Payout]).is_err());
    /// # Ok::<(), dots_users::InvalidValue>(())
    /// ```
    pub fn new(steps: impl IntoIterator<Item = impl Into<Step>>) -> Result<Self, InvalidValue> {
        let steps: Vec<Step> = steps.into_iter().map(Into::into).collect();
        if steps.iter().any(|step| step.name().as_str().is_empty()) {
            return Err(InvalidValue::new("steps", "must have names"));
        }
        let again = |(at, step): (usize, &Step)| steps.iter().take(at).any(|earlier| earlier == step);
        if steps.iter().enumerate().any(again) {
            return Err(InvalidValue::new("steps", "must not hold the same step twice"));
        }
        let (user_id, require_auth, hide_go_to_dashboard_on_complete, metadata) = (None, None, None, None);
        Ok(Self(Body { steps, user_id, require_auth, hide_go_to_dashboard_on_complete, metadata }))
    }

    /// For a user who exists. **Whoever opens the link within 15 minutes acts as that user,** without a code; after that Dots
    /// asks for one. Hand it to nobody else, or [ask for a code](Self::require_auth) from the start.
    #[must_use]
    pub fn user_id(mut self, user: UserId) -> Self {
        self.0.user_id = Some(user);
        self
    }

    /// Whether the person has to enter a texted code even where the user is given. Dots' default is no; one of its guides says
    /// that a code is asked for all the same.
    #[must_use]
    pub fn require_auth(mut self, require: bool) -> Self {
        self.0.require_auth = Some(require);
        self
    }

    /// Whether the button to Dots' own dashboard is hidden at the end; Dots' default is no.
    #[must_use]
    pub fn hide_go_to_dashboard_on_complete(mut self, hide: bool) -> Self {
        self.0.hide_go_to_dashboard_on_complete = Some(hide);
        self
    }

    /// Adds data of your own, which is stored with the flow: a text or an object.
    pub fn metadata(mut self, data: impl Serialize) -> Result<Self, InvalidValue> {
        const RULE: InvalidValue = InvalidValue::new("metadata", "must be a text or a JSON object");
        let fits = |value: &Value| value.is_string() || value.is_object();
        self.0.metadata = Some(metadata::only(data, fits, RULE)?);
        Ok(self)
    }
}

impl Endpoint for CreateFlow {
    type Provider = Dots;
    type Output = CreatedFlow;
    const OPERATION: &'static Operation =
        &Operation::new("create_flow", Method::POST, "/v2/flows", Effect::Idempotent);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.json(&self.0)
    }

    fn decode(&self, answer: &Answer) -> Result<CreatedFlow, Failure> {
        let flow: Flow = envelope::body(answer)?;
        let link = flow.link.clone().filter(|link| !link.expose().is_empty());
        Ok(CreatedFlow { link: link.ok_or(Unreadable::at("link"))?, flow })
    }
}

/// A flow that was just created, which always has a link.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct CreatedFlow {
    /// The flow; keep the id.
    pub flow: Flow,
    /// The address of the page, for a browser or an `iframe`. **Whoever has it can act as the user.**
    pub link: Pii<String>,
}

impl CreatedFlow {
    /// For tests of an application.
    pub fn new(mut flow: Flow, link: impl Into<Pii<String>>) -> Self {
        let link = link.into();
        flow.link = Some(link.clone());
        Self { flow, link }
    }
}

impl Serialize for CreatedFlow {
    /// As the flow, which holds the link.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.flow.serialize(serializer)
    }
}

impl Client {
    /// Makes a flow; see [`CreateFlow`] for effect and errors.
    ///
    /// ```
    /// use dots_users::{CreateFlow, Step};
    /// # use dots_users::{Client, Environment, Keys};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # fn show_in_an_iframe(_: &str) {}
    /// # let script = Script::new();
    /// # script.on("create_flow").answer(200, include_str!("../../tests/samples/create_flow/created.json"));
    /// # let keys = Keys::new("pk_dev_1".parse()?, "sk_dev_1");
    /// # let client = Client::builder(Environment::Sandbox, keys).transport(script).build()?;
    ///
    /// let request = CreateFlow::new([Step::compliance(), Step::manage_payouts()])?;
    /// let created = client.create_flow(&request).await?;
    /// show_in_an_iframe(created.link.expose());
    /// # assert!(created.link.expose().starts_with("https://"));
    /// # Ok(())
    /// # }
    /// ```
    pub async fn create_flow(&self, request: &CreateFlow) -> Result<CreatedFlow, Error> {
        self.send(request).await
    }
}
