//! The tests of the emitted client for `reqwest`.

mod suite;

use std::io::{self, Read};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::{Duration, SystemTime};

use sending::recorded::page;
use sending::server::{Act, Server};
use tokio::io::{AsyncRead, ReadBuf};
use tokio::runtime::{Builder, Runtime};
use with_reqwest as output;
use with_reqwest::backup::ListBackupJobs;
use with_reqwest::client::{
    http, Answer, BearerToken, Body, Client, Credentials, Download, Error, EventStream, Presigned, Received,
    Timeouts,
};
use with_reqwest::paddock::{AskOwner, GetFilm, PutFilm};
use with_reqwest::track::WatchRace;
use with_reqwest::runtime::event_stream::events::ReceivesEvents;
use with_reqwest::runtime::paging::{Items, Paginated};
use with_reqwest::runtime::retry::Policy;
use with_reqwest::runtime::waiting::{ErrorOf, Waited, Waiter};
use with_reqwest::runtime::{Operation, Region};

/// Whether the HTTP client sends `.` and `..` in paths.
const KEEPS_DOTS: bool = false;

/// The client and its runtime.
struct Sender(Client, Runtime);

impl Sender {
    fn new(region: Region, credentials: Credentials, policy: Policy, connect: Duration) -> Self {
        let http = http().connect_timeout(connect).tls_danger_accept_invalid_certs(true);
        let http = http.build().unwrap();
        let client = Client::with_http(http, region, credentials).retry(policy);
        Self(client.bearer_token("ticket"), runtime())
    }

    fn with_token(region: Region, token: BearerToken) -> Self {
        let http = http().tls_danger_accept_invalid_certs(true).build().unwrap();
        Self(Client::with_http_and_token(http, region, token), runtime())
    }

    fn map(&self, change: impl FnOnce(Client) -> Client) -> Self {
        Self(change(self.0.clone()), runtime())
    }

    fn send<O: Operation>(&self, operation: &O) -> Result<O::Output, Error<O::Error>> {
        self.1.block_on(self.0.send(operation))
    }

    fn receive<O: Operation>(&self, operation: &O) -> Result<Received<O::Output>, Error<O::Error>> {
        self.1.block_on(self.0.receive(operation))
    }

    fn presign<O: Operation>(&self, operation: &O) -> Result<Presigned, Error<O::Error>> {
        self.1.block_on(self.0.presign(operation, Duration::from_secs(900)))
    }

    fn wait<W: Waiter>(&self, request: &W::Operation) -> Waited<W, Error<ErrorOf<W>>> {
        self.1.block_on(self.0.wait::<W>(request))
    }

    fn exchange<O: Operation>(
        &self,
        operation: &O,
        stream: &[u8],
    ) -> Result<Answer<O>, Error<O::Error>> {
        self.1.block_on(self.0.exchange(operation, stream.to_vec()))
    }

    fn upload<O: Operation>(
        &self,
        operation: &O,
        body: &Body,
    ) -> Result<O::Output, Error<O::Error>> {
        self.1.block_on(self.0.upload(operation, body))
    }

    fn download<O: Operation>(
        &self,
        operation: &O,
    ) -> Result<(O::Output, Download), Error<O::Error>> {
        self.1.block_on(self.0.download(operation))
    }

    fn events<O>(&self, operation: &O) -> Result<(O::Output, EventStream<O>), Error<O::Error>>
    where
        O: Operation + ReceivesEvents<Failure = <O as Operation>::Error>,
    {
        self.1.block_on(self.0.events(operation))
    }

    /// The next event of a stream.
    fn event<O: ReceivesEvents>(
        &self,
        events: &mut EventStream<O>,
    ) -> Result<Option<O::Event>, Error<O::Failure>> {
        self.1.block_on(events.next())
    }

    /// Runs the tasks of connections for a moment.
    fn run_tasks(&self) {
        self.1.block_on(async { tokio::time::sleep(Duration::from_millis(100)).await });
    }

    /// Reads the next bytes of a download.
    fn part(&self, download: &mut Download) -> io::Result<Option<Vec<u8>>> {
        self.1.block_on(download.chunk())
    }
}

/// A reader whose data are always there.
struct Ready<R>(R);

impl<R: Read + Unpin> AsyncRead for Ready<R> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let read = self.0.read(buffer.initialize_unfilled())?;
        buffer.advance(read);
        Poll::Ready(Ok(()))
    }
}

/// A body from a function that opens a reader.
fn body<R: Read + Unpin + Send + 'static>(
    length: u64,
    open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
) -> Body {
    Body::new(length, move || std::future::ready(open().map(Ready)))
}

fn runtime() -> Runtime {
    Builder::new_current_thread().enable_all().build().unwrap()
}

/// Whether the HTTP client decompresses responses, which cannot be switched off.
const UNPACKS: bool = false;

#[test]
fn futures_are_send() {
    let Sender(client, _) = suite::sender("http://127.0.0.1:1", 1);
    is_send(&client.send(&ListBackupJobs::new()));
    is_send(&client.upload(&PutFilm::new(), &Body::from(Vec::new())));
    is_send(&client.download(&GetFilm::new()));
    is_send(&async {
        if let Ok((_, mut race)) = client.events(&WatchRace::new()).await {
            let _ = race.next().await;
        }
    });
    is_send(&async {
        if let Ok((_, mut film)) = client.download(&GetFilm::new()).await {
            let _ = film.chunk().await;
        }
    });
}

#[test]
fn items_and_pages_need_no_closure() {
    let answer = |request: &_| Act::Reply(page(request, 100, 1_000));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let Sender(client, runtime) = suite::sender(&server.url, 1);
    let counted = async {
        let (mut pages, mut jobs) = (0, 0);
        let mut list = client.pages(ListBackupJobs::new());
        while list.next().await?.is_some() {
            pages += 1;
        }
        let mut list = client.items(ListBackupJobs::new());
        while let Some(job) = list.next().await? {
            assert!(job.backup_job_id.is_some());
            jobs += 1;
        }
        Ok::<_, Error<_>>((pages, jobs))
    };
    is_send(&counted);
    assert_eq!(runtime.block_on(counted).unwrap(), (10, 1_000));
}

fn is_send<T: Send>(_: &T) {}

/// A `select!` or timeout around `next` must not shorten the list.
#[test]
fn dropped_future_loses_no_page() {
    const LONG: Duration = Duration::from_millis(500);
    for is_own_loop in [false, true] {
        let number = AtomicU64::new(0);
        let answer = move |request: &_| match number.fetch_add(1, Ordering::SeqCst) {
            1 => Act::Slow(LONG, page(request, 100, 300)),
            _ => Act::Reply(page(request, 100, 300)),
        };
        let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
        let Sender(client, runtime) = suite::sender(&server.url, 1);
        let client = &client;
        let pages = async {
            let mut pages = 1;
            if is_own_loop {
                let send = |list| async move { client.send(&list).await };
                let mut list = ListBackupJobs::new().pages_async(send);
                assert!(list.next().await.unwrap().is_some());
                assert!(tokio::time::timeout(LONG / 10, list.next()).await.is_err());
                while list.next().await.unwrap().is_some() {
                    pages += 1;
                }
            } else {
                let mut list = client.pages(ListBackupJobs::new());
                assert!(list.next().await.unwrap().is_some());
                assert!(tokio::time::timeout(LONG / 10, list.next()).await.is_err());
                while list.next().await.unwrap().is_some() {
                    pages += 1;
                }
            }
            pages
        };
        assert_eq!(runtime.block_on(pages), 3);
        assert_eq!(server.seen().len(), 4);
    }
}

#[test]
fn function_for_credentials_is_called_only_if_they_are_needed() {
    let server = Server::script(vec![suite::ok("{}")]);
    let Sender(client, runtime) = suite::sender(&server.url, 1);
    let calls = Arc::new(AtomicU64::new(0));
    let counted = Arc::clone(&calls);
    let client = Client::with_http(http().build().unwrap(), client.region().clone(), move || {
        counted.fetch_add(1, Ordering::SeqCst);
        std::future::ready(Ok(Credentials::new("id", "secret", None, None, "test")))
    });
    for _ in 0..3 {
        runtime.block_on(client.send(&ListBackupJobs::new())).unwrap();
    }
    assert_eq!(calls.load(Ordering::SeqCst), 1);
}

#[test]
fn limit_of_a_call_includes_the_loading_of_credentials() {
    let Sender(client, runtime) = suite::sender("http://127.0.0.1:1", 1);
    let client = Client::with_http(http().build().unwrap(), client.region().clone(), || async {
        tokio::time::sleep(Duration::from_secs(60)).await;
        Ok(Credentials::new("id", "secret", None, None, "test"))
    });
    let client = client.timeouts(Timeouts::default().call(Duration::from_millis(50)));
    let error = runtime.block_on(client.send(&ListBackupJobs::new())).unwrap_err();
    assert!(error.is_timeout(), "{error:?}");
    let expected = "ListBackupJobs: no credentials: loading them took longer than the limit of the call";
    assert_eq!(error.to_string(), expected);
}

/// The first token ends within a minute, so that the next call loads another one.
#[test]
fn token_is_loaded_again_before_it_expires() {
    let server = Server::secure(vec![suite::ok("{}")]);
    let Sender(client, runtime) = suite::sender(&server.url, 1);
    let number = AtomicU64::new(0);
    let client = client.bearer_tokens(move || {
        let number = number.fetch_add(1, Ordering::SeqCst);
        let end = SystemTime::now() + Duration::from_secs(30 + number * 3_600);
        std::future::ready(Ok(BearerToken::new(format!("ticket-{number}"), Some(end))))
    });
    for _ in 0..3 {
        runtime.block_on(client.send(&AskOwner::new())).unwrap();
    }
    let seen = server.seen();
    let tokens: Vec<_> = seen.iter().filter_map(|seen| seen.header("authorization")).collect();
    assert_eq!(tokens, ["Bearer ticket-0", "Bearer ticket-1", "Bearer ticket-1"]);
}

#[test]
fn pages_can_be_awaited() {
    let answer = |request: &_| Act::Reply(page(request, 100, 1_000));
    let server = Server::start(([127, 0, 0, 1], 0).into(), answer).unwrap();
    let Sender(client, runtime) = suite::sender(&server.url, 1);
    let client = &client;
    let mut pages =
        ListBackupJobs::new().pages_async(|list| async move { client.send(&list).await });
    let mut jobs = 0;
    while let Some(page) = runtime.block_on(pages.next()).unwrap() {
        jobs += ListBackupJobs::items(page).len();
    }
    assert_eq!((jobs, server.seen().len()), (1_000, 10));
    let mut items =
        ListBackupJobs::new().pages_async(|list| async move { client.send(&list).await }).items();
    let first = runtime.block_on(items.next()).unwrap().unwrap();
    assert_eq!(first.backup_job_id.as_deref(), Some("0"));
}
