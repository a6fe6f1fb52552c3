//! Stores a file in S3 and reads the object with farrier's async client, and credentials from the environment or a profile.

use calls::client::{Body, Client};
use calls::{GetObject, PutObject};
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let [from, to] = [1, 2].map(|index| std::env::args().nth(index).unwrap_or_default());
    let client = Client::from_env().await?;
    let start = peak();
    client.upload(&PutObject::new("bench", "object"), &Body::file(from).await?).await?;
    let (_, mut object) = client.download(&GetObject::new("bench", "object")).await?;
    let mut file = File::create(to).await?;
    while let Some(chunk) = object.chunk().await? {
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    println!("{{\"start\":{start},\"end\":{}}}", peak());
    Ok(())
}

/// The peak of the memory so far, in kB, on Linux.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    peak.and_then(|peak| peak.trim_end_matches("kB").trim().parse().ok()).unwrap_or_default()
}
