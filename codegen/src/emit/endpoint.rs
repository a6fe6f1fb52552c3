//! Operations with endpoints of their own: tables as constants, and functions that choose a table.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

use super::context::ServiceContext;
use super::imports::Imports;
use super::service::exceptions;
use crate::ir::{
    ArnPart, EndpointChoice, EndpointCondition, EndpointException, EndpointOperand, EndpointText,
    OperationEndpoint,
};
use crate::names::{EndpointNames, Names};
use crate::output::FileItem;
use crate::output::docs::docs;

/// The constants and functions for the endpoints of operations.
pub fn items(context: ServiceContext<'_>, imports: &mut Imports) -> Vec<FileItem> {
    let mut tables = Tables::default();
    let mut functions = Vec::new();
    let mut emitted = BTreeSet::new();
    for operation in context.slice.model.operations.values() {
        let Some(endpoint) = &operation.endpoint else { continue };
        let Some(names) = context.names.endpoint(&operation.name) else { continue };
        if !emitted.insert(&names.function) {
            continue;
        }
        imports.runtime_module("endpoint_params");
        if has_own_table(context, endpoint) {
            tables.0.push(Table {
                name: names.constant.clone(),
                docs: format!("Exceptions {}.", condition(endpoint, false)),
                exceptions: endpoint.choice.usual(),
                refuses_values: false,
            });
        }
        if is_chosen(endpoint) {
            functions.push(function(context, imports, &mut tables, names, endpoint));
        }
    }
    let tables = tables.0.into_iter().map(|table| {
        let Table { name, docs: text, exceptions: rows, refuses_values } = table;
        let refused = if refuses_values { quote!(.refused_values()) } else { quote!(.refused()) };
        let (docs, exceptions) = (docs(&text, 0), exceptions(rows, &refused));
        quote!(#docs pub(crate) const #name: &[Exception] = &[#(#exceptions),*];)
    });
    tables.chain(functions).map(FileItem::Tokens).collect()
}

/// A constant with exceptions.
struct Table<'a> {
    name: Ident,
    docs: String,
    exceptions: &'a [EndpointException],
    /// Whether a request that needs the table has values that the endpoint rules refuse.
    refuses_values: bool,
}

/// The tables of such operations.
#[derive(Default)]
struct Tables<'a>(Vec<Table<'a>>);

impl<'a> Tables<'a> {
    /// The name of a table, which several operations may share.
    fn name(&mut self, exceptions: &'a [EndpointException]) -> Ident {
        if let Some(known) = self.0.iter().find(|known| known.exceptions == exceptions) {
            return known.name.clone();
        }
        let refuses_values = exceptions.iter().all(|exception| exception.answer.is_none());
        let urls =
            exceptions.iter().filter_map(|exception| exception.answer.as_ref()?.url.as_ref());
        let (word, docs) = if refuses_values {
            ("REFUSED", "Exceptions for requests whose values the endpoint rules refuse.")
        } else if urls.into_iter().any(|url| url.contains("{label}")) {
            ("LABELED", "Exceptions for hosts with a label from the request or its settings.")
        } else {
            ("OTHER", "Exceptions for other requests.")
        };
        let count = self.0.iter().filter(|known| known.docs == docs).count();
        let number = if count == 0 { String::new() } else { format!("_{}", count + 1) };
        let name = format_ident!("{word}{number}");
        let docs = docs.to_owned();
        self.0.push(Table { name: name.clone(), docs, exceptions, refuses_values });
        name
    }
}

/// Whether a request without optional members has other endpoints than the service.
pub fn has_own_table(context: ServiceContext<'_>, endpoint: &OperationEndpoint) -> bool {
    let service = context.slice.model.service.endpoints.as_deref();
    endpoint.choice.usual() != service.unwrap_or_default()
}

/// Whether members or settings select the endpoint.
pub fn is_chosen(endpoint: &OperationEndpoint) -> bool {
    !matches!(endpoint.choice, EndpointChoice::Table { label: None, .. })
}

/// The operations of an endpoint in words: ``for `Api` = `data` and a `StreamARN` ``.
fn condition(endpoint: &OperationEndpoint, with_inputs: bool) -> String {
    use crate::ir::EndpointArgument::{Boolean, Member, Path, Text, Texts};
    let constants = endpoint.arguments.iter().filter_map(|(name, argument)| match argument {
        Text(text) => Some(format!("`{name}` = `{text}`")),
        Boolean(value) => Some(format!("`{name}` = `{value}`")),
        Texts(texts) => Some(format!("`{name}` = `{}`", texts.join(", "))),
        Member(_) | Path(_) => None,
    });
    let inputs = endpoint.inputs().into_iter().filter(|_| with_inputs);
    let inputs = inputs.map(|(name, _)| format!("`{name}`"));
    let settings = endpoint.settings().filter(|_| with_inputs).map(|name| format!("`{name}`"));
    let parts: Vec<String> = constants.chain(inputs).chain(settings).collect();
    if parts.is_empty() {
        "without parameters".to_owned()
    } else {
        format!("for {}", parts.join(", "))
    }
}

fn function<'a>(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    tables: &mut Tables<'a>,
    names: &EndpointNames,
    endpoint: &'a OperationEndpoint,
) -> TokenStream {
    let docs = docs(&format!("The endpoint {}.", condition(endpoint, true)), 0);
    let [region, chosen, none] =
        ["Region", "Endpoint", "NoEndpoint"].map(|name| imports.runtime(name));
    let arguments = endpoint.inputs().into_iter().map(|(parameter, _)| {
        let name = Names::endpoint_argument(parameter);
        let ty = argument_type(&endpoint.choice, parameter);
        quote!(#name: #ty)
    });
    let arguments: Vec<_> = arguments.collect();
    let settings = endpoint.settings().map(|parameter| {
        let name = Names::endpoint_argument(parameter);
        quote!(let #name = region.setting(#parameter);)
    });
    let settings: Vec<_> = settings.collect();
    let arns = endpoint.choice.arns().into_iter().map(|parameter| {
        let arn = imports.runtime_item("endpoint_params", "Arn");
        let (parts, name) = (Names::endpoint_arn(parameter), Names::endpoint_argument(parameter));
        quote!(let #parts = #arn::read(#name);)
    });
    let arns: Vec<_> = arns.collect();
    let choice = Chooser { context, endpoint, imports, tables }.choice(&endpoint.choice);
    let function = &names.function;
    quote! {
        #docs
        pub(crate) fn #function(region: &#region, #(#arguments),*) -> Result<#chosen, #none> {
            #(#settings)*
            #(#arns)*
            #choice
        }
    }
}

/// The type of the argument for a parameter.
pub fn argument_type(choice: &EndpointChoice, parameter: &str) -> TokenStream {
    if choice.is_flag(parameter) { quote!(Option<bool>) } else { quote!(Option<&str>) }
}

/// Prints the choice of an endpoint.
struct Chooser<'a, 'e> {
    context: ServiceContext<'e>,
    endpoint: &'a OperationEndpoint,
    imports: &'e mut Imports,
    tables: &'e mut Tables<'a>,
}

impl<'a> Chooser<'a, '_> {
    fn choice(&mut self, choice: &'a EndpointChoice) -> TokenStream {
        let (first, mut then, otherwise) = match choice {
            EndpointChoice::Table { exceptions, label } => {
                let table = self.table(exceptions);
                let Some(label) = label else { return quote!(#table.endpoint(region)) };
                let method = if label.has_dots {
                    quote!(endpoint_with_labels)
                } else {
                    quote!(endpoint_with)
                };
                let label = text(&label.text, true);
                return quote!(#table.#method(region, #label));
            }
            EndpointChoice::If(condition, choices) => {
                let [then, otherwise] = &**choices;
                (condition, then, otherwise)
            }
        };
        // Conditions with the same alternative are one condition.
        let mut conditions = vec![first];
        while let EndpointChoice::If(condition, choices) = then {
            let [next, alternative] = &**choices;
            if alternative != otherwise {
                break;
            }
            conditions.push(condition);
            then = next;
        }
        let needed: Vec<_> =
            (0..conditions.len()).filter(|at| !is_implied(&conditions, *at)).collect();
        let needed = needed.into_iter().filter_map(|at| conditions.get(at));
        let conditions: Vec<_> = needed.map(|condition| self.condition(condition)).collect();
        let (then, alternative) = (self.choice(then), self.choice(otherwise));
        let otherwise = match otherwise {
            EndpointChoice::If(..) => alternative,
            EndpointChoice::Table { .. } => quote!({ #alternative }),
        };
        quote!(if #(#conditions)&&* { #then } else #otherwise)
    }

    /// The service with the endpoints of a table.
    fn table(&mut self, exceptions: &'a [EndpointException]) -> TokenStream {
        let service = self.context.slice.model.service.endpoints.as_deref();
        if exceptions == service.unwrap_or_default() {
            return quote!(SERVICE);
        }
        let name = self.tables.name(exceptions);
        quote!(SERVICE.with(#name))
    }

    fn condition(&mut self, condition: &EndpointCondition) -> TokenStream {
        let argument = |name: &str| Names::endpoint_argument(name);
        match condition {
            EndpointCondition::IsSet(name) => {
                let name = argument(name);
                quote!(#name.is_some())
            }
            EndpointCondition::IsTrue(name) => {
                let is_setting = !self.endpoint.arguments.contains_key(name);
                let yes = if is_setting { quote!("true") } else { quote!(true) };
                let name = argument(name);
                quote!(#name == Some(#yes))
            }
            EndpointCondition::IsArn(name) => {
                let parts = Names::endpoint_arn(name);
                quote!(#parts.is_valid())
            }
            EndpointCondition::AllowsAccountHost => quote!(region.allows_account_host()),
            EndpointCondition::IsHostLabel(of, dots) => {
                let is_host_label = self.imports.runtime_item("request", "is_host_label");
                let text = text(of, true);
                if *dots {
                    quote!(#text.split('.').all(#is_host_label))
                } else {
                    quote!(#is_host_label(#text))
                }
            }
            EndpointCondition::Equals(of, operand) => {
                let other = match operand {
                    EndpointOperand::Text(text) => quote!(#text),
                    EndpointOperand::Region => quote!(region.name),
                    EndpointOperand::Partition => {
                        let partition = self.imports.runtime_item("partition", "Partition");
                        quote!(#partition::of(&region.name).id)
                    }
                };
                let text = text(of, false);
                match (of, operand) {
                    (EndpointText::Parameter(_), _) => quote!(#text == Some(#other)),
                    (EndpointText::Arn(..), EndpointOperand::Text(other)) if other.is_empty() => {
                        quote!(#text.is_empty())
                    }
                    (EndpointText::Arn(..), _) => quote!(#text == #other),
                }
            }
        }
    }
}

/// The expression of a text; of an optional one, with an empty default.
fn text(text: &EndpointText, or_empty: bool) -> TokenStream {
    match text {
        EndpointText::Parameter(name) => {
            let name = Names::endpoint_argument(name);
            if or_empty { quote!(#name.unwrap_or_default()) } else { quote!(#name) }
        }
        EndpointText::Arn(name, part) => {
            let parts = Names::endpoint_arn(name);
            let part = match part {
                ArnPart::Partition => quote!(partition),
                ArnPart::Service => quote!(service),
                ArnPart::Region => quote!(region),
                ArnPart::Account => quote!(account),
                ArnPart::ResourceType => quote!(resource_type),
                ArnPart::ResourceName => quote!(resource_name),
            };
            quote!(#parts.#part)
        }
    }
}

/// Whether a condition that a value is set, or is an ARN, follows from another one: no other condition holds for the
/// empty text.
fn is_implied(conditions: &[&EndpointCondition], at: usize) -> bool {
    let Some(EndpointCondition::IsSet(name) | EndpointCondition::IsArn(name)) = conditions.get(at)
    else {
        return false;
    };
    conditions.iter().any(|condition| match condition {
        EndpointCondition::IsHostLabel(text, _) => text.parameter() == name,
        EndpointCondition::Equals(text, EndpointOperand::Text(other)) => {
            text.parameter() == name && !other.is_empty()
        }
        EndpointCondition::IsTrue(other) => other == name,
        _ => false,
    })
}
