//! Members: where they travel, under which name, and what is said of them.

use super::Lowering;
use crate::frontend::smithy::shapes::{Member as Written, Shape as WrittenShape};
use crate::frontend::smithy::traits::{
    DEFAULT, EC2_QUERY_NAME, HOST_LABEL, HTTP_HEADER, HTTP_LABEL, HTTP_PAYLOAD,
    HTTP_PREFIX_HEADERS, HTTP_QUERY, HTTP_QUERY_PARAMS, HTTP_RESPONSE_CODE, IDEMPOTENCY_TOKEN,
    JSON_NAME, MEDIA_TYPE, REQUIRED, STREAMING, XML_ATTRIBUTE, XML_FLATTENED, XML_NAME,
};
use crate::ir::{Location, Member, Place, ShapeId, Trait, Traits};
use crate::json::Path;

impl Lowering<'_> {
    pub(super) fn members(&mut self, id: &ShapeId, shape: &WrittenShape<'_>) -> Vec<Member> {
        let mut members = Vec::new();
        for member in &shape.members {
            if member.owner != shape.id {
                let name = (id.to_string(), member.name.to_owned());
                self.file.mixed_in.insert(name, member.path(shape));
            }
            members.push(self.member(id, shape, member));
        }
        members
    }

    fn member(&mut self, id: &ShapeId, shape: &WrittenShape<'_>, member: &Written<'_>) -> Member {
        let path = || member.path(shape);
        let text = self.documentation(&member.traits, path);
        if !text.is_empty() {
            let docs = self.docs.shapes.entry(id.clone()).or_default();
            docs.members.insert(member.name.to_owned(), text);
        }
        let traits = &member.traits;
        let (location, wire_name) = self.binding(shape, member, path);
        // Shapes that every model has are without traits.
        let target = self.shapes.written(member.target);
        let target = target.and_then(|_| self.shapes.get(member.target, Path::new));
        let is_stream = target
            .as_ref()
            .is_some_and(|target| target.kind == "blob" && target.traits.has(STREAMING));
        let media_type = target.and_then(|target| self.read(&target.traits, MEDIA_TYPE, path));
        Member {
            name: member.name.to_owned(),
            target: self.id(member.target),
            required: traits.has(REQUIRED),
            default: self.read(traits, DEFAULT, path).filter(|value| !value.is_null()),
            wire_name,
            timestamp_format: self.timestamp_format(traits, path),
            json_text: media_type.is_some_and(|name| name == "application/json"),
            idempotency_token: traits.has(IDEMPOTENCY_TOKEN),
            host_label: traits.has(HOST_LABEL),
            streaming: location == Location::Payload && is_stream,
            deprecated: self.deprecation(traits, path),
            traits: self.member_traits(member, path),
            refusals: self.refusals(&Place::Member(id.to_string(), member.name.to_owned()), None),
            location,
        }
    }

    /// Where a member travels, and its name there. A member of an output is in no path and no query, and one of an
    /// input is no status, whatever traits it has: structures may be both.
    fn binding(
        &mut self,
        shape: &WrittenShape<'_>,
        member: &Written<'_>,
        path: impl Fn() -> Path,
    ) -> (Location, String) {
        let traits = &member.traits;
        let own = member.name.to_owned();
        if self.has_locations {
            if self.inputs.contains(shape.id) {
                if traits.has(HTTP_LABEL) {
                    return (Location::Label, own);
                }
                if let Some(key) = self.read(traits, HTTP_QUERY, &path) {
                    return (Location::Query, key);
                }
                if traits.has(HTTP_QUERY_PARAMS) {
                    return (Location::Query, own);
                }
            } else if traits.has(HTTP_RESPONSE_CODE) {
                return (Location::StatusCode, own);
            }
            if let Some(name) = self.read(traits, HTTP_HEADER, &path) {
                return (Location::Header, name);
            }
            if let Some(prefix) = self.read(traits, HTTP_PREFIX_HEADERS, &path) {
                return (Location::PrefixHeaders, prefix);
            }
            if traits.has(HTTP_PAYLOAD) {
                return (Location::Payload, own);
            }
        }
        let name = match () {
            () if self.in_xml => self.read(traits, XML_NAME, path),
            () if self.names_in_json => self.read(traits, JSON_NAME, path),
            () => None,
        };
        (Location::Body, name.unwrap_or(own))
    }

    fn member_traits(&mut self, member: &Written<'_>, path: impl Fn() -> Path) -> Traits {
        let traits = &member.traits;
        let says = |is: bool| is.then(|| "true".to_owned());
        let constraints = self.constraints(traits, &path);
        Traits::new(constraints.into_iter().chain([
            (Trait::QueryName, self.read(traits, EC2_QUERY_NAME, &path)),
            (Trait::Flattened, says(traits.has(XML_FLATTENED))),
            (Trait::XmlAttribute, says(traits.has(XML_ATTRIBUTE))),
            (Trait::XmlNamespace, self.namespace(traits, &path)),
        ]))
    }
}
