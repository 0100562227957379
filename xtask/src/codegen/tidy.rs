//! Makes the generated code what somebody would have written.

use syn2::visit_mut::{VisitMut, visit_path_mut};
use syn2::{Attribute, File, Ident, Item, Meta, Path, Type, TypePath, parse_quote};

use super::REDACTION;
use super::redaction::Redaction;
use crate::problem::Problem;

/// What the generator always declares, and what it means.
const ALIASES: [(&str, &str); 4] = [("Boolean", "bool"), ("Float", "f64"), ("Int", "i64"), ("ID", "String")];

/// Lifts the content of the generated module to the top of the file, which is a module already.
pub(super) fn flatten(file: File) -> Vec<Item> {
    let mut inside = None;
    let (mut items, mut last) = (Vec::new(), Vec::new());
    for item in file.items {
        match item {
            Item::Mod(module) => {
                items.extend(module.content.into_iter().flat_map(|(_, items)| items));
                inside = Some(module.ident);
            }
            Item::Impl(_) => last.push(item),
            other => items.push(other),
        }
    }
    items.append(&mut last);
    if let Some(module) = inside {
        let mut lift = Lift(module);
        for item in &mut items {
            lift.visit_item_mut(item);
        }
    }
    items
}

/// Leaves out what is never used, and gives the scalars of the schema their types.
pub(super) fn clean(items: Vec<Item>, redaction: &mut Redaction) -> (Vec<Item>, Vec<Problem>) {
    let (mut kept, mut problems) = (Vec::new(), Vec::new());
    for mut item in items {
        match &mut item {
            Item::Use(import) if !imports_serde(&import.tree) => continue,
            Item::Impl(block) if block.items.is_empty() => continue,
            Item::Type(alias) if meaning(&alias.ident).is_some() => continue,
            Item::Type(alias) => {
                match redaction.scalar(&alias.ident.to_string()).map(|kind| parse(kind.path())) {
                    Some(Some(ty)) => *alias.ty = ty,
                    _ => problems.push(untyped(&alias.ident)),
                }
            }
            _ => {}
        }
        Plain.visit_item_mut(&mut item);
        kept.push(item);
    }
    (kept, problems)
}

fn untyped(scalar: &Ident) -> Problem {
    let wrong = format!("the scalar {scalar} of the schema has no type");
    Problem::new(REDACTION, 1, wrong, "add a row for it to [scalars]")
}

fn parse(path: &str) -> Option<Type> {
    syn2::parse_str(path).ok()
}

fn imports_serde(tree: &syn2::UseTree) -> bool {
    matches!(tree, syn2::UseTree::Path(path) if path.ident == "serde")
}

fn meaning(alias: &Ident) -> Option<&'static str> {
    ALIASES.iter().find(|(name, _)| alias == name).map(|(_, meaning)| *meaning)
}

/// Takes a module's name off the paths into it.
struct Lift(Ident);

impl VisitMut for Lift {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_path_mut(self, path);
        let leads_in = path.segments.first().is_some_and(|first| first.ident == self.0);
        if leads_in && path.segments.len() > 1 {
            path.segments = path.segments.iter().skip(1).cloned().collect();
        }
    }
}

/// Replaces the aliases by what they mean, and drops derives of nothing.
struct Plain;

impl VisitMut for Plain {
    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        syn2::visit_mut::visit_type_path_mut(self, path);
        if let Some(meaning) = path.path.get_ident().and_then(meaning) {
            let meaning = Ident::new(meaning, proc_macro2::Span::call_site());
            *path = parse_quote!(#meaning);
        }
    }

    fn visit_attributes_mut(&mut self, attributes: &mut Vec<Attribute>) {
        attributes.retain(|attribute| match &attribute.meta {
            Meta::List(list) => !(list.path.is_ident("derive") && list.tokens.is_empty()),
            // serde stands under its own name.
            _ => true,
        });
    }
}
