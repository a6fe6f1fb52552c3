//! Rust expressions for `JMESPath` expressions of waiters and paginators. All members of an output are optional, so that
//! the result of a path is an `Option`, or an iterator of several values.

use proc_macro2::{Ident, Literal as Number, TokenStream};
use quote::{format_ident, quote};

use super::context::ServiceContext;
use super::imports::Imports;
use super::types::tokens;
use crate::ir::{ShapeId, ShapeKind};
use crate::jmespath::{Comparator, Literal, Operand, OutputCondition, OutputPath, PathStep};

/// The Rust expression of a path.
enum Found {
    /// A value.
    Value(TokenStream),
    /// An optional member of a value: a name for it, the field, and the expression that borrows the field.
    Field(Ident, TokenStream, TokenStream),
    /// An `Option<&T>`, and a name for its value.
    Maybe(Ident, TokenStream),
    /// An iterator of `&T`.
    Many(TokenStream),
}

impl Found {
    /// Converts to an `Option<&T>`, with a name for its value.
    fn option(self) -> (Ident, TokenStream) {
        match self {
            Self::Field(name, _, borrowed) => (name, borrowed),
            Self::Maybe(name, option) => (name, option),
            Self::Value(value) => (item(), quote!(Some(#value))),
            Self::Many(values) => (item(), quote!(#values.next())),
        }
    }
}

/// A variable name for a field: its last word, unless that is a keyword.
fn short(field: &Ident) -> Ident {
    let name = field.to_string();
    let word = name.rsplit('_').next().unwrap_or(&name);
    syn::parse_str(word).unwrap_or_else(|_| field.clone())
}

/// The variable name for one of several values.
fn item() -> Ident {
    format_ident!("item")
}

/// A builder of expressions.
pub struct Expressions<'e, 'c> {
    pub context: ServiceContext<'c>,
    pub imports: &'e mut Imports,
}

impl Expressions<'_, '_> {
    /// The `Option<&T>` of a path to a single value, starting at `root`.
    pub fn one(&mut self, root: &TokenStream, path: &OutputPath) -> TokenStream {
        self.found(root, path).option().1
    }

    /// The iterator of `&T` of a path, starting at `root`.
    fn many(&mut self, root: &TokenStream, path: &OutputPath) -> TokenStream {
        match self.found(root, path) {
            Found::Many(values) => values,
            found => {
                let (_, option) = found.option();
                quote!(#option.into_iter())
            }
        }
    }

    fn found(&mut self, root: &TokenStream, path: &OutputPath) -> Found {
        let start = Found::Value(root.clone());
        path.steps.iter().fold(start, |found, step| self.step(found, step))
    }

    fn step(&mut self, found: Found, step: &PathStep) -> Found {
        match step {
            PathStep::Member(id, member) => self.member(found, id, member),
            PathStep::Elements => Found::Many(match found {
                Found::Value(list) => quote!(#list.iter()),
                Found::Field(_, field, _) => quote!(#field.iter().flatten()),
                Found::Maybe(_, list) => quote!(#list.into_iter().flatten()),
                Found::Many(lists) => quote!(#lists.flatten()),
            }),
            PathStep::Values => {
                let map = self.imports.btree_map();
                Found::Many(match found {
                    Found::Many(maps) => quote!(#maps.flat_map(#map::values)),
                    found => {
                        let (_, option) = found.option();
                        quote!(#option.into_iter().flat_map(#map::values))
                    }
                })
            }
            PathStep::Index(index) => {
                let (name, option) = found.option();
                let from_end = Number::u64_unsuffixed(index.unsigned_abs().saturating_sub(1));
                let from_start = Number::u64_unsuffixed(index.unsigned_abs());
                let element = match index {
                    -1 => quote!(#name.last()),
                    0 => quote!(#name.first()),
                    ..0 => quote!(#name.iter().rev().nth(#from_end)),
                    _ => quote!(#name.get(#from_start)),
                };
                Found::Maybe(item(), quote!(#option.and_then(|#name| #element)))
            }
            PathStep::Filter(condition) => {
                let item = item();
                let holds = self.condition(&quote!(#item), condition);
                match found {
                    Found::Many(values) => Found::Many(quote!(#values.filter(|#item| #holds))),
                    found => {
                        let (name, option) = found.option();
                        Found::Maybe(name, quote!(#option.filter(|#item| #holds)))
                    }
                }
            }
        }
    }

    fn member(&mut self, found: Found, id: &ShapeId, member: &str) -> Found {
        let context = self.context;
        let field = context.names.field(id, member).field;
        let is_boxed = context.slice.boxed.contains(&(id.clone(), member.to_owned()));
        let borrow = if is_boxed { quote!(as_deref()) } else { quote!(as_ref()) };
        match found {
            Found::Value(value) => {
                let access = quote!(#value.#field);
                let borrowed = quote!(#access.#borrow);
                Found::Field(short(&field), access, borrowed)
            }
            Found::Many(values) => {
                let item = item();
                Found::Many(quote!(#values.filter_map(|#item| #item.#field.#borrow)))
            }
            found => {
                let (name, option) = found.option();
                {
                    let option = quote!(#option.and_then(|#name| #name.#field.#borrow));
                    Found::Maybe(short(&field), option)
                }
            }
        }
    }

    /// The boolean expression of a condition on `root`.
    pub fn condition(&mut self, root: &TokenStream, condition: &OutputCondition) -> TokenStream {
        match condition {
            OutputCondition::Comparison(left, comparator, right) => {
                self.comparison(root, left, *comparator, right)
            }
            OutputCondition::And(left, right) => {
                let (left, right) = (self.grouped(root, left), self.grouped(root, right));
                quote!(#left && #right)
            }
            OutputCondition::Or(left, right) => {
                let (left, right) = (self.grouped(root, left), self.grouped(root, right));
                quote!(#left || #right)
            }
            OutputCondition::Not(condition) => {
                let condition = self.condition(root, condition);
                quote!(!(#condition))
            }
        }
    }

    /// A condition as an operand, in parentheses if necessary.
    fn grouped(&mut self, root: &TokenStream, condition: &OutputCondition) -> TokenStream {
        let tokens = self.condition(root, condition);
        match condition {
            OutputCondition::And(..) | OutputCondition::Or(..) => quote!((#tokens)),
            _ => tokens,
        }
    }

    fn comparison(
        &mut self,
        root: &TokenStream,
        left: &Operand,
        comparator: Comparator,
        right: &Operand,
    ) -> TokenStream {
        let sign = sign(comparator);
        let is_counted = |operand: &Operand| match operand {
            Operand::Length(path) => path.is_many,
            Operand::Literal(_) => true,
            Operand::Path(_) => false,
        };
        if is_counted(left) && is_counted(right) {
            let (left, right) = (self.count(root, left), self.count(root, right));
            return quote!(#left #sign #right);
        }
        let is_equality = matches!(comparator, Comparator::Equal | Comparator::NotEqual);
        match (left, right) {
            (Operand::Path(path), Operand::Literal(literal)) if is_equality => {
                self.equality(root, path, &sign, literal)
            }
            (left, Operand::Literal(literal)) if !is_equality => {
                let is_borrowed = matches!(left, Operand::Path(_));
                let (left, right) = (self.option(root, left), value(literal));
                let value = if is_borrowed { quote!(*value) } else { quote!(value) };
                quote!(#left.is_some_and(|value| #value #sign #right))
            }
            (left, right) => {
                let (left, right) = (self.option(root, left), self.option(root, right));
                if is_equality {
                    quote!(#left #sign #right)
                } else {
                    quote!(#left.zip(#right).is_some_and(|(left, right)| left #sign right))
                }
            }
        }
    }

    /// The number of elements of a path, or a literal number.
    fn count(&mut self, root: &TokenStream, operand: &Operand) -> TokenStream {
        match operand {
            Operand::Literal(literal) => value(literal),
            Operand::Length(path) | Operand::Path(path) => {
                let values = self.many(root, path);
                quote!(#values.count())
            }
        }
    }

    /// An operand as an `Option`.
    fn option(&mut self, root: &TokenStream, operand: &Operand) -> TokenStream {
        match operand {
            Operand::Path(path) => self.one(root, path),
            Operand::Length(path) if !path.is_many => {
                let value = self.one(root, path);
                if self.is_plain_text(&path.target) {
                    return quote!(#value.map(|text| text.chars().count()));
                }
                quote!(#value.map(Vec::len))
            }
            operand => {
                let count = self.count(root, operand);
                quote!(Some(#count))
            }
        }
    }

    /// The comparison of a path with a literal of its type.
    fn equality(
        &mut self,
        root: &TokenStream,
        path: &OutputPath,
        sign: &TokenStream,
        literal: &Literal,
    ) -> TokenStream {
        let found = self.found(root, path);
        if let Literal::Text(text) = literal {
            return match (self.variant(&path.target, text), found) {
                (Some(variant), found) => {
                    let (_, option) = found.option();
                    quote!(#option #sign Some(&#variant))
                }
                (None, Found::Field(_, access, _)) if self.is_plain_text(&path.target) => {
                    quote!(#access.as_deref() #sign Some(#text))
                }
                (None, found) => {
                    let (_, option) = found.option();
                    let as_str = self.as_str(&path.target);
                    quote!(#option.map(#as_str) #sign Some(#text))
                }
            };
        }
        let value = value(literal);
        if let Found::Field(_, access, _) = found {
            return quote!(#access #sign Some(#value));
        }
        let (_, option) = found.option();
        quote!(#option #sign Some(&#value))
    }

    /// Tests whether the value of a path is one of the texts.
    pub fn one_of(
        &mut self,
        root: &TokenStream,
        path: &OutputPath,
        texts: &[String],
    ) -> TokenStream {
        if let [text] = texts {
            return self.equality(root, path, &quote!(==), &Literal::Text(text.clone()));
        }
        let (name, option) = self.found(root, path).option();
        let is = self.is_one_of(&path.target, texts, &name);
        quote!(#option.is_some_and(#is))
    }

    /// Tests whether any value of a path is one of the texts.
    pub fn any(&mut self, root: &TokenStream, path: &OutputPath, texts: &[String]) -> TokenStream {
        let values = self.many(root, path);
        let is = self.is_one_of(&path.target, texts, &item());
        quote!(#values.any(#is))
    }

    /// Tests whether a path has values and all of them are equal to the text.
    pub fn all(&mut self, root: &TokenStream, path: &OutputPath, text: &str) -> TokenStream {
        let values = self.many(root, path);
        let is = self.is_one_of(&path.target, &[text.to_owned()], &item());
        quote!(all(#values, #is))
    }

    /// A closure that tests whether a value is one of the texts.
    fn is_one_of(&mut self, id: &ShapeId, texts: &[String], name: &Ident) -> TokenStream {
        match (self.variants(id, texts).as_deref(), texts) {
            (Some([variant]), _) => quote!(|#name| *#name == #variant),
            (Some(variants), _) => quote!(|#name| [#(#variants),*].contains(#name)),
            (None, [text]) => quote!(|#name| #name.as_str() == #text),
            (None, texts) => quote!(|#name| [#(#texts),*].contains(&#name.as_str())),
        }
    }

    /// The variants of an enum for the texts, if all texts have a variant.
    fn variants(&mut self, id: &ShapeId, texts: &[String]) -> Option<Vec<TokenStream>> {
        texts.iter().map(|text| self.variant(id, text)).collect()
    }

    /// The variant of an enum for a text.
    fn variant(&mut self, id: &ShapeId, text: &str) -> Option<TokenStream> {
        let Some(ShapeKind::Enum(values)) = self.context.slice.model.kind(id) else { return None };
        let index = values.iter().position(|value| value == text)?;
        let variant = self.context.names.variants(id).get(index)?;
        let name = tokens(&self.imports.shared(self.context.names, id));
        Some(quote!(#name::#variant))
    }

    fn is_plain_text(&self, id: &ShapeId) -> bool {
        self.context.slice.model.kind(id) == Some(&ShapeKind::String)
    }

    fn as_str(&mut self, id: &ShapeId) -> TokenStream {
        if self.is_plain_text(id) {
            return quote!(String::as_str);
        }
        let name = tokens(&self.imports.shared(self.context.names, id));
        quote!(#name::as_str)
    }
}

fn value(literal: &Literal) -> TokenStream {
    match literal {
        Literal::Number(number) => {
            let number = Number::i64_unsuffixed(*number);
            quote!(#number)
        }
        Literal::Boolean(is) => quote!(#is),
        Literal::Text(text) => quote!(#text),
    }
}

fn sign(comparator: Comparator) -> TokenStream {
    match comparator {
        Comparator::Equal => quote!(==),
        Comparator::NotEqual => quote!(!=),
        Comparator::Less => quote!(<),
        Comparator::LessOrEqual => quote!(<=),
        Comparator::Greater => quote!(>),
        Comparator::GreaterOrEqual => quote!(>=),
    }
}
