//! Links between items: marked names in documentation, replaced by intra-doc links.

use std::cell::LazyCell;

use proc_macro2::Ident;

use super::context::ServiceContext;
use crate::doc_links::{item_of, replace_marks};
use crate::ir::ShapeId;
use crate::markdown::code;

impl ServiceContext<'_> {
    /// The documentation of an operation, with links.
    pub(super) fn operation_docs(self, name: &str) -> String {
        self.with_links(self.slice.model.docs.operation(name), name)
    }

    /// The documentation of a shape, with links.
    pub(super) fn shape_docs(self, id: &ShapeId) -> String {
        self.with_links(self.slice.model.docs.shape(id), id.as_str())
    }

    /// The documentation of a member, with links.
    pub(super) fn member_docs(self, id: &ShapeId, member: &str) -> String {
        self.with_links(self.slice.model.docs.member(id, member), id.as_str())
    }

    /// Whether some documentation has links.
    pub(super) fn has_doc_links(self) -> bool {
        let mut found = false;
        for text in self.slice.model.docs.texts() {
            replace_marks(text, |name| {
                found |= self.item_path(item_of(name)).is_some();
                String::new()
            });
        }
        found
    }

    /// Replaces each marked name by a link, or by a code span if the output has no such item or is the item of `own`.
    fn with_links(self, markdown: &str, own: &str) -> String {
        let own = LazyCell::new(|| self.item_path(own));
        replace_marks(markdown, |name| match self.item_path(item_of(name)) {
            Some(path) if own.as_ref() != Some(&path) => {
                format!("[{}]({path})", shown(name))
            }
            _ => shown(name),
        })
    }

    /// The path of the item for an operation or shape, if the output has one.
    fn item_path(self, name: &str) -> Option<String> {
        let operations = &self.slice.model.operations;
        let at_root = |name: &Ident| format!("{}::{name}", self.paths.module());
        if operations.contains_key(name) {
            return Some(at_root(&self.names.operation(name).request));
        }
        let id = ShapeId::new(name);
        if let Some(names) = self.names.find_type_names(&id) {
            return Some(format!("{}::{}", self.paths.types(), names.name));
        }
        operations.values().find_map(|operation| {
            let names = self.names.operation(&operation.name);
            if operation.input.as_ref() == Some(&id) {
                Some(at_root(&names.request))
            } else {
                (operation.output.as_ref() == Some(&id)).then(|| at_root(&names.output))
            }
        })
    }
}

/// A text with a code span for each marked name, for places without links.
pub fn without_links(markdown: &str) -> String {
    replace_marks(markdown, shown)
}

/// A name as a code span.
fn shown(name: &str) -> String {
    code(&name.replace('$', "."))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use crate::diagnostic::Source;
    use crate::frontend::ModelFiles;
    use crate::{Layout, Request, Selection, generate};

    const MODEL: &str = r#"{
        "metadata": { "apiVersion": "2024-01-31", "protocol": "rest-json", "serviceFullName": "Stables" },
        "operations": {
            "GetHorse": {
                "http": { "method": "GET", "requestUri": "/horse" },
                "input": { "shape": "GetHorseRequest" },
                "output": { "shape": "GetHorseResponse" },
                "documentation": "<p>Gets a <a>Horse</a> that <a>ListHorses</a> or <a>SellHorse</a> lists. See <a>GetHorse</a>, <a>GetHorseResponse$Horse</a> and <a>Cow</a>.</p>"
            },
            "ListHorses": {
                "http": { "method": "GET", "requestUri": "/horses" },
                "output": { "shape": "ListHorsesResponse" },
                "documentation": "<p>Lists all <a>Horse</a>s.</p>"
            },
            "SellHorse": { "http": { "method": "GET", "requestUri": "/sale" } }
        },
        "shapes": {
            "GetHorseRequest": { "type": "structure", "members": { "Name": { "shape": "Text", "documentation": "The <a>Horse$Name</a>." } } },
            "GetHorseResponse": { "type": "structure", "members": { "Horse": { "shape": "Horse" } } },
            "ListHorsesResponse": { "type": "structure", "members": { "Horses": { "shape": "Horses" } } },
            "Horses": { "type": "list", "member": { "shape": "Horse" } },
            "Horse": { "type": "structure", "members": { "Name": { "shape": "Text" } }, "documentation": "A horse, not a <a>Horse</a>." },
            "Text": { "type": "string" }
        }
    }"#;

    fn generated(layout: &Layout) -> BTreeMap<String, String> {
        let model = ModelFiles::only(Source::new("api-2.json", MODEL));
        let names = ["GetHorse", "ListHorses"].map(str::to_owned);
        let request = Request::new("models/stables", model, Selection::from_words(&names));
        generate(layout, &[request]).unwrap().into_iter().collect()
    }

    #[test]
    fn links_items_of_the_output() {
        let files = generated(&Layout::Crate("stables".to_owned()));
        let text = |path: &str| {
            let lines = files.get(path).unwrap().lines().map(str::trim);
            lines.collect::<Vec<_>>().join(" ").replace(" /// ", " ")
        };
        let operation = text("src/operations/get_horse.rs");
        let expected = "Gets a [`Horse`](crate::types::Horse) that [`ListHorses`](crate::ListHorses) or `SellHorse` lists. \
            See `GetHorse`, [`GetHorseResponse.Horse`](crate::GetHorseOutput) and Cow.";
        assert!(operation.contains(expected), "{operation}");
        assert!(operation.contains("The [`Horse.Name`](crate::types::Horse)."), "{operation}");
        assert!(text("src/types/horse.rs").contains("A horse, not a `Horse`."));
        assert!(text("src/lib.rs").contains("#![allow(rustdoc::redundant_explicit_links)]"));
        assert!(text("README.md").contains("| Lists all `Horse`s. |"));
    }

    #[test]
    fn links_have_the_path_of_the_module() {
        let files = generated(&Layout::Module(vec!["aws".to_owned()]));
        let text = files.get("operations/list_horses.rs").unwrap();
        assert!(text.contains("Lists all [`Horse`](crate::aws::types::Horse)s."), "{text}");
    }
}
