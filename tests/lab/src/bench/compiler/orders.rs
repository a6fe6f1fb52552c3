//! The models of a package, in a folder of their own, and what of each can be generated.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use farrier_codegen::diagnostic::{Diagnostics, Source};
use farrier_codegen::frontend::{ModelFiles, plain_name};
use farrier_codegen::survey;
use farrier_xtask::shared::package::Package;
use farrier_xtask::shared::{failure, input, slashes, write};
use serde::{Deserialize, Serialize};

/// A model, and the operations that are generated.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Order {
    /// What tables call it.
    pub name: String,
    /// The folder of the model, from that of the orders.
    pub model: PathBuf,
    /// How many bytes its files have.
    pub bytes: u64,
    /// `all`, or names. None, if what it has cannot be generated: then it is loaded alone.
    pub operations: Vec<String>,
}

impl Order {
    /// Whether anything is generated.
    pub fn is_generated(&self) -> bool {
        !self.operations.is_empty()
    }
}

/// Unpacks every model of a package beside the file of the orders, and writes that.
///
/// # Errors
///
/// Fails if a model cannot be read or written. One that farrier cannot load is left out.
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

/// Writes the files of a model, and returns how many bytes they have.
fn unpack(files: &ModelFiles, folder: &Path) -> Result<u64, Diagnostics> {
    let by_name: BTreeMap<String, &Source> =
        files.sources().map(|source| (name_of(source), &**source)).collect();
    for (name, source) in &by_name {
        write::changed(&folder.join(name), &source.text)?;
    }
    Ok(by_name.values().map(|source| source.text.len() as u64).sum())
}

fn name_of(source: &Source) -> String {
    plain_name(source.path.rsplit('/').next().unwrap_or_default()).to_owned()
}

/// Reads orders.
///
/// # Errors
///
/// Fails if the file is not one of orders.
pub fn read(file: &Path) -> Result<Vec<Order>, Diagnostics> {
    let source = input::read(file, slashes(file))?;
    serde_json::from_str(&source.text).map_err(|error| failure("the orders cannot be read", &error))
}

/// Writes orders.
///
/// # Errors
///
/// Fails if the file cannot be written.
pub fn save(orders: &[Order], file: &Path) -> Result<(), Diagnostics> {
    let text = serde_json::to_string_pretty(orders)
        .map_err(|error| failure("the orders cannot be written", &error))?;
    write::file(file, &text)
}

/// The largest of the models that are generated, the largest of at most half its size, and so on.
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
    fn each_step_of_the_ladder_has_at_most_half_of_the_one_before() {
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
