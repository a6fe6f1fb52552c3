//! The recorded responses of the nine operations from `tests/wire`, and pages of a list.

use serde_json::{Value, json};

use crate::server::{Reply, Seen};

/// A recorded response.
pub struct Case {
    /// The operation.
    pub operation: String,
    /// The class of the case.
    pub kind: String,
    /// The response.
    pub reply: Reply,
}

/// All recorded responses.
///
/// # Panics
///
/// Panics if the file is missing or has another format.
pub fn cases() -> Vec<Case> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/wire/responses_nine.jsonl");
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    text.lines().map(case).collect()
}

fn case(line: &str) -> Case {
    let case: Value = serde_json::from_str(line).expect("each line is JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let reply = &case["response"];
    let headers = reply["headers"].as_object().into_iter().flatten();
    let status = reply["status"].as_u64().and_then(|status| u16::try_from(status).ok());
    Case {
        operation: text(&case["operation"]),
        kind: text(&case["kind"]),
        reply: Reply {
            status: status.expect("a reply has a status"),
            headers: headers.map(|(name, value)| (name.clone(), text(value))).collect(),
            body: text(&reply["body"]).into_bytes(),
        },
    }
}

/// The operation of a request, from its path.
pub fn operation(request: &Seen) -> Option<&'static str> {
    let path = request.target().split('?').next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    Some(match parts.as_slice() {
        ["backup-jobs", ""] => "ListBackupJobs",
        ["backup-jobs", _] => "DescribeBackupJob",
        ["copy-jobs", ""] => "ListCopyJobs",
        ["copy-jobs", _] => "DescribeCopyJob",
        ["resources", ""] => "ListProtectedResources",
        ["resources", _] => "DescribeProtectedResource",
        ["resources", _, "recovery-points", ""] => "ListRecoveryPointsByResource",
        ["backup-vaults", _, "recovery-points", ""] => "ListRecoveryPointsByBackupVault",
        ["backup-vaults", _, "recovery-points", _] => "DescribeRecoveryPoint",
        _ => return None,
    })
}

/// The page of `ListBackupJobs` for a request: `total` jobs, with `size` jobs in a page. A job's id is its number,
/// and the token of a page is the number of its first job.
pub fn page(request: &Seen, size: usize, total: usize) -> Reply {
    let query = request.target().split_once('?').map_or("", |(_, query)| query);
    let token = query.split('&').find_map(|pair| pair.strip_prefix("nextToken="));
    let Ok(first) = token.map_or(Ok(0), str::parse::<usize>) else {
        return Reply::json(400, r#"{"Code":"InvalidParameterValueException"}"#);
    };
    let end = total.min(first.saturating_add(size));
    let jobs: Vec<Value> =
        (first..end).map(|job| json!({ "BackupJobId": job.to_string() })).collect();
    let mut page = json!({ "BackupJobs": jobs });
    if end < total {
        page["NextToken"] = end.to_string().into();
    }
    Reply::json(200, &page.to_string())
}
