//! Calls all nine operations of the vendored crate against canned replies.

use std::error::Error;

use backup::types::{BackupJobState, CopyJobState, StorageClass};
use backup::{
    DescribeBackupJob, DescribeBackupJobError, DescribeCopyJob, DescribeProtectedResource,
    DescribeRecoveryPoint, ListBackupJobs, ListCopyJobs, ListProtectedResources,
    ListRecoveryPointsByBackupVault, ListRecoveryPointsByResource, Operation, Request, Timestamp,
};
use http::{HeaderMap, StatusCode};

const VAULT: &str = "arn:aws:backup:us-east-1:123456789012:vault:blue";

/// Stands for an HTTP client: answers what the service would.
fn send(request: &Request) -> (StatusCode, HeaderMap, Vec<u8>) {
    let body = match request.uri().path() {
        "/backup-jobs/job-1" => {
            r#"{"State":"RUNNING","ChildJobsInState":{"FAILED":1,"NEW":2},"ResourceName":"web"}"#
        }
        "/backup-jobs/gone" => r#"{"Message":"no such job","Type":"client"}"#,
        "/copy-jobs/copy-1" => r#"{"CopyJob":{"State":"PARTIAL","ResourceName":"web"}}"#,
        "/resources/arn%3Aaws%3Aec2%3Ai-1" => {
            r#"{"LastBackupTime":1516925490.087,"ResourceName":"web"}"#
        }
        "/backup-vaults/blue/recovery-points/arn%3Arp" => {
            r#"{"StorageClass":"COLD","ResourceName":"web"}"#
        }
        "/backup-jobs/" => r#"{"BackupJobs":[{"ResourceName":"web"},{}],"NextToken":"n"}"#,
        "/copy-jobs/" => r#"{"CopyJobs":[{"ResourceName":"web"}]}"#,
        "/resources/" => r#"{"Results":[{"ResourceName":"web"}]}"#,
        "/backup-vaults/blue/recovery-points/" => r#"{"RecoveryPoints":[{"ResourceName":"web"}]}"#,
        "/resources/arn%3Aaws%3Aec2%3Ai-1/recovery-points/" => {
            r#"{"RecoveryPoints":[{"ResourceName":"web"}]}"#
        }
        path => panic!("no reply for {path}"),
    };
    let status = if body.contains("no such") { StatusCode::BAD_REQUEST } else { StatusCode::OK };
    let mut headers = HeaderMap::new();
    headers.insert("x-amzn-requestid", "id-1".parse().unwrap());
    if status != StatusCode::OK {
        headers.insert("x-amzn-errortype", "ResourceNotFoundException:".parse().unwrap());
    }
    (status, headers, body.as_bytes().to_vec())
}

/// One call, whatever the operation.
fn call<O>(operation: &O) -> Result<O::Output, Box<dyn Error>>
where
    O: Operation,
    O::Error: Error + 'static,
{
    let (status, headers, body) = send(&operation.request()?);
    Ok(O::parse(status, &headers, &body)?)
}

fn main() -> Result<(), Box<dyn Error>> {
    let web = Some("web".to_owned());

    let job = call(&DescribeBackupJob::new("job-1"))?;
    assert_eq!((job.state, job.resource_name), (Some(BackupJobState::Running), web.clone()));
    let children = job.child_jobs_in_state.unwrap();
    assert_eq!(children[&BackupJobState::Failed], 1);
    assert_eq!(children[&BackupJobState::Unknown("NEW".to_owned())], 2);

    let gone = call(&DescribeBackupJob::new("gone")).unwrap_err();
    assert_eq!(
        gone.to_string(),
        "ResourceNotFoundException: no such job (status 400, request ID id-1)"
    );
    match gone.downcast_ref() {
        Some(DescribeBackupJobError::ResourceNotFoundException(reply)) => {
            assert_eq!(reply.detail().r#type.as_deref(), Some("client"));
        }
        other => panic!("{other:?}"),
    }

    let copy = call(&DescribeCopyJob::new("copy-1"))?.copy_job.unwrap();
    assert_eq!((copy.state, copy.resource_name), (Some(CopyJobState::Partial), web.clone()));

    let resource = call(&DescribeProtectedResource::new("arn:aws:ec2:i-1"))?;
    assert_eq!(resource.last_backup_time, Timestamp::new(1_516_925_490, 87_000_000));
    assert_eq!(resource.resource_name, web);

    let point = call(&DescribeRecoveryPoint::new("blue", "arn:rp"))?;
    assert_eq!((point.storage_class, point.resource_name), (Some(StorageClass::Cold), web.clone()));

    let list = ListBackupJobs::new()
        .by_state(BackupJobState::Completed)
        .by_resource_arn(VAULT)
        .max_results(2);
    let query = list.request()?.uri().query().map(str::to_owned);
    assert_eq!(
        query.as_deref(),
        Some(
            "maxResults=2&resourceArn=arn%3Aaws%3Abackup%3Aus-east-1%3A123456789012%3Avault%3Ablue&state=COMPLETED"
        )
    );
    let page = call(&list)?;
    assert_eq!(page.next_token.as_deref(), Some("n"));
    assert_eq!(page.backup_jobs.unwrap()[0].resource_name, web);

    assert_eq!(call(&ListCopyJobs::new())?.copy_jobs.unwrap()[0].resource_name, web);
    assert_eq!(call(&ListProtectedResources::new())?.results.unwrap()[0].resource_name, web);
    let points = call(&ListRecoveryPointsByBackupVault::new("blue"))?.recovery_points.unwrap();
    assert_eq!(points[0].resource_name, web);
    let points =
        call(&ListRecoveryPointsByResource::new("arn:aws:ec2:i-1"))?.recovery_points.unwrap();
    assert_eq!(points[0].resource_name, web);
    println!("nine operations answered");
    Ok(())
}
