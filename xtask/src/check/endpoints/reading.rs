//! What the source says about operations.

use std::collections::{BTreeMap, BTreeSet};

use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, ImplItem, ItemEnum, ItemImpl, ItemStruct, Lit, Meta, Type, Visibility};

use crate::problem::{Outcome, Problem};
use crate::tree::{Tree, file_name};

/// A file with what matters here.
#[derive(Debug)]
pub(crate) struct File {
    pub(crate) path: String,
    pub(crate) operations: Vec<Operation>,
    /// The public async methods of `Client`.
    pub(crate) methods: Vec<Method>,
}

/// An `impl Endpoint for Request`.
#[derive(Debug)]
pub(crate) struct Operation {
    /// The first argument of `Operation::new`.
    pub(crate) name: String,
    /// The type that is sent.
    pub(crate) request: String,
    pub(crate) is_public: bool,
    pub(crate) docs: String,
    pub(crate) line: usize,
}

/// A method of `Client`.
#[derive(Debug)]
pub(crate) struct Method {
    pub(crate) name: String,
    pub(crate) docs: String,
    pub(crate) line: usize,
}

impl File {
    /// Whether it lies directly in the folder and is not its index.
    pub(crate) fn is_in(&self, folder: &str) -> bool {
        self.path == format!("{folder}/{}", file_name(&self.path)) && self.stem() != "mod"
    }

    /// The name without `.rs`.
    pub(crate) fn stem(&self) -> &str {
        file_name(&self.path).trim_end_matches(".rs")
    }
}

/// Reads all files below a folder.
pub(crate) fn files(tree: &Tree, dir: &str) -> Outcome<Vec<File>> {
    tree.files_with(dir, &["rs"]).into_iter().map(|path| file(tree, path)).collect()
}

fn file(tree: &Tree, path: String) -> Outcome<File> {
    let mut seen = Seen::default();
    seen.visit_file(&parse(tree, &path)?);
    let mut operations =
        seen.endpoints.iter().map(|endpoint| seen.operation(&path, endpoint)).collect::<Outcome<Vec<_>>>()?;
    seen.give_faces(&mut operations);
    Ok(File { path, operations, methods: seen.methods })
}

/// The modules a file declares in files of their own.
pub(crate) fn modules(tree: &Tree, path: &str) -> Outcome<BTreeSet<String>> {
    let items = parse(tree, path)?.items;
    let modules = items.into_iter().filter_map(|item| match item {
        syn::Item::Mod(module) if module.content.is_none() => Some(module.ident.to_string()),
        _ => None,
    });
    Ok(modules.collect())
}

fn parse(tree: &Tree, path: &str) -> Outcome<syn::File> {
    syn::parse_file(&tree.read(path)?).map_err(|error| {
        let line = error.span().start().line;
        Problem::new(path, line, format!("is not Rust: {error}"), "make it compile")
    })
}

/// Collects from a syntax tree.
#[derive(Default)]
struct Seen {
    /// Types of the file: whether they are public, and their docs.
    types: BTreeMap<String, (bool, String)>,
    endpoints: Vec<ItemImpl>,
    methods: Vec<Method>,
}

impl Seen {
    fn operation(&self, path: &str, endpoint: &ItemImpl) -> Outcome<Operation> {
        let line = endpoint.impl_token.span().start().line;
        let request = type_name(&endpoint.self_ty).unwrap_or_default();
        let Some(name) = operation_name(endpoint) else {
            let wrong = format!("cannot tell the operation name of {request}");
            return Err(Problem::new(path, line, wrong, "write Operation::new(\"name\", …) in the impl"));
        };
        // A request declared elsewhere counts as public, so that it is not overlooked.
        let (is_public, docs) = self.types.get(&request).cloned().unwrap_or((true, String::new()));
        Ok(Operation { name, request, is_public, docs, line })
    }

    /// A private type that sends an operation no public request of the file sends is a wrapper: readers of the docs see what
    /// it wraps. A second one of the same name is a helper.
    fn give_faces(&self, operations: &mut [Operation]) {
        for at in 0..operations.len() {
            let name = operations[at].name.clone();
            let has_public = operations.iter().any(|other| other.is_public && other.name == name);
            if let Some((request, docs)) = self.face(&name).filter(|_| !has_public) {
                let Operation { line, .. } = operations[at];
                operations[at] = Operation { name, request, is_public: true, docs, line };
            }
        }
    }

    /// What stands for an operation in the docs: the public type called like it, with its docs. If there is no such type, the
    /// method of `Client` has nothing to take, and its own docs count.
    fn face(&self, operation: &str) -> Option<(String, String)> {
        let of_type = self.types.iter().find(|(name, _)| snake(name) == operation);
        if let Some((name, (is_public, docs))) = of_type {
            return is_public.then(|| (name.clone(), docs.clone()));
        }
        let method = self.methods.iter().find(|method| method.name == operation)?;
        Some((format!("Client::{operation}"), method.docs.clone()))
    }

    fn add_type(&mut self, name: &syn::Ident, visibility: &Visibility, attributes: &[Attribute]) {
        let is_public = matches!(visibility, Visibility::Public(_));
        self.types.insert(name.to_string(), (is_public, docs(attributes)));
    }

    fn add_methods(&mut self, block: &ItemImpl) {
        for item in &block.items {
            let ImplItem::Fn(method) = item else { continue };
            if matches!(method.vis, Visibility::Public(_)) && method.sig.asyncness.is_some() {
                self.methods.push(Method {
                    name: method.sig.ident.to_string(),
                    docs: docs(&method.attrs),
                    line: method.sig.ident.span().start().line,
                });
            }
        }
    }
}

impl<'ast> Visit<'ast> for Seen {
    fn visit_item_struct(&mut self, item: &'ast ItemStruct) {
        self.add_type(&item.ident, &item.vis, &item.attrs);
    }

    fn visit_item_enum(&mut self, item: &'ast ItemEnum) {
        self.add_type(&item.ident, &item.vis, &item.attrs);
    }

    fn visit_item_impl(&mut self, block: &'ast ItemImpl) {
        let is_endpoint = block
            .trait_
            .as_ref()
            .is_some_and(|(path, _)| path.segments.last().is_some_and(|last| last.ident == "Endpoint"));
        if is_endpoint {
            self.endpoints.push(block.clone());
        } else if block.trait_.is_none() && type_name(&block.self_ty).as_deref() == Some("Client") {
            self.add_methods(block);
        }
    }
}

fn type_name(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    path.path.segments.last().map(|last| last.ident.to_string())
}

/// `GetCustomer` as `get_customer`.
fn snake(name: &str) -> String {
    let mut snake = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

/// The doc comment, one line a line.
fn docs(attributes: &[Attribute]) -> String {
    let lines = attributes.iter().filter_map(|attribute| match &attribute.meta {
        Meta::NameValue(value) if value.path.is_ident("doc") => string(&value.value),
        _ => None,
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn string(value: &Expr) -> Option<String> {
    match value {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => Some(text.value()),
            _ => None,
        },
        _ => None,
    }
}

fn operation_name(endpoint: &ItemImpl) -> Option<String> {
    let mut name = Name(None);
    name.visit_item_impl(endpoint);
    name.0
}

/// Looks for `Operation::new("name", …)`.
struct Name(Option<String>);

impl<'ast> Visit<'ast> for Name {
    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        let Expr::Path(function) = &*call.func else { return visit::visit_expr_call(self, call) };
        let path: Vec<_> =
            function.path.segments.iter().rev().take(2).map(|part| part.ident.to_string()).collect();
        if path == ["new", "Operation"] {
            self.0 = self.0.take().or_else(|| call.args.first().and_then(string));
        }
        visit::visit_expr_call(self, call);
    }
}
