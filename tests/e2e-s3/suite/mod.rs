//! Calls of S3 against moto and against `s3s-fs`, two servers of others. Both verify signatures; `s3s-fs` also verifies
//! checksums. The program that includes this module defines `crate::Caller` and `crate::body` for a client.
//!
//! `PROGRAM moto` and `PROGRAM s3s-fs` run the cases that the server can serve, with the settings of the environment;
//! `long` as another argument uses large objects.

mod bodies;
mod errors;
mod keys;
mod listings;
mod objects;
mod uploads;
mod versions;

use std::error::Error;

use crate::Caller;
use aws::runtime::paging::Paginated;
use aws::types::{
    BucketLocationConstraint, CreateBucketConfiguration, Delete, EncodingType, ObjectIdentifier,
};
use aws::{CreateBucket, DeleteBucket, DeleteObject, DeleteObjects, ListObjectsV2};

pub type Result<T = ()> = std::result::Result<T, Box<dyn Error + Send + Sync>>;

/// A server.
#[derive(Clone, Copy, PartialEq)]
pub enum Server {
    Moto,
    S3s,
}

/// A run of the program.
pub struct Run {
    pub caller: Caller,
    pub server: Server,
    /// Whether objects are large.
    is_long: bool,
}

/// The servers that can serve a case.
enum Serves {
    Both,
    /// The reason is that of the other server.
    OnlyMoto(&'static str),
    OnlyS3s(&'static str),
}

type Case = (&'static str, Serves, fn(&Run) -> Result);

/// The reason for which `s3s-fs` cannot serve a case.
const NO_OPERATION: &str = "s3s-fs does not have the operations";

const CASES: [Case; 17] = [
    ("buckets", Serves::Both, objects::buckets),
    ("location", Serves::OnlyMoto("s3s-fs has no locations of buckets"), objects::location),
    ("headers", Serves::Both, objects::headers),
    ("bodies in memory", Serves::Both, bodies::in_memory),
    ("streams", Serves::Both, bodies::streams),
    ("ranges", Serves::Both, bodies::ranges),
    ("odd keys", Serves::Both, keys::odd),
    ("copies", Serves::Both, keys::copies),
    ("parts", Serves::Both, uploads::parts),
    ("copied parts", Serves::Both, uploads::copied_parts),
    ("unfinished uploads", Serves::OnlyMoto(NO_OPERATION), uploads::unfinished),
    ("listings", Serves::Both, listings::of_2500_keys),
    ("versions and tags", Serves::OnlyMoto(NO_OPERATION), versions::versions),
    ("presigned URLs", Serves::Both, errors::presigned),
    ("missing objects", Serves::Both, errors::missing),
    ("wrong checksums", Serves::OnlyS3s("moto stores any checksum"), errors::wrong_checksum),
    ("wrong region", Serves::OnlyS3s("moto serves all regions"), errors::wrong_region),
];

/// Runs the cases. Any unexpected result ends the program with an error.
pub fn run() -> Result {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let server = match arguments.first().map(String::as_str) {
        Some("moto") => Server::Moto,
        Some("s3s-fs") => Server::S3s,
        _ => return Err("the first argument is `moto` or `s3s-fs`".into()),
    };
    let is_long = arguments.iter().any(|argument| argument == "long");
    let caller = Caller::new().map_err(|error| error.to_string())?;
    let run = Run { caller, server, is_long };
    for (name, serves, case) in CASES {
        let verdict = match (serves, server) {
            (Serves::OnlyMoto(reason), Server::S3s) | (Serves::OnlyS3s(reason), Server::Moto) => {
                reason
            }
            _ => {
                case(&run).map_err(|error| format!("{name}: {error}"))?;
                "as it should be"
            }
        };
        println!("S3 {name}: {verdict}");
    }
    Ok(())
}

/// The bytes of an object.
pub fn bytes(length: usize) -> Vec<u8> {
    (0..=255).cycle().take(length).collect()
}

/// The code of the error in a result.
pub fn code<T, E: aws::OperationError>(
    result: std::result::Result<T, aws::client::Error<E>>,
) -> Result<(u16, String)> {
    match result {
        Err(aws::client::Error::Service(error)) => {
            let head = error.head();
            Ok((head.status.as_u16(), head.code.clone()))
        }
        Err(error) => Err(error.to_string().into()),
        Ok(_) => Err("the call should fail".into()),
    }
}

impl Run {
    /// Creates a bucket.
    pub fn create(&self, bucket: &str) -> Result {
        let mut create = CreateBucket::new(bucket);
        if self.server == Server::Moto {
            let place = CreateBucketConfiguration::new();
            let place = place.location_constraint(BucketLocationConstraint::EuWest1);
            create = create.create_bucket_configuration(place);
        }
        self.caller.send(&create)?;
        Ok(())
    }

    /// A listing. `s3s-fs` says that keys are encoded, and does not encode them.
    pub fn list(&self, bucket: &str) -> ListObjectsV2 {
        let list = ListObjectsV2::new(bucket);
        match self.server {
            Server::Moto => list,
            Server::S3s => list.encoding_type(EncodingType::Url),
        }
    }

    /// The keys of a bucket.
    pub fn keys(&self, bucket: &str) -> Result<Vec<String>> {
        let mut keys = Vec::new();
        for page in self.list(bucket).pages(|list| self.caller.send(list)) {
            let objects = page?.contents.unwrap_or_default();
            keys.extend(objects.into_iter().filter_map(|object| object.key));
        }
        Ok(keys)
    }

    /// Deletes a bucket and its objects, up to 1,000 at once.
    pub fn remove(&self, bucket: &str) -> Result {
        let keys = self.keys(bucket)?;
        // XML cannot contain control characters.
        let (single, keys): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|key| key.contains('\u{7}'));
        for key in single {
            self.caller.send(&DeleteObject::new(bucket, key))?;
        }
        for keys in keys.chunks(1000) {
            let keys: Vec<_> = keys.iter().map(|key| ObjectIdentifier::new(&**key)).collect();
            let deleted =
                self.caller.send(&DeleteObjects::new(bucket, Delete::new(keys.clone())))?;
            assert_eq!(deleted.deleted.unwrap_or_default().len(), keys.len());
            assert_eq!(deleted.errors, None);
        }
        assert_eq!(self.keys(bucket)?, [""; 0]);
        self.caller.send(&DeleteBucket::new(bucket))?;
        Ok(())
    }

    /// The size of a large object.
    pub fn large(&self) -> usize {
        if self.is_long { 200 << 20 } else { 20 << 20 }
    }
}
