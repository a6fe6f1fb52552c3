//! Authentication in botocore: lists of schemes, and the signature versions of older models.

use std::collections::BTreeMap;

use super::schema::{BotocoreOperation, Metadata};
use crate::frontend::auth::{choose, without_body};
use crate::ir::Auth;

/// The authentication of a service.
pub fn of_service(metadata: &Metadata) -> Auth {
    if !metadata.auth.is_empty() {
        return choose(&metadata.auth);
    }
    match metadata.signature_version.as_deref() {
        // S3's models use `s3`, which botocore treats as SigV4.
        None | Some("v4" | "s3v4" | "s3") => Auth::SigV4,
        Some("v4a") => Auth::SigV4a,
        Some("bearer") => Auth::Bearer,
        Some("none") => Auth::Unsigned,
        Some(version) => Auth::Other(vec![version.to_owned()]),
    }
}

/// The authentication of an operation, if different from the service.
pub fn of_operation(operation: &BotocoreOperation, service: &Auth) -> Option<Auth> {
    let named = match operation.auth_type.as_deref() {
        _ if !operation.auth.is_empty() => choose(&operation.auth),
        None => service.clone(),
        Some("v4" | "v4-unsigned-body") => Auth::SigV4,
        Some("v4a") => Auth::SigV4a,
        Some("bearer") => Auth::Bearer,
        Some("none") => Auth::Unsigned,
        Some(kind) => Auth::Other(vec![kind.to_owned()]),
    };
    let is_older_word = operation.auth_type.as_deref() == Some("v4-unsigned-body");
    let auth =
        if operation.unsigned_payload || is_older_word { without_body(named) } else { named };
    Some(auth).filter(|auth| auth != service)
}

/// The key of the metadata that determines the authentication.
pub fn key(metadata: &Metadata) -> &'static str {
    if metadata.auth.is_empty() { "signatureVersion" } else { "auth" }
}

/// The key that determines the authentication of each operation. Operations without such a key are left out.
pub fn operation_keys(
    operations: &BTreeMap<String, BotocoreOperation>,
) -> BTreeMap<String, &'static str> {
    let key = |operation: &BotocoreOperation| match operation.auth_type {
        _ if !operation.auth.is_empty() => Some("auth"),
        Some(_) => Some("authtype"),
        None => None,
    };
    let keys =
        operations.iter().filter_map(|(name, operation)| Some((name.clone(), key(operation)?)));
    keys.collect()
}

#[cfg(test)]
mod tests {
    use super::{of_operation, of_service};
    use crate::ir::Auth;

    fn service(keys: &str) -> Auth {
        let text =
            format!(r#"{{ "apiVersion": "1", "protocol": "json", "serviceFullName": "S"{keys} }}"#);
        of_service(&serde_json::from_str(&text).unwrap())
    }

    fn operation(keys: &str) -> Option<Auth> {
        let text = format!(r#"{{ "http": {{ "method": "GET", "requestUri": "/" }}{keys} }}"#);
        of_operation(&serde_json::from_str(&text).unwrap(), &Auth::SigV4)
    }

    fn other(name: &str) -> Auth {
        Auth::Other(vec![name.to_owned()])
    }

    #[test]
    fn prefers_auth_list_over_signature_version() {
        assert_eq!(service(""), Auth::SigV4);
        for version in ["v4", "s3", "s3v4"] {
            assert_eq!(service(&format!(r#", "signatureVersion": "{version}""#)), Auth::SigV4);
        }
        assert_eq!(service(r#", "signatureVersion": "bearer""#), Auth::Bearer);
        assert_eq!(service(r#", "signatureVersion": "v2""#), other("v2"));
        let both = r#", "signatureVersion": "v2", "auth": ["aws.auth#sigv4a", "aws.auth#sigv4"]"#;
        assert_eq!(service(both), Auth::SigV4);
        assert_eq!(service(r#", "auth": ["aws.auth#sigv4a"]"#), Auth::SigV4a);
    }

    #[test]
    fn operation_auth_overrides_service_auth() {
        assert_eq!(operation(""), None);
        assert_eq!(operation(r#", "authtype": "v4""#), None);
        assert_eq!(operation(r#", "auth": ["aws.auth#sigv4"]"#), None);
        assert_eq!(operation(r#", "authtype": "none""#), Some(Auth::Unsigned));
        assert_eq!(operation(r#", "authtype": "bearer""#), Some(Auth::Bearer));
        assert_eq!(operation(r#", "authtype": "custom""#), Some(other("custom")));
        let open = r#", "authtype": "none", "auth": ["smithy.api#noAuth"]"#;
        assert_eq!(operation(open), Some(Auth::Unsigned));
        for unsigned in [r#", "authtype": "v4-unsigned-body""#, r#", "unsignedPayload": true"#] {
            assert_eq!(operation(unsigned), Some(Auth::SigV4UnsignedBody), "{unsigned}");
        }
        let neither = r#", "authtype": "none", "unsignedPayload": true"#;
        assert_eq!(operation(neither), Some(Auth::Unsigned));
    }
}
