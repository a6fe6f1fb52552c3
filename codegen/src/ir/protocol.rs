use super::{Location, TimestampFormat};

/// A wire protocol.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Every request is a JSON body that is posted, with a header that names the operation.
    AwsJson {
        /// The version of the protocol, `1.0` or `1.1`.
        version: String,
        /// What stands before the name of the operation in the header.
        target_prefix: String,
    },
    /// REST with JSON bodies.
    RestJson,
    /// REST with XML bodies.
    RestXml {
        /// Whether an error reply is an `ErrorResponse` around the error, and not the error alone.
        wraps_errors: bool,
    },
    /// Every request is a CBOR body that is posted to a path that names the operation.
    RpcV2Cbor {
        /// The name of the service in the path.
        service: String,
    },
    /// Every request is a form that is posted, and every reply is XML.
    Query,
    /// The same with other names and without wrappers, as EC2 alone has it.
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
    /// The names of all protocols, the preferred one first: the order in which botocore chooses.
    pub const NAMES: [&str; 6] = ["json", "rest-json", "rest-xml", "rpc-v2-cbor", "query", "ec2"];

    /// The name in manifests and messages.
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

    /// Whether operations have a method and a path of their own, and members travel outside of the body, too.
    pub fn binds_http(&self) -> bool {
        match self {
            Self::RestJson | Self::RestXml { .. } => true,
            Self::AwsJson { .. } | Self::RpcV2Cbor { .. } | Self::Query | Self::Ec2 => false,
        }
    }

    /// The format of the bodies of requests.
    pub fn request_codec(&self) -> Codec {
        match self {
            Self::AwsJson { .. } | Self::RestJson => Codec::Json,
            Self::RestXml { .. } => Codec::Xml,
            Self::RpcV2Cbor { .. } => Codec::Cbor,
            Self::Query | Self::Ec2 => Codec::Form,
        }
    }

    /// The format of the bodies of replies.
    pub fn reply_codec(&self) -> Codec {
        match self {
            Self::AwsJson { .. } | Self::RestJson => Codec::Json,
            Self::RestXml { .. } | Self::Query | Self::Ec2 => Codec::Xml,
            Self::RpcV2Cbor { .. } => Codec::Cbor,
        }
    }

    /// Whether a body of it is XML or a form, which look at what a model says of elements.
    pub fn has_elements(&self) -> bool {
        self.reads_elements() || matches!(self.request_codec(), Codec::Xml | Codec::Form)
    }

    /// Whether replies are XML.
    pub fn reads_elements(&self) -> bool {
        self.reply_codec() == Codec::Xml
    }

    /// Whether code is generated for it.
    pub fn is_generated(&self) -> bool {
        match self {
            Self::AwsJson { .. } | Self::RestJson => true,
            Self::RestXml { .. } | Self::RpcV2Cbor { .. } | Self::Query | Self::Ec2 => false,
        }
    }

    /// The format of a timestamp that neither its member nor its shape gives one.
    pub fn usual_timestamp_format(&self, location: Location) -> TimestampFormat {
        match location {
            Location::Header | Location::PrefixHeaders => TimestampFormat::HttpDate,
            Location::Label | Location::Query => TimestampFormat::DateTime,
            Location::Body | Location::Payload | Location::StatusCode => {
                match self.request_codec() {
                    Codec::Json | Codec::Cbor => TimestampFormat::EpochSeconds,
                    Codec::Xml | Codec::Form => TimestampFormat::DateTime,
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Protocol;

    #[test]
    fn every_protocol_is_among_the_names_once() {
        let json = Protocol::AwsJson { version: "1.0".to_owned(), target_prefix: "T".to_owned() };
        let all = [
            json,
            Protocol::RestJson,
            Protocol::RestXml { wraps_errors: true },
            Protocol::RpcV2Cbor { service: "S".to_owned() },
            Protocol::Query,
            Protocol::Ec2,
        ];
        assert_eq!(all.map(|protocol| protocol.name()), Protocol::NAMES);
    }
}
