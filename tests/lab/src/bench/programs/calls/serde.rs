//! A program that reads one response body with handwritten types, serde's derive and serde_json.

use std::io::Read;

use serde::Deserialize;

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Output {
    recovery_points: Option<Vec<Point>>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Point {
    recovery_point_arn: Option<String>,
    status: Option<String>,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let request = http::Request::get("https://backup.eu-west-1.amazonaws.com/backup-vaults/vault/recovery-points/?maxResults=100");
    let request = request.body(())?;
    println!("{} {}", request.method(), request.uri());
    let mut body = Vec::new();
    std::io::stdin().read_to_end(&mut body)?;
    let output: Output = serde_json::from_slice(&body)?;
    for point in output.recovery_points.unwrap_or_default() {
        println!("{:?} {:?}", point.recovery_point_arn, point.status);
    }
    Ok(())
}
