//! Services that give a machine its credentials: the agent of a container, and the metadata service of an EC2 instance.
//! Their first credentials end soon, and some requests fail.

use std::io;
use std::time::Duration;

use jiff::Timestamp;

use super::http::{Act, Reply, Server};

/// The secret of every access key, as in `server.py`.
pub const SECRET: &str = "xyzzy-secret";

/// What a caller of the agent must send.
pub const TOKEN: &str = "xyzzy-token";

const ROLES: &str = "/latest/meta-data/iam/security-credentials/";

/// Starts the agent of a container. The first credentials have ended when they are used a second time.
pub fn container() -> io::Result<Server> {
    let mut requests = 0;
    Server::start(([127, 0, 0, 1], 0).into(), move |seen| {
        requests += 1;
        match (requests, seen.header("authorization")) {
            (1, _) => Act::Close,
            (2, _) => Act::Reply(Reply::json(500, "{}")),
            (3, Some(TOKEN)) => Act::Reply(keys(0, Duration::from_secs(30))),
            (_, Some(TOKEN)) => {
                Act::Slow(Duration::from_millis(300), keys(1, Duration::from_hours(1)))
            }
            _ => Act::Reply(Reply::json(403, "{}")),
        }
    })
}

/// Starts the metadata service of an instance. The first credentials are to be renewed at once: they end in less than
/// five minutes.
pub fn instance() -> io::Result<Server> {
    let (mut requests, mut loads) = (0, 0);
    Server::start(([127, 0, 0, 1], 0).into(), move |seen| {
        requests += 1;
        let text = |text: &str| Act::Reply(Reply::json(200, text));
        match (requests, seen.method(), seen.target(), seen.header("x-aws-ec2-metadata-token")) {
            (1, ..) => Act::Close,
            (3, ..) => Act::Reply(Reply::json(503, "{}")),
            (_, "PUT", "/latest/api/token", None) => text(TOKEN),
            (_, "GET", "/latest/meta-data/placement/region", Some(TOKEN)) => text("eu-south-2"),
            (_, "GET", ROLES, Some(TOKEN)) => text("vet"),
            (_, "GET", path, Some(TOKEN)) if path.strip_prefix(ROLES) == Some("vet") => {
                loads += 1;
                let minutes = if loads == 1 { 2 } else { 60 };
                Act::Reply(keys(loads - 1, Duration::from_mins(minutes)))
            }
            _ => Act::Reply(Reply::json(404, "{}")),
        }
    })
}

/// A document with an access key, `AKID0` or `AKID1`, that ends after this time.
fn keys(number: u32, lifetime: Duration) -> Reply {
    let end = Timestamp::now() + lifetime;
    Reply::json(
        200,
        &format!(
            r#"{{"Code":"Success","AccessKeyId":"AKID{number}","SecretAccessKey":"{SECRET}","Token":"{TOKEN}","Expiration":"{end:.0}"}}"#
        ),
    )
}
