//! `ResolvedWaiters`.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use super::context::ServiceContext;
use super::imports::Imports;
use super::path::Expressions;
use crate::ir::WaitState;
use crate::names::OperationNames;
use crate::output::docs::{MODULE_WIDTH, docs, lines};
use crate::output::{FileItem, RustFile};
use crate::resolve_error::Unsupported;
use crate::waiter::{Matcher, Waiter};

/// The items of the runtime that every waiter uses.
const USED: [&str; 3] = ["Acceptor", "State", "Waiter"];

/// The file with all waiters of a service, if it has any.
pub fn emit(context: ServiceContext<'_>) -> Option<RustFile> {
    if context.waiters.is_empty() {
        return None;
    }
    let waiters = context.waiters.keys().map(|name| context.names.waiter(name));
    let defined: Vec<_> = waiters.chain(USED.map(|name| format_ident!("{name}"))).collect();
    let mut imports = Imports::for_operation(context.paths, &defined);
    if context.waiters.values().any(Result::is_ok) {
        for name in USED {
            imports.runtime_item("waiting", name);
        }
    }
    let mut docs =
        lines("The waiters of the service, for the functions of `runtime::waiting`.", MODULE_WIDTH);
    let mut items = Vec::new();
    for (name, waiter) in context.waiters {
        match waiter {
            Ok(waiter) => {
                items.extend(
                    self::waiter(context, &mut imports, name, waiter).map(FileItem::Tokens),
                );
            }
            Err(Unsupported(reason)) => {
                let text = format!("The waiter `{name}` is not generated: {reason}.");
                docs.push(String::new());
                docs.extend(lines(&text, MODULE_WIDTH));
            }
        }
    }
    let uses = imports.uses().into_iter().map(FileItem::Group);
    Some(RustFile { docs, items: uses.chain(items).collect(), runtime: imports.needs() })
}

fn waiter(
    context: ServiceContext<'_>,
    imports: &mut Imports,
    name: &str,
    waiter: &Waiter,
) -> [TokenStream; 2] {
    let duration = imports.duration();
    let ident = context.names.waiter(name);
    let OperationNames { request, output, .. } = context.names.operation(&waiter.operation);
    let delay = Literal::u64_unsuffixed(waiter.delay);
    let max_attempts = waiter.max_attempts.map(|attempts| {
        let attempts = Literal::u32_unsuffixed(attempts);
        quote!(const MAX_ATTEMPTS: Option<u32> = Some(#attempts);)
    });
    let acceptors = waiter.acceptors.iter().map(|acceptor| {
        let state = match acceptor.state {
            WaitState::Success => quote!(Success),
            WaitState::Failure => quote!(Failure),
            WaitState::Retry => quote!(Retry),
        };
        let condition = condition(context, imports, &acceptor.matcher);
        quote!(State::#state.#condition)
    });
    let acceptors: Vec<_> = acceptors.collect();
    let docs = docs(&format!("Waits for `{name}` by polling [`{request}`](super::{request})."), 0);
    let definition = quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #ident;
    };
    let binding = quote! {
        impl Waiter for #ident {
            type Operation = super::#request;

            const DELAY: #duration = #duration::from_secs(#delay);
            #max_attempts
            const ACCEPTORS: &'static [Acceptor<super::#output>] = &[#(#acceptors),*];
        }
    };
    [definition, binding]
}

/// The constructor of an acceptor, such as `if_status(404)`.
fn condition(context: ServiceContext<'_>, imports: &mut Imports, matcher: &Matcher) -> TokenStream {
    let output = quote!(output);
    let mut expressions = Expressions { context, imports };
    let holds = match matcher {
        Matcher::Output(condition) => expressions.condition(&output, condition),
        Matcher::OneOf(path, texts) => expressions.one_of(&output, path, texts),
        Matcher::Any(path, texts) => expressions.any(&output, path, texts),
        Matcher::All(path, text) => {
            let holds = expressions.all(&output, path, text);
            imports.runtime_item("waiting", "all");
            holds
        }
        Matcher::Success => return quote!(if_success()),
        Matcher::AnyError => return quote!(if_any_error()),
        Matcher::Error(code) => return quote!(if_error(#code)),
        Matcher::Status(status) => {
            let status = Literal::u16_unsuffixed(*status);
            return quote!(if_status(#status));
        }
    };
    quote!(if_output(|output| #holds))
}
