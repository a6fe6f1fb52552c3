//! `ListRecoveryPointsByBackupVault`: items with all of their 22 members.

use serde_json::{Value, json};

use super::{one_of, sorted};

/// A JSON body whose members are in the order of the model, or sorted by name.
pub fn reply(items: usize, by_name: bool) -> String {
    let points: Vec<Value> = (0..items).map(|number| point(number, by_name)).collect();
    json!({ "NextToken": token(items), "RecoveryPoints": points }).to_string()
}

/// A token as services send it: long, and the same in every run.
fn token(seed: usize) -> String {
    (0..48).map(|at| char::from(b'A' + u8::try_from((seed + at * 7) % 26).unwrap_or(0))).collect()
}

/// An item with its own values, which are the same in every run.
fn point(number: usize, by_name: bool) -> Value {
    let id = format!("{:08X}-{:04X}-435A-A80B-108B488B0D45", number * 0x9E_3779, number % 0x1_0000);
    let plan = format!("{:08x}-5b0e-4a52-9d3c-2f8a6d1b7e44", number % 7);
    // From milliseconds since the epoch, written as seconds with a fraction.
    let time = |offset: usize| {
        #[expect(clippy::cast_precision_loss, reason = "the value is far below the limit")]
        let millis = (1_632_395_919_138 + number * 61_037 + offset) as f64;
        json!(millis / 1e3)
    };
    let Value::Object(point) = json!({
        "RecoveryPointArn": format!("arn:aws:backup:us-east-1:123456789012:recovery-point:{id}"),
        "BackupVaultName": "production-databases",
        "BackupVaultArn": "arn:aws:backup:us-east-1:123456789012:backup-vault:production-databases",
        "SourceBackupVaultArn": "arn:aws:backup:eu-west-1:123456789012:backup-vault:production-databases-source",
        "ResourceArn": format!("arn:aws:ec2:us-east-1:123456789012:volume/vol-0{number:016x}"),
        "ResourceType": one_of(&["EBS", "RDS", "DynamoDB", "EFS"], number),
        "CreatedBy": {
            "BackupPlanId": plan,
            "BackupPlanArn": format!("arn:aws:backup:us-east-1:123456789012:backup-plan:{plan}"),
            "BackupPlanVersion": token(number),
            "BackupRuleId": format!("{:08x}-2f8a-4a52-9d3c-5b0e6d1b7e44", number % 5),
        },
        "IamRoleArn": "arn:aws:iam::123456789012:role/service-role/AWSBackupDefaultServiceRole",
        "Status": one_of(&["COMPLETED", "PARTIAL", "DELETING", "EXPIRED"], number),
        "StatusMessage": "The recovery point could not be deleted: its lifecycle was changed meanwhile.",
        "CreationDate": time(0),
        "CompletionDate": time(754_321),
        "BackupSizeInBytes": 1_073_741_824 + number * 4096,
        "CalculatedLifecycle": { "MoveToColdStorageAt": time(2_592_000_000), "DeleteAt": time(31_536_000_000) },
        "Lifecycle": { "MoveToColdStorageAfterDays": 30, "DeleteAfterDays": 365 },
        "EncryptionKeyArn": format!("arn:aws:kms:us-east-1:123456789012:key/{plan}"),
        "IsEncrypted": number.is_multiple_of(2),
        "LastRestoreTime": time(1_209_600_000),
        "ParentRecoveryPointArn": format!("arn:aws:backup:us-east-1:123456789012:recovery-point:composite-{id}"),
        "CompositeMemberIdentifier": format!("production-databases-member-{number:06}"),
        "IsParent": false,
        "ResourceName": format!("orders-database-volume-{number:04}"),
    }) else {
        return Value::Null;
    };
    Value::Object(if by_name { sorted(point) } else { point })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn items_have_all_members_in_both_orders() {
        let [in_order, by_name] =
            [false, true].map(|by_name| serde_json::from_str::<Value>(&reply(3, by_name)).unwrap());
        assert_eq!(in_order, by_name);
        for item in in_order["RecoveryPoints"].as_array().unwrap() {
            assert_eq!(item.as_object().unwrap().len(), 22);
        }
    }

    #[test]
    fn size_is_realistic() {
        let size = reply(1000, false).len();
        assert!((1_450_000..1_650_000).contains(&size), "{size}");
    }

    #[test]
    fn times_have_exact_milliseconds() {
        let text = reply(1, false);
        assert!(text.contains("\"CreationDate\":1632395919.138,"), "{text}");
    }
}
