//! Prints the request for last night's failed backups, and the failures in a response from standard input.

// farrier formats this module, and `cargo xtask codegen --check` compares it byte for byte.
#[rustfmt::skip]
mod aws;

use std::error::Error;
use std::io::Read;

use aws::Operation as _;
use aws::backup::ListBackupJobs;
use aws::backup::types::BackupJobState;
use aws::runtime::endpoint::resolve;

fn main() -> Result<(), Box<dyn Error>> {
    let list = ListBackupJobs::new().by_state(BackupJobState::Failed).max_results(100);
    let request = resolve(list.request()?, "https://backup.eu-west-1.amazonaws.com")?;
    println!("{} {}", request.method(), request.uri());

    // Sign the request, send it with any HTTP client, and read the response here.
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let (status, headers) = (http::StatusCode::OK, http::HeaderMap::new());

    let jobs = ListBackupJobs::parse(status, &headers, &body)?.backup_jobs.unwrap_or_default();
    for job in &jobs {
        let name = job.resource_name.as_deref().unwrap_or("a resource without a name");
        println!("{name}: {}", job.status_message.as_deref().unwrap_or("no reason given"));
    }
    println!("{} failed", jobs.len());
    Ok(())
}
