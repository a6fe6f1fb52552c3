//! The kinds of change, each with a stable id and its default verdicts.
//!
//! The kinds cover the evaluators of `smithy diff`, and changes of Rust code without a change in the model. The effect
//! of a change on Rust items is not part of the table: `surface` compares the items themselves.

mod reversed;
mod verb;

use super::verdict::{RustVerdict, SemverLevel, WireVerdict};
use verb::Verb;

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $name:ident $id:literal, $noun:literal $verb:ident,
        $level:ident, $input:ident / $output:ident, $note:literal; )+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum ChangeKind {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl ChangeKind {
            /// All kinds, in the order of changes with equal severity.
            pub const ALL: &[Self] = &[$( Self::$name ),+];

            fn row(self) -> Row {
                match self {
                    $( Self::$name => Row {
                        id: $id, noun: $noun, verb: Verb::$verb, level: SemverLevel::$level,
                        input: WireVerdict::$input, output: WireVerdict::$output, note: $note,
                    }, )+
                }
            }
        }
    };
}

struct Row {
    id: &'static str,
    noun: &'static str,
    verb: Verb,
    level: SemverLevel,
    input: WireVerdict,
    output: WireVerdict,
    note: &'static str,
}

// Each row: name and id; noun and verb for headlines; the minimum level of the Rust verdict; the wire verdicts in
// requests and in responses; a note for the reader.
kinds! {
    /// An operation was added.
    OperationAdded "operation-added", "operation" Added, Minor, None / None, "";
    /// An operation was removed.
    OperationRemoved "operation-removed", "operation" Removed, Major, Breaks / Breaks,
        "the service may no longer support the operation";
    /// A member was removed from a structure.
    MemberRemoved "member-removed", "member" Removed, Patch, Breaks / Breaks,
        "deployed clients may send or expect the removed member";
    /// A member has another name in the model, and the same name on the wire.
    MemberRenamed "member-renamed", "member" Renamed, Patch, None / None, "the wire name does not change";
    /// A required member was added to a structure in a request.
    RequiredMemberAdded "required-member-added", "required member" Added, Patch, Breaks / None,
        "the service rejects requests of deployed clients";
    /// A member was added to a structure.
    MemberAdded "member-added", "member" Added, Patch, None / None, "";
    /// A member was added to a union.
    UnionMemberAdded "union-member-added", "union member" Added, Patch, None / Compatible,
        "deployed clients read the new member as `Unknown`";
    /// A member was removed from a union.
    UnionMemberRemoved "union-member-removed", "union member" Removed, Patch, Breaks / None,
        "the service may reject requests with the removed member";
    /// A member or list element has another target shape of the same type.
    TargetChanged "target-changed", "target shape" Changed, None, None / None, "";
    /// A shape has another type.
    TypeChanged "type-changed", "type" Changed, Patch, Breaks / Breaks, "deployed clients use the old type";
    /// A string became an enum.
    EnumIntroduced "enum-introduced", "string" TurnedIntoEnum, Patch, None / None, "";
    /// An enum became a string.
    EnumDropped "enum-dropped", "enum" TurnedIntoString, Patch, None / None, "";
    /// A value was added to an enum.
    EnumValueAdded "enum-value-added", "enum value" Added, Patch, None / None,
        "deployed clients read the new value as `Unknown`";
    /// A value was removed from an enum.
    EnumValueRemoved "enum-value-removed", "enum value" Removed, Patch, Breaks / None,
        "the service may reject requests with the removed value";
    /// The values of an enum are in another order.
    EnumOrderChanged "enum-order-changed", "enum" Reordered, Patch, None / None, "";
    /// A member became required.
    RequiredAdded "required-added", "member" MadeRequired, None, Breaks / None,
        "the service rejects requests without the member";
    /// A member is no longer required.
    RequiredRemoved "required-removed", "member" MadeOptional, None, None / Compatible,
        "responses may omit the member";
    /// The service uses another default for an omitted member.
    DefaultChanged "default-changed", "default" Changed, None, Compatible / Compatible,
        "the service uses the new default for requests without the member";
    /// A blob or string has another media type.
    MediaTypeChanged "media-type-changed", "media type" Changed, None, Compatible / None, "";
    /// The members of a structure are in another order.
    MemberOrderChanged "member-order-changed", "structure" Reordered, Patch, None / None, "";
    /// An input was added to an operation without one.
    InputAdded "input-added", "input" Added, Patch, None / None, "";
    /// The operation no longer has an input.
    InputRemoved "input-removed", "input" Removed, Patch, Breaks / None, "";
    /// An output was added to an operation without one.
    OutputAdded "output-added", "output" Added, Patch, None / None, "";
    /// The operation no longer has an output.
    OutputRemoved "output-removed", "output" Removed, Patch, None / Compatible, "";
    /// An error was added to an operation.
    ErrorAdded "error-added", "error" Added, Patch, None / Compatible, "the operation can return a new error";
    /// An error was removed from an operation.
    ErrorRemoved "error-removed", "error" Removed, Patch, None / None, "";
    /// The errors of an operation are in another order.
    ErrorOrderChanged "error-order-changed", "error list" Reordered, Patch, None / None, "";
    /// An error has another code.
    ErrorCodeChanged "error-code-changed", "error code" Changed, Patch, Breaks / Breaks,
        "deployed clients do not recognize the error";
    /// An error has another HTTP status.
    ErrorStatusChanged "error-status-changed", "error status" Changed, Patch, Compatible / Compatible, "";
    /// An error is attributed to the other side, client or server.
    ErrorFaultChanged "error-fault-changed", "error fault" Changed, Patch, Compatible / Compatible, "";
    /// An error has another retry policy.
    ErrorRetryChanged "error-retry-changed", "retry policy" Changed, Patch, Compatible / Compatible,
        "deployed clients retry by the old policy";
    /// The HTTP method.
    MethodChanged "method-changed", "HTTP method" Changed, Patch, Breaks / Breaks, "";
    /// The path or query string of a request.
    UriChanged "uri-changed", "URI" Changed, Patch, Breaks / Breaks, "";
    /// The prefix of the host name.
    HostPrefixChanged "host-prefix-changed", "host prefix" Changed, Patch, Breaks / Breaks, "";
    /// The HTTP status of a successful response.
    SuccessStatusChanged "success-status-changed", "success status" Changed, None, None / None,
        "clients accept every 2xx status";
    /// The checksum of request and response bodies.
    ChecksumChanged "checksum-changed", "checksum" Changed, Patch, Breaks / Compatible,
        "the service may reject requests without the new checksum";
    /// The compression of request bodies.
    CompressionChanged "compression-changed", "compression setting" Changed, Patch, Compatible / None, "";
    /// The use of endpoint discovery.
    EndpointDiscoveryChanged "endpoint-discovery-changed", "endpoint discovery setting" Changed, Patch,
        Breaks / None, "";
    /// The HTTP binding of a member: header, query string, body and the like.
    LocationChanged "location-changed", "member location" Changed, Patch, Breaks / Breaks, "";
    /// The name of a member on the wire.
    WireNameChanged "wire-name-changed", "wire name" Changed, Patch, Breaks / Breaks, "";
    /// The name of a path label, which is not sent.
    LabelRenamed "label-renamed", "path label" Renamed, Patch, None / None,
        "the names of path labels are not sent on the wire";
    /// The format of a timestamp.
    TimestampFormatChanged "timestamp-format-changed", "timestamp format" Changed, Patch, Breaks / Compatible,
        "clients read every timestamp format in responses";
    /// A string contains JSON, which headers carry as base64, or no longer does.
    JsonTextChanged "json-text-changed", "JSON value trait" Changed, Patch, Breaks / Breaks, "";
    /// A blob member is streamed, or no longer is.
    StreamingChanged "streaming-changed", "streaming trait" Changed, Patch, Compatible / Compatible, "";
    /// A stream needs a known length, or no longer does.
    RequiresLengthChanged "requires-length-changed", "stream length requirement" Changed, None, Compatible / None, "";
    /// A member fills a label of the host prefix, or no longer does.
    HostLabelChanged "host-label-changed", "host label" Changed, Patch, Breaks / None, "";
    /// A list or map may contain `null`, or no longer may.
    SparseChanged "sparse-changed", "sparse trait" Changed, Patch, Breaks / Breaks, "";
    /// A member became an idempotency token.
    IdempotencyTokenAdded "idempotency-token-added", "idempotency token" Added, Patch, Compatible / None,
        "deployed clients do not fill the token in: the service may run a retried request twice";
    /// A member is no longer an idempotency token.
    IdempotencyTokenRemoved "idempotency-token-removed", "idempotency token" Removed, Patch, Compatible / None,
        "the service may run a retried request twice";
    /// The operation is idempotent, or no longer is.
    IdempotenceChanged "idempotence-changed", "idempotence trait" Changed, Patch, Compatible / None,
        "clients repeat only idempotent operations after a timeout";
    /// The element names and layout of XML and form bodies.
    XmlBindingChanged "xml-binding-changed", "XML binding" Changed, Patch, Breaks / Breaks, "";
    /// The protocol of the service.
    ProtocolChanged "protocol-changed", "protocol" Changed, Patch, Breaks / Breaks, "";
    /// The service also sends the error codes of the query protocol, or no longer does.
    QueryCompatibleChanged "query-compatible-changed", "error code set" Changed, Patch, None / Breaks, "";
    /// The host of the service.
    EndpointChanged "endpoint-changed", "endpoint" Changed, Patch, Breaks / None,
        "deployed clients send requests to the old endpoint";
    /// The name that signatures contain.
    SigningChanged "signing-changed", "signing name" Changed, Patch, Breaks / None, "adapt your request signer";
    /// The authentication of requests.
    AuthChanged "auth-changed", "authentication scheme" Changed, Patch, Breaks / None, "adapt your request signer";
    /// A trait was added that farrier does not support.
    UnsupportedAdded "unsupported-added", "unsupported trait" Added, Major, None / None,
        "farrier refuses the operation";
    /// A trait was removed that farrier does not support.
    UnsupportedRemoved "unsupported-removed", "unsupported trait" Removed, None, None / None, "";
    /// The service accepts fewer values.
    ConstraintTightened "constraint-tightened", "constraint" Tightened, None, Compatible / None,
        "the service may reject values that it accepted before";
    /// The service accepts more values.
    ConstraintLoosened "constraint-loosened", "constraint" Loosened, None, None / None, "";
    /// The service accepts other values.
    ConstraintChanged "constraint-changed", "constraint" Changed, None, Compatible / None,
        "the service may reject values that it accepted before";
    /// A value became sensitive: logs must not contain the value.
    SensitiveAdded "sensitive-added", "sensitive trait" Added, Patch, None / None,
        "`Debug` no longer prints the value";
    /// A value is no longer sensitive.
    SensitiveRemoved "sensitive-removed", "sensitive trait" Removed, Patch, None / None,
        "security: `Debug` now prints the value, which may end up in logs";
    /// An item became deprecated.
    Deprecated "deprecated", "item" Deprecated, Patch, None / None, "builds that deny warnings fail";
    /// An item is no longer deprecated.
    Undeprecated "undeprecated", "item" Undeprecated, Patch, None / None, "";
    /// A paginator was added.
    PaginatorAdded "paginator-added", "paginator" Added, Minor, None / None, "";
    /// A paginator was removed.
    PaginatorRemoved "paginator-removed", "paginator" Removed, Major, Compatible / Compatible,
        "callers must request each page themselves";
    /// A paginator has other rules.
    PaginatorChanged "paginator-changed", "paginator" Changed, Patch, Compatible / Compatible,
        "deployed clients request pages by the old rules";
    /// A waiter was added.
    WaiterAdded "waiter-added", "waiter" Added, Minor, None / None, "";
    /// A waiter was removed.
    WaiterRemoved "waiter-removed", "waiter" Removed, Major, None / None, "";
    /// A waiter has other rules.
    WaiterChanged "waiter-changed", "waiter" Changed, Patch, Compatible / Compatible,
        "deployed clients wait by the old rules";
    /// The name of the service.
    ServiceRenamed "service-renamed", "service" Renamed, Patch, None / None, "";
    /// The version of the API.
    ApiVersionChanged "api-version-changed", "API version" Changed, Patch, Compatible / Compatible, "";
    /// The name of the API in the AWS reference.
    ReferenceChanged "reference-changed", "reference" Changed, None, None / None, "";
    /// A Rust type was added for a shape that both models have.
    TypeAdded "type-added", "Rust type" Added, Minor, None / None, "";
    /// A Rust type was removed, and both models have the shape.
    TypeRemoved "type-removed", "Rust type" Removed, Major, None / None, "";
    /// The generated code uses another module of the runtime.
    RuntimeAdded "runtime-added", "runtime module" Added, Minor, None / None, "";
    /// The generated code no longer uses a module of the runtime.
    RuntimeRemoved "runtime-removed", "runtime module" Removed, Major, None / None,
        "only code that uses the runtime module directly breaks";
    /// A Rust name changed because of a conflict with another name.
    RustNameChanged "rust-name-changed", "Rust name" Changed, Major, None / None,
        "a new name conflicts with the old Rust name";
    /// A value was put into a `Box`, or taken out.
    BoxingChanged "boxing-changed", "boxed field" Changed, Major, None / None,
        "the type became recursive, or is no longer recursive";
    /// A field has another type because of the use of its shape.
    FieldTypeChanged "field-type-changed", "field type" Changed, Major, None / None, "";
    /// A constructor takes other arguments.
    ConstructorChanged "constructor-changed", "constructor" Changed, Major, None / None, "";
    /// A type has a constructor `new`, and had none.
    ConstructorAdded "constructor-added", "constructor" Added, Minor, None / None,
        "the type is now part of requests";
    /// A type no longer has a constructor `new`.
    ConstructorRemoved "constructor-removed", "constructor" Removed, Major, None / None,
        "the type is no longer part of any request";
    /// A type no longer implements a trait.
    DeriveLost "derive-lost", "trait implementation" Removed, Major, None / None, "";
    /// A type implements another trait.
    DeriveGained "derive-gained", "trait implementation" Added, Minor, None / None, "";
    /// The documentation.
    DocumentationChanged "documentation-changed", "documentation text" Edited, None, None / None, "";
}

impl ChangeKind {
    /// The id, which is stable.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Whether the kind concerns paginators or waiters.
    pub(super) fn is_paginator_or_waiter(self) -> bool {
        matches!(
            self,
            Self::PaginatorAdded
                | Self::PaginatorRemoved
                | Self::PaginatorChanged
                | Self::WaiterAdded
                | Self::WaiterRemoved
                | Self::WaiterChanged
        )
    }

    /// Whether the kind concerns a waiter.
    pub(super) fn is_waiter(self) -> bool {
        matches!(self, Self::WaiterAdded | Self::WaiterRemoved | Self::WaiterChanged)
    }

    /// Whether the kind concerns the values that a service accepts.
    pub(super) fn is_constraint(self) -> bool {
        matches!(
            self,
            Self::ConstraintTightened | Self::ConstraintLoosened | Self::ConstraintChanged
        )
    }

    /// Whether the kind concerns the generated code, and not the operations that farrier refuses.
    pub(super) fn is_in_api(self) -> bool {
        !matches!(self, Self::UnsupportedAdded | Self::UnsupportedRemoved)
    }

    /// The minimum level of the Rust verdict.
    pub(super) fn minimum_level(self) -> SemverLevel {
        self.row().level
    }

    /// The wire verdict of a change in requests, in responses, or both.
    pub(super) fn wire(self, in_requests: bool, in_responses: bool) -> WireVerdict {
        let Row { input, output, .. } = self.row();
        let for_requests = if in_requests { input } else { WireVerdict::None };
        for_requests.max(if in_responses { output } else { WireVerdict::None })
    }

    /// A note for the reader of a change with these verdicts, or an empty string.
    pub fn note(self, rust: RustVerdict, wire: WireVerdict) -> &'static str {
        let Row { level, input, output, note, .. } = self.row();
        // A note about the wire, or else about the code, does not apply where neither changes.
        let applies = match (input.max(output), level) {
            (WireVerdict::None, SemverLevel::None) => true,
            (WireVerdict::None, _) => rust.as_crate != SemverLevel::None,
            _ => wire != WireVerdict::None,
        };
        match (self, wire) {
            _ if !applies => "",
            (Self::EndpointChanged, WireVerdict::Compatible) => {
                "only with FIPS or dual stack, or for requests with ARNs or account IDs"
            }
            // The checksums of responses, which clients need not verify.
            (Self::ChecksumChanged, WireVerdict::Compatible) => "",
            _ => note,
        }
    }

    /// Whether the change replaces a value, which may be absent before or after.
    pub fn is_edit(self) -> bool {
        self.row().verb.is_edit()
    }

    /// The kind in words, such as `member added`.
    pub fn words(self) -> String {
        let Row { noun, verb, .. } = self.row();
        format!("{noun} {}", verb.text())
    }

    /// A number of changes in words, such as `8 members added`.
    pub fn counted(self, count: usize) -> String {
        let Row { noun, verb, .. } = self.row();
        let noun = match noun {
            _ if count == 1 => noun.to_owned(),
            "retry policy" => "retry policies".to_owned(),
            _ if noun.ends_with('s') || noun.ends_with('x') => format!("{noun}es"),
            _ => format!("{noun}s"),
        };
        format!("{count} {noun} {}", verb.text())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::ChangeKind;

    #[test]
    fn reversal_is_symmetric() {
        for kind in ChangeKind::ALL {
            let back = match kind {
                // The reversal of both is a removed member.
                ChangeKind::RequiredMemberAdded => ChangeKind::MemberAdded,
                kind => *kind,
            };
            assert_eq!(kind.reversed().reversed(), back);
        }
    }

    #[test]
    fn ids_are_unique_and_hyphenated() {
        let ids: BTreeSet<_> = ChangeKind::ALL.iter().map(|kind| kind.id()).collect();
        assert_eq!(ids.len(), ChangeKind::ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }
}
