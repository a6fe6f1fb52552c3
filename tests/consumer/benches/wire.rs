//! Reading response bodies and writing requests, with allocations. `cargo lab bench` compares them with other crates.

use backup::runtime::Timestamp;
use backup::{ListRecoveryPointsByBackupVault, Operation};
use divan::counter::BytesCount;
use divan::{AllocProfiler, Bencher};
use http::{HeaderMap, StatusCode};
use serde_json::{Value, json};

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    divan::main();
}

/// A page of a thousand recovery points.
fn page() -> Vec<u8> {
    let point = |number: i64| {
        json!({
            "RecoveryPointArn": format!("arn:aws:backup:us-east-1:123456789012:recovery-point:{number:036}"),
            "BackupVaultName": "production-databases",
            "ResourceArn": format!("arn:aws:ec2:us-east-1:123456789012:volume/vol-{number:017x}"),
            "ResourceType": "EBS",
            "Status": "COMPLETED",
            "CreationDate": 1_632_395_919 + number,
            "CompletionDate": 1_632_399_519 + number,
            "BackupSizeInBytes": 1_073_741_824 + number,
            "IsEncrypted": true,
            "ResourceName": format!("orders-database-{number}"),
        })
    };
    let points: Vec<Value> = (0..1000).map(point).collect();
    serde_json::to_vec(&json!({ "RecoveryPoints": points })).unwrap()
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
