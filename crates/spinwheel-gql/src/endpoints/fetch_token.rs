//! `POST {authority}/{tenant}/oauth2/v2.0/token`: gets an access token from Microsoft Entra ID.

use http::{Method, StatusCode};
use verify_core::provider::{
    Answer, Code, Endpoint, Failure, Meaning, Operation, Parts, Refusal, Unreadable, answer,
};
use verify_core::{Effect, Error, Pii};

use crate::client::AUTHORITY;
use crate::{Client, ClientCredentials, DebtCore, ErrorCode};

/// A request for a token.
///
/// **Effect:** fetches a token; an older one stays good.
pub(crate) struct Login<'a>(pub(crate) &'a ClientCredentials);

impl Endpoint for Login<'_> {
    type Provider = DebtCore;
    type Output = Granted;
    const OPERATION: &'static Operation =
        &Operation::new("fetch_token", Method::POST, "/{tenant}/oauth2/v2.0/token", Effect::Idempotent)
            .on(AUTHORITY);

    fn write(&self, parts: &mut Parts) -> Result<(), Error> {
        let ClientCredentials { tenant_id, client_id, client_secret, scope } = self.0;
        parts.path_value(tenant_id.as_str())?;
        parts.form(&[
            ("grant_type", "client_credentials"),
            ("client_id", client_id.as_str()),
            ("client_secret", client_secret.expose()),
            ("scope", scope),
        ]);
        Ok(())
    }

    fn decode(&self, answer: &Answer) -> Result<Granted, Failure> {
        if !answer.status().is_success() {
            return Err(Failure::Refused(refusal(answer)));
        }
        let granted: Granted = answer.json()?;
        if granted.access_token.expose().is_empty() {
            return Err(Unreadable::at("access_token").into());
        }
        match &granted.token_type {
            Some(kind) if !kind.eq_ignore_ascii_case("Bearer") => Err(Unreadable::at("token_type").into()),
            _ => Ok(granted),
        }
    }
}

answer! {
    /// An access token.
    pub(crate) struct Granted {
        required {
            /// The token.
            access_token: Pii<String> => "access_token",
        }
        /// How it is sent; always `Bearer`.
        token_type: Option<String> => "token_type",
        /// For how many seconds it is good.
        expires_in: Option<u64> => "expires_in",
    }
}

answer! {
    /// A refusal of the token endpoint.
    struct Refused {
        /// The code.
        error: Option<String> => "error",
    }
}

/// Only a code says that the credentials were refused, which the client then remembers; a status alone may be a proxy's.
fn refusal(answer: &Answer) -> Refusal {
    let code = answer.json::<Refused>().ok().and_then(|refused| refused.error);
    let code = code.map(|code| ErrorCode::from(code.as_str()));
    let failed = answer.status().is_server_error() || answer.status() == StatusCode::TOO_MANY_REQUESTS;
    let mut refusal = match &code {
        _ if failed => Refusal::new(),
        Some(ErrorCode::TemporarilyUnavailable) => {
            Refusal::new().with_status(StatusCode::SERVICE_UNAVAILABLE)
        }
        Some(code) if code.condemns_the_client() => Refusal::new().meaning(Meaning::Credentials),
        _ => Refusal::new().meaning(Meaning::Refused),
    };
    if let Some(code) = &code {
        refusal = refusal.with_code(Code::new(code.listed(), code.as_str()));
    }
    match code.as_ref().and_then(ErrorCode::advice) {
        Some(advice) => refusal.with_advice(advice),
        None if failed => refusal,
        None => refusal.with_advice("check the authority and the tenant id"),
    }
}

impl Client {
    /// Makes sure that there is an access token, for instance when a program starts: wrong credentials show here instead of
    /// at the first call. Without it the first call does the same. A client that was given a token has one.
    ///
    /// **Effect:** fetches a token unless one is there. Refused credentials are not tried a second time.
    ///
    /// **Errors:** [`InvalidClient`](crate::ErrorCode::InvalidClient),
    /// [`UnauthorizedClient`](crate::ErrorCode::UnauthorizedClient) and
    /// [`InvalidGrant`](crate::ErrorCode::InvalidGrant) are refused credentials;
    /// [`InvalidScope`](crate::ErrorCode::InvalidScope), [`InvalidResource`](crate::ErrorCode::InvalidResource),
    /// [`InvalidRequest`](crate::ErrorCode::InvalidRequest) and others are not remembered.
    ///
    /// Source: DebtCore's authentication page; RFC 6749, sections 4.4 and 5.
    ///
    /// ```
    /// # use verify_testkit::Script;
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// use spinwheel_gql::{Client, ClientCredentials};
    /// # let script = Script::new();
    /// # script.on("fetch_token").answer(200, include_str!("../../tests/samples/fetch_token/granted.json"));
    ///
    /// let credentials = ClientCredentials::new(
    ///     "00000000-0000-4000-8000-000000000001".parse()?,
    ///     "00000000-0000-4000-8000-000000000002".parse()?,
    ///     "client-secret",
    ///     "api://00000000-0000-4000-8000-000000000003/.default",
    /// );
    /// let client = Client::builder("https://debtcore.example.com/credit-service/graphql".parse()?, credentials);
    /// # let client = client.transport(script);
    /// let client = client.build()?;
    /// client.fetch_token().await?;
    /// # Ok(())
    /// # }
    /// ```
    pub async fn fetch_token(&self) -> Result<(), Error> {
        match self.login() {
            Some(login) => login.tokens().ready().await,
            None => Ok(()),
        }
    }
}
