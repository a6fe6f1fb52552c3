//! Stores a file in S3 and reads the object with the official SDK, and credentials by `aws-config`.

mod memory;

use aws_sdk_s3::primitives::ByteStream;
use tokio::fs::File;
use tokio::io::AsyncWriteExt;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(run())
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let [from, to] = [1, 2].map(|index| std::env::args().nth(index).unwrap_or_default());
    let config = aws_config::load_defaults(aws_config::BehaviorVersion::latest()).await;
    let s3 = aws_sdk_s3::Client::new(&config);
    let start = memory::peak();
    let body = ByteStream::from_path(from).await?;
    s3.put_object().bucket("bench").key("object").body(body).send().await?;
    let mut object = s3.get_object().bucket("bench").key("object").send().await?.body;
    let mut file = File::create(to).await?;
    while let Some(chunk) = object.try_next().await? {
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    memory::print(start);
    Ok(())
}
