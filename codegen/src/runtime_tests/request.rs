use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicUsize, Ordering};

use http::Method;
use proptest::prelude::*;

use super::operation::GetHorse;
use crate::runtime::request_extensions::{Auth, Compression, EndpointDiscovery, StreamedReply};
use crate::runtime::{
    BuildError, Operation, Region, RequestBuilder, Timestamp, endpoint, json_text, timestamp_text,
    token,
};

#[test]
fn encodes_labels() {
    let mut request = RequestBuilder::new(Method::GET, "/x/");
    request.label("id", &"arn:aws:s3:::b/k é~-._%".to_owned()).unwrap();
    request.path("/y/");
    assert_eq!(
        request.build().unwrap().uri(),
        "/x/arn%3Aaws%3As3%3A%3A%3Ab%2Fk%20%C3%A9~-._%25/y/"
    );
}

#[test]
fn keeps_slashes_of_greedy_labels_and_puts_the_literal_query_first() {
    let mut request = RequestBuilder::new(Method::GET, "/x/");
    request.greedy_label("key", &"a/b c".to_owned()).unwrap();
    request.literal_query("list-type=2");
    request.query("k", &"v".to_owned());
    assert_eq!(request.build().unwrap().uri(), "/x/a/b%20c?list-type=2&k=v");
    assert!(RequestBuilder::new(Method::GET, "/").greedy_label("key", &String::new()).is_err());
}

#[test]
fn does_not_encode_dots() {
    let mut request = RequestBuilder::new(Method::GET, "/x/");
    request.label("id", &"../".to_owned()).unwrap();
    request.greedy_label("key", &"a./.b/..c".to_owned()).unwrap();
    assert_eq!(request.build().unwrap().uri(), "/x/..%2Fa./.b/..c");
}

#[test]
fn rejects_labels_that_would_be_normalized() {
    for value in [".", ".."] {
        let mut request = RequestBuilder::new(Method::GET, "/");
        let error = request.label("jobId", &value.to_owned()).unwrap_err();
        assert_eq!(error, BuildError::DotLabel("jobId"));
    }
    for value in ["..", "a/..", "./a", "a/../b", "a//.."] {
        let mut request = RequestBuilder::new(Method::GET, "/");
        let error = request.greedy_label("Key", &value.to_owned()).unwrap_err();
        assert_eq!(error.to_string(), "the path label `Key` must have no segment `.` or `..`");
    }
}

#[test]
fn accepts_all_scalars_in_labels_and_queries() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.label("b", &true).unwrap();
    request.query("i", &7_i32);
    request.query("l", &Some(-7_i64));
    request.query("t", &vec![Timestamp::from_seconds(0)]);
    request.query("n", &None::<String>);
    assert_eq!(request.build().unwrap().uri(), "/true?i=7&l=-7&t=1970-01-01T00%3A00%3A00Z");
}

#[test]
fn rejects_an_empty_label() {
    let error = RequestBuilder::new(Method::GET, "/").label("jobId", &String::new()).unwrap_err();
    assert_eq!(error, BuildError::EmptyLabel("jobId"));
    assert_eq!(error.to_string(), "the path label `jobId` must not be empty");
}

#[test]
fn writes_nan_and_infinity() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.query("f", &1.1_f32);
    request.query("d", &vec![f64::NAN, f64::INFINITY, f64::NEG_INFINITY]);
    assert_eq!(request.build().unwrap().uri(), "/?f=1.1&d=NaN&d=Infinity&d=-Infinity");
}

#[test]
fn adds_map_entries_to_the_query_except_taken_keys() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    let map = [("a", "1"), ("b", "2"), ("c", "3")];
    let map = map.map(|(key, value)| (key.to_owned(), vec![value.to_owned(), "x".to_owned()]));
    request.query_map(&Some(BTreeMap::from(map)), &["b"]);
    request.query("b", &"own".to_owned());
    assert_eq!(request.build().unwrap().uri(), "/?a=1&a=x&c=3&c=x&b=own");
}

#[test]
fn formats_timestamps() {
    let date = Some(Timestamp::from_seconds(1_422_172_800));
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.query("e", &timestamp_text::epoch_seconds(&date));
    request.header("x-date", &timestamp_text::http_date(&date)).unwrap();
    request
        .header("x-dates", &timestamp_text::http_date(&date.map(|date| vec![date, date])))
        .unwrap();
    let request = request.build().unwrap();
    assert_eq!(request.uri(), "/?e=1422172800");
    assert_eq!(request.headers()["x-date"], "Sun, 25 Jan 2015 08:00:00 GMT");
    assert_eq!(
        request.headers()["x-dates"],
        "Sun, 25 Jan 2015 08:00:00 GMT, Sun, 25 Jan 2015 08:00:00 GMT"
    );
}

#[test]
fn truncates_timestamps_to_milliseconds() {
    let date = Timestamp::new(1_893_456_000, 999_999_999);
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.query("a", &date);
    request.query("e", &timestamp_text::epoch_seconds(&date));
    request.header("x-date", &timestamp_text::http_date(&date)).unwrap();
    let request = request.build().unwrap();
    assert_eq!(request.uri(), "/?a=2030-01-01T00%3A00%3A00.999000Z&e=1893456000.999");
    assert_eq!(request.headers()["x-date"], "Tue, 01 Jan 2030 00:00:00 GMT");
}

#[test]
fn encodes_json_text_in_headers_as_base64() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.header("x-json", &json_text::encode(&Some("{\"a\":\n1}".to_owned()))).unwrap();
    assert_eq!(request.build().unwrap().headers()["x-json"], "eyJhIjoKMX0=");
}

#[test]
fn quotes_list_elements_in_headers() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    let list = ["b,c", "\"d\"", "a", "\\"].map(str::to_owned).to_vec();
    request.header("X-List", &list).unwrap();
    request.header("x-empty", &Vec::<String>::new()).unwrap();
    request.header("x-numbers", &vec![1, 2]).unwrap();
    let request = request.build().unwrap();
    assert_eq!(request.headers()["x-list"], r#""b,c", "\"d\"", a, \"#);
    assert_eq!(request.headers()["x-numbers"], "1, 2");
    assert_eq!(request.headers()["x-empty"], "");
}

#[test]
fn prefers_a_single_header_over_prefix_headers() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    let map = [("a", "1"), ("B", "2")].map(|(key, value)| (key.to_owned(), value.to_owned()));
    request.header("x-a", &"own".to_owned()).unwrap();
    request.prefix_headers("X-", &Some(BTreeMap::from(map))).unwrap();
    let request = request.build().unwrap();
    assert_eq!(
        (&request.headers()["x-a"], &request.headers()["x-b"]),
        (&"own".parse().unwrap(), &"2".parse().unwrap())
    );
}

#[test]
fn rejects_prefix_headers_that_differ_only_in_case() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    let map = ["a", "A"].map(|key| (key.to_owned(), key.to_owned()));
    let error = request.prefix_headers("x-", [&BTreeMap::from(map)]).unwrap_err();
    assert_eq!(error, BuildError::Header("x-a".to_owned()));
}

#[test]
fn map_without_prefix_cannot_set_headers_of_the_connection() {
    for name in ["Host", "content-length", "Authorization"] {
        let mut request = RequestBuilder::new(Method::GET, "/");
        let map = BTreeMap::from([(name.to_owned(), "1".to_owned())]);
        assert_eq!(request.prefix_headers("", [&map]), Err(BuildError::Header(name.to_owned())));
        assert_eq!(request.prefix_headers("x-", [&map]), Ok(()));
    }
}

#[test]
fn redacts_sensitive_headers() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    request.secret_header("x-key", &"sesame".to_owned()).unwrap();
    let map = BTreeMap::from([("door".to_owned(), "sesame".to_owned())]);
    request.secret_prefix_headers("x-key-", [&map]).unwrap();
    let request = request.build().unwrap();
    for name in ["x-key", "x-key-door"] {
        assert_eq!(request.headers()[name], "sesame");
    }
    assert!(!format!("{request:?}").contains("sesame"));
}

#[test]
fn rejects_too_many_headers() {
    let map = (0..40_000).map(|number| (number.to_string(), number)).collect();
    let mut request = RequestBuilder::new(Method::GET, "/");
    let error = request.prefix_headers("x-", &Some::<BTreeMap<String, i32>>(map)).unwrap_err();
    assert!(matches!(error, BuildError::Header(_)));
}

#[test]
fn rejects_invalid_header_names_and_values() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    let error = request.header("x-a", &"a\nb: c".to_owned()).unwrap_err();
    assert_eq!(error.to_string(), "the header `x-a` cannot be sent with this value");
    let map = BTreeMap::from([("a b".to_owned(), "c".to_owned())]);
    let error = request.prefix_headers("x-", [&map]).unwrap_err();
    assert_eq!(error, BuildError::Header("x-a b".to_owned()));
}

#[test]
fn prefers_the_content_type_of_a_header() {
    let mut request = RequestBuilder::new(Method::PUT, "/");
    request.bytes(&[0, 255]);
    assert_eq!(request.build().unwrap().headers()["content-type"], "application/octet-stream");
    let mut request = RequestBuilder::new(Method::PUT, "/");
    request.header("Content-Type", &"image/jpg".to_owned()).unwrap();
    request.bytes(&[0, 255]);
    let request = request.build().unwrap();
    assert_eq!(
        (&request.headers()["content-type"], request.body()),
        (&"image/jpg".parse().unwrap(), &vec![0, 255])
    );
}

#[test]
fn sets_payloads_as_body() {
    let build = |set: &dyn Fn(&mut RequestBuilder)| {
        let mut request = RequestBuilder::new(Method::PUT, "/");
        set(&mut request);
        let request = request.build().unwrap();
        let content_type = request.headers().get("content-type");
        let content_type = content_type.map(|value| value.to_str().unwrap().to_owned());
        (content_type.unwrap_or_default(), String::from_utf8(request.into_body()).unwrap())
    };
    let expect = |content_type: &str, body: &str| (content_type.to_owned(), body.to_owned());
    assert_eq!(build(&|request| request.text(&"a".to_owned())), expect("text/plain", "a"));
    assert_eq!(build(&|request| request.stream()), expect("application/octet-stream", ""));
    let json = "application/json";
    assert_eq!(build(&|request| request.json_payload(&Some(1))), expect(json, "1"));
    assert_eq!(build(&|request| request.json_payload(&None::<i32>)), expect("", ""));
    assert_eq!(build(&|request| request.json_payload_object(&None::<i32>)), expect(json, "{}"));
}

#[test]
fn normalizes_the_host_of_an_endpoint() {
    for (endpoint, wanted) in [
        ("HTTPS://Example.COM:443/Base", "https://example.com/Base/horses"),
        ("http://EXAMPLE.com:80", "http://example.com/horses"),
        ("http://example.com:443", "http://example.com:443/horses"),
        ("https://example.com:8443", "https://example.com:8443/horses"),
        ("http://[::1]:80", "http://[::1]/horses"),
        ("http://example.com:8080", "http://example.com:8080/horses"),
    ] {
        let request = RequestBuilder::new(Method::GET, "/horses").build().unwrap();
        let sent = endpoint::resolve(request, endpoint).unwrap();
        assert_eq!(sent.uri().to_string(), wanted);
    }
}

#[test]
fn resolves_host_prefix_and_base_path() {
    let mut request = RequestBuilder::new(Method::GET, "/horses");
    request.host("a-");
    request.host_label("Name", &Some("b".to_owned())).unwrap();
    request.host(".");
    request.query("k", &1);
    let request = request.build().unwrap();
    let sent = endpoint::resolve(request.clone(), "https://example.com:8080/base/").unwrap();
    assert_eq!(sent.uri(), "https://a-b.example.com:8080/base/horses?k=1");
    assert_eq!(
        endpoint::resolve(request.clone(), "http://h").unwrap().uri(),
        "http://a-b.h/horses?k=1"
    );
    assert!(endpoint::resolve(sent, "http://h").is_err(), "the request already has a host");
    assert!(endpoint::resolve(request, "http://[::1]").is_err(), "`a-b.[::1]` is not a host");
}

#[test]
fn root_of_a_request_is_below_the_path_of_the_endpoint() {
    for (endpoint, wanted) in [
        ("http://h", "http://h/?k=1"),
        ("http://h/", "http://h/?k=1"),
        ("http://h/base", "http://h/base/?k=1"),
        ("http://h/base/", "http://h/base/?k=1"),
    ] {
        let mut request = RequestBuilder::new(Method::GET, "/");
        request.query("k", &1);
        let sent = endpoint::resolve(request.build().unwrap(), endpoint).unwrap();
        assert_eq!(sent.uri().to_string(), wanted);
    }
}

#[test]
fn refuses_urls_that_clients_treat_differently_without_printing_them() {
    let request = || RequestBuilder::new(Method::GET, "/horses").build().unwrap();
    for endpoint in [
        "",
        "/secret",
        "secret",
        "https://",
        "https://secret x",
        "https://h/?secret=1",
        "https://h/#secret",
        "ftp://secret",
        "http://user:secret@h",
        "http://secret/a/../b",
        "http://secret/a/%2E",
        "http://secret/{a}",
        "http://secret/a\\b",
        "http://secret/a|b",
    ] {
        let error = endpoint::resolve(request(), endpoint).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{endpoint}: {error}");
        let region = Region::new("eu-west-1").url(endpoint);
        let error = GetHorse::SERVICE.endpoint(&region).unwrap_err();
        assert!(!format!("{error} {error:?}").contains("secret"), "{endpoint}: {error}");
    }
    let region = Region::new("eu-west-1").url("http://user:secret@h");
    assert!(!format!("{region:?}").contains("secret"), "{region:?}");
}

#[test]
fn rejects_invalid_host_labels() {
    let long = "a".repeat(64);
    for label in ["", "-a", "a-", "a.b", "a/b", "é", &long] {
        let mut request = RequestBuilder::new(Method::GET, "/");
        let error = request.host_label("Name", &label.to_owned()).unwrap_err();
        assert_eq!(error, BuildError::HostLabel("Name"), "{label}");
    }
}

#[test]
fn attaches_extensions() {
    let mut request = RequestBuilder::new(Method::GET, "/");
    for auth in [Auth::Bearer, Auth::UnsignedPayload, Auth::Unsigned] {
        // The last one counts.
        request.attach(auth);
    }
    request.attach(Compression(&["gzip"]));
    request.attach(EndpointDiscovery::Required);
    request.attach(StreamedReply);
    let request = request.build().unwrap();
    assert_ne!(request.extensions().get(), Some(&EndpointDiscovery::Optional));
    assert_eq!(request.extensions().get(), Some(&Compression(&["gzip"])));
}

/// The number of tokens of the replaced source. Other tests use the source, too, and expect different tokens.
static NEXT: AtomicUsize = AtomicUsize::new(0);

#[test]
fn creates_different_tokens_and_replaces_their_source() {
    assert_eq!(token::or_new(Some("mine")), "mine");
    assert!(token::check(None).is_ok() && token::check(Some("mine")).is_ok());
    let many = || (0..1000).map(|_| token::or_new(None)).collect::<Vec<_>>();
    let threads: Vec<_> = (0..8).map(|_| std::thread::spawn(many)).collect();
    let tokens: BTreeSet<String> =
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect();
    assert_eq!(tokens.len(), 8000);
    for token in tokens {
        let parts: Vec<usize> = token.split('-').map(str::len).collect();
        assert_eq!(parts, [8, 4, 4, 4, 12], "{token}");
        let digit = |index| token.chars().nth(index).unwrap();
        assert!(digit(14) == '4' && "89ab".contains(digit(19)), "{token}");
    }
    token::set_source(|| format!("next {}", NEXT.fetch_add(1, Ordering::Relaxed)));
    assert!(token::or_new(None).starts_with("next "));
}

proptest! {
    #[test]
    fn writes_no_control_characters_outside_of_the_body(
        label in "(?s).{1,20}", name in "(?s).{0,20}", value in "(?s).{0,20}", list in proptest::collection::vec("(?s).{0,9}", 0..4)
    ) {
        let mut request = RequestBuilder::new(Method::GET, "/a/");
        // A label may have the segment `..`.
        let _ = request.label("label", &label);
        request.query(&name, &value);
        let _ = request.header("x-value", &value);
        let _ = request.header("x-list", &list);
        let _ = request.prefix_headers("x-", [&BTreeMap::from([(name, value)])]);
        let _ = request.host_label("label", &label);
        let request = request.build().unwrap();
        prop_assert!(!request.uri().to_string().contains(char::is_control));
        for (name, value) in request.headers() {
            let text = [name.as_str().as_bytes(), value.as_bytes()].concat();
            prop_assert!(!text.iter().any(u8::is_ascii_control));
        }
    }

    #[test]
    fn encodes_any_text_in_the_uri(label in "\\PC+", key: String, value: String) {
        let mut request = RequestBuilder::new(Method::GET, "/a/");
        proptest::prop_assume!(request.label("label", &label).is_ok());
        request.path("/b");
        request.query(&key, &value);
        let request = request.build().unwrap();
        prop_assert_eq!(request.uri().path().matches('/').count(), 3);
        let query = request.uri().query().unwrap();
        prop_assert!(!query.contains('&') && query.matches('=').count() == 1);
        prop_assert!(request.uri().to_string().bytes().all(|byte| byte.is_ascii_graphic()));
    }
}
