//! `GET /v1/users/{userId}/liabilities/refresh/{extRequestId}`: how far a refresh is.

use http::Method;
use verify_core::provider::{Answer, Endpoint, Failure, Operation, Parts};
use verify_core::{Effect, Error};

use crate::endpoints::refresh_liabilities::LiabilityRefresh;
use crate::{Client, ExtRequestId, Spinwheel, UserId, envelope};

/// Asks how far a refresh is that [`RefreshLiabilities`](crate::RefreshLiabilities) began.
///
/// **Effect:** reads. **Errors:** [`UserNotFound`](crate::ErrorCode::UserNotFound); others are not documented.
///
/// Source: Spinwheel's page index; path known from a client's code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiabilityRefreshStatus {
    user_id: UserId,
    ext_request_id: ExtRequestId,
}

impl LiabilityRefreshStatus {
    /// The ids the refresh began with.
    pub fn new(user_id: UserId, ext_request_id: ExtRequestId) -> Self {
        Self { user_id, ext_request_id }
    }
}

impl Endpoint for LiabilityRefreshStatus {
    type Provider = Spinwheel;
    type Output = Vec<LiabilityRefresh>;
    const OPERATION: &'static Operation = &Operation::new(
        "liability_refresh_status",
        Method::GET,
        "/v1/users/{userId}/liabilities/refresh/{extRequestId}",
        Effect::Read,
    );

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        parts.path_value(self.user_id.as_str())?;
        parts.path_value(self.ext_request_id.as_str())
    }

    fn decode(&self, answer: &Answer) -> Result<Vec<LiabilityRefresh>, Failure> {
        envelope::data(answer)
    }
}

impl Client {
    /// Asks how far a refresh is; see [`LiabilityRefreshStatus`].
    ///
    /// ```
    /// use spinwheel_connect::{Client, Environment, ExtRequestId, LiabilityRefreshStatus, UserId};
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let script = Script::new();
    /// # let sample = include_str!("../../tests/samples/liability_refresh_status/completed.json");
    /// # script.on("liability_refresh_status").answer(200, sample);
    /// # let client = Client::builder(Environment::Sandbox, "key").transport(script).build()?;
    /// # let user_id = UserId::new("5f0c2a4e-0000-4000-8000-000000000001")?;
    ///
    /// let request_id = ExtRequestId::new("1f7f24f2-0000-4000-8000-00000000000a")?;
    /// let refreshes = client.liability_refresh_status(&LiabilityRefreshStatus::new(user_id, request_id)).await?;
    /// # assert_eq!(refreshes.len(), 1);
    /// # Ok(())
    /// # }
    /// ```
    pub async fn liability_refresh_status(
        &self,
        request: &LiabilityRefreshStatus,
    ) -> Result<Vec<LiabilityRefresh>, Error> {
        self.send(request).await
    }
}
