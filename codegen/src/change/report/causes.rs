//! Attributes changes of Rust items to differences of the models.

use std::collections::BTreeSet;

use crate::change::compare::{Difference, Subject};
use crate::change::kind::ChangeKind;
use crate::change::pairs::Pairs;
use crate::change::surface::{Aspect, ItemChange};

/// Moves a changed field type to the shape that caused the change: a shape with another type or another Rust name.
pub fn attribute_to_shapes<'m>(
    pairs: &Pairs<'m>,
    differences: &[Difference<'m>],
    mut items: Vec<ItemChange<'m>>,
) -> Vec<ItemChange<'m>> {
    let is_type = |difference: &&Difference<'m>| explains(difference.kind).contains(&Aspect::Type);
    let changed: BTreeSet<Subject<'m>> =
        differences.iter().filter(is_type).map(|difference| difference.subject).collect();
    let renamed = items.iter().filter(|item| item.aspect == Aspect::Name).map(|item| item.subject);
    let renamed: BTreeSet<Subject<'m>> = renamed.collect();
    for item in &mut items {
        let Subject::Member(number, name) = item.subject else { continue };
        if item.aspect != Aspect::Type || changed.contains(&item.subject) {
            continue;
        }
        let mut target = pairs.member_target(number, name);
        // This ends, since the checked slice has no recursive list or map.
        while let Some(number) = target {
            let subject = Subject::Shape(number);
            if changed.contains(&subject) {
                item.subject = subject;
                break;
            }
            if renamed.contains(&subject) {
                item.subject = subject;
                item.aspect = Aspect::Name;
                break;
            }
            target = pairs.value_of(number);
        }
    }
    items
}

/// The aspects of Rust items that a kind of change explains, for items of the same subject.
pub fn explains(kind: ChangeKind) -> &'static [Aspect] {
    use Aspect::{Arguments, Boxing, Derive, Name, Optional, Presence, Type};
    match kind {
        ChangeKind::MemberAdded
        | ChangeKind::RequiredMemberAdded
        | ChangeKind::UnionMemberAdded
        | ChangeKind::MemberRemoved
        | ChangeKind::UnionMemberRemoved
        | ChangeKind::EnumValueAdded
        | ChangeKind::EnumValueRemoved
        | ChangeKind::InputAdded
        | ChangeKind::InputRemoved
        | ChangeKind::OutputAdded
        | ChangeKind::OutputRemoved
        | ChangeKind::ErrorAdded
        | ChangeKind::ErrorRemoved
        | ChangeKind::OperationAdded
        | ChangeKind::OperationRemoved => &[Presence, Optional, Arguments, Derive],
        ChangeKind::MemberRenamed => &[Name],
        ChangeKind::RequiredAdded
        | ChangeKind::RequiredRemoved
        | ChangeKind::IdempotencyTokenAdded
        | ChangeKind::IdempotencyTokenRemoved
        | ChangeKind::LocationChanged
        | ChangeKind::StreamingChanged => &[Optional, Arguments, Presence, Derive],
        ChangeKind::TargetChanged
        | ChangeKind::TypeChanged
        | ChangeKind::EnumIntroduced
        | ChangeKind::EnumDropped => &[Type, Boxing],
        ChangeKind::SparseChanged => &[Type],
        ChangeKind::MemberOrderChanged => &[Arguments],
        _ => &[],
    }
}
