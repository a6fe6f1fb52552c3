//! Replies to types, and requests to bytes, with what is allocated for them. `cargo xtask bench` compares them with what other crates do.

use backup::runtime::Timestamp;
use backup::types::{RecoveryPointByBackupVault, RecoveryPointStatus};
use backup::{ListRecoveryPointsByBackupVault, ListRecoveryPointsByBackupVaultOutput, Operation};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use http::{HeaderMap, StatusCode};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A page of a thousand recovery points, as the service would send it.
fn page() -> Vec<u8> {
    let points = (0..1000).map(|number| {
        let mut point = RecoveryPointByBackupVault::default();
        point.recovery_point_arn =
            Some(format!("arn:aws:backup:us-east-1:123456789012:recovery-point:{number:036}"));
        point.backup_vault_name = Some("production-databases".to_owned());
        point.resource_arn =
            Some(format!("arn:aws:ec2:us-east-1:123456789012:volume/vol-{number:017x}"));
        point.resource_type = Some("EBS".to_owned());
        point.status = Some(RecoveryPointStatus::Completed);
        point.creation_date = Some(Timestamp::from_seconds(1_632_395_919 + number));
        point.completion_date = Some(Timestamp::from_seconds(1_632_399_519 + number));
        point.backup_size_in_bytes = Some(1_073_741_824 + number);
        point.is_encrypted = Some(true);
        point.resource_name = Some(format!("orders-database-{number}"));
        point
    });
    let mut output = ListRecoveryPointsByBackupVaultOutput::default();
    output.recovery_points = Some(points.collect());
    serde_json::to_vec(&output).unwrap()
}

#[divan::bench]
fn reply_to_types(bencher: Bencher<'_, '_>) {
    let (body, headers) = (page(), HeaderMap::new());
    bencher
        .counter(BytesCount::of_slice(&body))
        .bench_local(|| ListRecoveryPointsByBackupVault::parse(StatusCode::OK, &headers, &body));
}

#[divan::bench]
fn request_to_bytes(bencher: Bencher<'_, '_>) {
    let list = ListRecoveryPointsByBackupVault::new("production-databases")
        .max_results(1000)
        .by_resource_arn("arn:aws:ec2:us-east-1:123456789012:volume/vol-1")
        .by_created_after(Timestamp::from_seconds(1_632_395_919));
    bencher.bench_local(|| list.request());
}
