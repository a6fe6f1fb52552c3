//! Which difference of the models is the reason for an item that differs.

use std::collections::BTreeSet;

use crate::change::compare::{Difference, Place};
use crate::change::kind::Kind;
use crate::change::pairs::Pairs;
use crate::change::surface::{Aspect, ItemChange};

/// Items whose type is another one because of what their member holds, at the place of that: of the shape that
/// became another type, or is called otherwise in Rust.
pub fn caused<'m>(
    pairs: &Pairs<'m>,
    differences: &[Difference<'m>],
    mut items: Vec<ItemChange<'m>>,
) -> Vec<ItemChange<'m>> {
    let is_type = |difference: &&Difference<'m>| explains(difference.kind).contains(&Aspect::Type);
    let changed: BTreeSet<Place<'m>> =
        differences.iter().filter(is_type).map(|difference| difference.place).collect();
    let renamed = items.iter().filter(|item| item.aspect == Aspect::Name).map(|item| item.place);
    let renamed: BTreeSet<Place<'m>> = renamed.collect();
    for item in &mut items {
        let Place::Member(number, name) = item.place else { continue };
        if item.aspect != Aspect::Type || changed.contains(&item.place) {
            continue;
        }
        let mut within = pairs.held(number, name);
        // Lists and maps are as long as they are deep, and were found not to be deep.
        while let Some(number) = within {
            let place = Place::Shape(number);
            if changed.contains(&place) {
                item.place = place;
                break;
            }
            if renamed.contains(&place) {
                item.place = place;
                item.aspect = Aspect::Name;
                break;
            }
            within = pairs.value_of(number);
        }
    }
    items
}

/// What of the items at its place a kind of change is the reason for.
pub fn explains(kind: Kind) -> &'static [Aspect] {
    use Aspect::{Arguments, Boxing, Derive, Name, Optional, Presence, Type};
    match kind {
        Kind::MemberAdded
        | Kind::RequiredMemberAdded
        | Kind::UnionMemberAdded
        | Kind::MemberRemoved
        | Kind::UnionMemberRemoved
        | Kind::EnumValueAdded
        | Kind::EnumValueRemoved
        | Kind::InputAdded
        | Kind::InputRemoved
        | Kind::OutputAdded
        | Kind::OutputRemoved
        | Kind::ErrorAdded
        | Kind::ErrorRemoved
        | Kind::OperationAdded
        | Kind::OperationRemoved => &[Presence, Optional, Arguments, Derive],
        Kind::MemberRenamed => &[Name],
        Kind::RequiredAdded
        | Kind::RequiredRemoved
        | Kind::IdempotencyTokenAdded
        | Kind::IdempotencyTokenRemoved
        | Kind::LocationChanged
        | Kind::StreamingChanged => &[Optional, Arguments, Presence, Derive],
        Kind::TargetChanged | Kind::TypeChanged | Kind::EnumIntroduced | Kind::EnumDropped => {
            &[Type, Boxing]
        }
        Kind::SparseChanged => &[Type],
        Kind::MemberOrderChanged => &[Arguments],
        _ => &[],
    }
}
