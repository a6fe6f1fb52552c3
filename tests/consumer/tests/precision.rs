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

#[test]
fn digits_are_kept_in_every_form() {
    let time = Timestamp::new(1_516_925_490, 123_456_789);
    let mut output = DescribeProtectedResourceOutput::default();
    output.last_backup_time = time;
    let text = serde_json::to_string(&output).unwrap();
    assert_eq!(serde_json::from_str::<DescribeProtectedResourceOutput>(&text).unwrap(), output);
    let tree = serde_json::to_value(&output).unwrap();
    assert_eq!(serde_json::from_value::<DescribeProtectedResourceOutput>(tree).unwrap(), output);
}

/// The form of a number in `serde_json`, with text that would set another member.
#[test]
fn text_in_the_form_of_a_number_is_no_number() {
    let text = r#"{"LastBackupTime":{"$serde_json::private::Number":"0,\"ResourceName\":\"forged\""}}"#;
    assert!(serde_json::from_str::<DescribeProtectedResourceOutput>(text).is_err());
}
