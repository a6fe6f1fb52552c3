//! Stores a file in S3 and reads the object with farrier's async client, and credentials from the environment or a profile.

mod memory;

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
    let start = memory::peak();
    client.upload(&PutObject::new("bench", "object"), &Body::file(from).await?).await?;
    let (_, mut object) = client.download(&GetObject::new("bench", "object")).await?;
    let mut file = File::create(to).await?;
    while let Some(chunk) = object.chunk().await? {
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    memory::print(start);
    Ok(())
}
