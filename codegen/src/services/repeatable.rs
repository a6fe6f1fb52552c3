//! Operations that can be repeated without harm.
//!
//! Models mark operations as idempotent or read-only, but the marks differ between the formats and versions of a model:
//! Lambda's botocore model has 14, and its Smithy model may have none. For the services of this table, only the table
//! counts, so that the same operations are repeatable from every model.
//!
//! The source of each row is a page of the
//! [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html),
//! such as `list_amazonsqs.html`.

use crate::ir::{Model, Operation};

/// The repeatable operations of a service. A name that ends with `*` is a prefix.
struct Row {
    /// The SDK ID.
    service: &'static str,
    /// Reads, with the access levels *Read* and *List* in the Service Authorization Reference.
    reads: &'static [&'static str],
    /// Other operations, which botocore 1.44.8 marks as `idempotent`.
    idempotent: &'static [&'static str],
}

/// Methods GET and HEAD, and operations with an idempotency token, need no row.
const ROWS: &[Row] = &[
    // list_awscloudformation.html
    Row {
        service: "CloudFormation",
        reads: &[
            "BatchDescribeTypeConfigurations",
            "Describe*",
            "EstimateTemplateCost",
            "Get*",
            "List*",
            "ValidateTemplate",
        ],
        idempotent: &[
            "ActivateType",
            "DeactivateType",
            "DeregisterType",
            "PublishType",
            "RecordHandlerProgress",
            "RegisterPublisher",
            "RegisterType",
            "SetTypeDefaultVersion",
            "TestType",
        ],
    },
    // list_amazondynamodb.html; statements of PartiQL can write
    Row {
        service: "DynamoDB",
        reads: &[
            "BatchGetItem",
            "Describe*",
            "GetItem",
            "GetResourcePolicy",
            "List*",
            "Query",
            "Scan",
            "SearchVectors",
            "TransactGetItems",
        ],
        idempotent: &[],
    },
    // list_amazonec2.html
    Row { service: "EC2", reads: &["Describe*", "Get*", "List*", "Search*"], idempotent: &[] },
    // list_awsidentityandaccessmanagementiam.html; `Generate*` starts a job
    Row { service: "IAM", reads: &["Get*", "List*", "Simulate*"], idempotent: &[] },
    // list_awslambda.html: all reads are GET
    Row {
        service: "Lambda",
        reads: &[],
        idempotent: &[
            "CreateAlias",
            "CreateCapacityProvider",
            "CreateFunction",
            "DeleteAlias",
            "DeleteCapacityProvider",
            "DeleteCodeSigningConfig",
            "DeleteDurableExecution",
            "DeleteEventSourceMapping",
            "DeleteFunction",
            "DeleteLayerVersion",
            "DeleteProvisionedConcurrencyConfig",
            "DeleteResourcePolicy",
            "PutProvisionedConcurrencyConfig",
            "PutResourcePolicy",
        ],
    },
    // list_amazons3.html: all other reads are GET or HEAD
    Row { service: "S3", reads: &["SelectObjectContent"], idempotent: &[] },
    // list_awssecretsmanager.html
    Row {
        service: "Secrets Manager",
        reads: &[
            "BatchGetSecretValue",
            "DescribeSecret",
            "Get*",
            "List*",
            "ValidateResourcePolicy",
        ],
        idempotent: &[],
    },
    // list_amazonsns.html
    Row {
        service: "SNS",
        reads: &["CheckIfPhoneNumberIsOptedOut", "Get*", "List*"],
        idempotent: &[],
    },
    // list_amazonsqs.html; `ReceiveMessage` hides the messages from other receivers
    Row { service: "SQS", reads: &["GetQueue*", "List*"], idempotent: &[] },
    // list_awssecuritytokenservice.html; tokens of other operations may be valid once
    Row {
        service: "STS",
        reads: &["GetAccessKeyInfo", "GetCallerIdentity", "GetFederationToken", "GetSessionToken"],
        idempotent: &[],
    },
];

/// Whether an operation has the same effect if a request is sent twice.
pub fn is_repeatable(model: &Model, operation: &Operation) -> bool {
    let mut members = operation.input.iter().flat_map(|id| model.members(id));
    let is_read = model.service.protocol.binds_http()
        && ["GET", "HEAD"].contains(&operation.http.method.as_str());
    is_read || members.any(|member| member.idempotency_token) || is_marked(model, operation)
}

/// The operations of the rows, each with the SDK ID of its service.
pub(super) fn operations() -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = |row: &'static Row| row.reads.iter().chain(row.idempotent);
    ROWS.iter().flat_map(move |row| names(row).map(|name| (row.service, *name)))
}

/// The row of a model, in one line.
pub(super) fn describe(model: &Model) -> Option<String> {
    let row = row(model)?;
    let operations = [row.reads, row.idempotent].concat().join(", ");
    Some(format!(
        "{operations}: only these are sent again after a timeout, besides reads by GET and operations with a token \
         (Service Authorization Reference)"
    ))
}

/// The row of the service of a model.
fn row(model: &Model) -> Option<&'static Row> {
    let sdk_id = model.service.sdk_id.as_deref();
    ROWS.iter().find(|row| Some(row.service) == sdk_id)
}

/// Whether the table or, for services that are not in the table, the model marks the operation.
fn is_marked(model: &Model, operation: &Operation) -> bool {
    let Some(row) = row(model) else {
        return operation.idempotent || operation.read_only;
    };
    let matches = |pattern: &&str| match pattern.strip_suffix('*') {
        Some(prefix) => operation.name.starts_with(prefix),
        None => operation.name == *pattern,
    };
    row.reads.iter().chain(row.idempotent).any(matches)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::is_repeatable;
    use crate::diagnostic::Source;
    use crate::frontend::{ModelFiles, load};

    /// A service with this SDK ID and a POST operation in both formats. `mark` adds the mark of idempotent operations.
    fn models(sdk_id: &str, operation: &str, mark: bool) -> [Value; 2] {
        let http = json!({ "method": "POST", "requestUri": "/" });
        let botocore = json!({
            "metadata": {
                "apiVersion": "2024-01-31", "protocol": "rest-json",
                "serviceFullName": sdk_id, "serviceId": sdk_id
            },
            "operations": { operation: { "http": http, "idempotent": mark } },
            "shapes": {}
        });
        let mut traits =
            json!({ "smithy.api#http": { "method": "POST", "uri": "/", "code": 200 } });
        if mark {
            traits["smithy.api#idempotent"] = json!({});
        }
        let id = format!("ns#{operation}");
        let smithy = json!({ "smithy": "2.0", "shapes": {
            "ns#Service": {
                "type": "service", "version": "2024-01-31", "operations": [{ "target": id }],
                "traits": {
                    "aws.api#service": { "sdkId": sdk_id }, "aws.protocols#restJson1": {},
                    "smithy.api#title": sdk_id
                }
            },
            id.as_str(): { "type": "operation", "traits": traits }
        } });
        [botocore, smithy]
    }

    #[track_caller]
    fn same_from_both_formats(sdk_id: &str, operation: &str, mark: bool) -> bool {
        let [botocore, smithy] = models(sdk_id, operation, mark).map(|model| {
            let source = Source::new("model.json", model.to_string());
            let model = load(&ModelFiles::only(source)).unwrap();
            model.operations.values().any(|operation| is_repeatable(&model, operation))
        });
        assert_eq!(botocore, smithy, "{sdk_id} {operation}");
        botocore
    }

    #[test]
    fn table_decides_for_its_services() {
        for mark in [false, true] {
            for (service, operation) in [
                ("DynamoDB", "Query"),
                ("EC2", "DescribeInstances"),
                ("Lambda", "DeleteFunction"),
                ("SQS", "GetQueueUrl"),
                ("STS", "GetCallerIdentity"),
            ] {
                assert!(same_from_both_formats(service, operation, mark), "{operation}");
            }
            for (service, operation) in [
                ("DynamoDB", "ExecuteStatement"),
                ("Lambda", "Invoke"),
                ("SQS", "ReceiveMessage"),
                ("SQS", "SendMessage"),
                ("STS", "AssumeRole"),
            ] {
                assert!(!same_from_both_formats(service, operation, mark), "{operation}");
            }
        }
    }

    #[test]
    fn mark_decides_for_other_services() {
        assert!(same_from_both_formats("Horses", "TrainHorse", true));
        assert!(!same_from_both_formats("Horses", "GetHorse", false));
    }
}
