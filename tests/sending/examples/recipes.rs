//! The recipes of `docs/cookbook.md`, `docs/client.md` and `docs/output.md`. They are compiled, and the signing ones are run.

use std::error::Error;
use std::path::Path;
use std::time::{Duration, SystemTime};

use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider};
use tokio::io::AsyncWriteExt;
use with_reqwest::backup::ListBackupJobs;
use with_reqwest::client::credentials::{Provider, Role, assume_role};
use with_reqwest::client::{BearerToken, Body, Client, Timeouts, http};
use with_reqwest::paddock::{GetFilm, PutFilm};
use with_reqwest::runtime::credentials::Credentials;
use with_reqwest::runtime::event_signer::EventSigner;
use with_reqwest::runtime::event_stream::events::Events;
use with_reqwest::runtime::event_stream::sends::SendsEvents;
use with_reqwest::runtime::event_stream::signed::SignedEvents;
use with_reqwest::runtime::sigv4::{Signing, presign, sign};
use with_reqwest::runtime::{Endpoint, Region, Timestamp};
use with_reqwest::track::types::{Race, Word, Words};
use with_reqwest::track::{Comment, WatchRace};

/// Uses the credentials of `aws-config`: pass `config.credentials_provider()`.
pub fn from_aws_config(provider: SharedCredentialsProvider) -> Result<Client, Box<dyn Error>> {
    let client = Client::new("eu-west-1", move || {
        let provider = provider.clone();
        async move {
            let found = provider.provide_credentials().await?;
            let token = found.session_token().map(str::to_owned);
            let (id, secret) = (found.access_key_id(), found.secret_access_key());
            Ok(Credentials::new(id, secret, token, found.expiry(), "aws-config"))
        }
    })?;
    Ok(client)
}

/// Calls with a bearer token instead of credentials.
pub fn with_key() -> Result<Client, Box<dyn Error>> {
    let key = BearerToken::new(std::env::var("BEDROCK_KEY")?, None);
    let client = Client::with_token("eu-west-1", key)?;
    Ok(client)
}

/// Assumes a role with the credentials of the environment.
pub fn as_vet() -> Result<Client, Box<dyn Error>> {
    let http = http().build()?;
    let role = Role::new("arn:aws:iam::123456789012:role/vet").external_id("stable");
    let vet = assume_role(http.clone(), "eu-west-1", role, Provider::new(http.clone())?);
    Ok(Client::with_http(http, "eu-west-1", vet))
}

/// Assumes a role with `ureq`.
pub fn as_blocking_vet(agent: ureq::Agent) -> with_ureq::client::Client {
    use with_ureq::client::Client;
    use with_ureq::client::credentials::{Provider, Role, assume_role};

    let role = Role::new("arn:aws:iam::123456789012:role/vet").external_id("stable");
    let provider = Provider::new(agent.clone());
    let vet = assume_role(agent.clone(), "eu-west-1", role, move || Ok(provider.load()?));
    Client::with_credentials("eu-west-1", vet).agent(agent)
}

/// A client with fixed credentials.
pub fn with_keys(
    key_id: &str,
    secret: &str,
    session_token: Option<String>,
) -> with_ureq::client::Client {
    use with_ureq::client::{Client, Credentials};

    let credentials = Credentials::new(key_id, secret, session_token, None, "mine");
    let client = Client::new("eu-west-1", credentials);
    client
}

/// A client for a server on this computer.
pub fn local() -> Result<Client, reqwest::Error> {
    let region = Region::new("eu-west-1").url("http://localhost:5000");
    Client::new(region, Credentials::new("test", "test", None, None, "local"))
}

/// Lists jobs with limits of time.
pub async fn in_time(client: Client) -> Result<(), Box<dyn Error>> {
    let client = client
        .timeouts(Timeouts::default().attempt(Duration::from_secs(10)))
        .timeouts_of::<ListBackupJobs>(Timeouts::default().attempt(Duration::MAX));
    let short = Timeouts::default().call(Duration::from_secs(60));
    let jobs = client.with_timeouts(short).send(&ListBackupJobs::new()).await?;
    println!("{:?}", jobs.backup_jobs);
    Ok(())
}

/// Prints the ids of all jobs, page by page.
pub fn print_pages(client: &with_ureq::client::Client) -> Result<(), Box<dyn Error>> {
    use with_ureq::backup::ListBackupJobs;
    use with_ureq::runtime::paging::Paginated;

    for job in ListBackupJobs::new().pages(|list| client.send(list)).items() {
        println!("{:?}", job?.backup_job_id);
    }
    Ok(())
}

/// Takes a timestamp apart, and puts it together again.
pub fn same_timestamp(timestamp: Timestamp) -> Option<Timestamp> {
    let (seconds, nanos) = (timestamp.seconds(), timestamp.nanos());
    let same = Timestamp::new(seconds, nanos);
    same
}

/// Prints the ids of all jobs.
pub async fn print_all_jobs(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut jobs = client.items(ListBackupJobs::new());
    while let Some(job) = jobs.next().await? {
        println!("{:?}", job.backup_job_id);
    }
    Ok(())
}

/// Prints the ids of all jobs, in pages of at most 100.
pub async fn print_jobs(client: &Client) -> Result<(), Box<dyn Error>> {
    let mut jobs = client.items(ListBackupJobs::new().max_results(100));
    while let Some(job) = jobs.next().await? {
        println!("{:?}", job.backup_job_id);
    }
    Ok(())
}

/// Uploads a file.
pub async fn upload(client: &Client, path: &Path) -> Result<(), Box<dyn Error>> {
    let film = Body::file(path).await?;
    client.upload(&PutFilm::new(), &film).await?;
    Ok(())
}

/// Downloads to a file.
pub async fn download(client: &Client, path: &Path) -> Result<(), Box<dyn Error>> {
    let (_, mut film) = client.download(&GetFilm::new()).await?;
    let mut file = tokio::fs::File::create(path).await?;
    while let Some(chunk) = film.chunk().await? {
        file.write_all(&chunk).await?;
    }
    file.flush().await?;
    Ok(())
}

/// Uploads a file with `ureq`, and downloads it again.
pub fn copy(
    client: &with_ureq::client::Client,
    from: &Path,
    to: &Path,
) -> Result<(), Box<dyn Error>> {
    use with_ureq::client::Body;
    use with_ureq::paddock::{GetFilm, PutFilm};

    client.upload(&PutFilm::new(), &Body::file(from)?)?;
    let (_, mut film) = client.download(&GetFilm::new())?;
    std::io::copy(&mut film, &mut std::fs::File::create(to)?)?;
    Ok(())
}

/// Prints the events of a stream.
pub async fn watch(client: &Client) -> Result<(), Box<dyn Error>> {
    let (_, mut race) = client.events(&WatchRace::new()).await?;
    while let Some(event) = race.next().await? {
        if let Race::Lap(lap) = event {
            println!("{:?}", lap.number);
        }
    }
    Ok(())
}

/// Prints the events of a stream with `ureq`.
pub fn watch_blocking(client: &with_ureq::client::Client) -> Result<(), Box<dyn Error>> {
    use with_ureq::track::WatchRace;
    use with_ureq::track::types::Race;

    let (_, race) = client.events(&WatchRace::new())?;
    for event in race {
        if let Race::Lap(lap) = event? {
            println!("{:?}", lap.number);
        }
    }
    Ok(())
}

/// Reads the events of a body without a client.
pub fn laps<'b>(
    headers: &http::HeaderMap,
    body: impl IntoIterator<Item = &'b [u8]>,
) -> Result<Vec<Race>, Box<dyn Error>> {
    let mut events = Events::<WatchRace>::new(headers);
    let mut laps = Vec::new();
    for piece in body {
        events.feed(piece);
        while let Some(event) = events.next_event() {
            laps.push(event?);
        }
    }
    events.finish()?;
    Ok(laps)
}

/// Signs a request and its events, for any HTTP client.
pub fn comment(
    endpoint: &Endpoint,
    credentials: &Credentials,
    now: SystemTime,
) -> Result<(http::Request<Vec<u8>>, [Vec<u8>; 2]), Box<dyn Error>> {
    let mut request = endpoint.resolve(Comment::new().request()?)?;
    let signing = Signing::new(&endpoint.signing_region, &endpoint.signing_name, now);
    let signature = sign(&mut request, credentials, &signing)?;
    let signer = EventSigner::new(
        credentials.clone(),
        &endpoint.signing_region,
        &endpoint.signing_name,
        &signature.hex,
    );
    let mut events = SignedEvents::new(signer);
    let first = events.event(&Words::word(Word::new().text("And they are off!")), now)?;
    let last = events.end(now);
    Ok((request, [first, last]))
}

/// Prints a line for each attempt.
pub fn observed(client: Client) -> Client {
    client.observer(|attempt| eprintln!("{attempt}"))
}

/// Signs a search of Amazon OpenSearch Service, for any HTTP client.
pub fn search(
    domain: &str,
    credentials: &Credentials,
) -> Result<http::Request<Vec<u8>>, Box<dyn Error>> {
    let mut request = http::Request::post(format!("https://{domain}/horses/_search"))
        .header("content-type", "application/json")
        .body(br#"{"query":{"match":{"name":"Bella"}}}"#.to_vec())?;
    sign(&mut request, credentials, &Signing::new("eu-west-1", "es", SystemTime::now()))?;
    Ok(request)
}

/// Returns the password of a database user, which is valid for 15 minutes.
pub fn rds_token(
    host: &str,
    port: u16,
    user: &str,
    credentials: &Credentials,
) -> Result<String, Box<dyn Error>> {
    let url = format!("https://{host}:{port}/?Action=connect&DBUser={user}");
    let mut request = http::Request::get(url).body(Vec::new())?;
    let signing = Signing::new("eu-west-1", "rds-db", SystemTime::now());
    presign(&mut request, credentials, &signing, Duration::from_secs(900))?;
    Ok(request.uri().to_string().replacen("https://", "", 1))
}

fn main() -> Result<(), Box<dyn Error>> {
    let credentials = Credentials::new("AKIDEXAMPLE", "secret", None, None, "example");
    let request = search("search-horses.eu-west-1.es.amazonaws.com", &credentials)?;
    println!("{:?}", request.headers().get("authorization").is_some());
    println!("{}", rds_token("db.example.com", 5432, "groom", &credentials)?.len());
    Ok(())
}
