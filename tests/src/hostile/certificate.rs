//! Certificates of servers that no system trusts.
//!
//! They were made once and never run out, where they are not meant to have. The authority that signed them can sign no
//! other: its key is gone. The servers' key lies beside them; whoever has it can pretend to be a server of these tests.

use std::path::PathBuf;
use std::sync::Arc;

use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// One of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Certificate {
    /// Of an authority that is not known to systems, and else as it should be.
    Valid,
    /// It ended in 2001.
    Expired,
    /// It is for another host.
    OtherName,
}

impl Certificate {
    /// The file with the authority, for who wants to trust it.
    pub fn authority() -> PathBuf {
        [env!("CARGO_MANIFEST_DIR"), "src", "hostile", "certificates", "authority.pem"].iter().collect()
    }

    /// What shakes hands with it.
    pub(super) fn acceptor(self) -> TlsAcceptor {
        let certificate: &[u8] = match self {
            Self::Valid => include_bytes!("certificates/valid.der"),
            Self::Expired => include_bytes!("certificates/expired.der"),
            Self::OtherName => include_bytes!("certificates/other_name.der"),
        };
        let key: &[u8] = include_bytes!("certificates/key.der");
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
        let config = config.with_safe_default_protocol_versions().unwrap().with_no_client_auth();
        let key = PrivateKeyDer::try_from(key).unwrap();
        let config = config.with_single_cert(vec![CertificateDer::from(certificate)], key).unwrap();
        TlsAcceptor::from(Arc::new(config))
    }
}
