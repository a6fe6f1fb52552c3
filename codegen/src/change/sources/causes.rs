//! The reasons why botocore and Smithy say the same service differently. Each was reviewed on the models of both.

use std::collections::BTreeSet;

use crate::change::compare::{
    Difference, NAMESPACE, Place, ROOT_NAME, UNWRAPPED_OUTPUT, by_members,
};
use crate::change::kind::Kind;
use crate::change::pairs::Pairs;
use crate::ir::{
    Codec, ErrorTraits, Fault, Location, Member, Model, Operation, Protocol, Refusal, Shape,
    ShapeId, ShapeKind,
};
use crate::slice::Part;

/// A known reason.
#[derive(Debug)]
pub struct Cause {
    /// What it is called.
    pub id: &'static str,
    /// What it is, in a sentence.
    pub why: &'static str,
    /// How far it goes.
    pub reaches: Reaches,
    explains: fn(&Case<'_>) -> bool,
}

/// What a difference is seen in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reaches {
    /// In nothing that is generated.
    Nothing,
    /// In Rust, and not on the wire.
    Rust,
    /// On the wire, where services take both.
    Wire,
}

impl Reaches {
    /// In words.
    pub fn text(self) -> &'static str {
        match self {
            Self::Nothing => "not in what is generated",
            Self::Rust => "in Rust, not on the wire",
            Self::Wire => "on the wire, where the service takes both",
        }
    }
}

impl Cause {
    /// Whether it is the reason for a difference between a model of botocore and one of Smithy.
    pub fn explains(&self, pairs: &Pairs<'_>, difference: &Difference<'_>) -> bool {
        (self.explains)(&Case { pairs, difference })
    }
}

/// A difference, and what is around it.
struct Case<'c> {
    pairs: &'c Pairs<'c>,
    difference: &'c Difference<'c>,
}

/// All of them. The first that explains a difference is its cause.
pub const CAUSES: &[Cause] = &[
    Cause {
        id: "label-names",
        why: "Smithy calls the labels of a path like the members that fill them; no name of a label is ever sent",
        reaches: Reaches::Nothing,
        explains: |case| case.kind() == Kind::LabelRenamed,
    },
    Cause {
        id: "trailing-slash",
        why: "Smithy's models leave out the slash at the end of a path",
        reaches: Reaches::Wire,
        explains: |case| {
            case.kind() == Kind::UriChanged
                && case.uris().is_some_and(|[one, other]| {
                    one.strip_suffix('/') == Some(&*other) && other.len() > 1
                })
        },
    },
    Cause {
        id: "target-prefixes",
        why: "botocore has some prefixes of targets with a namespace before them, which Smithy has no word for",
        reaches: Reaches::Wire,
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
            case.kind() == Kind::ProtocolChanged && one.rsplit('.').next() == Some(other)
        },
    },
    Cause {
        id: "members-of-clients",
        why: "botocore adds members that its own code reads: where a snapshot is from, to sign another request",
        reaches: Reaches::Rust,
        explains: |case| {
            case.kind() == Kind::MemberRemoved && case.member_name() == Some("SourceRegion")
        },
    },
    Cause {
        id: "operation-marks",
        why: "Smithy's models add a key `x-id` with the name of the operation to the query, which services pass over",
        reaches: Reaches::Wire,
        explains: |case| {
            let name = case.difference.place.operation().unwrap_or_default();
            let mark = format!("x-id={name}");
            case.kind() == Kind::UriChanged
                && case.uris().is_some_and(|[one, other]| {
                    [format!("{one}?{mark}"), format!("{one}&{mark}")].contains(&other)
                })
        },
    },
    Cause {
        id: "numbers-as-text",
        why: "botocore calls some numbers text, as an old code generator did; in a query, a header and XML they are written alike",
        reaches: Reaches::Rust,
        explains: |case| {
            let is_text = |member: &Member| {
                [Location::Query, Location::Header, Location::Label].contains(&member.location)
            };
            case.kind() == Kind::TypeChanged
                && case.targets().is_some_and(|shapes| are_text_and_number(&shapes))
                && (case.is_in_xml()
                    || case.members().is_some_and(|members| members.into_iter().all(is_text)))
        },
    },
    Cause {
        id: "names-of-services",
        why: "people know the service, or AWS's reference knows its pages, by another name",
        reaches: Reaches::Nothing,
        explains: |case| matches!(case.kind(), Kind::ServiceRenamed | Kind::ReferenceChanged),
    },
    Cause {
        id: "order",
        why: "Smithy's models list errors by name, and some list members otherwise; botocore has the order of the service's team",
        reaches: Reaches::Rust,
        explains: |case| {
            matches!(
                case.kind(),
                Kind::MemberOrderChanged | Kind::ErrorOrderChanged | Kind::EnumOrderChanged
            )
        },
    },
    Cause {
        id: "error-details",
        why: "Smithy says of every error who is to blame, with which status and query code; botocore leaves much of it out",
        reaches: Reaches::Rust,
        explains: |case| match case.kind() {
            Kind::ErrorFaultChanged => case.blames_by_status(),
            Kind::ErrorStatusChanged | Kind::ErrorRetryChanged => case.is_addition(),
            Kind::ErrorCodeChanged => {
                case.pair().is_some_and(|[one, _]| error(one).is_some_and(|one| one.code.is_none()))
                    && case.pairs.new.service.query_compatible
            }
            _ => false,
        },
    },
    Cause {
        id: "error-members",
        why: "botocore has no members of many errors, or none for the message, which it reads from every reply",
        reaches: Reaches::Rust,
        explains: |case| {
            let is_message = |name: &str| name.eq_ignore_ascii_case("message");
            matches!(case.kind(), Kind::MemberAdded | Kind::RequiredMemberAdded)
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
        why: "Smithy lists the error that tells of an endpoint that is out of date; botocore handles it in code",
        reaches: Reaches::Rust,
        explains: |case| {
            case.kind() == Kind::ErrorAdded
                && case.operations().is_some_and(|[one, _]| one.endpoint_discovery.is_some())
                && case.difference.new.as_deref() == Some("InvalidEndpointException")
        },
    },
    Cause {
        id: "constraints",
        why: "bounds and patterns are written otherwise, or kept where the other drops them; the service validates them",
        reaches: Reaches::Nothing,
        explains: |case| {
            matches!(
                case.kind(),
                Kind::ConstraintTightened | Kind::ConstraintLoosened | Kind::ConstraintChanged
            )
        },
    },
    Cause {
        id: "paging-and-waiting",
        why: "botocore keeps its own lists of paginators and waiters, which know more paths and fewer operations",
        reaches: Reaches::Nothing,
        explains: |case| {
            matches!(
                case.kind(),
                Kind::PaginatorAdded
                    | Kind::PaginatorRemoved
                    | Kind::PaginatorChanged
                    | Kind::WaiterAdded
                    | Kind::WaiterRemoved
                    | Kind::WaiterChanged
            )
        },
    },
    Cause {
        id: "hints",
        why: "Smithy marks what may be repeated, and botocore only some of it",
        reaches: Reaches::Nothing,
        explains: |case| case.kind() == Kind::IdempotenceChanged && case.is_one_sided(),
    },
    Cause {
        id: "signing-and-endpoints",
        why: "how requests are signed, and for which host, is said by one of them or in other words; that is the caller's",
        reaches: Reaches::Nothing,
        explains: |case| {
            matches!(case.kind(), Kind::SigningChanged | Kind::AuthChanged | Kind::EndpointChanged)
                && case.is_one_sided()
        },
    },
    Cause {
        id: "xml-layout",
        why: "what only XML and query protocols look at stands in other places, which the protocol of the service does not look at",
        reaches: Reaches::Nothing,
        explains: |case| {
            case.kind() == Kind::XmlBindingChanged
                && !case.pairs.new.service.protocol.has_elements()
        },
    },
    Cause {
        id: "xml-namespaces",
        why: "Smithy says the namespace of the service, and botocore that of every body",
        reaches: Reaches::Nothing,
        explains: |case| {
            let of_service = case.pairs.new.service.xml_namespace.as_ref();
            let told = of_service.map(|namespace| format!("{NAMESPACE} {namespace}"));
            case.kind() == Kind::XmlBindingChanged
                && case.is_one_sided()
                && (case.difference.place == Place::Service || case.difference.old == told)
        },
    },
    Cause {
        id: "xml-replies",
        why: "Smithy names the elements around replies, which nobody looks at, and those that botocore's code looks for",
        reaches: Reaches::Nothing,
        explains: |case| {
            let new = case.difference.new.as_deref().unwrap_or_default();
            case.kind() == Kind::XmlBindingChanged
                && case.is_addition()
                && (new == UNWRAPPED_OUTPUT || new.starts_with(ROOT_NAME) && case.is_reply())
        },
    },
    Cause {
        id: "event-streams",
        why: "an event stream is a structure in botocore and a union in Smithy; both are refused",
        reaches: Reaches::Nothing,
        explains: |case| match case.kind() {
            Kind::TypeChanged => {
                case.targets().is_some_and(|shapes| shapes.into_iter().all(is_event_stream))
            }
            Kind::UnsupportedAdded | Kind::UnsupportedRemoved => {
                let told = [&case.difference.old, &case.difference.new].into_iter().flatten();
                told.map(|told| told.split(':').next().unwrap_or_default())
                    .all(|name| OF_EVENT_STREAMS.contains(&name) || name.starts_with("smithy.api"))
                    && case.is_of_event_stream()
            }
            _ => false,
        },
    },
    Cause {
        id: "unmarked-unions",
        why: "botocore does not mark some old unions, which are structures then; one of their members travels all the same",
        reaches: Reaches::Rust,
        explains: |case| {
            case.kind() == Kind::TypeChanged
                && case.targets().is_some_and(|[one, other]| {
                    let kinds = (&one.kind, &other.kind);
                    matches!(kinds, (ShapeKind::Structure(_), ShapeKind::Union(_)))
                        && are_alike(&one.kind, &other.kind)
                })
        },
    },
    Cause {
        id: "sparse",
        why: "botocore drops the mark that `null` means something in a list or map",
        reaches: Reaches::Rust,
        explains: |case| case.kind() == Kind::SparseChanged && case.is_addition(),
    },
    Cause {
        id: "only-in-smithy",
        why: "botocore's format has no word for defaults, media types and the names of integers",
        reaches: Reaches::Nothing,
        explains: |case| match case.kind() {
            Kind::DefaultChanged | Kind::MediaTypeChanged => case.is_addition(),
            Kind::EnumValueAdded => {
                case.pair().is_some_and(|[one, _]| one.kind == ShapeKind::Integer)
            }
            _ => false,
        },
    },
    Cause {
        id: "marks",
        why: "what is out of use, and the status of a success, is said by one of them, or of the shape instead of its member",
        reaches: Reaches::Rust,
        explains: |case| match case.kind() {
            Kind::Deprecated | Kind::Undeprecated => true,
            Kind::SuccessStatusChanged => case.is_addition(),
            _ => false,
        },
    },
    Cause {
        id: "empty-messages",
        why: "an operation that takes or answers nothing has a structure without members, or none",
        reaches: Reaches::Nothing,
        explains: |case| {
            let id = case.difference.old.as_ref().or(case.difference.new.as_ref());
            let is_empty = |model: &Model| {
                let id = id.map(ShapeId::new);
                id.is_some_and(|id| model.members(&id).is_empty())
            };
            match case.kind() {
                Kind::InputAdded | Kind::OutputAdded => is_empty(case.pairs.new),
                Kind::InputRemoved | Kind::OutputRemoved => is_empty(case.pairs.old),
                _ => false,
            }
        },
    },
    Cause {
        id: "shape-names",
        why: "a nested shape has another name; what it holds is compared all the same",
        reaches: Reaches::Rust,
        explains: |case| case.kind() == Kind::TargetChanged,
    },
];

impl<'c> Case<'c> {
    fn kind(&self) -> Kind {
        self.difference.kind
    }

    /// Whether only Smithy says anything.
    fn is_addition(&self) -> bool {
        self.difference.old.is_none() && self.difference.new.is_some()
    }

    fn is_one_sided(&self) -> bool {
        self.difference.old.is_none() != self.difference.new.is_none()
    }

    /// Whether the protocol is one of XML, which writes all values as text.
    fn is_in_xml(&self) -> bool {
        let protocol = &self.pairs.new.service.protocol;
        protocol.request_codec() == Codec::Form || protocol.reply_codec() == Codec::Xml
    }

    fn operations(&self) -> Option<[&'c Operation; 2]> {
        let name = self.difference.place.operation()?;
        let of = |model: &'c Model| model.operations.get(name);
        Some([of(self.pairs.old)?, of(self.pairs.new)?])
    }

    /// The URIs of an operation, with the labels called like the members that fill them.
    fn uris(&self) -> Option<[String; 2]> {
        let [one, other] = self.operations()?;
        let uri = |model, operation| by_members(model, operation).to_string();
        Some([uri(self.pairs.old, one), uri(self.pairs.new, other)])
    }

    /// The shapes that the difference is in.
    fn pair(&self) -> Option<[&'c Shape; 2]> {
        let pair = self.pairs.get(self.difference.place.number()?)?;
        Some([self.pairs.old.shapes.get(pair.old)?, self.pairs.new.shapes.get(pair.new)?])
    }

    fn member_name(&self) -> Option<&'c str> {
        match self.difference.place {
            Place::Member(_, name) => Some(name),
            _ => None,
        }
    }

    /// The member that the difference is in, on both sides.
    fn members(&self) -> Option<[&'c Member; 2]> {
        let name = self.member_name()?;
        let [one, other] = self.pair()?;
        let of = |shape: &'c Shape| shape.kind.members().iter().find(|member| member.name == name);
        Some([of(one)?, of(other)?])
    }

    /// The shapes of the member that the difference is in, or the shapes themselves.
    fn targets(&self) -> Option<[&'c Shape; 2]> {
        match self.members() {
            Some([one, other]) => Some([
                self.pairs.old.shapes.get(&one.target)?,
                self.pairs.new.shapes.get(&other.target)?,
            ]),
            None => self.pair(),
        }
    }

    /// Whether the shapes are outputs or errors, and no inputs.
    fn is_reply(&self) -> bool {
        let pair = self.difference.place.number().and_then(|number| self.pairs.get(number));
        pair.is_some_and(|pair| {
            !pair.roots.is_empty() && pair.roots.iter().all(|(_, part)| *part != Part::Input)
        })
    }

    fn is_in_error(&self) -> bool {
        let pair = self.difference.place.number().and_then(|number| self.pairs.get(number));
        pair.is_some_and(|pair| {
            let mut operations = self.pairs.new.operations.values();
            operations.any(|operation| operation.errors.contains(pair.new))
        })
    }

    /// Whether Smithy blames the side that the status of an error blames, too.
    fn blames_by_status(&self) -> bool {
        self.pair().and_then(|[_, other]| error(other)).is_some_and(|other| {
            let of_status = other.status.map(|status| match status {
                500.. => Fault::Server,
                _ => Fault::Client,
            });
            of_status.is_none() || of_status == other.fault
        })
    }

    /// Whether the shapes are an event stream or its events, or are nothing else.
    fn is_of_event_stream(&self) -> bool {
        let refused = |shape: &Shape| {
            let of_members = shape.kind.members().iter().flat_map(|member| &member.refusals);
            shape.refusals.iter().chain(of_members).any(|refusal: &Refusal| {
                OF_EVENT_STREAMS.contains(&&*refusal.name) || refusal.name.contains("#event")
            })
        };
        self.pair().is_some_and(|shapes| shapes.into_iter().any(refused))
    }
}

/// Whether one of two shapes is text, and the other one a number.
fn are_text_and_number(shapes: &[&Shape; 2]) -> bool {
    use ShapeKind::{Integer, Long, String};
    let is =
        |kinds: [&Shape; 2]| matches!(kinds.map(|shape| &shape.kind), [String, Integer | Long]);
    let [one, other] = *shapes;
    is([one, other]) || is([other, one])
}

fn error(shape: &Shape) -> Option<&ErrorTraits> {
    match &shape.kind {
        ShapeKind::Structure(structure) => Some(&structure.error),
        _ => None,
    }
}

/// Whether two shapes have the same members, in whatever order.
fn are_alike(one: &ShapeKind, other: &ShapeKind) -> bool {
    let members = |kind: &ShapeKind| -> BTreeSet<(String, String)> {
        let names = |member: &Member| (member.name.clone(), member.wire_name.clone());
        kind.members().iter().map(names).collect()
    };
    members(one) == members(other)
}

/// What models of botocore refuse of event streams.
const OF_EVENT_STREAMS: &[&str] = &["event", "eventheader", "eventpayload", "eventstream"];

fn is_event_stream(shape: &Shape) -> bool {
    shape.refusals.iter().any(|refusal| refusal.name == "eventstream")
}
