//! Uploads in parts.

use std::fs;

use super::{Result, Run, bytes};
use aws::runtime::paging::Paginated;
use aws::types::{ChecksumAlgorithm, CompletedMultipartUpload, CompletedPart};
use aws::{
    AbortMultipartUpload, CompleteMultipartUpload, CreateMultipartUpload, GetObject,
    ListMultipartUploads, ListParts, PutObject, UploadPart, UploadPartCopy,
};

pub fn parts(run: &Run) -> Result {
    let bucket = "stable-parts";
    run.create(bucket)?;
    let folder =
        std::env::temp_dir().join(format!("{}-{}", env!("CARGO_PKG_NAME"), std::process::id()));
    fs::create_dir_all(&folder)?;
    let (from, to) = (folder.join("from"), folder.join("to"));
    for size in [0, 5, 8 << 20, run.large() + 17] {
        fs::write(&from, bytes(size))?;
        run.caller.copy_in_parts(bucket, "a b+", [&from, &to])?;
        assert!(fs::read(&from)? == fs::read(&to)?, "{size} bytes");
    }
    fs::remove_dir_all(&folder)?;
    run.remove(bucket)
}

fn create(run: &Run, bucket: &str, key: &str) -> Result<String> {
    let created = run.caller.send(&CreateMultipartUpload::new(bucket, key))?;
    Ok(created.upload_id.ok_or("the upload has no ID")?)
}

fn complete(run: &Run, bucket: &str, id: &str, e_tags: Vec<Option<String>>) -> Result {
    let parts = (1..).zip(e_tags).map(|(number, e_tag)| {
        let mut part = CompletedPart::new().part_number(number);
        part.e_tag = e_tag;
        part
    });
    let parts = CompletedMultipartUpload::new().parts(parts.collect::<Vec<_>>());
    let complete = CompleteMultipartUpload::new(bucket, "large", id).multipart_upload(parts);
    assert!(run.caller.send(&complete)?.e_tag.is_some_and(|e_tag| e_tag.contains("-2")));
    Ok(())
}

pub fn copied_parts(run: &Run) -> Result {
    let bucket = "stable-copied-parts";
    run.create(bucket)?;
    let source = bytes((5 << 20) + 100);
    run.caller.exchange(&PutObject::new(bucket, "a b+"), source.clone())?;
    let id = create(run, bucket, "large")?;
    let part =
        UploadPart::new(bucket, "large", 1, &*id).checksum_algorithm(ChecksumAlgorithm::Sha256);
    let (first, _) = run.caller.exchange(&part, source[..5 << 20].to_vec())?;
    let copy = UploadPartCopy::new(bucket, "large", 2, &*id, format!("{bucket}/a b+"));
    let second = run.caller.send(&copy.copy_source_range("bytes=10-99"))?.copy_part_result;
    let mut sizes = Vec::new();
    for part in ListParts::new(bucket, "large", &*id).pages(|list| run.caller.send(list)).items() {
        sizes.extend(part?.size);
    }
    sizes.sort_unstable();
    assert_eq!(sizes, [90, 5 << 20]);
    complete(run, bucket, &id, vec![first.e_tag, second.and_then(|part| part.e_tag)])?;
    let (_, found) = run.caller.exchange(&GetObject::new(bucket, "large"), Vec::new())?;
    assert!(found == [&source[..5 << 20], &source[10..100]].concat());
    let id = create(run, bucket, "never")?;
    run.caller.send(&AbortMultipartUpload::new(bucket, "never", id))?;
    run.remove(bucket)
}

pub fn unfinished(run: &Run) -> Result {
    let bucket = "stable-unfinished";
    run.create(bucket)?;
    let keys = ["a b+%", "c", "c"];
    for key in keys {
        create(run, bucket, key)?;
    }
    let mut found = Vec::new();
    // Two pages, whose tokens are a key and an ID.
    let list = ListMultipartUploads::new(bucket).max_uploads(2);
    for page in list.pages(|list| run.caller.send(list)) {
        found.extend(page?.uploads.unwrap_or_default());
    }
    let mut found_keys: Vec<_> = found.iter().filter_map(|upload| upload.key.as_deref()).collect();
    found_keys.sort_unstable();
    assert_eq!(found_keys, keys);
    for upload in found {
        let (key, id) = (upload.key.unwrap_or_default(), upload.upload_id.unwrap_or_default());
        run.caller.send(&AbortMultipartUpload::new(bucket, key, id))?;
    }
    run.remove(bucket)
}
