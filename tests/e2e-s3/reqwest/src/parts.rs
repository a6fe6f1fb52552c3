//! A large file in parts: each task sends or receives one part at a time.

use std::error::Error;
use std::future::Future;
use std::io::SeekFrom;
use std::path::{Path, PathBuf};

use aws::client::{Body, Client};
use aws::types::{CompletedMultipartUpload, CompletedPart};
use aws::{
    AbortMultipartUpload, CompleteMultipartUpload, CreateMultipartUpload, GetObject, HeadObject,
    UploadPart,
};
use tokio::fs::{File, OpenOptions};
use tokio::io::{AsyncReadExt, AsyncSeekExt, AsyncWriteExt};
use tokio::task::JoinSet;

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The size of a part. The parts but the last have at least 5 MiB, and there are at most 10,000 parts.
const PART: u64 = 8 << 20;

/// The number of parts that are under way at a time.
const TASKS: usize = 4;

/// The parts of a file of this length: the number, the start and the length of each. An empty file has one part.
fn parts(length: u64) -> impl Iterator<Item = (i32, u64, u64)> {
    let starts = (0..length.max(1)).step_by(PART as usize);
    (1..).zip(starts).map(move |(number, start)| (number, start, PART.min(length - start)))
}

/// Awaits futures, of which a few run at a time. Returns the results in any order.
async fn all<T, F>(futures: impl Iterator<Item = F>) -> Result<Vec<T>>
where
    T: Send + 'static,
    F: Future<Output = Result<T>> + Send + 'static,
{
    let (mut running, mut done) = (JoinSet::new(), Vec::new());
    for future in futures {
        if running.len() == TASKS {
            done.extend(running.join_next().await.transpose()?.transpose()?);
        }
        running.spawn(future);
    }
    while let Some(result) = running.join_next().await {
        done.push(result??);
    }
    Ok(done)
}

/// Uploads a file.
pub async fn upload(client: &Client, bucket: &str, key: &str, path: &Path) -> Result {
    let created = client.send(&CreateMultipartUpload::new(bucket, key)).await?;
    let id = created.upload_id.ok_or("the upload has no ID")?;
    let length = tokio::fs::metadata(path).await?.len();
    let sent = all(parts(length).map(|(number, start, length)| {
        let part = UploadPart::new(bucket, key, number, &*id);
        upload_part(client.clone(), part, path.to_owned(), start, length)
    }));
    let completed = async {
        let mut parts = sent.await?;
        parts.sort_by_key(|part| part.part_number);
        let parts = CompletedMultipartUpload::new().parts(parts);
        let complete = CompleteMultipartUpload::new(bucket, key, &*id);
        client.send(&complete.multipart_upload(parts)).await?;
        Ok(())
    };
    let completed: Result = completed.await;
    if completed.is_err() {
        // The parts cost money until the upload is aborted. The first error is the interesting one.
        let _ = client.send(&AbortMultipartUpload::new(bucket, key, &*id)).await;
    }
    completed
}

async fn upload_part(
    client: Client,
    part: UploadPart,
    path: PathBuf,
    start: u64,
    length: u64,
) -> Result<CompletedPart> {
    let body = Body::new(length, move || {
        let path = path.clone();
        async move {
            let mut file = File::open(path).await?;
            file.seek(SeekFrom::Start(start)).await?;
            Ok(file.take(length))
        }
    });
    let stored = client.upload(&part, &body).await?;
    // S3 wants the checksums back, if there are any.
    let mut completed = CompletedPart::new().part_number(part.part_number);
    (completed.e_tag, completed.checksum_crc32) = (stored.e_tag, stored.checksum_crc32);
    Ok(completed)
}

/// Downloads an object to a file.
pub async fn download(client: &Client, bucket: &str, key: &str, path: &Path) -> Result {
    let head = client.send(&HeadObject::new(bucket, key)).await?;
    let length = head.content_length.unwrap_or_default().try_into()?;
    File::create(path).await?.set_len(length).await?;
    if length == 0 {
        return Ok(());
    }
    all(parts(length).map(|(_, start, length)| {
        let mut get =
            GetObject::new(bucket, key).range(format!("bytes={start}-{}", start + length - 1));
        // All parts are of the same object, even if somebody replaces it.
        get.if_match.clone_from(&head.e_tag);
        download_part(client.clone(), get, path.to_owned(), start)
    }))
    .await?;
    Ok(())
}

async fn download_part(client: Client, get: GetObject, path: PathBuf, start: u64) -> Result {
    let (_, mut part) = client.download(&get).await?;
    let mut file = OpenOptions::new().write(true).open(path).await?;
    file.seek(SeekFrom::Start(start)).await?;
    while let Some(chunk) = part.chunk().await? {
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    Ok(())
}
