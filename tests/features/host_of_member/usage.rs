use host_of_member::runtime::endpoint::resolve;
use host_of_member::{BuildError, Operation, Predict};

fn uri(endpoint: &str) -> Result<String, BuildError> {
    let request = Predict::new(endpoint).request()?;
    Ok(resolve(request, "https://guess.example.com/base")?.uri().to_string())
}

#[test]
fn sends_to_the_host_of_the_member() {
    assert_eq!(uri("http://live.example.com:81").unwrap(), "http://live.example.com:81/base/");
    assert_eq!(uri("https://live.example.com/path").unwrap(), "https://live.example.com/base/");
}

#[test]
fn empty_member_changes_nothing() {
    assert_eq!(uri("").unwrap(), "https://guess.example.com/base/");
}

#[test]
fn member_without_host_is_an_error() {
    assert!(matches!(uri("live.example.com"), Err(BuildError::Uri(_))));
    assert!(matches!(uri("https://live example"), Err(BuildError::Uri(_))));
}

#[test]
fn member_is_also_in_the_body() {
    let request = Predict::new("https://live.example.com").request().unwrap();
    assert_eq!(request.body(), br#"{"PredictEndpoint":"https://live.example.com"}"#);
}
