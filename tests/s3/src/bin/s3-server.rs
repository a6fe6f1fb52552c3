//! An S3 server with HTTPS: `s3-server FOLDER CERTIFICATE KEY`. Each folder in `FOLDER` is a bucket. The server accepts the
//! access key and the secret of `AWS_ACCESS_KEY_ID` and `AWS_SECRET_ACCESS_KEY`, prints its URL, and runs until it is killed.

use std::env;
use std::error::Error;
use std::path::Path;

use s3::server::{serve, service, tls};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [folder, certificate, key] = arguments.as_slice() else {
        return Err("the arguments are FOLDER CERTIFICATE KEY".into());
    };
    let (id, secret) = (env::var("AWS_ACCESS_KEY_ID")?, env::var("AWS_SECRET_ACCESS_KEY")?);
    let service = service(Path::new(folder), (&id, &secret))?;
    let tls = tls(Path::new(certificate), Path::new(key))?;
    serve(&service, Some(tls), |address| println!("https://{address}"))?;
    Ok(())
}
