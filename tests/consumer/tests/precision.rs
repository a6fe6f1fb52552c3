//! A reply is read the same whatever another crate of the program makes of serde_json's numbers.

use backup::{DescribeProtectedResource, DescribeRecoveryPoint, Operation, Timestamp};
use http::{HeaderMap, StatusCode};

#[test]
fn numbers_are_read_in_every_form() {
    for (written, nanos) in [("1516925490.087", 87_000_000), ("1516925490", 0), ("1.51692549e9", 0)]
    {
        let body = format!(r#"{{"LastBackupTime":{written}}}"#);
        let output =
            DescribeProtectedResource::parse(StatusCode::OK, &HeaderMap::new(), body.as_bytes())
                .unwrap();
        assert_eq!(output.last_backup_time, Timestamp::new(1_516_925_490, nanos), "{written}");
    }
    let body = br#"{"BackupSizeInBytes":7e1,"LastRestoreTime":-1}"#;
    let output = DescribeRecoveryPoint::parse(StatusCode::OK, &HeaderMap::new(), body).unwrap();
    assert_eq!(
        (output.backup_size_in_bytes, output.last_restore_time),
        (Some(70), Some(Timestamp::from_seconds(-1)))
    );
    let object = br#"{"LastBackupTime":{"a":1}}"#;
    assert!(DescribeProtectedResource::parse(StatusCode::OK, &HeaderMap::new(), object).is_err());
}
