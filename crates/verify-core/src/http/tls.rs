//! Which TLS a client speaks, by the features it was built with: rustls with ring before rustls with the program's
//! own provider before the platform's TLS. Features only add; the order decides when several are on.

use std::fmt;

use reqwest::ClientBuilder;

use crate::error::Error;

/// TLS as it was set up, to be handed to each HTTP client.
#[derive(Clone)]
pub(super) struct Tls(Backend);

impl fmt::Debug for Tls {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Tls").finish_non_exhaustive()
    }
}

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
type Backend = rustls::ClientConfig;
#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider")))]
type Backend = ();

impl Tls {
    /// Sets TLS up. A client that speaks plain http to this machine alone trusts nobody and reads no certificates.
    #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
    pub(super) fn new(needed: bool) -> Result<Self, Error> {
        use rustls::{ClientConfig, RootCertStore};
        use rustls_platform_verifier::BuilderVerifierExt;

        let unusable = |_| Error::configuration("the system's certificate store cannot be used");
        let builder = ClientConfig::builder_with_provider(provider()?)
            .with_safe_default_protocol_versions()
            .map_err(unusable)?;
        let builder = if needed {
            builder.with_platform_verifier().map_err(unusable)?
        } else {
            builder.with_root_certificates(RootCertStore::empty())
        };
        Ok(Self(builder.with_no_client_auth()))
    }

    #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
    #[allow(clippy::unnecessary_wraps)] // The same signature for each choice.
    pub(super) fn new(_: bool) -> Result<Self, Error> {
        Ok(Self(()))
    }

    #[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
    pub(super) fn new(needed: bool) -> Result<Self, Error> {
        let missing = "https needs one of the features rustls, rustls-no-provider or native-tls";
        if needed { Err(Error::configuration(missing)) } else { Ok(Self(())) }
    }

    /// Hands it to a client.
    pub(super) fn apply(&self, builder: ClientBuilder) -> ClientBuilder {
        #[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
        return builder.tls_backend_preconfigured(self.0.clone());
        #[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
        return builder.tls_backend_native();
        #[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
        builder
    }
}

#[cfg(feature = "rustls")]
#[allow(clippy::unnecessary_wraps)] // The same signature for each choice.
fn provider() -> Result<std::sync::Arc<rustls::crypto::CryptoProvider>, Error> {
    Ok(std::sync::Arc::new(rustls::crypto::ring::default_provider()))
}

#[cfg(all(feature = "rustls-no-provider", not(feature = "rustls")))]
fn provider() -> Result<std::sync::Arc<rustls::crypto::CryptoProvider>, Error> {
    let installed = rustls::crypto::CryptoProvider::get_default().cloned();
    installed.ok_or_else(|| {
        Error::configuration(
            "no cryptography provider is installed: call install_default of rustls's CryptoProvider before \
             building a client, or use the feature rustls",
        )
    })
}
