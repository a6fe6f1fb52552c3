use hosts::runtime::endpoint::{HostPrefix, resolve};
use hosts::runtime::request_checksum::{Checksum, Checksums};
use hosts::runtime::request_extensions::{Compression, EndpointDiscovery};
use hosts::types::Algorithm;
use hosts::{BuildError, GetFarm, GetStable, Operation};

const ENDPOINT: &str = "https://farms.example.com";

#[test]
fn adds_prefix_to_the_endpoint_host() {
    let request = GetFarm::new().request().unwrap();
    assert_eq!(request.extensions().get(), Some(&HostPrefix("data.".to_owned())));
    let request = resolve(request, ENDPOINT).unwrap();
    assert_eq!(request.uri(), "https://data.farms.example.com/farm");
}

#[test]
fn host_labels_are_also_in_the_body() {
    let request = GetStable::new("f1").stall("s2").request().unwrap();
    assert_eq!(request.body(), br#"{"farm":"f1","stall":"s2"}"#);
    let request = resolve(request, ENDPOINT).unwrap();
    assert_eq!(request.uri(), "https://f1-s2.x.farms.example.com/stable");
    let error = GetStable::new("f1").request().unwrap_err();
    assert_eq!(error, BuildError::HostLabel("stall"));
    let error = GetStable::new("evil.example.com/").stall("s").request().unwrap_err();
    assert_eq!(
        error.to_string(),
        "the host label `farm` must be 1 to 63 letters, digits and inner hyphens"
    );
}

#[test]
fn request_carries_traits_for_the_sender() {
    let request = GetStable::new("f").stall("s").algorithm(Algorithm::Sha256).request().unwrap();
    let checksum = request.extensions().get::<Checksum>().unwrap();
    assert_eq!((checksum.required, checksum.algorithm.as_deref()), (true, Some("SHA256")));
    assert_eq!(checksum.reply_algorithms, ["CRC32", "SHA256"]);
    assert_eq!(request.extensions().get(), Some(&Compression(&["gzip"])));
    assert_eq!(request.extensions().get(), Some(&EndpointDiscovery::Required));
}

#[test]
fn checksum_of_the_body_is_a_header() {
    let checksum = |stable: GetStable, checksums: Checksums| {
        let mut request = stable.stall("s").request().unwrap();
        checksums.set(&mut request).unwrap();
        let names = request.headers().keys().map(|name| name.as_str().to_owned());
        names.filter(|name| name != "content-type").collect::<Vec<_>>()
    };
    let stable = || GetStable::new("f");
    // The service requires a checksum. The default is CRC-32, and a header names it.
    assert_eq!(
        checksum(stable(), Checksums::WhenSupported),
        ["x-mode", "x-algorithm", "x-amz-checksum-crc32"]
    );
    assert_eq!(
        checksum(stable(), Checksums::WhenRequired),
        ["x-algorithm", "x-amz-checksum-crc32"]
    );
    assert_eq!(
        checksum(stable().algorithm(Algorithm::Sha256), Checksums::WhenRequired),
        ["x-algorithm", "x-amz-checksum-sha256"]
    );
    let mut request = stable().stall("s").algorithm("MD9").request().unwrap();
    let error = Checksums::default().set(&mut request).unwrap_err();
    assert!(matches!(error, BuildError::Member(name, _) if name == "x-algorithm"));
}
