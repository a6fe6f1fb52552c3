//! Functions for `farrier-lab`. They are not part of the public API and may change at any time.

pub use crate::codegen::run as codegen;
pub use crate::command_line::{CommandLine, run, run_process};
pub use crate::models::digest;
pub use crate::parallel::map as parallel;
pub use crate::{failure, join_names, pluralize, slashes};

/// Model arguments: a file, a folder, `PACKAGE/SERVICE` or `git:REVISION:PATH`.
pub mod operand {
    pub use crate::changes::operand::{Files, model};
}

/// Fetches packages of models with pip.
pub mod fetch {
    pub use crate::models::fetch::{installed, sdist, wheel};
}

/// Reads files.
pub mod input {
    pub use crate::input::{model, read, service, toml};
}

/// Finds the root of a repository, and checks and edits manifests.
pub mod manifest {
    pub use crate::manifest::edit::ManifestText;
    pub use crate::manifest::{check, root};
}

/// Reads packages of models.
pub mod package {
    pub use crate::models::package::{ModelName, Package, texts};
}

/// Writes files.
pub mod write {
    pub use crate::write::{file, if_changed, temporary_folder};
}
