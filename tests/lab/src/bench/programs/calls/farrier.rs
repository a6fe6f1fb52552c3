//! A program that calls one operation with farrier's crate, without an HTTP client.

use std::io::Read;

use backup::runtime::endpoint::resolve;
use backup::{ListRecoveryPointsByBackupVault, Operation};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let list = ListRecoveryPointsByBackupVault::new("vault").max_results(100);
    let request = resolve(list.request()?, "https://backup.eu-west-1.amazonaws.com")?;
    println!("{} {}", request.method(), request.uri());
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let (status, headers) = (http::StatusCode::OK, http::HeaderMap::new());
    let output = ListRecoveryPointsByBackupVault::parse(status, &headers, &body)?;
    for point in output.recovery_points.unwrap_or_default() {
        println!("{:?} {:?}", point.recovery_point_arn, point.status);
    }
    Ok(())
}
