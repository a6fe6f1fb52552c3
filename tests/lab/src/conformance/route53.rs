//! IDs in the corpus of Route 53, which was recorded below botocore's handler `fix_route53_ids`.
//!
//! Of an ID with a path, such as `/hostedzone/Z1`, botocore sends the last segment. The corpus has requests with the whole
//! ID, in members and in other members with the same text.

use serde_json::Value;

use super::form::decoded;

/// The input members that the handler shortens.
const MEMBERS: [&str; 6] = [
    "ChangeId",
    "DelegationSetId",
    "HostedZoneId",
    "HostedZoneIdMarker",
    "Id",
    "StartAfterChangeId",
];

/// The IDs with a path in an input, with their members.
pub struct LongIds<'a>(Vec<(&'a str, &'a str)>);

impl<'a> LongIds<'a> {
    /// The IDs in the input of an operation.
    pub fn of(service: &str, operation: &str, input: &'a Value) -> Self {
        // In the policies of traffic and health checks, IDs have another shape.
        let is_other = |member: &str| {
            member == "Id"
                && ["TrafficPolicy", "QueryLogging", "Cidr"]
                    .iter()
                    .any(|part| operation.contains(part))
        };
        let members = input.as_object().into_iter().flatten();
        let ids = members.filter_map(|(member, value)| {
            let id = value.as_str().filter(|id| id.contains('/'))?;
            let is_id = MEMBERS.contains(&member.as_str()) && !is_other(member);
            is_id.then_some((member.as_str(), id))
        });
        Self(ids.filter(|_| service == "route53").collect())
    }

    /// Whether the last segment of an ID is empty, and the ID is in this path.
    pub fn empties(&self, path: &str) -> bool {
        path.split('/').any(|segment| self.has(segment) && segment.ends_with("%2F"))
    }

    /// A path or query string with the last segments of the IDs.
    pub fn shortened(&self, text: &str, separators: [char; 2]) -> String {
        let parts = text.split_inclusive(separators).map(|part| {
            let plain = part.trim_end_matches(separators);
            let end = part.get(plain.len()..).unwrap_or_default();
            let last = plain.rsplit("%2F").next().filter(|_| self.has(plain));
            format!("{}{end}", last.unwrap_or(plain))
        });
        parts.collect()
    }

    /// A body with the last segments of the IDs.
    pub fn shortened_body(&self, body: &str) -> String {
        let mut body = body.to_owned();
        for (member, id) in &self.0 {
            let last = id.rsplit('/').next().unwrap_or(id);
            body = body.replace(
                &format!("<{member}>{id}</{member}>"),
                &format!("<{member}>{last}</{member}>"),
            );
        }
        body
    }

    fn has(&self, encoded: &str) -> bool {
        let plain = decoded(encoded);
        self.0.iter().any(|(_, id)| *id == plain)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::LongIds;

    #[test]
    fn shortens_ids_with_a_path() {
        let input = json!({ "Id": "/a", "HostedZoneId": "z/", "Name": "n/a" });
        let ids = LongIds::of("route53", "GetHostedZone", &input);
        assert_eq!(ids.shortened("/x/%2Fa/n%2Fa", ['/', '/']), "/x/a/n%2Fa");
        assert_eq!(ids.shortened("id=%2Fa&name=n%2Fa", ['=', '&']), "id=a&name=n%2Fa");
        assert_eq!(ids.shortened_body("<Id>/a</Id><Name>/a</Name>"), "<Id>a</Id><Name>/a</Name>");
        assert!(ids.empties("/x/z%2F") && !ids.empties("/x/%2Fa"));
        let others = LongIds::of("cloudfront", "GetHostedZone", &input);
        assert_eq!(others.shortened("/x/%2Fa", ['/', '/']), "/x/%2Fa");
    }
}
