use tree_hash::{ListBarns, Operation, UploadArchive};

#[test]
fn requests_name_the_version() {
    let request = ListBarns::new("7").request().unwrap();
    assert_eq!(request.headers()["x-amz-glacier-version"], "2024-01-31");
    assert_eq!(request.uri(), "/7/barns");
}

#[test]
fn empty_account_is_that_of_the_credentials() {
    assert_eq!(ListBarns::new("").request().unwrap().uri(), "/-/barns");
}

#[test]
fn body_has_its_hashes_in_headers() {
    let body = b"hay, and nothing else".to_vec();
    let request = UploadArchive::new("7", "east").hay(body.clone()).request().unwrap();
    let hash = "c390986d1cb4933334c9adb1f91024e6d9f0c4b3178e0090f173d5e69b02fd38";
    assert_eq!(request.body(), &body);
    assert_eq!(request.headers()["x-amz-content-sha256"], hash);
    assert_eq!(request.headers()["x-amz-sha256-tree-hash"], hash);
}

#[test]
fn large_body_has_the_hash_of_a_tree() {
    let body = vec![b'h'; (3 << 20) + 1];
    let request = UploadArchive::new("7", "east").hay(body).request().unwrap();
    assert_eq!(request.headers()["x-amz-content-sha256"], "670c060f98a40cafb4f2e0347fe87df7c843f0f0a578ad3dd4519e7f19d0d59b");
    assert_eq!(request.headers()["x-amz-sha256-tree-hash"], "524f9213dfd346b9c8103f786ebd0b0b92a0b4a698406464e25024423bdc5488");
}

#[test]
fn checksum_of_the_caller_is_sent() {
    let request = UploadArchive::new("7", "east").checksum("c0ffee").request().unwrap();
    assert_eq!(request.headers()["x-amz-sha256-tree-hash"], "c0ffee");
}
