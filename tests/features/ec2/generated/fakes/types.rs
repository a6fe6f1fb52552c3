//! Errors, structures and unions.

use crate::runtime::xml;
use crate::types::Stall;

xml::encode! { Stall {
    "stallId" => stall_id,
} }
