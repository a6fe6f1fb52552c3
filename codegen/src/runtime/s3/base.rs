//! Base URLs of S3.

/// The base URL of requests, without a path of their own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Base {
    /// The scheme, such as `https`.
    pub scheme: String,
    /// The host and port.
    host: String,
    /// The path.
    path: String,
}

impl Base {
    /// The parts of a custom URL, which is valid.
    pub(super) fn custom(url: &str) -> Self {
        let (scheme, rest) = url.split_once("://").unwrap_or(("https", url));
        let (host, path) = rest.find('/').map_or((rest, ""), |at| rest.split_at(at));
        Self { scheme: scheme.to_ascii_lowercase(), host: host.to_owned(), path: path.to_owned() }
    }

    pub(super) fn https(host: String) -> Self {
        Self { scheme: "https".to_owned(), host, path: String::new() }
    }

    pub(super) fn url(&self) -> String {
        format!("{}://{}{}", self.scheme, self.host, self.path)
    }

    /// The URL with a segment after the path.
    pub(super) fn with_segment(&self, segment: &str) -> String {
        let path = self.path.trim_end_matches('/');
        format!("{}://{}{path}/{segment}", self.scheme, self.host)
    }

    /// The URL with a label before the host. The error is the reason why there is none.
    pub(super) fn with_label(&self, label: &str) -> Result<String, &'static str> {
        if self.host.starts_with('[') {
            return Err("an IP address has no label before it");
        }
        Ok(format!("{}://{label}.{}{}", self.scheme, self.host, self.path))
    }

    /// Whether the host is an IP address.
    pub(super) fn is_address(&self) -> bool {
        let name = self.host.split(':').next().unwrap_or_default();
        self.host.starts_with('[') || is_address(name)
    }

    /// Whether the host is that of S3 Transfer Acceleration.
    pub(super) fn accelerates(&self) -> bool {
        matches!(
            self.host.as_str(),
            "s3-accelerate.amazonaws.com" | "s3-accelerate.dualstack.amazonaws.com"
        )
    }
}

/// Whether a text has the form of an IPv4 address.
pub(super) fn is_address(text: &str) -> bool {
    let is_number = |part: &str| {
        (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    text.split('.').count() == 4 && text.split('.').all(is_number)
}
