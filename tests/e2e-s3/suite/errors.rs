//! Presigned URLs, and calls that fail.

use std::collections::BTreeMap;

use super::{Result, Run, Server, code};
use crate::Caller;
use aws::client::Error;
use aws::{GetObject, GetObjectError, HeadObject, HeadObjectError, OperationError, PutObject};

pub fn presigned(run: &Run) -> Result {
    let bucket = "stable-presigned";
    run.create(bucket)?;
    let url = run.caller.presign(&PutObject::new(bucket, "by url +"))?;
    assert_eq!(send(url.request.map(|_| b"straw".to_vec()))?.0, 200);
    let get =
        run.caller.presign(&GetObject::new(bucket, "by url +").response_content_type("text/x"))?;
    assert_eq!(send(get.request.clone())?, (200, b"straw".to_vec()));
    let changed = get.request.uri().to_string().replace("text%2Fx", "text%2Fy");
    let changed = http::Request::get(changed).body(Vec::new())?;
    assert_eq!(send(changed)?.0, 403);
    run.remove(bucket)
}

/// Sends a request as any HTTP client does. Returns the status and the body.
fn send(request: http::Request<Vec<u8>>) -> Result<(u16, Vec<u8>)> {
    let pem = std::fs::read(std::env::var("AWS_CA_BUNDLE")?)?;
    let roots = ureq::tls::RootCerts::from([ureq::tls::Certificate::from_pem(&pem)?]);
    let tls = ureq::tls::TlsConfig::builder().root_certs(roots).build();
    let agent = ureq::Agent::config_builder().tls_config(tls).http_status_as_error(false);
    let agent = agent.build().new_agent();
    let mut response = if request.method() == http::Method::GET {
        agent.run(request.map(drop))?
    } else {
        agent.run(request)?
    };
    Ok((response.status().as_u16(), response.body_mut().read_to_vec()?))
}

pub fn missing(run: &Run) -> Result {
    let bucket = "stable-errors";
    run.create(bucket)?;
    let missing = run.caller.exchange(&GetObject::new(bucket, "missing"), Vec::new());
    assert!(matches!(missing, Err(Error::Service(GetObjectError::NoSuchKey(_)))), "{missing:?}");
    let missing = run.caller.download(&GetObject::new(bucket, "missing")).map(drop);
    assert!(matches!(missing, Err(Error::Service(GetObjectError::NoSuchKey(_)))), "{missing:?}");
    let missing = run.caller.send(&HeadObject::new(bucket, "missing"));
    let Err(Error::Service(error)) = missing else { return Err("the object is missing".into()) };
    assert_eq!(error.head().status, 404);
    // A response to `HEAD` has no code.
    assert!(matches!(error, HeadObjectError::Unmodelled(_)), "{error}");
    let nowhere = run.caller.exchange(&GetObject::new("stable-nowhere", "a"), Vec::new());
    let expected = if run.server == Server::Moto { "NoSuchBucket" } else { "NoSuchKey" };
    assert_eq!(code(nowhere)?, (404, expected.to_owned()));
    let metadata = BTreeMap::from([("stall".to_owned(), "\u{e9}".to_owned())]);
    let metadata = PutObject::new(bucket, "k").metadata(metadata);
    let error =
        run.caller.exchange(&metadata, Vec::new()).err().ok_or("the metadata is not ASCII")?;
    assert!(matches!(error, Error::Build(_)), "{error}");
    run.remove(bucket)
}

pub fn wrong_checksum(run: &Run) -> Result {
    let bucket = "stable-checksums";
    run.create(bucket)?;
    // Those of `hay`.
    for (put, is_right) in [
        (PutObject::new(bucket, "a").checksum_crc32("7LrQ9A=="), true),
        (PutObject::new(bucket, "a").checksum_crc32("AAAAAA=="), false),
        (
            PutObject::new(bucket, "a")
                .checksum_sha256("47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU="),
            false,
        ),
        (PutObject::new(bucket, "a").content_md5("1B2M2Y8AsgTpgAmY7PhCfg=="), false),
    ] {
        let in_memory = run.caller.exchange(&put, b"hay".to_vec()).map(drop);
        let streamed = run.caller.upload(&put, &b"hay".to_vec().into()).map(drop);
        for result in [in_memory, streamed] {
            if is_right {
                result?;
            } else {
                assert_eq!(code(result)?, (400, "BadDigest".to_owned()), "{put:?}");
            }
        }
    }
    run.remove(bucket)
}

/// The server is in another region than the client thinks, and names its own.
pub fn wrong_region(run: &Run) -> Result {
    let bucket = "stable-region";
    run.create(bucket)?;
    let region = std::env::var("AWS_REGION")?;
    std::env::set_var("AWS_REGION", "eu-west-1");
    let lost = Caller::new().map_err(|error| error.to_string())?;
    std::env::set_var("AWS_REGION", region);
    lost.exchange(&PutObject::new(bucket, "a b+"), b"hay".to_vec())?;
    lost.upload(&PutObject::new(bucket, "a b+"), &b"straw".to_vec().into())?;
    let (_, found) = lost.exchange(&GetObject::new(bucket, "a b+"), Vec::new())?;
    assert_eq!(found, b"straw");
    run.remove(bucket)
}
