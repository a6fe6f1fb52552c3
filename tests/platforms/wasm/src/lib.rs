//! Builds and signs a request, and parses a response, on `wasm32-unknown-unknown`.

use std::time::{Duration, UNIX_EPOCH};

use backup::runtime::credentials::Credentials;
use backup::runtime::sigv4::{sign, Signing};
use backup::runtime::{token, BuildError, Region};
use backup::{ListBackupJobs, Operation, StartReportJob};
use http::{HeaderMap, StatusCode};

/// Returns 0, or the number of the step that fails.
#[no_mangle]
pub extern "C" fn run() -> u32 {
    steps().err().unwrap_or(0)
}

fn steps() -> Result<(), u32> {
    let start = StartReportJob::new("blue");
    // There is no source of random bytes.
    expect(1, matches!(start.request(), Err(BuildError::NoTokenSource)))?;
    token::set_source(|| "a token".to_owned());
    let endpoint = start.endpoint_in(&Region::new("eu-west-1")).map_err(|_| 2_u32)?;
    let request = start.request().map_err(|_| 3_u32)?;
    let mut request = endpoint.resolve(request).map_err(|_| 4_u32)?;
    expect(5, request.uri() == "https://backup.eu-west-1.amazonaws.com/audit/report-jobs/blue")?;
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "wasm");
    let now = UNIX_EPOCH + Duration::from_secs(1_700_000_000);
    let signing = Signing::new(&endpoint.signing_region, &endpoint.signing_name, now);
    sign(&mut request, &credentials, &signing).map_err(|_| 6_u32)?;
    expect(7, request.headers().contains_key("authorization"))?;
    let body = br#"{"BackupJobs": [{"BackupJobId": "1", "State": "FAILED"}]}"#;
    let output = ListBackupJobs::parse(StatusCode::OK, &HeaderMap::new(), body).map_err(|_| 8_u32)?;
    let jobs = output.backup_jobs.unwrap_or_default();
    expect(9, jobs.len() == 1 && jobs[0].backup_job_id.as_deref() == Some("1"))
}

fn expect(step: u32, holds: bool) -> Result<(), u32> {
    if holds {
        Ok(())
    } else {
        Err(step)
    }
}
