//! Calls that are async. The output is a module of this crate, so that its fakes are there in the tests of this file.

use crate::aws::backup::{DescribeBackupJob, DescribeBackupJobError};
use crate::aws::client::{Client, Error};

/// Whether a job is done. A job that is gone is done.
pub async fn is_done(client: &Client, id: &str) -> Result<bool, Box<dyn std::error::Error>> {
    match client.send(&DescribeBackupJob::new(id)).await {
        Ok(job) => Ok(job.completion_date.is_some()),
        Err(Error::Service(DescribeBackupJobError::ResourceNotFoundException(_))) => Ok(true),
        Err(error) => Err(error.into()),
    }
}

#[cfg(test)]
mod tests {
    use std::future::Future;

    use super::is_done;
    use crate::aws::backup::types::ResourceNotFoundException;
    use crate::aws::backup::{DescribeBackupJob, ListBackupJobs};
    use crate::aws::client::{Body, Client, Credentials, Error, Fake};
    use crate::aws::paddock::waiters::HorseReturned;
    use crate::aws::paddock::{GetPath, GetReel, PutReel};
    use crate::aws::track::types::Race;
    use crate::aws::track::WatchRace;

    fn client(fake: &Fake) -> Client {
        let credentials = Credentials::new("id", "secret", None, None, "test");
        Client::new("eu-west-1", credentials).unwrap().fake(fake)
    }

    fn run<T>(future: impl Future<Output = T>) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.unwrap().block_on(future)
    }

    #[test]
    fn a_job_that_is_gone_is_done() {
        let fake = Fake::new();
        fake.failure::<DescribeBackupJob>(503, "ServiceUnavailable", "try again");
        fake.error::<DescribeBackupJob>(ResourceNotFoundException::default(), "no such job");
        assert!(run(is_done(&client(&fake), "1")).unwrap());
        assert_eq!((fake.requests().len(), fake.unused().len()), (2, 0));
    }

    #[test]
    fn pages_come_one_after_the_other() {
        let fake = Fake::new();
        fake.output::<ListBackupJobs>(|page| page.next_token = Some("2".to_owned()));
        fake.output::<ListBackupJobs>(|_| ());
        let client = client(&fake);
        let mut jobs = client.items(ListBackupJobs::new());
        assert_eq!(run(jobs.next()).unwrap(), None);
        let requests = fake.requests();
        assert_eq!(requests[1].request.uri().query(), Some("nextToken=2"));
    }

    #[test]
    fn streams_are_kept_and_returned() {
        let fake = Fake::new();
        fake.output::<PutReel>(|_| ()).stream::<GetReel>(*b"neigh", |_| ());
        let client = client(&fake);
        let sent = Body::from(b"hello".to_vec());
        run(client.upload(&PutReel::new(), &sent)).unwrap();
        assert_eq!(fake.requests()[0].text(), "hello");
        let (_, mut download) = run(client.download(&GetReel::new())).unwrap();
        assert_eq!(run(download.chunk()).unwrap().as_deref(), Some(&b"neigh"[..]));
        assert_eq!(run(download.chunk()).unwrap(), None);
    }

    #[test]
    fn events_come_one_after_the_other() {
        let fake = Fake::new();
        fake.events::<WatchRace>([Race::Lap(Box::default())], |race| {
            race.track = Some("Epsom".to_owned());
        });
        let (output, mut events) = run(client(&fake).events(&WatchRace::new())).unwrap();
        assert_eq!(output.track.as_deref(), Some("Epsom"));
        assert_eq!(run(events.next()).unwrap(), Some(Race::Lap(Box::default())));
        assert_eq!(run(events.next()).unwrap(), None);
    }

    #[test]
    fn waiters_do_not_wait() {
        let fake = Fake::new();
        for name in [None, Some("Bella".to_owned())] {
            fake.output::<GetPath>(|horse| horse.name = name);
        }
        run(client(&fake).wait::<HorseReturned>(&GetPath::new("x"))).unwrap();
    }

    #[test]
    fn a_call_without_a_response_fails() {
        let error = run(client(&Fake::new()).send(&DescribeBackupJob::new("1"))).unwrap_err();
        assert!(matches!(error, Error::Transport(_)), "{error}");
        assert!(error.to_string().contains("`DescribeBackupJob`"), "{error}");
    }
}
