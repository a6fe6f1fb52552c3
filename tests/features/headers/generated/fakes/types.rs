//! Errors, structures and unions.
