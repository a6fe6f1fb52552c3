//! Orders: the unpacked models of a package, and the supported operations of each.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{ModelFiles, plain_name};
use farrier_codegen::survey;
use farrier_xtask::shared::package::Package;
use farrier_xtask::shared::{failure, input, slashes, write};
use serde::{Deserialize, Serialize};

use super::{BOTOCORE_TWIN, SMITHY_TWIN};

/// A model and the operations to generate.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Order {
    /// The name in the tables.
    pub name: String,
    /// The folder of the model, relative to the order file.
    pub model: PathBuf,
    /// The size of its files in bytes.
    pub bytes: u64,
    /// `all`, or names. Empty if nothing in the model is supported; then the model is only loaded.
    pub operations: Vec<String>,
}

impl Order {
    /// Unpacks the newest model of a service into the folder `models/NAME` in `root`.
    ///
    /// # Errors
    ///
    /// Fails if a file cannot be read or written.
    pub fn unpacked(
        package: &Path,
        service: &str,
        name: &str,
        operations: &[String],
        root: &Path,
    ) -> Result<Self, Diagnostics> {
        let package = Package::open(package, slashes(package))?;
        let files = package.files(package.pick(Some(service), None)?)?;
        let model = Path::new("models").join(name);
        let bytes = unpack(&files, &root.join(&model))?;
        Ok(Self { name: name.to_owned(), model, bytes, operations: operations.to_vec() })
    }

    /// The orders of two models of a service, with the operations that both support. The first model is in `root`.
    ///
    /// # Errors
    ///
    /// Fails if a model cannot be read.
    pub fn twins(botocore: &Self, smithy: &Path, root: &Path) -> Result<[Self; 2], Diagnostics> {
        let files = input::model(smithy, &slashes(smithy))?;
        let model = Path::new("models").join(SMITHY_TWIN);
        let bytes = match files.sources().next() {
            Some(source) => {
                // The name of a whole Smithy model.
                write::if_changed(&root.join(&model).join("model.json"), &source.text)?;
                source.text.len() as u64
            }
            None => 0,
        };
        let twin = root.join(&botocore.model);
        let twin = sound(&input::model(&twin, &slashes(&twin))?)?;
        let both = |name: &String| twin.contains(name);
        let operations: Vec<String> = sound(&files)?.into_iter().filter(both).collect();
        let botocore = Self {
            name: BOTOCORE_TWIN.to_owned(),
            operations: operations.clone(),
            ..botocore.clone()
        };
        Ok([Self { name: SMITHY_TWIN.to_owned(), model, bytes, operations }, botocore])
    }

    /// Whether any operation is generated.
    pub fn is_generated(&self) -> bool {
        !self.operations.is_empty()
    }
}

/// Unpacks all models of a package beside the order file, and writes that file.
///
/// # Errors
///
/// Fails if a file cannot be read or written. Models that farrier cannot load are left out.
pub fn plan(package: &Path, file: &Path) -> Result<(), Diagnostics> {
    let package = Package::open(package, slashes(package))?;
    let root = file.parent().unwrap_or(Path::new(""));
    let mut orders = Vec::new();
    for name in package.models() {
        let files = package.files(name)?;
        let Ok(operations) = survey(&files) else { continue };
        let total = operations.len();
        let sound: Vec<String> = operations
            .into_iter()
            .filter(|(_, sound)| sound.is_ok())
            .map(|(name, _)| name)
            .collect();
        let model = Path::new("models").join(name.to_string().replace('/', "-"));
        orders.push(Order {
            name: name.to_string(),
            bytes: unpack(&files, &root.join(&model))?,
            model,
            operations: if sound.len() == total && total > 0 {
                vec!["all".to_owned()]
            } else {
                sound
            },
        });
    }
    save(&orders, file)
}

/// The operations of a model that can be generated.
fn sound(files: &ModelFiles) -> Result<BTreeSet<String>, Diagnostics> {
    let operations = survey(files)?.into_iter().filter(|(_, sound)| sound.is_ok());
    Ok(operations.map(|(name, _)| name).collect())
}

/// Writes the files of a model and returns their size in bytes.
fn unpack(files: &ModelFiles, folder: &Path) -> Result<u64, Diagnostics> {
    let by_name: BTreeMap<String, &Source> =
        files.sources().map(|source| (name_of(source), &**source)).collect();
    for (name, source) in &by_name {
        write::if_changed(&folder.join(name), &source.text)?;
    }
    Ok(by_name.values().map(|source| source.text.len() as u64).sum())
}

fn name_of(source: &Source) -> String {
    plain_name(source.path.rsplit('/').next().unwrap_or_default()).to_owned()
}

/// Reads a file of orders.
///
/// # Errors
///
/// Fails if the file is not a list of orders.
pub fn read(file: &Path) -> Result<Vec<Order>, Diagnostics> {
    let source = input::read(file, slashes(file))?;
    serde_json::from_str(&source.text).map_err(|error| failure("the orders cannot be read", &error))
}

/// Writes a file of orders.
///
/// # Errors
///
/// Fails if the file cannot be written.
pub fn save(orders: &[Order], file: &Path) -> Result<(), Diagnostics> {
    let text = serde_json::to_string_pretty(orders)
        .map_err(|error| failure("the orders cannot be written", &error))?;
    write::file(file, &text)
}

/// A ladder of sizes: the largest generated model, then the largest of at most half its size, and so on.
pub fn ladder(orders: &[Order]) -> Vec<&Order> {
    const SMALLEST: u64 = 50_000;
    let mut sorted: Vec<&Order> =
        orders.iter().filter(|order| order.is_generated() && order.bytes >= SMALLEST).collect();
    sorted.sort_by_key(|order| std::cmp::Reverse(order.bytes));
    let mut steps: Vec<&Order> = Vec::new();
    for order in sorted {
        if steps.last().is_none_or(|last| order.bytes * 2 <= last.bytes) {
            steps.push(order);
        }
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ladder_steps_halve_the_size() {
        let order = |bytes: u64| Order {
            name: bytes.to_string(),
            model: PathBuf::new(),
            bytes,
            operations: vec!["all".to_owned()],
        };
        let mut orders: Vec<Order> =
            [60_000, 400_000, 300_000, 200_000, 90_000, 10].map(order).into();
        orders.push(Order { operations: Vec::new(), ..order(9_000_000) });
        let sizes: Vec<u64> = ladder(&orders).iter().map(|order| order.bytes).collect();
        assert_eq!(sizes, [400_000, 200_000, 90_000]);
    }
}
