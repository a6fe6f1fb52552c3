//! Edits the text of a manifest, and keeps its comments and layout.

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics};
use toml_edit::{Array, ArrayOfTables, DocumentMut, Item, RawString, Table, Value};

use super::list_edit;
use crate::failure;

/// The position of a service: the index of its output, and its own index there.
pub type ServiceIndex = (usize, usize);

/// A manifest as text.
pub struct ManifestText {
    document: DocumentMut,
}

impl ManifestText {
    /// Parses a manifest.
    ///
    /// # Errors
    ///
    /// Fails if the text is not TOML.
    pub fn parse(text: &str) -> Result<Self, Diagnostics> {
        let document =
            text.parse().map_err(|error| failure("the manifest cannot be edited", &error))?;
        Ok(Self { document })
    }

    /// The edited text.
    pub fn text(&self) -> String {
        self.document.to_string()
    }

    /// Adds names to the operations of a service: in their place if the list is sorted, or else at its end.
    ///
    /// # Errors
    ///
    /// Fails if the operations are not a list.
    pub fn add_operations(
        &mut self,
        at: ServiceIndex,
        names: &[String],
    ) -> Result<(), Diagnostics> {
        let list = self.operations(at)?;
        for name in names {
            let known: Vec<&str> = list.iter().filter_map(Value::as_str).collect();
            let index = if known.is_sorted() {
                known.partition_point(|known| *known < name.as_str())
            } else {
                known.len()
            };
            list_edit::insert(list, index, name);
        }
        Ok(())
    }

    /// Removes names from the operations of a service. Returns whether the list is empty then.
    ///
    /// # Errors
    ///
    /// Fails if the operations are not a list.
    pub fn remove_operations(
        &mut self,
        at: ServiceIndex,
        names: &[String],
    ) -> Result<bool, Diagnostics> {
        let list = self.operations(at)?;
        let is_removed = |value: &Value| names.iter().any(|name| value.as_str() == Some(name));
        let removed: Vec<usize> = list
            .iter()
            .enumerate()
            .filter(|(_, value)| is_removed(value))
            .map(|(index, _)| index)
            .collect();
        removed.into_iter().rev().for_each(|index| list_edit::remove(list, index));
        Ok(list.is_empty())
    }

    /// Adds a service to an output.
    ///
    /// # Errors
    ///
    /// Fails if the output is not written as `[[output]]`.
    pub fn add_service(
        &mut self,
        output: usize,
        name: &str,
        model: &str,
        operations: &[String],
    ) -> Result<(), Diagnostics> {
        let mut table = Table::new();
        table.insert("name", toml_edit::value(name));
        table.insert("model", toml_edit::value(model));
        table.insert("operations", toml_edit::value(operations.iter().collect::<Array>()));
        table.decor_mut().set_prefix("\n");
        let none = || Item::ArrayOfTables(ArrayOfTables::new());
        let services = self.output(output)?.entry("service").or_insert_with(none);
        services.as_array_of_tables_mut().ok_or_else(|| layout("output.service"))?.push(table);
        Ok(())
    }

    /// Removes a service, and its output if that has no other service. Returns whether the manifest still has outputs.
    ///
    /// # Errors
    ///
    /// Fails if the output is not written as `[[output]]`.
    pub fn remove_service(&mut self, (output, service): ServiceIndex) -> Result<bool, Diagnostics> {
        let services =
            self.output(output)?.get_mut("service").and_then(Item::as_array_of_tables_mut);
        let services = services.ok_or_else(|| layout("output.service"))?;
        if services.len() > 1 {
            services.remove(service);
            return Ok(true);
        }
        let outputs = self.outputs()?;
        keep_heading(outputs, output);
        outputs.remove(output);
        Ok(!outputs.is_empty())
    }

    fn outputs(&mut self) -> Result<&mut ArrayOfTables, Diagnostics> {
        let outputs = self.document.get_mut("output").and_then(Item::as_array_of_tables_mut);
        outputs.ok_or_else(|| layout("output"))
    }

    fn output(&mut self, index: usize) -> Result<&mut Table, Diagnostics> {
        self.outputs()?.get_mut(index).ok_or_else(|| layout("output"))
    }

    fn operations(&mut self, (output, service): ServiceIndex) -> Result<&mut Array, Diagnostics> {
        let services =
            self.output(output)?.get_mut("service").and_then(Item::as_array_of_tables_mut);
        let service = services.and_then(|services| services.get_mut(service));
        let service = service.ok_or_else(|| layout("output.service"))?;
        service.get_mut("operations").and_then(Item::as_array_mut).ok_or_else(|| {
            Diagnostic::error("`operations` is not a list of names")
                .help("list the operations in the manifest, or edit the manifest by hand")
                .into()
        })
    }
}

fn layout(key: &str) -> Diagnostics {
    Diagnostic::error(format!("cannot edit `{key}`: it must be a section `[[{key}]]`"))
        .help("write it as `[[output]]`, or edit the manifest by hand")
        .into()
}

/// Moves the comments at the top of the file to the next output, if the first one is removed. A blank line ends them.
fn keep_heading(outputs: &mut ArrayOfTables, removed: usize) {
    let prefix = |table: &Table| {
        table.decor().prefix().and_then(RawString::as_str).unwrap_or_default().to_owned()
    };
    let Some(first) = outputs.get(0).filter(|_| removed == 0) else { return };
    let first = prefix(first);
    let Some((heading, _)) = first.rsplit_once("\n\n") else { return };
    let heading = format!("{heading}\n\n");
    if let Some(next) = outputs.get_mut(1) {
        let own = prefix(next);
        next.decor_mut().set_prefix(heading + own.trim_start_matches('\n'));
    }
}

#[cfg(test)]
mod tests {
    use super::ManifestText;

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn manifest(operations: &str) -> String {
        format!(
            "# Ours.\n\n[[output]] # one\npath = \"a\"\n\n[[output.service]]\nmodel = \"m\"\noperations = {operations}\ndocs = \"none\"\n"
        )
    }

    fn added(operations: &str, more: &[&str]) -> String {
        let mut text = ManifestText::parse(&manifest(operations)).unwrap();
        text.add_operations((0, 0), &names(more)).unwrap();
        text.text()
    }

    fn removed(operations: &str, fewer: &[&str]) -> String {
        let mut text = ManifestText::parse(&manifest(operations)).unwrap();
        text.remove_operations((0, 0), &names(fewer)).unwrap();
        text.text()
    }

    #[test]
    fn adds_operations_in_order() {
        let cases = [
            ("[]", &["B"][..], "[\"B\"]"),
            ("[\"B\"]", &["A"], "[\"A\", \"B\"]"),
            ("[\"B\"]", &["C"], "[\"B\", \"C\"]"),
            ("[\"C\", \"A\"]", &["B"], "[\"C\", \"A\", \"B\"]"),
            (
                "[\n    \"A\", # a\n    \"C\", # c\n]",
                &["B", "D"],
                "[\n    \"A\", # a\n    \"B\",\n    \"C\", # c\n    \"D\",\n]",
            ),
            ("[\n  \"A\",\n  \"C\"\n]", &["B", "D"], "[\n  \"A\",\n  \"B\",\n  \"C\",\n  \"D\"\n]"),
        ];
        for (before, more, after) in cases {
            assert_eq!(added(before, more), manifest(after), "{before}");
        }
    }

    #[test]
    fn removes_operations_with_their_comments() {
        let cases = [
            ("[\"A\"]", &["A"][..], "[]"),
            ("[\"A\", \"B\"]", &["A"], "[\"B\"]"),
            ("[\"A\", \"B\"]", &["B"], "[\"A\"]"),
            (
                "[\n    \"A\", # a\n    \"B\", # b\n    \"C\", # c\n]",
                &["B"],
                "[\n    \"A\", # a\n    \"C\", # c\n]",
            ),
            ("[\n    \"A\", # a\n    \"B\", # b\n]", &["B"], "[\n    \"A\", # a\n]"),
            ("[\n  \"A\",\n  \"B\"\n]", &["B"], "[\n  \"A\"\n]"),
            ("[\n  \"A\", # a\n  \"B\",\n]", &["A"], "[\n  \"B\",\n]"),
        ];
        for (before, fewer, after) in cases {
            assert_eq!(removed(before, fewer), manifest(after), "{before}");
        }
    }

    #[test]
    fn removes_output_and_keeps_heading() {
        let second = "\n# The second.\n[[output]]\npath = \"b\"\n\n[[output.service]]\nmodel = \"n\"\noperations = \"all\"\n";
        let mut text = ManifestText::parse(&(manifest("[\"A\"]") + second)).unwrap();
        assert!(text.remove_service((0, 0)).unwrap());
        assert_eq!(text.text(), format!("# Ours.\n{second}"));
        assert!(!text.remove_service((0, 0)).unwrap());
    }

    #[test]
    fn adds_service_to_output() {
        let mut text = ManifestText::parse(&manifest("[\"A\"]")).unwrap();
        text.add_service(0, "stables", "models/stables", &names(&["B"])).unwrap();
        let service = "\n[[output.service]]\nname = \"stables\"\nmodel = \"models/stables\"\noperations = [\"B\"]\n";
        assert_eq!(text.text(), manifest("[\"A\"]") + service);
    }
}
