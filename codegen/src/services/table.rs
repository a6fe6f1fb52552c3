//! The table of facts about operations, one row each.

use super::fact::Fact;

/// A fact, its service and operations, and its source.
#[derive(Debug)]
pub struct Row {
    /// The SDK id of the service, or [`ANY_SERVICE`].
    pub service: &'static str,
    /// The operations.
    pub operations: Operations,
    /// The fact.
    pub fact: Fact,
    /// The source: a function of botocore, or a document of AWS.
    pub source: &'static str,
}

/// The service of a row that applies to every service.
pub const ANY_SERVICE: &str = "*";

/// The operations of a row.
#[derive(Debug)]
pub enum Operations {
    /// All operations of the service.
    All,
    /// The operations with these names.
    Named(&'static [&'static str]),
    /// The operations that return the endpoints of other operations.
    DiscoveringEndpoints,
}

use Fact::{
    BodyHashes, EndpointMember, FirstPageMembers, Header, LabelDefault, OauthErrors, QueryAsForm,
    Refused, Unsigned, VersionHeader,
};
use Operations::{All, DiscoveringEndpoints, Named};

const fn row(
    service: &'static str,
    operations: Operations,
    fact: Fact,
    source: &'static str,
) -> Row {
    Row { service, operations, fact, source }
}

const HOLDS_URL: &str = "AWS copies between regions only with a presigned URL, which SDKs make";
const NOT_BASE64: &str = "the service expects base64, which SDKs encode";
const IS_ENCODED: &str = "SDKs decode the value";

const UPLOADS: Operations = Named(&["UploadArchive", "UploadMultipartPart"]);
const PRESIGNED: Fact = Refused("a presigned URL of the same call in another region", HOLDS_URL);
const USER_DATA: Fact = Refused("the base64 encoding of `UserData`", NOT_BASE64);

/// All facts, by service.
pub const TABLE: &[Row] = &[
    row(
        ANY_SERVICE,
        DiscoveringEndpoints,
        VersionHeader("x-amz-api-version"),
        "botocore, handlers.inject_api_version_header_if_needed",
    ),
    row(
        "API Gateway",
        All,
        Header("accept", "application/json"),
        "botocore, handlers.add_accept_header; Smithy, Amazon API Gateway customizations",
    ),
    row(
        "Auto Scaling",
        Named(&["CreateLaunchConfiguration"]),
        USER_DATA,
        "botocore, handlers.base64_encode_user_data",
    ),
    row(
        "CloudSearch Domain",
        Named(&["Search"]),
        QueryAsForm,
        "botocore, handlers.change_get_to_post",
    ),
    row(
        "DocDB",
        Named(&["CopyDBClusterSnapshot", "CreateDBCluster"]),
        PRESIGNED,
        "botocore, handlers.inject_presigned_url_rds",
    ),
    row("EC2", Named(&["CopySnapshot"]), PRESIGNED, "botocore, handlers.inject_presigned_url_ec2"),
    row(
        "EC2",
        Named(&["GetConsoleOutput"]),
        Refused("the base64 encoding of `Output`", IS_ENCODED),
        "botocore, handlers.decode_console_output",
    ),
    row("EC2", Named(&["RunInstances"]), USER_DATA, "botocore, handlers.base64_encode_user_data"),
    row(
        "Glacier",
        All,
        VersionHeader("x-amz-glacier-version"),
        "botocore, handlers.add_glacier_version; Smithy, Amazon Glacier customizations",
    ),
    row(
        "Glacier",
        All,
        LabelDefault("accountId", "-"),
        "botocore, handlers.inject_account_id; Smithy, Amazon Glacier customizations",
    ),
    row(
        "Glacier",
        UPLOADS,
        BodyHashes,
        "botocore, handlers.add_glacier_checksums; Smithy, Amazon Glacier customizations",
    ),
    row(
        "Kinesis",
        Named(&["ListShards"]),
        FirstPageMembers(&["StreamName", "ExclusiveStartShardId", "StreamCreationTimestamp"]),
        "Kinesis API reference, ListShards",
    ),
    row(
        "Kinesis",
        Named(&["ListStreamConsumers"]),
        FirstPageMembers(&["StreamCreationTimestamp"]),
        "Kinesis API reference, ListStreamConsumers",
    ),
    row(
        "Machine Learning",
        Named(&["Predict"]),
        EndpointMember("PredictEndpoint"),
        "botocore, handlers.switch_host_machinelearning; Smithy, Amazon Machine Learning \
         customizations",
    ),
    row(
        "Neptune",
        Named(&["CopyDBClusterSnapshot", "CreateDBCluster"]),
        PRESIGNED,
        "botocore, handlers.inject_presigned_url_rds",
    ),
    row(
        "RDS",
        Named(&[
            "CopyDBClusterSnapshot",
            "CopyDBSnapshot",
            "CreateDBCluster",
            "CreateDBInstanceReadReplica",
            "StartDBInstanceAutomatedBackupsReplication",
        ]),
        PRESIGNED,
        "botocore, handlers.inject_presigned_url_rds",
    ),
    row("SSO OIDC", All, OauthErrors, "botocore, handlers._map_oauth2_errors"),
    row(
        "STS",
        Named(&["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]),
        Unsigned,
        "botocore, handlers.disable_signing",
    ),
];
