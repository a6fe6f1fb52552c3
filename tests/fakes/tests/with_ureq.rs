//! Tests with fake responses.

use std::io::Read;

use fakes::with_ureq::{failed_jobs, is_done};
use http::Response;
use stables::backup::types::{BackupJob, ResourceNotFoundException};
use stables::backup::{DescribeBackupJob, DescribeBackupJobError, ListBackupJobs};
use stables::client::{Body, Client, Credentials, Error};
use stables::mill::types::MillIsBusy;
use stables::mill::{GrindOats, GrindOatsError};
use stables::paddock::waiters::HorseReturned;
use stables::paddock::{GetPath, GetReel, PutReel};
use stables::runtime::retry::Policy;
use stables::testing::{self, Fake};
use stables::track::types::{Lap, Race};
use stables::track::WatchRace;

fn client(fake: &Fake) -> Client {
    let credentials = Credentials::new("id", "secret", None, None, "test");
    Client::new("eu-west-1", credentials).fake(fake)
}

#[test]
fn lists_the_failed_jobs_of_all_pages() {
    let fake = Fake::new();
    for (arn, token) in [("arn:a", Some("2")), ("arn:b", None)] {
        let mut job = BackupJob::default();
        job.resource_arn = Some(arn.to_owned());
        fake.output::<ListBackupJobs>(|page| {
            page.backup_jobs = Some(vec![job]);
            page.next_token = token.map(str::to_owned);
        });
    }
    assert_eq!(failed_jobs(&client(&fake)).unwrap(), ["arn:a", "arn:b"]);

    let requests = fake.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[1].request.uri().query(), Some("nextToken=2&state=FAILED"));
}

#[test]
fn a_job_that_is_gone_is_done() {
    let fake = Fake::new();
    fake.error::<DescribeBackupJob>(ResourceNotFoundException::default(), "no such job");
    assert!(is_done(&client(&fake), "job-1").unwrap());
}

#[test]
fn the_members_and_the_message_of_an_error_are_read() {
    let fake = Fake::new();
    let mut error = ResourceNotFoundException::default();
    error.context = Some("vault".to_owned());
    fake.error::<DescribeBackupJob>(error, "no such job");
    let error = client(&fake).send(&DescribeBackupJob::new("1")).unwrap_err();
    let Error::Service(DescribeBackupJobError::ResourceNotFoundException(reply)) = error else {
        panic!("{error:?}");
    };
    assert_eq!(reply.head().message.as_deref(), Some("no such job"));
    assert_eq!(reply.detail().context.as_deref(), Some("vault"));
    assert_eq!(reply.detail().message.as_deref(), Some("no such job"));
}

#[test]
fn other_failures_are_repeated_like_those_of_a_service() {
    let fake = Fake::new();
    fake.failure::<DescribeBackupJob>(429, "ThrottlingException", "Rate exceeded")
        .lost::<DescribeBackupJob>()
        .output::<DescribeBackupJob>(|_| ());
    assert!(!is_done(&client(&fake), "1").unwrap());
    assert_eq!((fake.requests().len(), fake.unused().len()), (3, 0));

    fake.failure::<DescribeBackupJob>(400, "AccessDeniedException", "no");
    let error = client(&fake).send(&DescribeBackupJob::new("1")).unwrap_err();
    let Error::Service(error) = error else { panic!("{error:?}") };
    assert_eq!((error.code(), error.message()), ("AccessDeniedException", Some("no")));
}

#[test]
fn a_timeout_is_retried_only_if_that_is_harmless() {
    let fake = Fake::new();
    fake.timed_out::<DescribeBackupJob>().output::<DescribeBackupJob>(|_| ());
    assert!(!is_done(&client(&fake), "1").unwrap());
    fake.timed_out::<GrindOats>();
    let error = client(&fake).send(&GrindOats::new()).unwrap_err();
    assert!(error.is_timeout(), "{error}");
    fake.failure::<GrindOats>(200, "Slow", "down");
    let error = client(&fake).send(&GrindOats::new()).unwrap_err();
    assert!(!error.is_timeout() && error.to_string().contains("the HTTP status"), "{error}");
}

#[test]
fn requests_are_complete() {
    let fake = Fake::new();
    fake.output::<DescribeBackupJob>(|_| ());
    client(&fake).send(&DescribeBackupJob::new("job-1")).unwrap();
    let sent = fake.requests().remove(0);
    assert_eq!(sent.operation, "DescribeBackupJob");
    let uri = "https://backup.eu-west-1.amazonaws.com/backup-jobs/job-1";
    assert_eq!(sent.request.uri(), uri);
    assert!(sent.request.headers().contains_key("authorization"));
}

#[test]
fn any_response_can_be_returned() {
    let fake = Fake::new();
    fake.response::<DescribeBackupJob>(Response::new(b"<html>".to_vec()));
    let client = client(&fake).retry(Policy::default().attempts(1));
    let error = client.send(&DescribeBackupJob::new("1")).unwrap_err();
    assert!(matches!(&error, Error::Service(DescribeBackupJobError::Malformed(_))), "{error:?}");
}

#[test]
fn a_call_without_a_response_fails() {
    let fake = Fake::new();
    fake.output::<ListBackupJobs>(|_| ());
    let error = client(&fake).send(&DescribeBackupJob::new("1")).unwrap_err();
    assert!(error.to_string().contains("the fake has no response for request 1 of `DescribeBackupJob`"), "{error}");
    assert_eq!(fake.unused(), ["ListBackupJobs"]);
}

#[test]
fn errors_of_other_protocols_are_read() {
    let fake = Fake::new();
    fake.error::<GrindOats>(MillIsBusy::default(), "later");
    let client = client(&fake).retry(Policy::default().attempts(1));
    let error = client.send(&GrindOats::new()).unwrap_err();
    let Error::Service(GrindOatsError::MillIsBusy(reply)) = error else { panic!("{error:?}") };
    assert_eq!(reply.head().message.as_deref(), Some("later"));
}

#[test]
fn code_without_a_client_reads_responses() {
    let reply = testing::output::<ListBackupJobs>(|page| page.next_token = Some("2".to_owned()));
    let page = testing::read::<ListBackupJobs>(&reply.unwrap()).unwrap();
    assert_eq!(page.next_token.as_deref(), Some("2"));

    let reply = testing::error::<DescribeBackupJob>(ResourceNotFoundException::default(), "gone");
    let error = testing::read::<DescribeBackupJob>(&reply.unwrap()).unwrap_err();
    assert!(matches!(error, DescribeBackupJobError::ResourceNotFoundException(_)), "{error:?}");
}

#[test]
fn streams_are_kept_and_returned() {
    let fake = Fake::new();
    fake.output::<PutReel>(|_| ()).stream::<GetReel>(*b"neigh", |_| ());
    let client = client(&fake);
    client.upload(&PutReel::new(), &Body::from(b"hello".to_vec())).unwrap();
    assert_eq!(fake.requests()[0].text(), "hello");
    let (_, mut download) = client.download(&GetReel::new()).unwrap();
    let mut text = String::new();
    download.read_to_string(&mut text).unwrap();
    assert_eq!(text, "neigh");
}

#[test]
fn events_come_one_after_the_other() {
    let fake = Fake::new();
    let lap = |number| {
        let mut lap = Lap::default();
        lap.number = Some(number);
        Race::Lap(Box::new(lap))
    };
    fake.events::<WatchRace>([lap(1), lap(2)], |output| output.track = Some("Epsom".to_owned()));
    let (output, events) = client(&fake).events(&WatchRace::new()).unwrap();
    assert_eq!(output.track.as_deref(), Some("Epsom"));
    let events: Vec<Race> = events.map(Result::unwrap).collect();
    assert_eq!(events, [lap(1), lap(2)]);
}

#[test]
fn waiters_do_not_wait() {
    let fake = Fake::new();
    for name in [None, Some("Bella".to_owned())] {
        fake.output::<GetPath>(|horse| horse.name = name);
    }
    client(&fake).wait::<HorseReturned>(&GetPath::new("x")).unwrap();
}
