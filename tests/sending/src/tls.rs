//! A server with TLS, whose certificate nobody trusts.

use std::net::TcpStream;
use std::sync::{Arc, LazyLock};

use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};
use rustls::{ServerConfig, ServerConnection, StreamOwned};

use crate::server::{scripted, Act, Connection, Server};

static CONFIG: LazyLock<Arc<ServerConfig>> = LazyLock::new(config);

impl Server {
    /// Like [`script`](Self::script), with HTTPS.
    ///
    /// # Panics
    ///
    /// Panics if no port is free.
    pub fn secure(acts: Vec<Act>) -> Self {
        let address = ([127, 0, 0, 1], 0).into();
        Self::start_with(address, "https", connect, scripted(acts)).expect("a port is free")
    }
}

fn connect(stream: TcpStream) -> Box<dyn Connection> {
    let tls = ServerConnection::new(CONFIG.clone()).expect("the settings are valid");
    Box::new(StreamOwned::new(tls, stream))
}

fn config() -> Arc<ServerConfig> {
    let certificate = CertificateDer::from_pem_slice(include_bytes!("../tls/certificate.pem"));
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("../tls/key.pem"));
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().expect("`ring` has them");
    let config = config.with_no_client_auth();
    let certificates = vec![certificate.expect("the file has a certificate")];
    let config = config.with_single_cert(certificates, key.expect("the file has a key"));
    Arc::new(config.expect("the key is that of the certificate"))
}
