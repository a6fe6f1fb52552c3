//! The table of the modules of the runtime, with their needs.

use values::{COLLECTIONS, FLOATS};

/// A module of the runtime.
pub struct Module {
    /// The path in the runtime, such as `request` or `json/decode`.
    pub path: &'static str,
    pub text: &'static str,
    /// Whether the module is public. The items of a private module are re-exported.
    pub is_public: bool,
    /// The items that the parent module re-exports. The modules of a folder export the macros of tables, such as
    /// `json::decode`, if they are used.
    pub exports: &'static [&'static str],
    /// Whether every output contains the module.
    pub is_always_there: bool,
    /// The optional modules that this module imports.
    pub needs: &'static [&'static str],
    /// The module is copied into every output that has all of these modules and kinds of values.
    pub joins: &'static [&'static str],
}

/// Kinds of values in the types of an output. Codecs have modules for them.
pub mod values {
    /// Lists and maps.
    pub const COLLECTIONS: &str = "lists and maps";
    /// Floats of 32 and 64 bits.
    pub const FLOATS: &str = "floats";
}

impl Module {
    /// The folder of the module, such as `json`, or an empty string for the root of the runtime.
    pub fn folder(&self) -> &'static str {
        self.path.rsplit_once('/').map_or("", |(folder, _)| folder)
    }

    /// The name without the folder.
    pub fn name(&self) -> &'static str {
        self.path.rsplit_once('/').map_or(self.path, |(_, name)| name)
    }
}

macro_rules! module {
    ($path:literal) => {
        module!($path, "../../runtime/")
    };
    ($path:literal, $folder:literal) => {
        Module {
            path: $path,
            text: include_str!(concat!($folder, $path, ".rs")),
            is_public: true,
            exports: &[],
            is_always_there: false,
            needs: &[],
            joins: &[],
        }
    };
}

/// The folders of the runtime, with their documentation.
pub const FOLDERS: &[(&str, &str)] = &[
    ("cbor", "The CBOR codec."),
    ("event_stream", "Streams of events: frames, the events in them, and their signatures."),
    ("fakes", "Responses for tests."),
    ("form", "The form codec of the query protocols."),
    ("json", "The JSON codec."),
    ("protocol", "The wire protocols."),
    ("s3", "The rules of S3 that its model does not state: hosts, keys, errors and encodings."),
    ("xml", "The XML codec."),
];

/// The modules, ordered by path.
pub const MODULES: &[Module] = &[
    module!("arguments"),
    Module { needs: &["checksum", "chunk_signer"], ..module!("aws_chunked") },
    Module { needs: &["request_extensions"], ..module!("auth_schemes") },
    module!("base64"),
    module!("bearer_token"),
    Module { needs: &["aws_chunked"], ..module!("body_pieces") },
    Module { needs: &["body_pieces"], ..module!("body_reader") },
    Module {
        is_public: false,
        needs: &["percent_decode", "signing"],
        ..module!("canonical_request")
    },
    Module { is_public: false, needs: &["cbor/decode", "cbor/encode"], ..module!("cbor/blob") },
    Module {
        exports: &["cbor::decode"],
        needs: &["cbor/head", "cbor/reader", "collections", "value_format"],
        ..module!("cbor/decode")
    },
    Module {
        exports: &["cbor::encode"],
        needs: &["cbor/writer", "value_format"],
        ..module!("cbor/encode")
    },
    module!("cbor/head"),
    Module {
        is_public: false,
        exports: &["cbor::object"],
        needs: &["cbor/decode", "cbor/encode"],
        ..module!("cbor/object")
    },
    Module { is_public: false, needs: &["cbor/head", "memory"], ..module!("cbor/reader") },
    Module { needs: &["cbor/decode"], ..module!("cbor/reply") },
    Module { is_public: false, needs: &["cbor/decode", "cbor/encode"], ..module!("cbor/sparse") },
    Module { is_public: false, needs: &["cbor/encode", "token"], ..module!("cbor/token") },
    Module {
        exports: &["cbor::decode_union", "cbor::encode_union", "cbor::union"],
        needs: &["cbor/decode", "cbor/encode", "cbor_value"],
        ..module!("cbor/union")
    },
    Module { is_public: false, needs: &["cbor/encode"], ..module!("cbor/writer") },
    Module { is_public: false, exports: &["CborValue"], ..module!("cbor_value") },
    Module { needs: &["base64", "crc32", "sha1", "sha256"], ..module!("checksum") },
    Module { needs: &["hex", "sha256", "sigv4"], ..module!("chunk_signer") },
    module!("clock"),
    Module { is_public: false, needs: &["memory"], ..module!("collections") },
    module!("crc"),
    Module { needs: &["crc"], ..module!("crc32") },
    module!("credentials"),
    Module { is_always_there: true, is_public: false, ..module!("decode_error") },
    Module { is_public: false, exports: &["Document"], ..module!("document") },
    Module { is_always_there: true, exports: &["Endpoints", "Exception"], ..module!("endpoint") },
    module!("endpoint_discovery"),
    module!("endpoint_params"),
    Module {
        is_always_there: true,
        exports: &["ErrorHead", "ErrorReply", "MalformedReply", "OperationError"],
        ..module!("error")
    },
    Module { is_public: false, is_always_there: true, ..module!("error_head") },
    Module { is_public: false, is_always_there: true, ..module!("error_text") },
    Module { needs: &["credentials", "hex", "sha256", "sigv4"], ..module!("event_signer") },
    Module {
        exports: &["event_stream::encode"],
        needs: &["event_stream/frame", "request_query"],
        ..module!("event_stream/encode")
    },
    Module {
        exports: &["event_stream::decode"],
        needs: &["event_stream/message"],
        ..module!("event_stream/events")
    },
    Module { needs: &["crc", "event_stream/header"], ..module!("event_stream/frame") },
    module!("event_stream/header"),
    Module { needs: &["event_stream/frame"], ..module!("event_stream/message") },
    Module { needs: &["event_stream/encode"], ..module!("event_stream/sends") },
    Module { needs: &["event_signer", "event_stream/encode"], ..module!("event_stream/signed") },
    Module { is_public: false, is_always_there: true, ..module!("exception") },
    Module { needs: &["cbor/encode", "fakes/reply"], ..module!("fakes/cbor") },
    Module {
        needs: &["event_stream/encode", "event_stream/events", "fakes/reply"],
        ..module!("fakes/events")
    },
    Module { needs: &["fakes/reply", "json/encode"], ..module!("fakes/json") },
    module!("fakes/listing"),
    Module { exports: &["fakes::operation"], ..module!("fakes/reply") },
    Module { needs: &["fakes/reply", "xml/encode"], ..module!("fakes/xml") },
    Module { is_public: false, needs: &["base64", "xml/encode"], ..module!("fakes/xml_text") },
    Module { is_public: false, joins: &[FLOATS], ..module!("float_text") },
    Module { is_public: false, needs: &["base64", "form/encode"], ..module!("form/blob") },
    Module {
        exports: &["form::encode"],
        needs: &["form/writer", "layout", "value_format"],
        ..module!("form/encode")
    },
    Module { is_public: false, needs: &["form/encode", "token"], ..module!("form/token") },
    Module { is_public: false, needs: &["base64", "form/encode"], ..module!("form/encoded") },
    Module { exports: &["form::encode_union"], needs: &["form/encode"], ..module!("form/union") },
    Module { is_public: false, ..module!("form/writer") },
    Module { needs: &["crc"], ..module!("gzip") },
    Module { is_public: false, ..module!("hash_blocks") },
    module!("header"),
    module!("hex"),
    Module { needs: &["sha256"], ..module!("hmac") },
    Module {
        is_public: false,
        needs: &["base64", "json/decode", "json/encode"],
        ..module!("json/blob")
    },
    Module {
        exports: &["json::decode"],
        needs: &["json/reader", "value_format"],
        ..module!("json/decode")
    },
    Module {
        is_public: false,
        needs: &["collections"],
        joins: &["json/decode", COLLECTIONS],
        ..module!("json/decode_collections")
    },
    Module { is_public: false, joins: &["json/decode", FLOATS], ..module!("json/decode_floats") },
    Module {
        is_public: false,
        needs: &["document", "json/decode", "json/encode"],
        ..module!("json/document")
    },
    Module { is_public: false, needs: &["cbor/union", "json/blob"], ..module!("json/cbor_value") },
    Module { is_public: false, needs: &["json/encode", "json/fields"], ..module!("json/edit") },
    Module {
        exports: &["json::events"],
        needs: &["json/blob", "json/union", "serde_form"],
        ..module!("json/events")
    },
    Module {
        exports: &["json::encode"],
        needs: &["json/writer", "value_format"],
        ..module!("json/encode")
    },
    Module {
        is_public: false,
        needs: &["float_text"],
        joins: &["json/encode", FLOATS],
        ..module!("json/encode_floats")
    },
    Module { needs: &["json/decode"], ..module!("json/fields") },
    module!("json/name"),
    Module {
        is_public: false,
        exports: &["json::object"],
        needs: &["json/decode", "json/encode"],
        ..module!("json/object")
    },
    Module { is_public: false, needs: &["json/encode", "json/reply"], ..module!("json/payload") },
    Module {
        is_public: false,
        needs: &["json/name", "memory", "plain", "text_error"],
        ..module!("json/reader")
    },
    Module { needs: &["json/decode"], ..module!("json/reply") },
    Module {
        is_public: false,
        needs: &["json/decode", "json/decode_collections", "json/encode"],
        ..module!("json/sparse")
    },
    Module { is_public: false, needs: &["json/encode", "token"], ..module!("json/token") },
    Module {
        exports: &["json::decode_union", "json::encode_union", "json::union"],
        needs: &["json/document"],
        ..module!("json/union")
    },
    Module { is_public: false, needs: &["json/reader"], ..module!("json/writer") },
    Module { needs: &["base64", "header", "timestamp_text"], ..module!("json_text") },
    module!("last_segment"),
    Module { is_public: false, ..module!("layout") },
    Module { needs: &["hash_blocks"], ..module!("md5") },
    Module { is_public: false, ..module!("memory") },
    Module { is_public: false, exports: &["open_enum"], ..module!("open_enum") },
    Module { is_always_there: true, exports: &["Operation", "Request"], ..module!("operation") },
    module!("paging"),
    Module { is_always_there: true, ..module!("partition") },
    Module { needs: &["request_extensions"], ..module!("payload") },
    module!("percent_decode"),
    Module { is_always_there: true, ..module!("percent") },
    Module { is_public: false, ..module!("plain") },
    Module { needs: &["percent", "request_extensions", "sigv4"], ..module!("presigned_copy") },
    Module { needs: &["json/encode", "json/reply"], ..module!("protocol/aws_json") },
    Module { needs: &["form/encode", "protocol/query"], ..module!("protocol/ec2") },
    Module { needs: &["protocol/rest_json"], ..module!("protocol/oauth") },
    Module { needs: &["form/encode", "xml/reply"], ..module!("protocol/query") },
    Module { needs: &["json/reply"], ..module!("protocol/rest_json") },
    Module { needs: &["xml/reply"], ..module!("protocol/rest_xml") },
    Module { needs: &["cbor/encode", "cbor/reply"], ..module!("protocol/rpc_v2_cbor") },
    module!("query_form"),
    Module { is_public: false, ..module!("random") },
    Module { is_always_there: true, exports: &["Reply"], ..module!("reply") },
    Module {
        is_always_there: true,
        exports: &["BuildError", "RequestBuilder"],
        ..module!("request")
    },
    Module { needs: &["checksum"], ..module!("reply_checksum") },
    Module {
        needs: &["checksum", "reply_checksum", "request_extensions"],
        ..module!("request_checksum")
    },
    module!("request_extensions"),
    Module { needs: &["request_query"], ..module!("request_host") },
    module!("request_query"),
    Module { needs: &["random"], ..module!("retry") },
    Module { is_public: false, is_always_there: true, ..module!("retryable") },
    Module { is_public: false, ..module!("s3/base") },
    Module { needs: &["percent"], ..module!("s3/copy_source") },
    Module { is_public: false, needs: &["base64", "header", "md5"], ..module!("s3/customer_key") },
    Module { needs: &["percent_decode"], ..module!("s3/listing") },
    Module { is_public: false, ..module!("s3/metadata") },
    Module { needs: &["xml/decode"], ..module!("s3/redirect") },
    Module { needs: &["protocol/rest_xml", "xml/decode"], ..module!("s3/reply") },
    module!("s3/bucket"),
    Module { needs: &["endpoint_params", "s3/host"], ..module!("s3/control") },
    Module { needs: &["s3/base", "s3/bucket", "s3/host", "s3/settings"], ..module!("s3/endpoint") },
    Module { is_public: false, ..module!("s3/host") },
    Module { needs: &["endpoint_params"], ..module!("s3/settings") },
    Module { is_public: false, exports: &["Redacted"], ..module!("sensitive") },
    Module { needs: &["json/document", "serde_tree"], ..module!("serde_form") },
    Module {
        is_public: false,
        needs: &["json/decode", "json/decode_floats", "json/encode", "json/encode_floats"],
        ..module!("serde_tree")
    },
    Module {
        is_always_there: true,
        exports: &["Endpoint", "NoEndpoint", "Region", "Service"],
        ..module!("service")
    },
    module!("service_defaults"),
    Module { needs: &["hash_blocks", "hex"], ..module!("sha1") },
    Module { needs: &["hash_blocks"], ..module!("sha256") },
    Module {
        is_public: false,
        needs: &["canonical_request", "credentials", "hex", "sha256", "signing", "signing_scope"],
        ..module!("signed_request")
    },
    Module { is_public: false, ..module!("signing") },
    Module { is_public: false, ..module!("signing_scope") },
    Module { needs: &["hex", "hmac", "signed_request"], ..module!("sigv4") },
    Module { needs: &["hex", "hmac", "signed_request"], ..module!("sigv4a") },
    Module { is_public: false, ..module!("text_error") },
    Module {
        is_public: false,
        is_always_there: true,
        exports: &["InvalidTimestamp", "Timestamp"],
        ..module!("timestamp")
    },
    module!("timestamp_text"),
    Module { needs: &["random"], ..module!("token") },
    Module { needs: &["hex", "sha256"], ..module!("tree_hash") },
    module!("value_format"),
    module!("waiting"),
    Module { is_public: false, needs: &["base64", "xml/decode"], ..module!("xml/blob") },
    Module {
        exports: &["xml::decode"],
        needs: &["collections", "layout", "value_format", "xml/reader"],
        ..module!("xml/decode")
    },
    Module {
        exports: &["xml::encode"],
        needs: &["layout", "value_format", "xml/writer"],
        ..module!("xml/encode")
    },
    Module { is_public: false, needs: &["base64", "xml/encode"], ..module!("xml/encode_blob") },
    Module {
        is_public: false,
        needs: &["last_segment", "xml/encode"],
        ..module!("xml/encode_segment")
    },
    Module { is_public: false, needs: &["token", "xml/encode"], ..module!("xml/encode_token") },
    Module {
        exports: &["xml::encode_union"],
        needs: &["xml/encode"],
        ..module!("xml/encode_union")
    },
    Module { is_public: false, needs: &["base64", "xml/decode"], ..module!("xml/encoded") },
    Module {
        is_public: false,
        exports: &["xml::object", "xml::union"],
        needs: &["xml/decode", "xml/encode"],
        ..module!("xml/object")
    },
    Module { is_public: false, needs: &["xml/reply"], ..module!("xml/payload") },
    Module {
        is_public: false,
        needs: &["memory", "text_error", "xml/tag", "xml/text"],
        ..module!("xml/reader")
    },
    Module { needs: &["xml/decode"], ..module!("xml/reply") },
    Module { is_public: false, needs: &["xml/encode"], ..module!("xml/request") },
    Module { is_public: false, ..module!("xml/tag") },
    Module { is_public: false, needs: &["plain"], ..module!("xml/text") },
    Module { exports: &["xml::decode_union"], needs: &["xml/decode"], ..module!("xml/union") },
    Module { is_public: false, needs: &["layout"], ..module!("xml/writer") },
];

/// The modules with the crypto library of the client, in place of those with the same paths.
pub const WITH_RING: &[Module] =
    &[module!("hmac", "../../clients/ring/"), module!("sha256", "../../clients/ring/")];

/// The modules with `crc32fast`, in place of those with the same paths.
pub const WITH_CRC32FAST: &[Module] =
    &[Module { needs: &["crc"], ..module!("crc32", "../../clients/crc32fast/") }];

/// The modules for outputs that lack an item, in place of those with the same paths.
pub const WITHOUT: &[(&str, Module)] = &[(
    "Exception",
    Module {
        is_public: false,
        is_always_there: true,
        ..module!("exception", "../../runtime_without/")
    },
)];
