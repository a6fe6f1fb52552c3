//! Signs with the signer of the output, sends with `reqwest`, and reads the typed response, without an emitted client.

use std::error::Error;
use std::time::SystemTime;

use backup::runtime::credentials::Credentials;
use backup::runtime::retry::{Attempts, Policy, Quota};
use backup::runtime::sigv4::{sign, Signing, SigningError};
use backup::runtime::{Endpoint, Region};
use backup::{DescribeBackupJob, ListBackupJobs, Operation, Request};

/// Signs a request with the current time.
fn signed(to: &Endpoint, request: &Request, by: &Credentials) -> Result<Request, SigningError> {
    let mut request = request.clone();
    let signing = Signing::new(&to.signing_region, &to.signing_name, SystemTime::now());
    sign(&mut request, by, &signing)?;
    Ok(request)
}

/// Calls an operation, and retries failures that may be temporary.
async fn call<O: Operation>(
    operation: &O,
    region: &Region,
    by: &Credentials,
) -> Result<O::Output, Box<dyn Error>> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build()?;
    let endpoint = operation.endpoint_in(region)?;
    let request = endpoint.resolve(operation.request()?)?;
    let (mut attempts, mut quota) = (Attempts::new(Policy::default()), Quota::default());
    loop {
        let request = reqwest::Request::try_from(signed(&endpoint, &request, by)?)?;
        let mut reply = client.execute(request).await?;
        let (status, headers) = (reply.status(), std::mem::take(reply.headers_mut()));
        let body = reply.bytes().await?;
        match attempts.read::<O>(status, &headers, &body, &mut quota) {
            Ok(output) => return Ok(output),
            Err((_, Some(pause))) => tokio::time::sleep(pause).await,
            Err((error, None)) => return Err(error.into()),
        }
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn Error>> {
    let url = std::env::args().nth(1).ok_or("say the URL of the server")?;
    let (region, by) =
        (Region::new("eu-west-1").url(url), Credentials::new("AKIDEXAMPLE", "secret", None, None, "example"));
    let job = call(&DescribeBackupJob::new("job-1"), &region, &by).await?;
    println!("{:?} {:?}", job.resource_name, job.state);
    let jobs = call(&ListBackupJobs::new().max_results(100), &region, &by).await?.backup_jobs;
    println!("{} jobs", jobs.unwrap_or_default().len());
    Ok(())
}
