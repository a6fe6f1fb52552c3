//! Paginators: the `paginated` trait of operations and of the service.

use super::Lowering;
use crate::frontend::smithy::shapes::{ResolvedShape, path_of};
use crate::frontend::smithy::traits::PAGINATED;
use crate::ir::Paginated;

impl Lowering<'_> {
    /// The paginator of an operation. Properties that its trait leaves out are taken from the trait of the service.
    pub(super) fn paginator(&mut self, operation: &ResolvedShape<'_>) -> Option<Paginated> {
        let own = self.read(&operation.traits, PAGINATED, || path_of(operation.id, &[]))?;
        let service = std::rc::Rc::clone(&self.service);
        let path = || path_of(service.id, &[]);
        let defaults = self.read(&service.traits, PAGINATED, path).unwrap_or_default();
        let own_or_default = |own: Option<String>, default| own.or(default).into_iter().collect();
        Some(Paginated {
            input_tokens: own_or_default(own.input_token, defaults.input_token),
            output_tokens: own_or_default(own.output_token, defaults.output_token),
            more_results: None,
            results: own_or_default(own.items, defaults.items),
            page_size: own.page_size.or(defaults.page_size),
        })
    }
}
