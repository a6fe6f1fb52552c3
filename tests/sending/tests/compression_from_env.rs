//! The compression of requests, from the environment and the selected profile. One test sets the variables of the
//! process, so that all steps are in it.

use std::env::{remove_var, set_var};

use sending::server::{Act, Reply, Server};

/// Whether both clients compress a body with a text of this length, or the error of their creation.
fn compresses(server: &Server, length: usize) -> Result<bool, String> {
    let text = "x".repeat(length);
    let is_compressed =
        || server.seen().pop().unwrap().header("content-encoding") == Some("gzip");
    let client = with_ureq::client::Client::from_env().map_err(|error| error.to_string())?;
    client.send(&with_ureq::silo::PutSheaves::new().text(text.clone())).unwrap();
    let by_ureq = is_compressed();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let client = with_reqwest::client::Client::from_env().await.unwrap();
        client.send(&with_reqwest::silo::PutSheaves::new().text(text)).await.unwrap();
    });
    assert_eq!(is_compressed(), by_ureq);
    Ok(by_ureq)
}

#[test]
fn compression_is_a_setting_of_the_environment() {
    let server = Server::script(vec![Act::Reply(Reply::json(200, "{}"))]);
    let home = std::env::temp_dir().join(format!("compression-{}", std::process::id()));
    std::fs::create_dir_all(home.join(".aws")).unwrap();
    let config = "[profile small]\nrequest_min_compression_size_bytes = 5\n\
                  [profile none]\ndisable_request_compression = true\n\
                  [profile large]\nrequest_min_compression_size_bytes = 1048577\n";
    std::fs::write(home.join(".aws/config"), config).unwrap();
    for (name, value) in [
        ("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE"),
        ("AWS_SECRET_ACCESS_KEY", "hush"),
        ("AWS_REGION", "eu-west-1"),
        ("AWS_ENDPOINT_URL", &server.url),
    ] {
        set_var(name, value);
    }
    set_var("HOME", &home);
    assert_eq!(compresses(&server, 1_000), Ok(false));
    assert_eq!(compresses(&server, 20_000), Ok(true));
    set_var("AWS_PROFILE", "small");
    assert_eq!(compresses(&server, 1_000), Ok(true));
    set_var("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES", "2000");
    assert_eq!(compresses(&server, 1_000), Ok(false));
    remove_var("AWS_REQUEST_MIN_COMPRESSION_SIZE_BYTES");
    set_var("AWS_PROFILE", "none");
    assert_eq!(compresses(&server, 20_000), Ok(false));
    set_var("AWS_DISABLE_REQUEST_COMPRESSION", "false");
    assert_eq!(compresses(&server, 20_000), Ok(true));
    set_var("AWS_PROFILE", "large");
    let error = compresses(&server, 0).unwrap_err();
    let expected = "`request_min_compression_size_bytes` is not a number of bytes from 1 to 1048576";
    assert_eq!(error, expected);
    std::fs::remove_dir_all(&home).unwrap();
}
