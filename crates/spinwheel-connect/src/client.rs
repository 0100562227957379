//! The client and how it is built.

use std::time::Duration;

use verify_core::provider::{Credentials, Endpoint, Host, Pipeline, Provider, Settings, settings};
use verify_core::{BaseUrl, Clock, Error, Secret};

/// Spinwheel, as the type that keeps its requests apart from those of other providers.
#[derive(Debug)]
pub struct Spinwheel;

impl Provider for Spinwheel {
    const NAME: &'static str = "spinwheel";
    const USER_AGENT: &'static str = concat!("spinwheel-connect/", env!("CARGO_PKG_VERSION"));
}

/// The secure host, for calls that carry a Social Security number. All others go to the standard host.
pub(crate) const SECURE: Host = Host(1);

/// Which of Spinwheel's environments a client talks to; each is two hosts, and every call knows its own.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Environment {
    /// `sandbox-api.spinwheel.io` and `secure-sandbox-api.spinwheel.io`: synthetic people, but real text messages.
    Sandbox,
    /// `api.spinwheel.io` and `secure-api.spinwheel.io`.
    Production,
    /// Addresses of your own: a proxy, or `verify-sandbox`.
    Custom {
        /// In place of the standard host.
        standard: BaseUrl,
        /// In place of the secure host.
        secure: BaseUrl,
    },
}

impl Environment {
    /// Takes the two addresses as text; each can carry a path.
    pub fn custom(standard: &str, secure: &str) -> Result<Self, Error> {
        let bad = |which| move |_| Error::configuration(which);
        Ok(Self::Custom {
            standard: standard.parse().map_err(bad(
                "the address of the standard host must be https://host[:port][/path]; http is for loopback only",
            ))?,
            secure: secure.parse().map_err(bad(
                "the address of the secure host must be https://host[:port][/path]; http is for loopback only",
            ))?,
        })
    }

    fn hosts(&self) -> Result<Vec<BaseUrl>, Error> {
        Ok(match self {
            Self::Sandbox => {
                vec![
                    "https://sandbox-api.spinwheel.io".parse()?,
                    "https://secure-sandbox-api.spinwheel.io".parse()?,
                ]
            }
            Self::Production => {
                vec!["https://api.spinwheel.io".parse()?, "https://secure-api.spinwheel.io".parse()?]
            }
            Self::Custom { standard, secure } => vec![standard.clone(), secure.clone()],
        })
    }
}

/// Which path the SMS code is sent to. Spinwheel's documents disagree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub enum VerifyPath {
    /// `/v1/users/{userId}/connect/sms/verify`, as in the reference and in every working client.
    #[default]
    Reference,
    /// `/v1/users/connect/sms/verify`, as the guide prints it. The user id then goes into the body, which is our
    /// assumption: the guide does not say.
    Guide,
}

/// Where the Spinwheel End User Agreement stands, which a person must have seen and agreed to before they are connected.
pub const END_USER_AGREEMENT: &str = "https://spinwheel.io/legal/end-user-agreement";

/// Talks to Spinwheel. Cheap to clone; clones share connections. Keep one for the life of the program. Needs a Tokio
/// runtime with I/O and time enabled.
///
/// One method for each operation. Every method returns an [`Error`] that says whether the call may have had an effect
/// ([`Error::may_have_acted`]) and, through [`ErrorCode::of`](crate::ErrorCode::of), what Spinwheel's reason was.
#[derive(Debug, Clone)]
pub struct Client {
    pipeline: Pipeline<Spinwheel>,
    pub(crate) verify_path: VerifyPath,
}

impl Client {
    /// A client with the default settings. The key is the secret key of the environment; it belongs on a server.
    pub fn new(environment: Environment, secret_key: impl Into<Secret>) -> Result<Self, Error> {
        Self::builder(environment, secret_key).build()
    }

    /// A client with settings of your own.
    pub fn builder(environment: Environment, secret_key: impl Into<Secret>) -> ClientBuilder {
        ClientBuilder {
            environment,
            secret_key: secret_key.into(),
            verify_path: VerifyPath::default(),
            settings: Settings::default(),
        }
    }

    /// The same client with another limit for a whole call, attempts and pauses included. Keep it above the limit for
    /// connecting (5 s): a call that ends while connecting cannot tell that nothing was sent.
    ///
    /// ```
    /// # use std::time::Duration;
    /// # fn example(client: &spinwheel_connect::Client) {
    /// let impatient = client.with_deadline(Duration::from_secs(10));
    /// # }
    /// ```
    #[must_use]
    pub fn with_deadline(&self, limit: Duration) -> Self {
        Self { pipeline: self.pipeline.with_deadline(limit), ..self.clone() }
    }

    /// Makes the call of any endpoint of this provider: what the methods do, and a way to call what this crate does
    /// not cover yet.
    pub async fn send<E: Endpoint<Provider = Spinwheel>>(&self, endpoint: &E) -> Result<E::Output, Error> {
        self.pipeline.call(endpoint).await
    }

    pub(crate) fn clock(&self) -> &dyn Clock {
        self.pipeline.clock()
    }
}

/// Builds a [`Client`].
#[derive(Debug, Clone)]
#[must_use = "call build()"]
pub struct ClientBuilder {
    environment: Environment,
    secret_key: Secret,
    verify_path: VerifyPath,
    settings: Settings,
}

settings!(ClientBuilder);

impl ClientBuilder {
    /// Sends SMS codes to the other of the two published paths.
    pub fn verify_path(mut self, path: VerifyPath) -> Self {
        self.verify_path = path;
        self
    }

    /// Builds the client. Nothing is sent; what is wrong with the settings is said here.
    pub fn build(self) -> Result<Client, Error> {
        let credentials = Credentials::bearer(&self.secret_key)?;
        let pipeline = self.settings.build(self.environment.hosts()?, credentials)?;
        Ok(Client { pipeline, verify_path: self.verify_path })
    }
}
