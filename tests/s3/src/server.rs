//! A server that verifies signatures, `s3s`, with its objects in a folder.

use std::io;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::thread;

use http::{HeaderMap, HeaderValue};
use hyper::server::conn::http1;
use hyper_util::rt::TokioIo;
use s3s::access::{S3Access, S3AccessContext};
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{S3Error, S3ErrorCode, S3Result};
use s3s_fs::FileSystem;
use tempfile::TempDir;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpListener;
use tokio::runtime::{Builder, Runtime};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::PemObject;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};

/// The keys that the server accepts in tests.
pub const KEYS: (&str, &str) = ("AKIDEXAMPLE", "a-secret/with+odd=characters");

/// The region of the server.
const REGION: &str = "us-east-1";

/// A server that runs until the end of the program.
pub struct Server {
    /// The address.
    pub address: SocketAddr,
    _folder: TempDir,
}

impl Server {
    /// Starts a server with the empty bucket `barn`.
    ///
    /// # Panics
    ///
    /// Panics if no port or no folder is available.
    #[must_use]
    pub fn start() -> Self {
        let folder = tempfile::tempdir().expect("a folder is available");
        std::fs::create_dir(folder.path().join("barn")).expect("the folder is empty");
        let service = service(folder.path(), KEYS).expect("the folder exists");
        let (sender, receiver) = mpsc::channel();
        thread::spawn(move || {
            let announce = |address| sender.send(address).expect("the test waits");
            serve(&service, None, announce).expect("a port is free");
        });
        let address = receiver.recv().expect("a port is free");
        Self { address, _folder: folder }
    }
}

/// An S3 service with its objects in a folder. It accepts requests with an access key and its secret, and redirects
/// requests that are signed for another region.
///
/// # Errors
///
/// Fails if the folder does not exist.
pub fn service(folder: &Path, (id, secret): (&str, &str)) -> io::Result<S3Service> {
    let files = FileSystem::new(folder).map_err(|error| io::Error::other(format!("{error:?}")))?;
    let mut service = S3ServiceBuilder::new(files);
    service.set_auth(SimpleAuth::from_single(id, secret));
    service.set_access(OneRegion);
    Ok(service.build())
}

/// Redirects requests of other regions, as S3 does.
struct OneRegion;

#[async_trait::async_trait]
impl S3Access for OneRegion {
    async fn check(&self, context: &mut S3AccessContext<'_>) -> S3Result<()> {
        if context.credentials().is_none() {
            return Err(S3Error::new(S3ErrorCode::AccessDenied));
        }
        let header = context.headers().get("authorization").and_then(|it| it.to_str().ok());
        let scope = header.or(context.uri().query()).unwrap_or_default();
        if [format!("/{REGION}/s3/"), format!("%2F{REGION}%2Fs3%2F")]
            .iter()
            .any(|it| scope.contains(it))
        {
            return Ok(());
        }
        let mut error = S3Error::new(S3ErrorCode::PermanentRedirect);
        error.set_headers(HeaderMap::from_iter([(
            "x-amz-bucket-region".parse().map_err(S3Error::internal_error)?,
            HeaderValue::from_static(REGION),
        )]));
        Err(error)
    }
}

/// Reads a certificate and its key, both in PEM, for HTTPS.
///
/// # Errors
///
/// Fails if a file cannot be read, or if the certificate is invalid.
pub fn tls(certificate: &Path, key: &Path) -> io::Result<TlsAcceptor> {
    let certificate = CertificateDer::from_pem_file(certificate).map_err(io::Error::other)?;
    let key = PrivateKeyDer::from_pem_file(key).map_err(io::Error::other)?;
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()));
    let config = config.with_safe_default_protocol_versions().map_err(io::Error::other)?;
    let config = config.with_no_client_auth().with_single_cert(vec![certificate], key);
    Ok(TlsAcceptor::from(Arc::new(config.map_err(io::Error::other)?)))
}

/// Serves requests on a free loopback port, until the end of the program. `announce` gets the address.
///
/// # Errors
///
/// Fails if there is no port.
pub fn serve(
    service: &S3Service,
    tls: Option<TlsAcceptor>,
    announce: impl FnOnce(SocketAddr),
) -> io::Result<()> {
    let runtime: Runtime = Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        announce(listener.local_addr()?);
        loop {
            let (stream, _) = listener.accept().await?;
            stream.set_nodelay(true)?;
            let (service, tls) = (service.clone(), tls.clone());
            tokio::spawn(async move {
                let Some(tls) = tls else { return connection(service, stream).await };
                // A client may distrust the certificate.
                if let Ok(stream) = tls.accept(stream).await {
                    connection(service, stream).await;
                }
            });
        }
    })
}

/// Serves the requests of a connection. A client may close it early.
async fn connection(
    service: S3Service,
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
) {
    let _ = http1::Builder::new().serve_connection(TokioIo::new(stream), service).await;
}
