//! The keys of `codegen.toml`.

use std::collections::BTreeSet;
use std::sync::Arc;

use farrier_codegen::diagnostic::{Diagnostic, Diagnostics, Location, Source};
use farrier_codegen::{Client, DocsLevel, OutputOptions, Tls};
use serde::{Deserialize, Serialize};
use toml::Spanned;
use toml::de::DeTable;

use super::credentials::Credentials;
use super::table::Table;
use crate::{failure, models};

/// The content of a manifest.
#[derive(Debug)]
pub struct File {
    /// Folders that contain only outputs: any other file in them is drift.
    pub exclusive: Vec<Spanned<String>>,
    /// The outputs, in order.
    pub output: Vec<Output>,
}

/// An output: a crate or a module.
#[expect(clippy::struct_excessive_bools, reason = "each is a key of the manifest")]
#[derive(Debug, Serialize)]
pub struct Output {
    /// The folder. The last part of the path is the name of a crate.
    pub path: Spanned<String>,
    /// Crate or module.
    pub kind: Kind,
    /// The path of a module, such as `crate::aws`. The default follows from the folder below `src`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub module: Option<Spanned<String>>,
    /// The HTTP client, if the output sends requests.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client: Option<Client>,
    /// The TLS library of the client.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls: Option<Tls>,
    /// Whether the output contains the signer although it has no client.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub signing: bool,
    /// Whether the output contains the retry policy although it has no client.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub retry: bool,
    /// The sources of credentials.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub credentials: Option<Spanned<Credentials>>,
    /// Whether the types implement serde's traits.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub serde: bool,
    /// Whether structures lack `#[non_exhaustive]`, so that struct literals work in other crates.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub exhaustive: bool,
    /// Whether the output contains tests of its requests and responses.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub proof: bool,
    /// Whether the output contains fake responses for tests.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub testing: bool,
    /// The services in the output.
    pub service: Vec<Service>,
}

/// The kind of an output.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A separate crate.
    #[default]
    Crate,
    /// A module in a crate of the user.
    Module,
}

/// The selected operations of one service.
#[derive(Debug, Serialize)]
pub struct Service {
    /// The name of its module in the output. Without a name, the service is the whole output.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Spanned<String>>,
    /// The model: a folder or file.
    pub model: Spanned<String>,
    /// Change documents, from the oldest to the newest.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Spanned<String>>,
    /// The operations.
    pub operations: Spanned<Operations>,
    /// With `operations = "all"`: the operations to leave out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub except: Vec<Spanned<String>>,
    /// How much of the model's documentation is in the output.
    pub docs: DocsLevel,
    /// The protocol. The default is farrier's first choice among the protocols of the service.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub protocol: Option<Spanned<String>>,
    /// Keys of the model that are ignored although farrier does not know them, as `level.key`.
    #[serde(rename = "allow-unknown-keys", skip_serializing_if = "BTreeSet::is_empty")]
    pub allow_unknown_keys: BTreeSet<String>,
    /// Omitted members of outputs, each by its path, such as `ListBackupJobs.output.BackupJobs[].CreatedBy`.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub omit: Vec<Spanned<String>>,
    /// Structures with exactly one set member, in addition to the unions that farrier knows.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unions: Vec<Spanned<String>>,
}

/// The operations of a service: `"all"`, `"changed"`, or a list of names.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub enum Operations {
    /// `"all"` or `"changed"`.
    Word(Word),
    /// Names of operations.
    Names(Vec<Spanned<String>>),
}

/// A set of operations that needs no names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Word {
    /// Every operation of the model.
    All,
    /// The operations that the change documents name.
    Changed,
}

impl File {
    /// Reads the text of a manifest.
    ///
    /// Unknown and missing keys and values of a wrong type are added to `errors`, and their outputs left out.
    ///
    /// # Errors
    ///
    /// The first syntax error. Those after it often follow from it.
    pub fn read(source: &Arc<Source>, errors: &mut Diagnostics) -> Result<Self, Diagnostics> {
        let (root, syntax_errors) = DeTable::parse_recoverable(&source.text);
        if let Some(error) = syntax_errors.first() {
            let message = format!("`{}` cannot be read: {}", source.path, error.message());
            let location = Location::span(source, error.span().unwrap_or(0..0));
            let help = "if this line is right, a list or string before it is not closed";
            return Err(Diagnostic::error(message).at(location).help(help).into());
        }
        let mut root = Table::root(source, &root);
        let exclusive = root.texts("exclusive");
        let (output, _) = root.tables("output", "[[output]]", Output::read);
        errors.collect(root.finish());
        Ok(Self { exclusive, output })
    }
}

impl Output {
    fn read(table: &mut Table<'_>) -> Option<Self> {
        let path = table.required_text("path", "path = \"generated/NAME\"");
        let kind = table.word("kind", &["crate", "module"]).unwrap_or_default();
        let module = table.text("module");
        let client = table.word("client", &["ureq", "reqwest"]);
        let tls = table.word("tls", &["rustls", "none"]);
        table.depends("tls", "client", "client = \"ureq\"");
        let signing = table.flag("signing");
        let retry = table.flag("retry");
        let credentials = Credentials::read(table);
        table.depends("credentials", "client", "client = \"ureq\"");
        let serde = table.flag("serde");
        let exhaustive = table.flag("exhaustive");
        let proof = table.flag("proof");
        let testing = table.flag("testing");
        let (service, are_valid) = table.tables("service", "[[output.service]]", Service::read);
        let path = path.filter(|_| are_valid)?;
        Some(Self {
            path,
            kind,
            module,
            client,
            tls,
            signing,
            retry,
            credentials,
            serde,
            exhaustive,
            proof,
            testing,
            service,
        })
    }

    /// The optional parts of the output, written by this program.
    #[must_use]
    pub fn options(&self, program: &'static str) -> OutputOptions {
        let credentials = self.credentials.as_ref();
        OutputOptions {
            client: self.client,
            tls: self.tls.unwrap_or_default(),
            signing: self.signing,
            retry: self.retry,
            credentials: credentials.map(|words| words.get_ref().sources()).unwrap_or_default(),
            serde: self.serde,
            exhaustive: self.exhaustive,
            proof: self.proof,
            testing: self.testing,
            program,
        }
    }

    /// The digest of the output's entry in the manifest, whatever its layout.
    ///
    /// # Errors
    ///
    /// Fails if the entry cannot be written as JSON.
    pub fn digest(&self) -> Result<String, Diagnostics> {
        let json = serde_json::to_vec(self);
        json.map(|json| models::digest(&json))
            .map_err(|error| failure("cannot compute the digest of the manifest", &error))
    }
}

impl Service {
    fn read(table: &mut Table<'_>) -> Option<Self> {
        let name = table.text("name");
        let model = table.required_text("model", "model = \"PATH\"");
        let changes = table.texts("changes");
        let operations =
            table.required_word_or_texts("operations", &["all", "changed"], "operations = \"all\"");
        let except = table.texts("except");
        let docs = table.word("docs", &["full", "summary", "none"]).unwrap_or_default();
        let protocol = table.text("protocol");
        let allow_unknown_keys = table.texts("allow-unknown-keys");
        let omit = table.texts("omit");
        let unions = table.texts("unions");
        let operations = operations?;
        let span = operations.span();
        let operations = match operations.into_inner() {
            Ok(word) => Operations::Word(word),
            Err(names) => Operations::Names(names),
        };
        Some(Self {
            name,
            model: model?,
            changes,
            operations: Spanned::new(span, operations),
            except,
            docs,
            protocol,
            allow_unknown_keys: allow_unknown_keys.into_iter().map(Spanned::into_inner).collect(),
            omit,
            unions,
        })
    }
}
