use std::fmt::Debug;

use http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use sending::recorded::{cases, page, Case};
use sending::server::{Act, Reply, Server};

use super::{ok, sender};
use crate::output::backup::{
    DescribeBackupJob, DescribeCopyJob, DescribeProtectedResource, DescribeRecoveryPoint,
    ListBackupJobs, ListCopyJobs, ListProtectedResources, ListRecoveryPointsByBackupVault,
    ListRecoveryPointsByResource,
};
use crate::output::client::Error;
use crate::output::paddock::GetFilm;
use crate::output::runtime::paging::Paginated;
use crate::output::runtime::Operation;
use crate::{Sender, UNPACKS};

/// Calls an operation by name, and also parses the recorded response directly: both results as text.
fn both(sender: &Sender, case: &Case) -> [String; 2] {
    const ARN: &str = "arn:aws:ec2:eu-west-1:123456789012:volume/vol-1";
    match case.operation.as_str() {
        "DescribeBackupJob" => two(sender, case, &DescribeBackupJob::new("job")),
        "DescribeCopyJob" => two(sender, case, &DescribeCopyJob::new("copy")),
        "DescribeProtectedResource" => two(sender, case, &DescribeProtectedResource::new(ARN)),
        "DescribeRecoveryPoint" => two(sender, case, &DescribeRecoveryPoint::new("blue", ARN)),
        "ListBackupJobs" => two(sender, case, &ListBackupJobs::new()),
        "ListCopyJobs" => two(sender, case, &ListCopyJobs::new()),
        "ListProtectedResources" => two(sender, case, &ListProtectedResources::new()),
        "ListRecoveryPointsByBackupVault" => {
            two(sender, case, &ListRecoveryPointsByBackupVault::new("blue"))
        }
        "ListRecoveryPointsByResource" => {
            two(sender, case, &ListRecoveryPointsByResource::new(ARN))
        }
        other => panic!("no operation {other}"),
    }
}

fn two<O: Operation>(sender: &Sender, case: &Case, operation: &O) -> [String; 2]
where
    O::Output: Debug,
{
    let text = |result: Result<O::Output, String>| match result {
        Ok(output) => format!("{output:?}"),
        Err(error) => error,
    };
    let sent = sender.send(operation).map_err(|error| match error {
        Error::Service(error) => format!("{error:?}"),
        other => format!("not answered: {other}"),
    });
    let mut headers = HeaderMap::new();
    for (name, value) in &case.reply.headers {
        let name: HeaderName = name.parse().unwrap();
        headers.append(name, HeaderValue::from_str(value).unwrap());
    }
    let status = StatusCode::from_u16(case.reply.status).unwrap();
    // HTTP sends no body with this status.
    let is_empty = status == StatusCode::NO_CONTENT;
    let body = if is_empty { &[][..] } else { &case.reply.body };
    let read = O::parse(status, &headers, body);
    [text(sent), text(read.map_err(|error| format!("{error:?}")))]
}

#[test]
fn recorded_responses_are_read_as_without_a_network() {
    let cases = cases();
    assert_eq!(cases.len(), 679);
    let acts = cases.iter().map(|case| Act::Reply(case.reply.clone())).collect();
    let server = Server::script(acts);
    // One attempt for each case, so that each case is one request.
    let sender = sender(&server.url, 1);
    for case in &cases {
        let [sent, read] = both(&sender, case);
        assert_eq!(sent, read, "{} {}", case.operation, case.kind);
    }
    assert_eq!(server.seen().len(), 679);
}

#[test]
fn sends_each_operation_to_its_path() {
    let server = Server::script(vec![ok("{}")]);
    let sender = sender(&server.url, 1);
    for case in cases() {
        both(&sender, &case);
        let seen = server.seen();
        let asked = sending::recorded::operation(seen.last().unwrap());
        assert_eq!(asked, Some(case.operation.as_str()));
    }
}

#[test]
fn a_list_of_ten_thousand_is_read_page_by_page() {
    let answer = |request: &_| Act::Reply(page(request, 100, 10_000));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let sender = sender(&server.url, 1);
    let jobs = ListBackupJobs::new().pages(|list| sender.send(list)).items();
    let ids = jobs.map(|job| job.unwrap().backup_job_id.unwrap());
    let wanted = (0..10_000).map(|job: u32| job.to_string());
    assert!(ids.eq(wanted));
    assert_eq!(server.seen().len(), 100);
}

#[test]
fn ignores_content_type() {
    let types = ["text/html", "application/x-www-form-urlencoded", "???", "text/plain; charset=utf-16"];
    for content_type in types {
        let body = r#"{"ResourceName":"ä"}"#.as_bytes().to_vec();
        let reply = Reply { status: 200, headers: Vec::new(), body };
        let server = Server::script(vec![Act::Reply(reply.header("content-type", content_type))]);
        let job = sender(&server.url, 1).send(&DescribeBackupJob::new("1")).unwrap();
        assert_eq!(job.resource_name.as_deref(), Some("ä"), "{content_type}");
    }
}

#[test]
fn reads_long_body() {
    let name = "n".repeat(30_000_000);
    let server = Server::script(vec![ok(&format!(r#"{{"ResourceName":"{name}"}}"#))]);
    let job = sender(&server.url, 1).send(&DescribeBackupJob::new("1")).unwrap();
    assert_eq!(job.resource_name, Some(name));
}

#[test]
fn response_larger_than_the_limit_is_an_error() {
    let server = Server::script(vec![ok(&format!(r#"{{"ResourceName":"{}"}}"#, "n".repeat(2000)))]);
    let limited = |bytes| sender(&server.url, 3).map(|client| client.response_limit(bytes));
    let error = limited(2000).send(&DescribeBackupJob::new("1")).unwrap_err();
    assert!(matches!(error, Error::TooLarge(2000)), "{error}");
    limited(3000).send(&DescribeBackupJob::new("1")).unwrap();
    assert_eq!(server.seen().len(), 2);
    // A stream has no limit.
    let (_, film) = limited(10).exchange(&GetFilm::new(), b"").unwrap();
    assert!(film.len() > 2000);
}

#[test]
fn default_limit_refuses_100_mb() {
    let server = Server::script(vec![ok(&"x".repeat(100_000_000))]);
    let error = sender(&server.url, 3).send(&DescribeBackupJob::new("1")).unwrap_err();
    assert!(matches!(error, Error::TooLarge(67_108_864)), "{error}");
    assert_eq!(server.seen().len(), 1);
}

#[test]
fn response_is_not_decompressed() {
    let packed = Reply { body: b"\x1f\x8b\x08\x00 not JSON".to_vec(), ..Reply::json(200, "") };
    let server = Server::script(vec![Act::Reply(packed.clone().header("content-encoding", "gzip"))]);
    let answer = sender(&server.url, 1).exchange(&GetFilm::new(), b"");
    if UNPACKS {
        let error = answer.unwrap_err();
        assert!(matches!(error, Error::Changed(label) if label.contains("gzip")), "{error}");
    } else {
        assert_eq!(answer.unwrap().1, packed.body);
    }
}

#[test]
fn receives_status_headers_and_request_id() {
    let reply = Reply::json(200, r#"{"ResourceName":"web"}"#).header("x-amzn-requestid", "1-2-3");
    let server = Server::script(vec![Act::Reply(reply)]);
    let job = sender(&server.url, 1).receive(&DescribeBackupJob::new("1")).unwrap();
    assert_eq!((job.status, job.request_id()), (StatusCode::OK, Some("1-2-3")));
    assert_eq!(job.headers["content-type"], "application/json");
    assert_eq!(job.output.resource_name.as_deref(), Some("web"));
}

#[test]
fn does_not_follow_redirects() {
    let elsewhere = Server::script(vec![ok("{}")]);
    for status in [301, 302, 307, 308] {
        let reply = Reply::json(status, "{}").header("location", &elsewhere.url);
        let server = Server::script(vec![Act::Reply(reply)]);
        let error = sender(&server.url, 3).send(&DescribeBackupJob::new("1")).unwrap_err();
        assert!(error.service().is_some(), "{error}");
        assert_eq!(server.seen().len(), 1);
    }
    assert_eq!(elsewhere.seen().len(), 0);
}
