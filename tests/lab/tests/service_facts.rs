//! The tables in `codegen/src/services`, beside the models of AWS: a misspelt operation would never apply.

use std::collections::{BTreeMap, BTreeSet};

use farrier_codegen::frontend::load;
use farrier_codegen::services;
use farrier_lab::newest;
use farrier_xtask::shared::package::Package;
use tests::wheel;

#[test]
fn operations_of_the_tables_exist() {
    let Some(wheel) = wheel("1.44.8") else { return };
    let package = Package::open(&wheel, "botocore".to_owned()).unwrap();
    let wanted: BTreeSet<&str> = services::operations().map(|(service, _)| service).collect();
    let mut operations: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in newest::names(&package) {
        // Models that farrier cannot load have no facts.
        let Ok(model) = load(&package.files(name).unwrap()) else { continue };
        if let Some(id) = model.service.sdk_id.filter(|id| wanted.contains(id.as_str())) {
            operations.entry(id).or_default().extend(model.operations.into_keys());
        }
    }
    let missing = services::operations().filter(|(service, operation)| {
        let Some(names) = operations.get(*service) else { return true };
        !match operation.strip_suffix('*') {
            Some(prefix) => names.iter().any(|name| name.starts_with(prefix)),
            None => names.contains(*operation),
        }
    });
    let missing: Vec<_> = missing.collect();
    assert!(missing.is_empty(), "not in botocore 1.44.8: {missing:?}");
}
