//! Which TLS a client speaks, by the features it was built with: rustls with ring before rustls with the program's
//! own provider before the platform's TLS. Features only add; the order decides when several are on.

use reqwest::ClientBuilder;

use crate::error::Error;

#[cfg(any(feature = "rustls", feature = "rustls-no-provider"))]
pub(super) fn configure(builder: ClientBuilder) -> Result<ClientBuilder, Error> {
    use std::sync::Arc;

    use rustls::crypto::CryptoProvider;
    use rustls_platform_verifier::BuilderVerifierExt;

    #[cfg(feature = "rustls")]
    let provider = Some(Arc::new(rustls::crypto::ring::default_provider()));
    #[cfg(not(feature = "rustls"))]
    let provider: Option<Arc<CryptoProvider>> = CryptoProvider::get_default().cloned();
    #[cfg(feature = "rustls")]
    let _: &Option<Arc<CryptoProvider>> = &provider;

    let provider = provider.ok_or_else(|| {
        Error::configuration(
            "no cryptography provider is installed: call rustls::crypto::CryptoProvider::install_default \
             before building a client, or use the feature rustls",
        )
    })?;
    let unusable = |_| Error::configuration("the system's certificate store cannot be used");
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(unusable)?
        .with_platform_verifier()
        .map_err(unusable)?
        .with_no_client_auth();
    Ok(builder.tls_backend_preconfigured(config))
}

#[cfg(all(feature = "native-tls", not(any(feature = "rustls", feature = "rustls-no-provider"))))]
#[allow(clippy::unnecessary_wraps)]
pub(super) fn configure(builder: ClientBuilder) -> Result<ClientBuilder, Error> {
    Ok(builder.tls_backend_native())
}

#[cfg(not(any(feature = "rustls", feature = "rustls-no-provider", feature = "native-tls")))]
pub(super) fn configure(_: ClientBuilder) -> Result<ClientBuilder, Error> {
    Err(Error::configuration("https needs one of the features rustls, rustls-no-provider or native-tls"))
}
