//! The table of facts about operations, one row each.

use super::fact::{Fact, Regions};
use super::s3;

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
    AnyText, AsciiHeaders, Base64Input, Base64Output, BodyHashes, BucketEndpoint, BucketInPath,
    ControlEndpoint, CopySource, CustomerKey, EncodedKeys, EndpointMember, ErrorsInSuccess,
    FirstPageMembers, Header, LabelDefault, LastSegment, OauthErrors, PresignedCopy, QueryAsForm,
    Refused, Unsigned, UnwrappedOutput, UrlEncodedJson, VersionHeader,
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

const UPLOADS: Operations = Named(&["UploadArchive", "UploadMultipartPart"]);
const LISTED: &[[&str; 2]] = &[["Contents", "Key"], ["CommonPrefixes", "Prefix"]];
const EXPRESS: Fact = Refused(s3::EXPRESS.0, s3::EXPRESS.1);
const PRESIGNED: Fact = PresignedCopy("PreSignedUrl", Regions::NotSent);
const USER_DATA: Fact = Base64Input("UserData");

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
    row(
        "EC2",
        Named(&["CopySnapshot"]),
        PresignedCopy("PresignedUrl", Regions::Sent),
        "botocore, handlers.inject_presigned_url_ec2",
    ),
    row(
        "EC2",
        Named(&["GetConsoleOutput"]),
        Base64Output("Output"),
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
        "IAM",
        All,
        UrlEncodedJson("policyDocumentType"),
        "botocore, handlers.json_decode_policies",
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
    row(
        "Route 53",
        All,
        LastSegment(&["ResourceId", "DelegationSetId", "ChangeId"]),
        "botocore, handlers.fix_route53_ids",
    ),
    row(
        "S3",
        All,
        BucketEndpoint,
        "S3's endpoint rules; botocore, handlers.remove_bucket_from_url_paths_from_model and \
         handlers.validate_bucket_name",
    ),
    row("S3", Named(&["CreateSession"]), EXPRESS, "S3 API reference, CreateSession"),
    row(
        "S3",
        Named(&["GetBucketLocation"]),
        BucketInPath,
        "botocore, handlers.customize_endpoint_resolver_builtins",
    ),
    row("S3", All, ErrorsInSuccess, "botocore, handlers._handle_200_error"),
    row("S3", All, AnyText("Expires", "ExpiresString"), "botocore, handlers.handle_expires_header"),
    row(
        "S3",
        Named(&["GetBucketLocation"]),
        UnwrappedOutput,
        "botocore, handlers.parse_get_bucket_location; Smithy, s3UnwrappedXmlOutput",
    ),
    row(
        "S3",
        Named(&["CopyObject", "UploadPartCopy"]),
        CopySource("CopySource"),
        "botocore, handlers.handle_copy_source_param",
    ),
    row(
        "S3",
        Named(&[
            "CompleteMultipartUpload",
            "CopyObject",
            "CreateMultipartUpload",
            "GetObject",
            "HeadObject",
            "PutObject",
            "UploadPart",
            "UploadPartCopy",
        ]),
        CustomerKey("SSECustomer"),
        "botocore, handlers.sse_md5",
    ),
    row(
        "S3",
        Named(&["CopyObject", "UploadPartCopy"]),
        CustomerKey("CopySourceSSECustomer"),
        "botocore, handlers.copy_source_sse_md5",
    ),
    row(
        "S3",
        Named(&["CopyObject", "CreateMultipartUpload", "PutObject"]),
        AsciiHeaders("x-amz-meta-"),
        "botocore, handlers.validate_ascii_metadata",
    ),
    row(
        "S3",
        Named(&["ListObjects"]),
        EncodedKeys(&["Delimiter", "Marker", "NextMarker"], LISTED),
        "botocore, handlers.decode_list_object",
    ),
    row(
        "S3",
        Named(&["ListObjectsV2"]),
        EncodedKeys(&["Delimiter", "Prefix", "StartAfter"], LISTED),
        "botocore, handlers.decode_list_object_v2",
    ),
    row(
        "S3",
        Named(&["ListObjectVersions"]),
        EncodedKeys(
            &["KeyMarker", "NextKeyMarker", "Prefix", "Delimiter"],
            &[["Versions", "Key"], ["DeleteMarkers", "Key"], ["CommonPrefixes", "Prefix"]],
        ),
        "botocore, handlers.decode_list_object_versions",
    ),
    row(
        "S3 Control",
        All,
        ControlEndpoint,
        "S3 Control's endpoint rules; botocore, handlers.remove_accid_host_prefix_from_model",
    ),
    row("SSO OIDC", All, OauthErrors, "botocore, handlers._map_oauth2_errors"),
    row(
        "STS",
        Named(&["AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"]),
        Unsigned,
        "botocore, handlers.disable_signing",
    ),
];
