//! Estimates of the size of generated types on 64-bit machines. Building the types to measure them would take an hour.

use std::collections::BTreeMap;

use farrier_codegen::ir::{Member, ShapeId, ShapeKind};
use farrier_codegen::slice::{MessageKind, Slice};

/// The size and alignment of a type in bytes, and whether `Option` of the type has the same size.
#[derive(Clone, Copy)]
struct TypeLayout {
    size: usize,
    align: usize,
    has_niche: bool,
}

const fn layout(size: usize, align: usize, has_niche: bool) -> TypeLayout {
    TypeLayout { size, align, has_niche }
}

const BOX: TypeLayout = layout(8, 8, true);
/// A `String` or `Vec`, and enums, which keep unknown values as a `String`.
const VECTOR: TypeLayout = layout(24, 8, true);
/// The variant of a union for unknown members: the name, and the value as text.
const UNKNOWN_MEMBER: usize = 48;

/// The largest structures and unions of a slice, with their sizes in bytes, at most `count`.
pub fn largest(slice: &Slice, count: usize) -> Vec<(usize, String)> {
    let mut sizes = Sizes { slice, known: BTreeMap::new() };
    let shapes = slice.model.shapes.keys();
    let shapes = shapes.filter(|id| !slice.model.members(id).is_empty());
    let mut all: Vec<_> = shapes.map(|id| (sizes.of_shape(id).size, id.to_string())).collect();
    all.sort_by(|one, other| other.cmp(one));
    all.truncate(count);
    all
}

struct Sizes<'s> {
    slice: &'s Slice,
    known: BTreeMap<ShapeId, TypeLayout>,
}

impl Sizes<'_> {
    fn of_shape(&mut self, id: &ShapeId) -> TypeLayout {
        if let Some(known) = self.known.get(id) {
            return *known;
        }
        let found = match self.slice.model.kind(id) {
            Some(ShapeKind::Boolean) => layout(1, 1, true),
            Some(ShapeKind::Integer | ShapeKind::Float) => layout(4, 4, false),
            Some(ShapeKind::Long | ShapeKind::Double) => layout(8, 8, false),
            Some(ShapeKind::Timestamp(_)) => layout(16, 8, false),
            Some(ShapeKind::Map { .. }) => layout(24, 8, false),
            Some(ShapeKind::Structure(structure)) => {
                let members = structure.members.iter();
                let fields: Vec<_> = members.map(|member| self.of_field(id, member)).collect();
                pack(&fields)
            }
            Some(ShapeKind::Union(members)) => {
                let sizes = members.iter().map(|member| self.of_member(id, member).size);
                // The tag needs at most a word of its own.
                layout(sizes.fold(UNKNOWN_MEMBER, usize::max) + 8, 8, true)
            }
            _ => VECTOR,
        };
        self.known.insert(id.clone(), found);
        found
    }

    /// The value of a member.
    fn of_member(&mut self, holder: &ShapeId, member: &Member) -> TypeLayout {
        let kind = self.slice.model.kind(&member.target);
        let is_in_union = matches!(self.slice.model.kind(holder), Some(ShapeKind::Union(_)));
        let is_structure = matches!(kind, Some(ShapeKind::Structure(_)));
        let key = (holder.clone(), member.name.clone());
        if is_in_union && is_structure || self.slice.boxed.contains(&key) {
            BOX
        } else {
            self.of_shape(&member.target)
        }
    }

    /// The field of a member: an `Option`, unless only requests have the structure and the member is required.
    fn of_field(&mut self, holder: &ShapeId, member: &Member) -> TypeLayout {
        let value = self.of_member(holder, member);
        let usage = self.slice.usage.get(holder);
        let is_sent_only = usage.is_some_and(|usage| {
            usage.message_kinds.iter().all(|kind| *kind == MessageKind::Input)
        });
        if value.has_niche || is_sent_only && member.is_required_of_request() {
            value
        } else {
            layout(value.size + value.align, value.align, true)
        }
    }
}

/// The layout of a structure. rustc sorts the fields, so that only the end is padded.
fn pack(fields: &[TypeLayout]) -> TypeLayout {
    let align = fields.iter().map(|field| field.align).max().unwrap_or(1);
    let size: usize = fields.iter().map(|field| field.size).sum();
    layout(size.next_multiple_of(align), align, fields.iter().any(|field| field.has_niche))
}

#[cfg(test)]
mod tests {
    use farrier_codegen::frontend::ModelFiles;
    use farrier_codegen::{Request, Selection, prepare};

    use super::largest;

    /// `size_of` returns the same for structures, and 48 for the unions: rustc finds room for the tag in a `String`.
    #[test]
    fn estimates_are_close() {
        let model = |feature: &str| {
            let path = format!("{}/../features/{feature}/model.json", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap();
            let source = farrier_codegen::diagnostic::Source::new(path, text);
            let request = Request::new("model", ModelFiles::only(source), Selection::All);
            largest(&prepare(&request).unwrap().slice, 2)
        };
        let named = |size, name: &str| (size, name.to_owned());
        assert_eq!(model("boxed_members"), [named(96, "PaintRequest"), named(56, "PhysicalTable")]);
        assert_eq!(
            model("attribute_values"),
            [named(56, "PutHorseOutput"), named(56, "AttributeValue")]
        );
    }
}
