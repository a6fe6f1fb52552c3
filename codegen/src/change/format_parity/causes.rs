//! The known causes of differences between models of botocore and Smithy. Each was reviewed on the models of both.

use super::case::{Case, are_string_and_number, error, have_same_members};
use crate::change::compare::{
    Difference, ModelValue, NAMESPACE, ROOT_NAME, Subject, UNWRAPPED_OUTPUT,
};
use crate::change::kind::ChangeKind;
use crate::change::pairs::Pairs;
use crate::ir::{HttpLocation, Member, Model, Protocol, ShapeId, ShapeKind};

/// A known cause of differences.
#[derive(Debug)]
pub struct Cause {
    /// The id, such as `trailing-slash`.
    pub id: &'static str,
    /// The cause, in a sentence.
    pub why: &'static str,
    /// The effect of the differences.
    pub impact: Impact,
    explains: fn(&Case<'_>) -> bool,
}

/// The effect of a difference between two formats.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Impact {
    /// No effect on the generated code.
    Nothing,
    /// An effect on the Rust code, and none on the wire.
    Rust,
    /// An effect on the wire, where services accept both forms.
    Wire,
}

impl Impact {
    /// The effect in words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Nothing => "no effect on the generated code",
            Self::Rust => "affects Rust, not the wire",
            Self::Wire => "affects the wire, where the service accepts both forms",
        }
    }
}

impl Cause {
    /// Whether the cause explains a difference between a model of botocore and one of Smithy.
    pub fn explains(&self, pairs: &Pairs<'_>, difference: &Difference<'_>) -> bool {
        (self.explains)(&Case { pairs, difference })
    }
}

/// All known causes. The first one that explains a difference is reported.
pub const CAUSES: &[Cause] = &[
    Cause {
        id: "label-names",
        why: "Smithy names path labels after their members; label names are not sent on the wire",
        impact: Impact::Nothing,
        explains: |case| case.kind() == ChangeKind::LabelRenamed,
    },
    Cause {
        id: "trailing-slash",
        why: "Smithy's models omit the slash at the end of a path",
        impact: Impact::Wire,
        explains: |case| {
            case.kind() == ChangeKind::UriChanged
                && case.uris().is_some_and(|[one, other]| {
                    one.strip_suffix('/') == Some(&*other) && other.len() > 1
                })
        },
    },
    Cause {
        id: "target-prefixes",
        why: "botocore has a namespace before some target prefixes, which Smithy cannot express",
        impact: Impact::Wire,
        explains: |case| {
            let [one, other] =
                [case.pairs.old, case.pairs.new].map(|model| &model.service.protocol);
            let (
                Protocol::AwsJson { target_prefix: one, .. },
                Protocol::AwsJson { target_prefix: other, .. },
            ) = (one, other)
            else {
                return false;
            };
            case.kind() == ChangeKind::ProtocolChanged && one.rsplit('.').next() == Some(other)
        },
    },
    Cause {
        id: "members-of-clients",
        why: "botocore adds members for its own code, such as the source region of a snapshot, which it needs to sign another request",
        impact: Impact::Rust,
        explains: |case| {
            case.kind() == ChangeKind::MemberRemoved && case.member_name() == Some("SourceRegion")
        },
    },
    Cause {
        id: "operation-marks",
        why: "Smithy's models add a query key `x-id` with the name of the operation, which services ignore",
        impact: Impact::Wire,
        explains: |case| {
            let name = case.difference.subject.operation().unwrap_or_default();
            let mark = format!("x-id={name}");
            case.kind() == ChangeKind::UriChanged
                && case.uris().is_some_and(|[one, other]| {
                    [format!("{one}?{mark}"), format!("{one}&{mark}")].contains(&other)
                })
        },
    },
    Cause {
        id: "numbers-as-text",
        why: "botocore defines some numbers as strings; both have the same text in a query string, a header and XML",
        impact: Impact::Rust,
        explains: |case| {
            let is_text = |member: &Member| {
                [HttpLocation::Query, HttpLocation::Header, HttpLocation::Label]
                    .contains(&member.location)
            };
            case.kind() == ChangeKind::TypeChanged
                && case.targets().is_some_and(|shapes| are_string_and_number(&shapes))
                && (case.is_in_xml()
                    || case.members().is_some_and(|members| members.into_iter().all(is_text)))
        },
    },
    Cause {
        id: "names-of-services",
        why: "the name of the service, or of its pages in the AWS reference, differs",
        impact: Impact::Nothing,
        explains: |case| {
            matches!(case.kind(), ChangeKind::ServiceRenamed | ChangeKind::ReferenceChanged)
        },
    },
    Cause {
        id: "order",
        why: "Smithy's models sort errors by name, and some have another order of members; botocore has the order of the service team",
        impact: Impact::Rust,
        explains: |case| {
            matches!(
                case.kind(),
                ChangeKind::MemberOrderChanged
                    | ChangeKind::ErrorOrderChanged
                    | ChangeKind::EnumOrderChanged
            )
        },
    },
    Cause {
        id: "error-details",
        why: "Smithy defines fault, status and query code of every error; botocore omits many of them",
        impact: Impact::Rust,
        explains: |case| match case.kind() {
            ChangeKind::ErrorFaultChanged => case.fault_matches_status(),
            ChangeKind::ErrorStatusChanged | ChangeKind::ErrorRetryChanged => case.is_addition(),
            ChangeKind::ErrorCodeChanged => {
                case.pair().is_some_and(|[one, _]| error(one).is_some_and(|one| one.code.is_none()))
                    && case.pairs.new.service.query_compatible
            }
            _ => false,
        },
    },
    Cause {
        id: "error-members",
        why: "botocore defines no members for many errors, or no message member; it reads the message from every response",
        impact: Impact::Rust,
        explains: |case| {
            let is_message = |name: &str| name.eq_ignore_ascii_case("message");
            matches!(case.kind(), ChangeKind::MemberAdded | ChangeKind::RequiredMemberAdded)
                && case.is_in_error()
                && case.pair().is_some_and(|[one, _]| {
                    let members = one.kind.members();
                    let has_message = members.iter().any(|member| is_message(&member.name));
                    members.is_empty() || !has_message && case.member_name().is_some_and(is_message)
                })
        },
    },
    Cause {
        id: "discovery-errors",
        why: "Smithy lists the error for an outdated endpoint; botocore handles the error in code",
        impact: Impact::Rust,
        explains: |case| {
            case.kind() == ChangeKind::ErrorAdded
                && case.operations().is_some_and(|[one, _]| one.endpoint_discovery.is_some())
                && case.new_text() == Some("InvalidEndpointException")
        },
    },
    Cause {
        id: "constraints",
        why: "bounds and patterns are written differently, or only one format has them; the service validates them",
        impact: Impact::Nothing,
        explains: |case| {
            matches!(
                case.kind(),
                ChangeKind::ConstraintTightened
                    | ChangeKind::ConstraintLoosened
                    | ChangeKind::ConstraintChanged
            )
        },
    },
    Cause {
        id: "paging-and-waiting",
        why: "botocore has its own lists of paginators and waiters, with more paths and fewer operations",
        impact: Impact::Nothing,
        explains: |case| {
            matches!(
                case.kind(),
                ChangeKind::PaginatorAdded
                    | ChangeKind::PaginatorRemoved
                    | ChangeKind::PaginatorChanged
                    | ChangeKind::WaiterAdded
                    | ChangeKind::WaiterRemoved
                    | ChangeKind::WaiterChanged
            )
        },
    },
    Cause {
        id: "hints",
        why: "Smithy marks all idempotent operations, and botocore only some of them",
        impact: Impact::Rust,
        explains: |case| case.kind() == ChangeKind::IdempotenceChanged && case.is_one_sided(),
    },
    Cause {
        id: "signing-and-endpoints",
        why: "only one format defines the signing name or the host, or both define them differently; callers choose signer and host",
        impact: Impact::Nothing,
        explains: |case| {
            matches!(
                case.kind(),
                ChangeKind::SigningChanged | ChangeKind::AuthChanged | ChangeKind::EndpointChanged
            ) && case.is_one_sided()
        },
    },
    Cause {
        id: "xml-layout",
        why: "the XML and query traits differ, which the protocol of the service does not use",
        impact: Impact::Nothing,
        explains: |case| {
            case.kind() == ChangeKind::XmlBindingChanged
                && !case.pairs.new.service.protocol.has_elements()
        },
    },
    Cause {
        id: "xml-namespaces",
        why: "Smithy defines the XML namespace for the service, and botocore for every body",
        impact: Impact::Nothing,
        explains: |case| {
            let namespace = case.pairs.new.service.xml_namespace.as_ref();
            let fact =
                namespace.map(|uri| ModelValue::Fact { name: NAMESPACE, value: uri.to_string() });
            case.kind() == ChangeKind::XmlBindingChanged
                && case.is_one_sided()
                && (case.difference.subject == Subject::Service || case.difference.old == fact)
        },
    },
    Cause {
        id: "xml-replies",
        why: "Smithy names the root elements of responses, which clients ignore; botocore has them in its code",
        impact: Impact::Nothing,
        explains: |case| {
            case.kind() == ChangeKind::XmlBindingChanged
                && case.is_addition()
                && match case.difference.new {
                    Some(ModelValue::Fact { name: UNWRAPPED_OUTPUT, .. }) => true,
                    Some(ModelValue::Fact { name: ROOT_NAME, .. }) => case.is_response(),
                    _ => false,
                }
        },
    },
    Cause {
        id: "unmarked-unions",
        why: "botocore defines some old unions as structures; only one of their members is sent all the same",
        impact: Impact::Rust,
        explains: |case| {
            case.kind() == ChangeKind::TypeChanged
                && case.targets().is_some_and(|[one, other]| {
                    let kinds = (&one.kind, &other.kind);
                    matches!(kinds, (ShapeKind::Structure(_), ShapeKind::Union(_)))
                        && have_same_members(&one.kind, &other.kind)
                })
        },
    },
    Cause {
        id: "sparse",
        why: "botocore omits the sparse trait of lists and maps that may contain `null`",
        impact: Impact::Rust,
        explains: |case| case.kind() == ChangeKind::SparseChanged && case.is_addition(),
    },
    Cause {
        id: "only-in-smithy",
        why: "botocore's format cannot express defaults, media types and the names of integers",
        impact: Impact::Nothing,
        explains: |case| match case.kind() {
            ChangeKind::DefaultChanged | ChangeKind::MediaTypeChanged => case.is_addition(),
            ChangeKind::EnumValueAdded => {
                case.pair().is_some_and(|[one, _]| one.kind == ShapeKind::Integer)
            }
            _ => false,
        },
    },
    Cause {
        id: "marks",
        why: "only one format has a deprecation or success status, or has them for the shape instead of the member",
        impact: Impact::Rust,
        explains: |case| match case.kind() {
            ChangeKind::Deprecated | ChangeKind::Undeprecated => true,
            ChangeKind::SuccessStatusChanged => case.is_addition(),
            _ => false,
        },
    },
    Cause {
        id: "empty-messages",
        why: "an empty input or output is a structure without members, or is omitted",
        impact: Impact::Nothing,
        explains: |case| {
            let id = case.difference.old.as_ref().or(case.difference.new.as_ref());
            let is_empty = |model: &Model| {
                let id = id.map(|id| ShapeId::new(id.key()));
                id.is_some_and(|id| model.members(&id).is_empty())
            };
            match case.kind() {
                ChangeKind::InputAdded | ChangeKind::OutputAdded => is_empty(case.pairs.new),
                ChangeKind::InputRemoved | ChangeKind::OutputRemoved => is_empty(case.pairs.old),
                _ => false,
            }
        },
    },
    Cause {
        id: "shape-names",
        why: "a nested shape has another name; its contents are compared all the same",
        impact: Impact::Rust,
        explains: |case| case.kind() == ChangeKind::TargetChanged,
    },
];
