//! Functions of endpoint rules.

use std::borrow::Cow;
use std::fmt::Write;

use serde_json::{Value, json};

use super::partition::Partition;

macro_rules! functions {
    ($($variant:ident $name:literal $arity:literal;)+) => {
        /// A function of endpoint rules.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Function {
            $( $variant, )+
        }

        impl Function {
            pub fn of(name: &str) -> Option<Self> {
                match name {
                    $( $name => Some(Self::$variant), )+
                    _ => None,
                }
            }

            /// The name in rule sets.
            pub fn name(self) -> &'static str {
                match self {
                    $( Self::$variant => $name, )+
                }
            }

            /// The number of arguments.
            pub fn arity(self) -> usize {
                match self {
                    $( Self::$variant => $arity, )+
                }
            }
        }
    };
}

functions! {
    BooleanEquals "booleanEquals" 2;
    GetAttr "getAttr" 2;
    IsSet "isSet" 1;
    IsValidHostLabel "isValidHostLabel" 2;
    IsVirtualHostableBucket "aws.isVirtualHostableS3Bucket" 2;
    Not "not" 1;
    ParseArn "aws.parseArn" 1;
    ParseUrl "parseURL" 1;
    Partition "aws.partition" 1;
    StringEquals "stringEquals" 2;
    Substring "substring" 4;
    UriEncode "uriEncode" 1;
}

impl Function {
    /// Calls the function. `null` is an unset value.
    ///
    /// # Errors
    ///
    /// Fails if an argument has the wrong type.
    pub fn call(self, arguments: &[Cow<'_, Value>]) -> Result<Value, String> {
        let argument = |index: usize| arguments.get(index).map_or(&Value::Null, |value| &**value);
        let wrong_type = |index: usize, expected: &str| {
            format!("argument of `{}` is {}, not {expected}", self.name(), argument(index))
        };
        let text = |index| argument(index).as_str().ok_or_else(|| wrong_type(index, "a string"));
        let boolean =
            |index| argument(index).as_bool().ok_or_else(|| wrong_type(index, "true or false"));
        let number = |index| {
            let number = argument(index).as_u64().and_then(|number| usize::try_from(number).ok());
            number.ok_or_else(|| wrong_type(index, "a number"))
        };
        // An unset argument makes the result unset.
        let works_on_text = matches!(
            self,
            Self::IsValidHostLabel
                | Self::IsVirtualHostableBucket
                | Self::ParseArn
                | Self::ParseUrl
                | Self::Substring
                | Self::UriEncode
        );
        if works_on_text && argument(0).is_null() {
            return Ok(Value::Null);
        }
        Ok(match self {
            Self::BooleanEquals => json!(boolean(0)? == boolean(1)?),
            Self::StringEquals => json!(text(0)? == text(1)?),
            Self::IsSet => json!(!argument(0).is_null()),
            Self::Not => json!(matches!(argument(0), Value::Null | Value::Bool(false))),
            Self::GetAttr => attribute(argument(0), text(1)?),
            Self::IsValidHostLabel => json!(is_host(text(0)?, boolean(1)?)),
            Self::IsVirtualHostableBucket => json!(is_bucket(text(0)?, boolean(1)?)),
            Self::Substring => substring(text(0)?, number(1)?, number(2)?, boolean(3)?),
            Self::UriEncode => json!(encoded(text(0)?)),
            Self::ParseUrl => url(text(0)?),
            Self::ParseArn => arn(text(0)?),
            Self::Partition => partition(argument(0).as_str().unwrap_or_default()),
        })
    }
}

/// The value at a path such as `resourceId[1]` or `outputs.dnsSuffix`.
pub fn attribute(value: &Value, path: &str) -> Value {
    let found = path.split('.').try_fold(value, |value, step| {
        let (key, index) = match step.split_once('[') {
            Some((key, index)) => (key, index.trim_end_matches(']').parse::<usize>().ok()),
            None => (step, None),
        };
        let value = if key.is_empty() { value } else { value.get(key)? };
        match index {
            Some(index) => value.get(index),
            None => Some(value),
        }
    });
    found.cloned().unwrap_or(Value::Null)
}

/// Whether a text can be a label of a host name, or several labels if `with_dots`.
pub fn is_host(text: &str, with_dots: bool) -> bool {
    let is_label = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    if with_dots { text.split('.').all(is_label) } else { is_label(text) }
}

/// Whether a bucket name can be a label before the host of S3.
fn is_bucket(name: &str, with_dots: bool) -> bool {
    let is_address = name.split('.').count() == 4
        && name.split('.').all(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    name.len() >= 3
        && !name.bytes().any(|byte| byte.is_ascii_uppercase())
        && !is_address
        && is_host(name, with_dots)
}

/// A range of characters, counted from the start or the end.
fn substring(text: &str, start: usize, stop: usize, from_end: bool) -> Value {
    if start >= stop || text.len() < stop || !text.is_ascii() {
        return Value::Null;
    }
    let range = if from_end { text.len() - stop..text.len() - start } else { start..stop };
    json!(text.get(range))
}

/// Percent-encodes all but the unreserved characters.
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            // Writing to a string cannot fail.
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// The parts of a URL. Unset for other schemes, and for URLs with a query string.
fn url(text: &str) -> Value {
    let Some((scheme @ ("http" | "https"), rest)) = text.split_once("://") else {
        return Value::Null;
    };
    let (authority, path) = match rest.find('/') {
        Some(at) => rest.split_at(at),
        None => (rest, ""),
    };
    if authority.is_empty() || rest.contains(['?', '#']) {
        return Value::Null;
    }
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => host,
        _ => authority,
    };
    let is_ip = host.starts_with('[') || host.parse::<core::net::Ipv4Addr>().is_ok();
    let slash = if path.ends_with('/') { "" } else { "/" };
    json!({
        "scheme": scheme,
        "authority": authority,
        "path": path,
        "normalizedPath": format!("{path}{slash}"),
        "isIp": is_ip,
    })
}

/// The parts of an ARN.
pub fn arn(text: &str) -> Value {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, service, region, account, resource] = parts.as_slice() else {
        return Value::Null;
    };
    if [partition, service, resource].iter().any(|part| part.is_empty()) {
        return Value::Null;
    }
    json!({
        "partition": partition,
        "service": service,
        "region": region,
        "accountId": account,
        "resourceId": resource.split([':', '/']).collect::<Vec<_>>(),
    })
}

/// The properties of the partition of a region. All partitions have hosts for FIPS and dual stack.
fn partition(region: &str) -> Value {
    let partition = Partition::of(region);
    json!({
        "name": partition.id,
        "dnsSuffix": partition.suffix,
        "dualStackDnsSuffix": partition.dual_stack,
        "implicitGlobalRegion": partition.global,
        "supportsFIPS": true,
        "supportsDualStack": true,
    })
}
