//! Event streams: the table of a stream's events, and the code that reads and writes events.

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::binding::rest::{self, MessageRole};
use super::codec::BodyCodec;
use super::context::ServiceContext;
use super::imports::Imports;
use super::protocol::emitter;
use super::rust_struct::{Directions, Role, Struct};
use super::rust_union::Union;
use crate::ir::{EventRole, IntegerWidth, Member, Operation, ShapeId, ShapeKind};
use crate::output::{FileItem, MacroRow, MacroTable};

/// The tables of the events of a stream: of those that are read, and of those that are written.
pub fn union_tables(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    union: &Union<'_>,
) -> Vec<FileItem> {
    let directions = Directions::new(context, union.id, false);
    imports.runtime("event_stream");
    let mut tables = Vec::new();
    if directions != Directions::Encoded {
        imports.runtime("error");
        imports.runtime_module("event_stream/events");
        imports.runtime_module("event_stream::decode");
        let events = union.variants().filter(|(member, _)| member.event_role == EventRole::Plain);
        let rows = events.map(row).collect();
        let (name, subject) = (quote!(event_stream::decode), union.name.clone());
        tables.push(FileItem::Table(MacroTable { name, subject, rows }));
    }
    if directions != Directions::Decoded {
        tables.push(sent_table(imports, union));
    }
    if context.serde {
        tables.push(serde_table(context, imports, union));
    }
    tables
}

fn row((member, variant): (&Member, &Ident)) -> MacroRow {
    MacroRow {
        format: (member.event_role == EventRole::Exception).then(|| quote!(Exception)),
        ..MacroRow::new(&member.name, variant)
    }
}

/// The table of the events of a stream that are written.
pub fn sent_table(imports: &mut Imports, union: &Union<'_>) -> FileItem {
    imports.runtime("event_stream");
    imports.runtime("request");
    imports.runtime_module("event_stream/encode");
    imports.runtime_module("event_stream::encode");
    let rows = union.variants().map(row).collect();
    let (name, subject) = (quote!(event_stream::encode), union.name.clone());
    FileItem::Table(MacroTable { name, subject, rows })
}

/// The table of the serde form of a stream's events.
fn serde_table(context: ServiceContext<'_>, imports: &mut Imports, union: &Union<'_>) -> FileItem {
    imports.runtime("json");
    imports.runtime("value_format");
    imports.runtime_module("json/events");
    imports.runtime_module("json::events");
    let is_marked = |member: &Member| {
        let members = context.slice.model.members(&member.target);
        members.iter().any(|member| member.event_role != EventRole::Plain)
    };
    let rows = union.variants().map(|(member, variant)| {
        let is_marked = is_marked(member);
        let format =
            if is_marked { quote!(json::events::Marked) } else { quote!(value_format::Boxed) };
        MacroRow { format: Some(format), ..MacroRow::new(&member.wire_name, variant) }
    });
    let rows = rows.collect();
    let (name, subject) = (quote!(json::events), union.name.clone());
    FileItem::Table(MacroTable { name, subject, rows })
}

/// The code that reads and writes an event, for the structures that are events.
pub fn event(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    structure: &Struct<'_>,
) -> Vec<FileItem> {
    let id = structure.id.filter(|id| context.slice.events.contains(*id));
    let (Some(id), Some(codec)) = (id, emitter(context).event_codec()) else { return Vec::new() };
    let directions = Directions::new(context, id, false);
    let received = (directions != Directions::Encoded)
        .then(|| received(context, imports, (id, structure), codec));
    let sent =
        (directions != Directions::Decoded).then(|| sent(context, imports, (id, structure), codec));
    received.into_iter().chain(sent).map(FileItem::Tokens).collect()
}

/// The implementation of `ReceivedEvent`.
fn received(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    (id, structure): (&ShapeId, &Struct<'_>),
    codec: &dyn BodyCodec,
) -> TokenStream {
    imports.runtime("event_stream");
    imports.runtime("error");
    imports.runtime_module("event_stream/events");
    let marked: Vec<_> = structure.marked_fields().collect();
    let fields: Vec<&Ident> = marked.iter().map(|field| &field.names.field).collect();
    let values: Vec<TokenStream> =
        marked.iter().map(|field| marked_value(context, imports, field.member, codec)).collect();
    let read = if fields.is_empty() {
        codec.read_body(imports, &quote!(message.reply()))
    } else if structure.has_body_members() {
        let body = codec.read_body(imports, &quote!(message.reply()));
        quote! {
            let mut event: Self = #body?;
            #(event.#fields = #values;)*
            Ok(event)
        }
    } else {
        quote!(Ok(Self { #(#fields: #values),* }))
    };
    let name = context.names.type_names(id).name;
    quote! {
        impl event_stream::events::ReceivedEvent for #name {
            fn read(message: &event_stream::message::Message<'_>) -> Result<Self, error::MalformedReply> {
                #read
            }
        }
    }
}

/// The expression that reads a member from a header or from the payload of an event.
fn marked_value(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    member: &Member,
    codec: &dyn BodyCodec,
) -> TokenStream {
    if matches!(member.event_role, EventRole::Header(_)) {
        let name = &member.name;
        let is_text = is_text(context, member);
        let method = format_ident!("{}", if is_text { "text_header" } else { "header" });
        return quote!(message.#method(#name)?);
    }
    match context.slice.model.kind(&member.target) {
        Some(ShapeKind::Blob) => quote!(Some(message.bytes())),
        Some(ShapeKind::String | ShapeKind::Enum(_)) => quote!(message.text()?),
        _ => {
            let read = codec.read_payload(context, imports, member, &quote!(message.reply()));
            quote!(#read?)
        }
    }
}

/// The implementation of `SentEvent` of a structure.
pub fn sent(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    (id, structure): (&ShapeId, &Struct<'_>),
    codec: &dyn BodyCodec,
) -> TokenStream {
    imports.runtime("event_stream");
    imports.runtime("request");
    imports.runtime_module("event_stream/encode");
    let headers = structure.fields.iter().filter_map(|field| {
        let EventRole::Header(width) = field.member.event_role else { return None };
        let (name, field_name) = (&field.member.name, &field.names.field);
        if is_text(context, field.member) {
            return Some(quote!(event.text_header(#name, &self.#field_name)?;));
        }
        let (value, number) = if field.optional {
            (quote!(value), quote!(*value))
        } else {
            (quote!(&self.#field_name), quote!(self.#field_name))
        };
        let step = match width {
            IntegerWidth::Byte => quote!(event.byte_header(#name, #number)?;),
            IntegerWidth::Short => quote!(event.short_header(#name, #number)?;),
            IntegerWidth::Whole => quote!(event.header(#name, #value)?;),
        };
        Some(if field.optional {
            quote!(if let Some(value) = &self.#field_name { #step })
        } else {
            step
        })
    });
    let headers: Vec<TokenStream> = headers.collect();
    let payload =
        structure.fields.iter().find(|field| field.member.event_role == EventRole::Payload);
    let body = match payload {
        Some(field) => Some(rest::event_payload(
            context,
            imports,
            if structure.role == Role::Input { MessageRole::Request } else { MessageRole::Reply },
            (id, field.member, &field.names.field),
            codec,
        )),
        None if structure.has_body_members() || headers.is_empty() => {
            Some(codec.write_event(imports, id))
        }
        None => None,
    };
    let body = body.map(|body| {
        quote! {
            let request = event.request();
            #body
        }
    });
    let name = context.names.type_names(id).name;
    quote! {
        impl event_stream::encode::SentEvent for #name {
            fn write(&self, event: &mut event_stream::encode::EventBuilder) -> Result<(), request::BuildError> {
                #(#headers)*
                #body
                Ok(())
            }
        }
    }
}

fn is_text(context: ServiceContext<'_>, member: &Member) -> bool {
    let kind = context.slice.model.kind(&member.target);
    matches!(kind, Some(ShapeKind::String | ShapeKind::Enum(_)))
}

/// The implementation of `ReceivesEvents` for an operation, if its response is a stream of events.
pub fn operation(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    operation: &Operation,
) -> Option<TokenStream> {
    let model = &context.slice.model;
    let stream = context.events(operation.output.as_ref())?;
    let codec = emitter(context).event_codec()?;
    let names = context.names.operation(&operation.name);
    let (request, failure) = (names.request, names.error);
    let event: TokenStream =
        imports.shared(context.names, &stream.target).parse().unwrap_or_default();
    imports.runtime("event_stream");
    imports.runtime("error");
    imports.runtime_module("event_stream/events");
    let reply = imports.runtime("ErrorReply");
    let starts = (!model.service.protocol.binds_http()).then(|| {
        quote!(
            const STARTS_WITH_RESPONSE: bool = true;
        )
    });
    let shape = model.shapes.get(&stream.target)?;
    let exceptions = shape.event_stream.iter().flat_map(|stream| &stream.exceptions);
    let renamed = exceptions.filter_map(|(name, id)| {
        let code = model.error_code(id);
        (name != code).then(|| quote!((#name, #code)))
    });
    let renamed: Vec<TokenStream> = renamed.collect();
    let renamed = (!renamed.is_empty()).then(|| {
        quote! {
            const EXCEPTIONS: &'static [(&'static str, &'static str)] = &[#(#renamed),*];
        }
    });
    let read = codec.read_exception(imports);
    Some(quote! {
        impl event_stream::events::ReceivesEvents for #request {
            type Event = #event;
            type Failure = #failure;

            #starts
            #renamed

            fn failure(reply: &error::Reply<'_>) -> #reply {
                #read
            }
        }
    })
}
