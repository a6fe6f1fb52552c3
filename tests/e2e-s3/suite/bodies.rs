//! Bodies of all sizes, in memory and as streams.

use std::io::{Read, Repeat, Take, repeat};

use super::{Result, Run, bytes};
use crate::body;
use aws::types::ChecksumAlgorithm;
use aws::{GetObject, HeadObject, PutObject};

const ALGORITHMS: [Option<ChecksumAlgorithm>; 6] = [
    None,
    Some(ChecksumAlgorithm::Crc32),
    Some(ChecksumAlgorithm::Crc32c),
    Some(ChecksumAlgorithm::Crc64nvme),
    Some(ChecksumAlgorithm::Sha1),
    Some(ChecksumAlgorithm::Sha256),
];

/// Sizes around those of chunks.
const SIZES: [usize; 7] = [0, 1, 65_535, 65_536, 65_537, 131_072, 3 << 20];

fn put(bucket: &str, key: &str, algorithm: Option<&ChecksumAlgorithm>) -> PutObject {
    let put = PutObject::new(bucket, key);
    match algorithm {
        Some(algorithm) => put.checksum_algorithm(algorithm.clone()),
        None => put,
    }
}

pub fn in_memory(run: &Run) -> Result {
    let bucket = "stable-memory";
    run.create(bucket)?;
    for (size, algorithm) in SIZES.into_iter().zip(ALGORITHMS.iter().cycle()) {
        let body = bytes(size);
        run.caller.exchange(&put(bucket, "a", algorithm.as_ref()), body.clone())?;
        let (_, found) = run.caller.exchange(&GetObject::new(bucket, "a"), Vec::new())?;
        assert!(found == body, "{size} bytes, {algorithm:?}");
    }
    let body = bytes(run.large());
    run.caller.exchange(&PutObject::new(bucket, "large"), body.clone())?;
    let (_, mut download) = run.caller.download(&GetObject::new(bucket, "large"))?;
    let mut length = 0;
    while let Some(part) = run.caller.part(&mut download)? {
        assert!(body[length..].starts_with(&part), "at byte {length}");
        length += part.len();
    }
    assert_eq!(length, body.len());
    run.remove(bucket)
}

/// A stream that is never in memory.
const STREAM: u64 = 9 << 20;

fn stream() -> Take<Repeat> {
    repeat(b'h').take(STREAM)
}

pub fn streams(run: &Run) -> Result {
    let bucket = "stable-streams";
    run.create(bucket)?;
    for algorithm in &ALGORITHMS {
        for size in SIZES {
            let sent = bytes(size);
            run.caller.upload(&put(bucket, "a", algorithm.as_ref()), &sent.clone().into())?;
            let (_, mut download) = run.caller.download(&GetObject::new(bucket, "a"))?;
            let mut found = Vec::new();
            while let Some(part) = run.caller.part(&mut download)? {
                found.extend(part);
            }
            assert!(found == sent, "{size} bytes, {algorithm:?}");
        }
    }
    run.caller.upload(&PutObject::new(bucket, "stream"), &body(STREAM, stream))?;
    let head = run.caller.send(&HeadObject::new(bucket, "stream"))?;
    assert_eq!(head.content_length, Some(i64::try_from(STREAM)?));
    // The service does not store a body of another length.
    let short = run.caller.upload(&PutObject::new(bucket, "short"), &body(STREAM + 1, stream));
    assert!(short.is_err());
    assert_eq!(run.keys(bucket)?, ["a", "stream"]);
    run.remove(bucket)
}

pub fn ranges(run: &Run) -> Result {
    let bucket = "stable-ranges";
    run.create(bucket)?;
    let body = bytes(100_000);
    run.caller.exchange(&PutObject::new(bucket, "a"), body.clone())?;
    for (range, content_range, found) in [
        ("bytes=0-0", "bytes 0-0/100000", &body[..1]),
        ("bytes=1-2", "bytes 1-2/100000", &body[1..3]),
        ("bytes=70000-", "bytes 70000-99999/100000", &body[70_000..]),
        ("bytes=-5", "bytes 99995-99999/100000", &body[99_995..]),
        ("bytes=99990-200000", "bytes 99990-99999/100000", &body[99_990..]),
    ] {
        let get = GetObject::new(bucket, "a").range(range);
        let (read, part) = run.caller.exchange(&get, Vec::new())?;
        assert_eq!(read.content_range.as_deref(), Some(content_range));
        assert!(part == found, "{range}");
    }
    let beyond = GetObject::new(bucket, "a").range("bytes=100000-");
    let (status, error) = super::code(run.caller.exchange(&beyond, Vec::new()))?;
    assert_eq!((status, &*error), (416, "InvalidRange"));
    run.remove(bucket)
}
