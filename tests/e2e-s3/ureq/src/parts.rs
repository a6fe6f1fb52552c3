//! A large file in parts: each thread sends or receives one part at a time.

use std::error::Error;
use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Mutex;
use std::thread;

use aws::client::{Body, Client};
use aws::types::{CompletedMultipartUpload, CompletedPart};
use aws::{
    AbortMultipartUpload, CompleteMultipartUpload, CreateMultipartUpload, GetObject, HeadObject,
    UploadPart,
};

type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// The size of a part. The parts but the last have at least 5 MiB, and there are at most 10,000 parts.
const PART: u64 = 8 << 20;

/// The number of parts that are under way at a time.
const THREADS: usize = 4;

/// The parts of a file of this length: the number, the start and the length of each. An empty file has one part.
fn parts(length: u64) -> impl Iterator<Item = (i32, u64, u64)> + Send {
    let starts = (0..length.max(1)).step_by(PART as usize);
    (1..).zip(starts).map(move |(number, start)| (number, start, PART.min(length - start)))
}

/// Calls a function for each part of a file, in threads. Returns the results in the order of the parts.
fn for_each<T: Send>(
    length: u64,
    call: impl Fn(i32, u64, u64) -> Result<T> + Sync,
) -> Result<Vec<T>> {
    let (queue, done) = (Mutex::new(parts(length)), Mutex::new(Vec::new()));
    let work = || -> Result {
        loop {
            let next = queue.lock().unwrap().next();
            let Some((number, start, length)) = next else { return Ok(()) };
            let result = call(number, start, length)?;
            done.lock().unwrap().push((number, result));
        }
    };
    thread::scope(|scope| {
        let threads: Vec<_> = (0..THREADS).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("no part panics"))
    })?;
    let mut done = done.into_inner().unwrap();
    done.sort_by_key(|(number, _)| *number);
    Ok(done.into_iter().map(|(_, result)| result).collect())
}

/// Uploads a file.
pub fn upload(client: &Client, bucket: &str, key: &str, path: &Path) -> Result {
    let created = client.send(&CreateMultipartUpload::new(bucket, key))?;
    let id = created.upload_id.ok_or("the upload has no ID")?;
    let sent = for_each(path.metadata()?.len(), |number, start, length| {
        let path = path.to_owned();
        let body = Body::new(length, move || {
            let mut file = File::open(&path)?;
            file.seek(SeekFrom::Start(start))?;
            Ok(file.take(length))
        });
        let stored = client.upload(&UploadPart::new(bucket, key, number, &*id), &body)?;
        // S3 wants the checksums back, if there are any.
        let mut part = CompletedPart::new().part_number(number);
        (part.e_tag, part.checksum_crc32) = (stored.e_tag, stored.checksum_crc32);
        Ok(part)
    });
    let completed = sent.and_then(|parts| {
        let parts = CompletedMultipartUpload::new().parts(parts);
        let complete = CompleteMultipartUpload::new(bucket, key, &*id);
        Ok(client.send(&complete.multipart_upload(parts))?)
    });
    if completed.is_err() {
        // The parts cost money until the upload is aborted. The first error is the interesting one.
        let _ = client.send(&AbortMultipartUpload::new(bucket, key, &*id));
    }
    completed?;
    Ok(())
}

/// Downloads an object to a file.
pub fn download(client: &Client, bucket: &str, key: &str, path: &Path) -> Result {
    let head = client.send(&HeadObject::new(bucket, key))?;
    let length = head.content_length.unwrap_or_default().try_into()?;
    File::create(path)?.set_len(length)?;
    if length == 0 {
        return Ok(());
    }
    for_each(length, |_, start, length| {
        let range = format!("bytes={start}-{}", start + length - 1);
        let mut get = GetObject::new(bucket, key).range(range);
        // All parts are of the same object, even if somebody replaces it.
        get.if_match.clone_from(&head.e_tag);
        let (_, mut part) = client.download(&get)?;
        let mut file = OpenOptions::new().write(true).open(path)?;
        file.seek(SeekFrom::Start(start))?;
        io::copy(&mut part, &mut file)?;
        Ok(())
    })?;
    Ok(())
}
