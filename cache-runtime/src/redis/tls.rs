//! What `rediss://` needs beyond the URL: certificates, and a provider of cryptography.
//!
//! rustls wants exactly one provider in a process and panics without. If the program has installed none, that of `ring` is
//! installed here.

use redis::{Client, ClientTlsConfig, ConnectionInfo, TlsCertificates};
use std::fmt;

/// Certificates in PEM.
///
/// # Default
/// Servers are trusted whose certificate goes back to an authority of Mozilla's list; no certificate is shown to them.
#[derive(Clone, Default)]
pub(crate) struct Certificates {
    /// The authorities to trust instead.
    pub(crate) authorities: Option<Vec<u8>>,
    /// Our certificate and its key.
    pub(crate) client: Option<(Vec<u8>, Vec<u8>)>,
}

impl Certificates {
    /// `info` with these certificates; or what is wrong with them.
    pub(super) fn apply(&self, info: ConnectionInfo) -> Result<ConnectionInfo, String> {
        // Somebody else was first: then there is one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = self.client.clone();
        let certificates = TlsCertificates {
            client_tls: client.map(|(client_cert, client_key)| ClientTlsConfig {
                client_cert,
                client_key,
            }),
            root_cert: self.authorities.clone(),
        };
        Client::build_with_tls(info, certificates)
            .map(|client| client.get_connection_info().clone())
            .map_err(|error| format!("these are no certificates in PEM: {error}"))
    }
}

/// Whether they are there; a key is not for reading.
impl fmt::Debug for Certificates {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Certificates")
            .field("authorities", &self.authorities.is_some())
            .field("client", &self.client.is_some())
            .finish()
    }
}
