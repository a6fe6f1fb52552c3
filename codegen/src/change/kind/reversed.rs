//! The kinds of changes in the other direction.

use super::ChangeKind;

/// The kinds of a change and of its reversal. The first pair with a kind counts.
const PAIRS: [(ChangeKind, ChangeKind); 21] = [
    (ChangeKind::OperationAdded, ChangeKind::OperationRemoved),
    (ChangeKind::MemberAdded, ChangeKind::MemberRemoved),
    (ChangeKind::RequiredMemberAdded, ChangeKind::MemberRemoved),
    (ChangeKind::UnionMemberAdded, ChangeKind::UnionMemberRemoved),
    (ChangeKind::EnumIntroduced, ChangeKind::EnumDropped),
    (ChangeKind::EnumValueAdded, ChangeKind::EnumValueRemoved),
    (ChangeKind::RequiredAdded, ChangeKind::RequiredRemoved),
    (ChangeKind::InputAdded, ChangeKind::InputRemoved),
    (ChangeKind::OutputAdded, ChangeKind::OutputRemoved),
    (ChangeKind::ErrorAdded, ChangeKind::ErrorRemoved),
    (ChangeKind::IdempotencyTokenAdded, ChangeKind::IdempotencyTokenRemoved),
    (ChangeKind::UnsupportedAdded, ChangeKind::UnsupportedRemoved),
    (ChangeKind::ConstraintTightened, ChangeKind::ConstraintLoosened),
    (ChangeKind::SensitiveAdded, ChangeKind::SensitiveRemoved),
    (ChangeKind::Deprecated, ChangeKind::Undeprecated),
    (ChangeKind::PaginatorAdded, ChangeKind::PaginatorRemoved),
    (ChangeKind::WaiterAdded, ChangeKind::WaiterRemoved),
    (ChangeKind::TypeAdded, ChangeKind::TypeRemoved),
    (ChangeKind::RuntimeAdded, ChangeKind::RuntimeRemoved),
    (ChangeKind::ConstructorAdded, ChangeKind::ConstructorRemoved),
    (ChangeKind::DeriveGained, ChangeKind::DeriveLost),
];

impl ChangeKind {
    /// The kind of the same change from the new model to the old one.
    pub(in crate::change) fn reversed(self) -> Self {
        let other = PAIRS.iter().find_map(|(one, other)| match self {
            kind if kind == *one => Some(*other),
            kind if kind == *other => Some(*one),
            _ => None,
        });
        other.unwrap_or(self)
    }
}
