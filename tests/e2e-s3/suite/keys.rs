//! Keys with characters that need care in paths, in XML or in signatures.

use super::{Result, Run, Server, bytes};
use crate::KEEPS_DOTS;
use aws::client::Error;
use aws::{CopyObject, GetObject, HeadObject, PutObject};

/// Odd keys.
const ODD: [&str; 16] = [
    "a b+c%20%zz",
    "a//b/../c/./d",
    "/leading",
    "trailing/",
    "..",
    " ",
    " two blanks ",
    "<&>\"'",
    "]]>",
    "emoji \u{1f40e}",
    "e\u{301} is not \u{e9}",
    "bell\u{7}tab\t",
    "?version=a&b=c#d",
    "~-_.!*'()",
    "line\nend\r",
    "\\ ^ ` { | }",
];

/// The odd keys that a server can store.
pub fn of(server: Server) -> impl Iterator<Item = &'static str> {
    ODD.into_iter().filter(move |key| match server {
        // Its routes do not match line ends.
        Server::Moto => !key.contains(['\n', '\r']),
        // Its keys are paths of files.
        Server::S3s => {
            let is_file = |name: &str| !matches!(name, "" | "." | "..");
            key.split('/').all(is_file)
        }
    })
}

/// The odd keys that a server can store and list.
pub fn listed(server: Server) -> impl Iterator<Item = &'static str> {
    // `s3s-fs` writes control characters as they are, which is not XML.
    of(server).filter(move |key| server == Server::Moto || !key.contains(['\r', '\u{7}']))
}

fn has_dots(key: &str) -> bool {
    key.split('/').any(|segment| matches!(segment, "." | ".."))
}

pub fn odd(run: &Run) -> Result {
    let bucket = "stable-keys";
    run.create(bucket)?;
    for (key, size) in of(run.server).zip([0, 5, 70_000].into_iter().cycle()) {
        // A key that ends with a slash is a folder in `s3s-fs`.
        let body = bytes(size);
        let put = run.caller.exchange(&PutObject::new(bucket, key), body.clone());
        if has_dots(key) && !KEEPS_DOTS {
            assert!(matches!(put, Err(Error::Changed(_))), "{key:?}");
            continue;
        }
        put?;
        let (_, found) = run.caller.exchange(&GetObject::new(bucket, key), Vec::new())?;
        assert!(found == body, "{key:?}");
        let head = run.caller.send(&HeadObject::new(bucket, key))?;
        assert_eq!(head.content_length, Some(i64::try_from(size)?), "{key:?}");
    }
    if run.server == Server::S3s {
        // The keys that cannot be listed.
        for key in of(run.server).filter(|key| !listed(run.server).any(|other| other == *key)) {
            run.caller.send(&aws::DeleteObject::new(bucket, key))?;
        }
    }
    run.remove(bucket)
}

pub fn copies(run: &Run) -> Result {
    let bucket = "stable-copies";
    run.create(bucket)?;
    for key in listed(run.server).filter(|key| KEEPS_DOTS || !has_dots(key)) {
        run.caller.exchange(&PutObject::new(bucket, key), b"oats".to_vec())?;
        let copy = CopyObject::new(bucket, format!("copy/{key}"), format!("{bucket}/{key}"));
        let copied = run.caller.send(&copy).map_err(|error| format!("{key:?}: {error}"))?;
        assert!(copied.copy_object_result.and_then(|copy| copy.e_tag).is_some(), "{key:?}");
        let copy = GetObject::new(bucket, format!("copy/{key}"));
        assert_eq!(run.caller.exchange(&copy, Vec::new())?.1, b"oats", "{key:?}");
    }
    run.remove(bucket)
}
