//! The settings of S3 and of checksums in the environment and a profile. One test sets the variables of the process, so that
//! all steps are in it.

use std::path::Path;

use sending::server::{Act, Reply, Server};
use with_ureq::client::Client;
use with_ureq::paddock::{GetReel, PutReel};

/// A client with this config file.
fn client(home: &Path, config: &str) -> Result<Client, String> {
    let config = format!("[default]\nregion = eu-west-1\n{config}");
    std::fs::write(home.join(".aws/config"), config).unwrap();
    let client = Client::from_env().map_err(|error| error.to_string());
    // The same settings with the other client.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let other = runtime.block_on(with_reqwest::client::Client::from_env());
    match (&client, other) {
        (Ok(client), Ok(other)) => {
            assert_eq!(format!("{:?}", client.region()), format!("{:?}", other.region()));
        }
        (Err(error), Err(other)) => assert_eq!(*error, other.to_string()),
        (client, other) => panic!("{client:?} and {other:?}"),
    }
    client
}

/// Whether a client sends the checksum of a request, and whether it asks for the checksum of a response.
fn checksums(home: &Path, config: &str) -> (bool, bool) {
    let server = Server::script(vec![Act::Reply(Reply::json(200, "{}"))]);
    let client = client(home, &format!("endpoint_url = {}\n{config}", server.url)).unwrap();
    client.exchange(&PutReel::new(), b"hay".to_vec()).unwrap();
    client.exchange(&GetReel::new(), Vec::new()).unwrap();
    let seen = server.seen();
    let sends = |index: usize, name: &str| seen[index].header(name).is_some();
    (sends(0, "x-amz-checksum-crc32"), sends(1, "x-amz-checksum-mode"))
}

#[test]
fn clients_read_the_settings_of_s3() {
    let home = std::env::temp_dir().join(format!("sending-s3-{}", std::process::id()));
    std::fs::create_dir_all(home.join(".aws")).unwrap();
    std::env::set_var("HOME", &home);
    std::env::set_var("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE");
    std::env::set_var("AWS_SECRET_ACCESS_KEY", "hush");
    for name in ["AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE", "AWS_ENDPOINT_URL"] {
        std::env::remove_var(name);
    }
    let setting = |config: &str, name: &str| {
        let client = client(&home, config).unwrap();
        client.region().setting(name).map(str::to_owned)
    };

    assert_eq!(setting("", "UseArnRegion"), None);
    assert_eq!(setting("s3_use_arn_region = false\n", "UseArnRegion").as_deref(), Some("false"));
    assert_eq!(setting("s3 =\n  use_arn_region = True\n", "UseArnRegion").as_deref(), Some("true"));
    std::env::set_var("AWS_S3_USE_ARN_REGION", "false");
    assert_eq!(setting("s3_use_arn_region = true\n", "UseArnRegion").as_deref(), Some("false"));
    std::env::remove_var("AWS_S3_USE_ARN_REGION");

    assert_eq!(setting("", "UseGlobalEndpoint"), None);
    let legacy = setting("s3_us_east_1_regional_endpoint = legacy\n", "UseGlobalEndpoint");
    assert_eq!(legacy.as_deref(), Some("true"));
    std::env::set_var("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT", "regional");
    assert_eq!(setting("s3_us_east_1_regional_endpoint = legacy\n", "UseGlobalEndpoint"), None);
    std::env::remove_var("AWS_S3_US_EAST_1_REGIONAL_ENDPOINT");

    for (style, path_style) in [("path", Some("true")), ("virtual", Some("false")), ("auto", None)] {
        let config = format!("s3 =\n  addressing_style = {style}\n  max_concurrent_requests = 20\n");
        assert_eq!(setting(&config, "ForcePathStyle").as_deref(), path_style);
    }
    let accelerate = setting("s3 =\n  use_accelerate_endpoint = true\n", "Accelerate");
    assert_eq!(accelerate.as_deref(), Some("true"));

    for (config, error) in [
        ("s3 =\n  addressing_style = host\n", "`addressing_style` is none of `auto`, `path`, `virtual`"),
        ("s3 =\n  payload_signing_enabled = true\n", "`payload_signing_enabled` in `s3` is not supported: "),
        ("s3 =\n  use_dualstack_endpoint = true\n", "`use_dualstack_endpoint` in `s3` is not supported: "),
        ("s3_use_arn_region = maybe\n", "`s3_use_arn_region` is neither `true` nor `false`"),
        ("request_checksum_calculation = always\n", "`request_checksum_calculation` is neither "),
    ] {
        let found = client(&home, config).unwrap_err();
        assert!(found.starts_with(error), "{found}");
    }

    assert_eq!(checksums(&home, ""), (true, true));
    let required = "request_checksum_calculation = when_required\n";
    assert_eq!(checksums(&home, required), (false, true));
    std::env::set_var("AWS_REQUEST_CHECKSUM_CALCULATION", "WHEN_SUPPORTED");
    assert_eq!(checksums(&home, required), (true, true));
    std::env::set_var("AWS_RESPONSE_CHECKSUM_VALIDATION", "when_required");
    assert_eq!(checksums(&home, ""), (true, false));
    std::fs::remove_dir_all(&home).unwrap();
}
