//! The serde form does not depend on the number features of `serde_json` that another crate enables.

use backup_with_serde::{DescribeProtectedResourceOutput, DescribeRecoveryPointOutput, Timestamp};
use serde_json::Value;

#[test]
fn numbers_are_read_in_every_form() {
    for (written, nanos) in [("1516925490.087", 87_000_000), ("1516925490", 0), ("1.51692549e9", 0)]
    {
        let text = format!(r#"{{"LastBackupTime":{written}}}"#);
        let read: DescribeProtectedResourceOutput = serde_json::from_str(&text).unwrap();
        assert_eq!(read.last_backup_time, Timestamp::new(1_516_925_490, nanos), "{written}");
        let tree: Value = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::from_value::<DescribeProtectedResourceOutput>(tree).unwrap(), read);
    }
    let text = r#"{"BackupSizeInBytes":7e1,"LastRestoreTime":-1}"#;
    let output: DescribeRecoveryPointOutput = serde_json::from_str(text).unwrap();
    assert_eq!(
        (output.backup_size_in_bytes, output.last_restore_time),
        (Some(70), Some(Timestamp::from_seconds(-1)))
    );
    let object = r#"{"LastBackupTime":{"a":1}}"#;
    assert!(serde_json::from_str::<DescribeProtectedResourceOutput>(object).is_err());
}
