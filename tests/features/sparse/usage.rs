use http::{HeaderMap, StatusCode};
use sparse::{Operation, PutReadings, Timestamp};

#[test]
fn keeps_nulls_only_in_sparse_collections() {
    let body = r#"{"dense":[1,2],"sparse":[1,null],"dates":[null,"1970-01-01T00:00:07Z"],"blobs":{"a":"AQ==","b":null},"byName":{"x":[3],"y":null}}"#;
    let output = PutReadings::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes()).unwrap();
    assert_eq!(output.dense, Some(vec![1, 2]));
    assert_eq!(output.sparse, Some(vec![Some(1), None]));
    assert_eq!(output.dates, Some(vec![None, Some(Timestamp::from_seconds(7))]));
    assert_eq!(output.blobs, Some([("a".to_owned(), vec![1])].into()));
    let by_name = [("x".to_owned(), Some(vec![3])), ("y".to_owned(), None)];
    assert_eq!(output.by_name, Some(by_name.into()));
    let text = serde_json::to_string(&output).unwrap();
    assert_eq!(
        text,
        r#"{"dense":[1,2],"sparse":[1,null],"dates":[null,"1970-01-01T00:00:07Z"],"blobs":{"a":"AQ=="},"byName":{"x":[3],"y":null}}"#
    );
}

#[test]
fn rejects_null_in_a_dense_list() {
    for (body, path) in
        [(r#"{"dense":[1,null,2]}"#, "dense[1]"), (r#"{"byName":{"x":[null]}}"#, "byName.*[0]")]
    {
        let error = PutReadings::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes());
        let error = error.unwrap_err().message().unwrap().to_owned();
        assert!(error.starts_with(&format!("{path}: expected a number")), "{error}");
    }
}
