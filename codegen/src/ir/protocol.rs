use super::{HttpLocation, TimestampFormat};

/// A wire protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// JSON over `POST`; a header names the operation.
    AwsJson {
        /// The version of the protocol, `1.0` or `1.1`.
        version: String,
        /// The prefix of the operation name in the header.
        target_prefix: String,
    },
    /// REST with JSON bodies.
    RestJson,
    /// REST with XML bodies.
    RestXml {
        /// Whether error responses wrap the error in an `ErrorResponse`.
        wraps_errors: bool,
    },
    /// CBOR over `POST`; the path names the operation.
    RpcV2Cbor {
        /// The service name in the path.
        service: String,
    },
    /// Forms over `POST`, with XML responses.
    Query,
    /// The variant of `query` that EC2 uses: other member names, and no wrapper elements.
    Ec2,
}

/// The format of a body.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// JSON.
    Json,
    /// XML.
    Xml,
    /// `application/x-www-form-urlencoded`.
    Form,
    /// CBOR.
    Cbor,
}

impl Protocol {
    /// The names of all protocols, in botocore's order of preference.
    pub const NAMES: [&str; 6] = ["json", "rest-json", "rest-xml", "rpc-v2-cbor", "query", "ec2"];

    /// The protocols that farrier generates, as a list for messages.
    pub const SUPPORTED: &str =
        "`rest-json`, `rest-xml`, `json` (1.0 and 1.1), `rpc-v2-cbor`, `query` and `ec2`";

    /// The protocol's name in manifests and messages.
    pub fn name(&self) -> &'static str {
        match self {
            Self::AwsJson { .. } => "json",
            Self::RestJson => "rest-json",
            Self::RestXml { .. } => "rest-xml",
            Self::RpcV2Cbor { .. } => "rpc-v2-cbor",
            Self::Query => "query",
            Self::Ec2 => "ec2",
        }
    }

    /// Whether the protocol has HTTP bindings: a method and URI for each operation, and members outside the body.
    pub fn binds_http(&self) -> bool {
        match self {
            Self::RestJson | Self::RestXml { .. } => true,
            Self::AwsJson { .. } | Self::RpcV2Cbor { .. } | Self::Query | Self::Ec2 => false,
        }
    }

    /// Whether farrier generates code for the event streams of the protocol.
    pub fn has_events(&self) -> bool {
        match self {
            Self::AwsJson { .. } | Self::RestJson | Self::RestXml { .. } => true,
            Self::RpcV2Cbor { .. } | Self::Query | Self::Ec2 => false,
        }
    }

    /// The path of an operation's requests, if the names of the service and the operation determine the path.
    pub fn path(&self, operation: &str) -> Option<String> {
        match self {
            Self::RpcV2Cbor { service } => {
                Some(format!("/service/{service}/operation/{operation}"))
            }
            Self::AwsJson { .. }
            | Self::RestJson
            | Self::RestXml { .. }
            | Self::Query
            | Self::Ec2 => None,
        }
    }

    /// The format of request bodies.
    pub fn request_codec(&self) -> Codec {
        match self {
            Self::AwsJson { .. } | Self::RestJson => Codec::Json,
            Self::RestXml { .. } => Codec::Xml,
            Self::RpcV2Cbor { .. } => Codec::Cbor,
            Self::Query | Self::Ec2 => Codec::Form,
        }
    }

    /// The format of response bodies.
    pub fn reply_codec(&self) -> Codec {
        match self {
            Self::AwsJson { .. } | Self::RestJson => Codec::Json,
            Self::RestXml { .. } | Self::Query | Self::Ec2 => Codec::Xml,
            Self::RpcV2Cbor { .. } => Codec::Cbor,
        }
    }

    /// Whether requests or responses use the XML traits of a model, as XML and forms do.
    pub fn has_elements(&self) -> bool {
        self.reads_elements() || matches!(self.request_codec(), Codec::Xml | Codec::Form)
    }

    /// Whether responses are XML.
    pub fn reads_elements(&self) -> bool {
        self.reply_codec() == Codec::Xml
    }

    /// The timestamp format for members without a `timestampFormat` trait.
    pub fn default_timestamp_format(&self, location: HttpLocation) -> TimestampFormat {
        match location {
            HttpLocation::Header | HttpLocation::PrefixHeaders => TimestampFormat::HttpDate,
            HttpLocation::Label | HttpLocation::Query => TimestampFormat::DateTime,
            HttpLocation::Body
            | HttpLocation::Payload
            | HttpLocation::Events
            | HttpLocation::StatusCode
            | HttpLocation::Sender => match self.request_codec() {
                Codec::Json | Codec::Cbor => TimestampFormat::EpochSeconds,
                Codec::Xml | Codec::Form => TimestampFormat::DateTime,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Protocol;

    #[test]
    fn lists_every_protocol_name() {
        let json = Protocol::AwsJson { version: "1.0".to_owned(), target_prefix: "T".to_owned() };
        let all = [
            json,
            Protocol::RestJson,
            Protocol::RestXml { wraps_errors: true },
            Protocol::RpcV2Cbor { service: "S".to_owned() },
            Protocol::Query,
            Protocol::Ec2,
        ];
        assert_eq!(all.each_ref().map(Protocol::name), Protocol::NAMES);
        for name in Protocol::NAMES {
            assert!(Protocol::SUPPORTED.contains(&format!("`{name}`")), "{name}");
        }
    }
}
