//! The kinds of change, each with a stable id and what it means by itself.
//!
//! They cover what `smithy diff` evaluates, as far as the models say it, and what only Rust knows. What a change does
//! to the Rust items is not in this table: it is found by comparing them.

use super::verdict::{Level, Rust, Wire};

macro_rules! kinds {
    ($( $(#[doc = $doc:literal])+ $name:ident $id:literal, $thing:literal $done:literal,
        $text:ident, $input:ident / $output:ident, $note:literal; )+) => {
        /// A kind of change.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Kind {
            $( $(#[doc = $doc])+ $name, )+
        }

        impl Kind {
            /// All of them, in the order in which a report tells them.
            pub const ALL: &[Self] = &[$( Self::$name ),+];

            fn row(self) -> Row {
                match self {
                    $( Self::$name => Row {
                        id: $id, thing: $thing, done: $done, text: Level::$text,
                        input: Wire::$input, output: Wire::$output, note: $note,
                    }, )+
                }
            }
        }
    };
}

struct Row {
    id: &'static str,
    thing: &'static str,
    done: &'static str,
    text: Level,
    input: Wire,
    output: Wire,
    note: &'static str,
}

// Each row: name and id; what is changed and how, for headlines; what at least it means in Rust; what it means on
// the wire in requests, and in replies; a word to the reader.
kinds! {
    /// An operation is new.
    OperationAdded "operation-added", "operation" "added", Minor, None / None, "";
    /// An operation is gone.
    OperationRemoved "operation-removed", "operation" "removed", Major, Breaks / Breaks,
        "the service may not answer it for long";
    /// A member is gone.
    MemberRemoved "member-removed", "member" "removed", Patch, Breaks / Breaks,
        "old builds send it, and miss it in replies";
    /// A member has another name in the model, and the same on the wire.
    MemberRenamed "member-renamed", "member" "renamed", Patch, None / None, "on the wire it is called as before";
    /// A request has a member more that it cannot do without.
    RequiredMemberAdded "required-member-added", "required member" "added", Patch, Breaks / None,
        "requests of old builds are rejected";
    /// A structure has a member more.
    MemberAdded "member-added", "member" "added", Patch, None / None, "";
    /// A union has a member more.
    UnionMemberAdded "union-member-added", "union member" "added", Patch, None / Compatible,
        "old builds keep it as `Unknown`";
    /// A member of a union is gone.
    UnionMemberRemoved "union-member-removed", "union member" "removed", Patch, Breaks / None,
        "the service may reject it";
    /// A member is of another shape.
    TargetChanged "target-changed", "member" "retargeted", None, None / None, "";
    /// A shape is of another type.
    TypeChanged "type-changed", "type" "changed", Patch, Breaks / Breaks, "old builds take it for the old type";
    /// The values of a text are known now.
    EnumIntroduced "enum-introduced", "text" "turned into an enum", Patch, None / None, "";
    /// The values of a text are not known any more.
    EnumDropped "enum-dropped", "enum" "turned into a text", Patch, None / None, "";
    /// An enum has a value more.
    EnumValueAdded "enum-value-added", "enum value" "added", Patch, None / None, "old builds read it as `Unknown`";
    /// An enum has lost a value.
    EnumValueRemoved "enum-value-removed", "enum value" "removed", Patch, Breaks / None, "the service may reject it";
    /// The values of an enum are in another order.
    EnumOrderChanged "enum-order-changed", "enum" "reordered", Patch, None / None, "";
    /// The service demands a member now.
    RequiredAdded "required-added", "member" "made required", None, Breaks / None,
        "requests without it are rejected";
    /// The service no longer demands a member, or promises it.
    RequiredRemoved "required-removed", "member" "made optional", None, None / Compatible, "it may now be absent";
    /// What the service takes a member to be where it is left out.
    DefaultChanged "default-changed", "default" "changed", None, Compatible / Compatible,
        "the service takes another value where a request has none";
    /// What bytes or a text are.
    MediaTypeChanged "media-type-changed", "media type" "changed", None, Compatible / None, "";
    /// The members of a structure are in another order.
    MemberOrderChanged "member-order-changed", "structure" "reordered", Patch, None / None, "";
    /// The operation has an input now, and had none.
    InputAdded "input-added", "input" "added", Patch, None / None, "";
    /// The operation has no input any more.
    InputRemoved "input-removed", "input" "removed", Patch, Breaks / None, "";
    /// The operation has an output now, and had none.
    OutputAdded "output-added", "output" "added", Patch, None / None, "";
    /// The operation has no output any more.
    OutputRemoved "output-removed", "output" "removed", Patch, None / Compatible, "";
    /// The operation may answer an error more.
    ErrorAdded "error-added", "error" "added", Patch, None / Compatible, "a new way to fail";
    /// The operation no longer lists an error.
    ErrorRemoved "error-removed", "error" "removed", Patch, None / None, "";
    /// The errors of an operation are in another order.
    ErrorOrderChanged "error-order-changed", "list of errors" "reordered", Patch, None / None, "";
    /// An error is known by another code.
    ErrorCodeChanged "error-code-changed", "error code" "changed", Patch, Breaks / Breaks,
        "old builds do not recognise the error";
    /// An error comes with another status.
    ErrorStatusChanged "error-status-changed", "error status" "changed", Patch, Compatible / Compatible, "";
    /// Another side is to blame for an error.
    ErrorFaultChanged "error-fault-changed", "error fault" "changed", Patch, Compatible / Compatible, "";
    /// Whether to try again after an error.
    ErrorRetryChanged "error-retry-changed", "retry policy" "changed", Patch, Compatible / Compatible,
        "old builds try again by the old rule";
    /// The HTTP method.
    MethodChanged "method-changed", "method" "changed", Patch, Breaks / Breaks, "";
    /// The path or its query.
    UriChanged "uri-changed", "URI" "changed", Patch, Breaks / Breaks, "";
    /// What stands before the host.
    HostPrefixChanged "host-prefix-changed", "host prefix" "changed", Patch, Breaks / Breaks, "";
    /// The status of a success.
    SuccessStatusChanged "success-status-changed", "status of success" "changed", None, None / None,
        "every 2xx is a success";
    /// The checksum of bodies.
    ChecksumChanged "checksum-changed", "checksum" "changed", Patch, Breaks / Compatible,
        "requests without the right one may be rejected";
    /// How bodies may be compressed.
    CompressionChanged "compression-changed", "compression" "changed", Patch, Compatible / None, "";
    /// How the endpoint is found.
    EndpointDiscoveryChanged "endpoint-discovery-changed", "endpoint discovery" "changed", Patch, Breaks / None, "";
    /// Where in a message a member travels.
    LocationChanged "location-changed", "location" "changed", Patch, Breaks / Breaks, "";
    /// What a member is called on the wire.
    WireNameChanged "wire-name-changed", "wire name" "changed", Patch, Breaks / Breaks, "";
    /// What the label of a path is called that a member fills.
    LabelRenamed "label-renamed", "label" "renamed", Patch, None / None, "its name is nowhere on the wire";
    /// How a timestamp is written.
    TimestampFormatChanged "timestamp-format-changed", "timestamp format" "changed", Patch, Breaks / Compatible,
        "replies are read in every format";
    /// Whether a text is JSON, which a header has in base64.
    JsonTextChanged "json-text-changed", "JSON text" "changed", Patch, Breaks / Breaks, "";
    /// Whether the bytes of a member are a stream.
    StreamingChanged "streaming-changed", "streaming" "changed", Patch, Compatible / Compatible, "";
    /// Whether the length of a stream must be known.
    RequiresLengthChanged "requires-length-changed", "length of a stream" "changed", None, Compatible / None, "";
    /// Whether a member fills a label of the host.
    HostLabelChanged "host-label-changed", "host label" "changed", Patch, Breaks / None, "";
    /// Whether `null` elements mean something.
    SparseChanged "sparse-changed", "sparse mark" "changed", Patch, Breaks / Breaks, "";
    /// A token makes repetitions safe now.
    IdempotencyTokenAdded "idempotency-token-added", "idempotency token" "added", Patch, Compatible / None,
        "old builds do not fill it in: a repetition may be done twice";
    /// A token makes repetitions safe no longer.
    IdempotencyTokenRemoved "idempotency-token-removed", "idempotency token" "removed", Patch, Compatible / None,
        "a repetition may be done twice";
    /// Whether a repetition is safe.
    IdempotenceChanged "idempotence-changed", "idempotence" "changed", None, Compatible / None, "";
    /// The names and layout of XML and of queries.
    XmlBindingChanged "xml-binding-changed", "XML binding" "changed", None, Breaks / Breaks, "";
    /// The protocol.
    ProtocolChanged "protocol-changed", "protocol" "changed", Patch, Breaks / Breaks, "";
    /// Whether errors have the codes of the query protocol, too.
    QueryCompatibleChanged "query-compatible-changed", "set of error codes" "changed", Patch, None / Breaks, "";
    /// The host of the service.
    EndpointChanged "endpoint-changed", "endpoint" "changed", Patch, Breaks / None, "old builds send to the old one";
    /// What a signature is made with.
    SigningChanged "signing-changed", "signing" "changed", Patch, Breaks / None, "your signer must follow";
    /// How a caller proves who it is.
    AuthChanged "auth-changed", "authentication" "changed", Patch, Breaks / None, "your signer must follow";
    /// The model needs something that farrier does not generate.
    UnsupportedAdded "unsupported-added", "unsupported trait" "added", Major, None / None,
        "codegen refuses the operation";
    /// The model no longer needs something that farrier does not generate.
    UnsupportedRemoved "unsupported-removed", "unsupported trait" "removed", None, None / None, "";
    /// The service checks more strictly.
    ConstraintTightened "constraint-tightened", "constraint" "tightened", None, Compatible / None,
        "the service may reject what it took before";
    /// The service checks less strictly.
    ConstraintLoosened "constraint-loosened", "constraint" "loosened", None, None / None, "";
    /// The service checks something else.
    ConstraintChanged "constraint-changed", "constraint" "changed", None, Compatible / None,
        "the service may reject what it took before";
    /// A value must not be in logs.
    SensitiveAdded "sensitive-added", "sensitive mark" "added", Patch, None / None, "`Debug` prints it no longer";
    /// A value may be in logs.
    SensitiveRemoved "sensitive-removed", "sensitive mark" "removed", Patch, None / None,
        "security: `Debug` prints the value now, and it may end up in logs";
    /// Something should not be used any more.
    Deprecated "deprecated", "item" "deprecated", Patch, None / None, "breaks builds that deny warnings";
    /// Something may be used again.
    Undeprecated "undeprecated", "item" "undeprecated", Patch, None / None, "";
    /// A list can be paged now.
    PaginatorAdded "paginator-added", "paginator" "added", Minor, None / None, "";
    /// A list cannot be paged any more.
    PaginatorRemoved "paginator-removed", "paginator" "removed", Major, Compatible / Compatible,
        "its pages are the caller's to ask for";
    /// A list is paged in another way.
    PaginatorChanged "paginator-changed", "paginator" "changed", Patch, Compatible / Compatible,
        "old builds ask for pages by the old rule";
    /// Something more can be waited for.
    WaiterAdded "waiter-added", "waiter" "added", Minor, None / None, "";
    /// Something can be waited for no longer.
    WaiterRemoved "waiter-removed", "waiter" "removed", Major, None / None, "";
    /// Something is waited for in another way.
    WaiterChanged "waiter-changed", "waiter" "changed", Patch, Compatible / Compatible, "old builds wait by the old rule";
    /// The name of the service.
    ServiceRenamed "service-renamed", "service" "renamed", Patch, None / None, "";
    /// The version of the API.
    ApiVersionChanged "api-version-changed", "API version" "changed", None, Compatible / Compatible, "";
    /// The name under which AWS's reference finds the API.
    ReferenceChanged "reference-changed", "reference" "changed", None, None / None, "";
    /// A Rust type is there that was not, of shapes that were.
    TypeAdded "type-added", "Rust type" "added", Minor, None / None, "";
    /// A Rust type is gone, of shapes that are still there.
    TypeRemoved "type-removed", "Rust type" "removed", Major, None / None, "";
    /// A module of the runtime is there that nothing needed before.
    RuntimeAdded "runtime-added", "module of the runtime" "added", Minor, None / None, "";
    /// A module of the runtime is gone, since nothing needs it any more.
    RuntimeRemoved "runtime-removed", "module of the runtime" "removed", Major, None / None,
        "nothing that is generated needs it: only code that calls it by itself breaks";
    /// Something is called otherwise in Rust, because of its neighbours.
    RustNameChanged "rust-name-changed", "Rust name" "changed", Major, None / None,
        "another name came that is the same in Rust";
    /// A value is in a `Box` now, or no longer.
    BoxingChanged "boxing-changed", "box" "changed", Major, None / None, "the type holds itself, or does no longer";
    /// A field has another type, because of how its type is used.
    FieldTypeChanged "field-type-changed", "field type" "changed", Major, None / None, "";
    /// A constructor takes other arguments.
    ConstructorChanged "constructor-changed", "constructor" "changed", Major, None / None, "";
    /// A type can be made with `new` now.
    ConstructorAdded "constructor-added", "constructor" "added", Minor, None / None, "requests hold the type now";
    /// A type cannot be made with `new` any more.
    ConstructorRemoved "constructor-removed", "constructor" "removed", Major, None / None,
        "no request holds the type any more";
    /// A type implements a trait less.
    DeriveLost "derive-lost", "trait" "lost", Major, None / None, "";
    /// A type implements a trait more.
    DeriveGained "derive-gained", "trait" "gained", Minor, None / None, "";
    /// The words about something.
    DocumentationChanged "documentation-changed", "text of documentation" "edited", None, None / None, "";
}

impl Kind {
    /// The id, which never changes.
    pub fn id(self) -> &'static str {
        self.row().id
    }

    /// Whether it is about paging or waiting.
    pub(super) fn is_behaviour(self) -> bool {
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

    /// What at least it means in Rust.
    pub(super) fn text(self) -> Level {
        self.row().text
    }

    /// What it means on the wire, where requests have it and where replies have it.
    pub(super) fn wire(self, in_requests: bool, in_replies: bool) -> Wire {
        let Row { input, output, .. } = self.row();
        let of_requests = if in_requests { input } else { Wire::None };
        of_requests.max(if in_replies { output } else { Wire::None })
    }

    /// A word to the reader of a change with these verdicts; empty if there is nothing to say.
    pub fn note(self, rust: Rust, wire: Wire) -> &'static str {
        let Row { text, input, output, note, .. } = self.row();
        // What it says of the wire, or else of the code, is not so where that stays as it is.
        let is_so = match (input.max(output), text) {
            (Wire::None, Level::None) => true,
            (Wire::None, _) => rust.as_crate != Level::None,
            _ => wire != Wire::None,
        };
        if is_so { note } else { "" }
    }

    /// Whether what was and what is are both a value, if only that there is none; else something came or went.
    pub fn is_edit(self) -> bool {
        matches!(self.row().done, "changed" | "tightened" | "loosened" | "edited")
    }

    /// What such a change is, in words: `member added`.
    pub fn words(self) -> String {
        let Row { thing, done, .. } = self.row();
        format!("{thing} {done}")
    }

    /// Several of them in words: `8 members added`.
    pub fn counted(self, count: usize) -> String {
        let Row { thing, done, .. } = self.row();
        let thing = match thing {
            _ if count == 1 => thing.to_owned(),
            "text of documentation" => "texts of documentation".to_owned(),
            "retry policy" => "retry policies".to_owned(),
            "API version" | "idempotence" | "streaming" | "signing" => thing.to_owned(),
            "module of the runtime" => "modules of the runtime".to_owned(),
            "list of errors" => "lists of errors".to_owned(),
            "set of error codes" => "sets of error codes".to_owned(),
            _ if thing.ends_with('s') || thing.ends_with('x') => format!("{thing}es"),
            _ => format!("{thing}s"),
        };
        format!("{count} {thing} {done}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::Kind;

    #[test]
    fn every_id_is_there_once_and_is_written_with_hyphens() {
        let ids: BTreeSet<_> = Kind::ALL.iter().map(|kind| kind.id()).collect();
        assert_eq!(ids.len(), Kind::ALL.len());
        assert!(ids.iter().all(|id| id.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }
}
