//! Calls that block.

use stables::backup::{DescribeBackupJob, DescribeBackupJobError, ListBackupJobs};
use stables::client::{Client, Error};

/// The jobs that failed, with the resource of each.
pub fn failed_jobs(client: &Client) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut failed = Vec::new();
    for job in client.items(ListBackupJobs::new().by_state("FAILED")) {
        failed.extend(job?.resource_arn);
    }
    Ok(failed)
}

/// Whether a job is done. A job that is gone is done.
pub fn is_done(client: &Client, id: &str) -> Result<bool, Box<dyn std::error::Error>> {
    match client.send(&DescribeBackupJob::new(id)) {
        Ok(job) => Ok(job.completion_date.is_some()),
        Err(Error::Service(DescribeBackupJobError::ResourceNotFoundException(_))) => Ok(true),
        Err(error) => Err(error.into()),
    }
}
