//! Which field of the schema stands behind each field of the generated code, and what type it gets.

use std::collections::BTreeSet;

use apollo_compiler::executable::{Operation, Selection, SelectionSet};
use apollo_compiler::schema::InputObjectType;
use apollo_compiler::{Node, Schema};
use syn2::visit_mut::{VisitMut, visit_type_path_mut};
use syn2::{Fields, GenericArgument, Ident, Item, ItemStruct, PathArguments, Type, TypePath, parse_quote};

use super::REDACTION;
use super::redaction::{Owner, Redaction};
use super::sensitive::is_sensitive;
use super::sources::{Source, Sources};
use crate::problem::Problem;

/// What a structure of the generated code was made of.
enum Shape<'a> {
    Answer(&'a SelectionSet),
    Input(&'a Node<InputObjectType>),
    Variables(&'a Operation),
}

/// A field of the schema.
struct Place<'a> {
    owner: Owner,
    field: String,
    /// The type's name, without lists and `!`.
    kind: &'a str,
    /// What the field holds, if that is a structure of its own.
    below: Option<Shape<'a>>,
}

/// Gives the fields of all structures their types.
pub(super) fn apply(
    sources: &Sources,
    source: &Source,
    items: &mut [Item],
    redaction: &mut Redaction,
) -> Vec<Problem> {
    let mut walk = Walk { schema: &sources.schema, source, redaction, problems: Vec::new() };
    let mut open = vec![
        ("Variables".to_owned(), Shape::Variables(&source.operation)),
        ("ResponseData".to_owned(), Shape::Answer(&source.operation.selection_set)),
    ];
    let mut seen = BTreeSet::new();
    while let Some((name, shape)) = open.pop() {
        if seen.insert(name.clone()) {
            open.extend(walk.structure(&name, &shape, items));
        }
    }
    walk.unreached(&seen, items);
    walk.problems
}

struct Walk<'a, 'r> {
    schema: &'a Schema,
    source: &'a Source,
    redaction: &'r mut Redaction,
    problems: Vec<Problem>,
}

impl<'a> Walk<'a, '_> {
    /// Types the fields of a structure; returns the structures below it.
    fn structure(&mut self, name: &str, shape: &Shape<'a>, items: &mut [Item]) -> Vec<(String, Shape<'a>)> {
        let Some(found) = structures(items).find(|found| found.ident == name) else {
            self.lost(&format!("structure {name}"));
            return Vec::new();
        };
        let Fields::Named(fields) = &mut found.fields else { return Vec::new() };
        let mut below = Vec::new();
        for field in &mut fields.named {
            let name = wire_name(field);
            let Some(place) = self.place(shape, &name) else {
                self.lost(&format!("field {name} of {}", found.ident));
                continue;
            };
            if let Some(shape) = place.below {
                below.push((innermost(&field.ty), shape));
            } else {
                self.leaf(&place, &mut field.ty);
            }
        }
        below
    }

    /// Gives a field that holds no structure the type of its row, or finds that it needs a row.
    fn leaf(&mut self, place: &Place<'_>, ty: &mut Type) {
        if let Some(kind) = self.redaction.field(&place.owner, &place.field) {
            match syn2::parse_str(kind.path()) {
                Ok(path) => Innermost(path).visit_type_mut(ty),
                Err(_) => self.lost(kind.path()),
            }
            return;
        }
        let is_text = matches!(place.kind, "String" | "ID");
        let wrong = match place.kind {
            _ if is_text && is_sensitive(&place.field) => {
                "plain text, but its name says that it is about a person"
            }
            "Float" => "a binary fraction, which money must not be",
            _ => return,
        };
        let (field, section) = (&place.field, place.owner.section());
        let wrong = format!("in {} {field} would be {wrong}", self.source.path);
        let todo = format!("add a row for {field} to [{section}]");
        self.problems.push(Problem::new(REDACTION, 1, wrong, todo));
    }

    fn place(&self, shape: &Shape<'a>, name: &str) -> Option<Place<'a>> {
        match shape {
            Shape::Answer(set) => answer(set, name),
            Shape::Input(input) => {
                let kind = input.fields.get(name)?.ty.inner_named_type();
                let owner = Owner::Type(input.name.to_string());
                Some(Place { owner, field: name.to_owned(), kind, below: self.input(kind) })
            }
            Shape::Variables(operation) => {
                let variable = operation.variables.iter().find(|variable| variable.name == name)?;
                let kind = variable.ty.inner_named_type();
                let owner = Owner::Variables(self.source.name.clone());
                Some(Place { owner, field: name.to_owned(), kind, below: self.input(kind) })
            }
        }
    }

    fn input(&self, kind: &str) -> Option<Shape<'a>> {
        self.schema.get_input_object(kind).map(Shape::Input)
    }

    /// What was not walked was not looked at either.
    fn unreached(&mut self, seen: &BTreeSet<String>, items: &mut [Item]) {
        for found in structures(items) {
            let is_operation = matches!(found.fields, Fields::Unit);
            if !is_operation && !seen.contains(&found.ident.to_string()) {
                self.lost(&format!("structure {}", found.ident));
            }
        }
    }

    fn lost(&mut self, what: &str) {
        let wrong = format!("the generated code and the operation differ about the {what}");
        let todo = "the generator has changed: mend xtask/src/codegen/places.rs";
        self.problems.push(Problem::new(&self.source.path, 1, wrong, todo));
    }
}

fn answer<'a>(set: &'a SelectionSet, name: &str) -> Option<Place<'a>> {
    let field = set.selections.iter().find_map(|selection| match selection {
        Selection::Field(field) if field.response_key() == name => Some(field),
        _ => None,
    })?;
    let below = (!field.selection_set.selections.is_empty()).then(|| Shape::Answer(&field.selection_set));
    let kind = field.ty().inner_named_type();
    Some(Place { owner: Owner::Type(set.ty.to_string()), field: field.name.to_string(), kind, below })
}

fn structures(items: &mut [Item]) -> impl Iterator<Item = &mut ItemStruct> {
    items.iter_mut().filter_map(|item| match item {
        Item::Struct(found) => Some(found),
        _ => None,
    })
}

/// The name of a field in JSON.
fn wire_name(field: &syn2::Field) -> String {
    let mut name = field.ident.as_ref().map(Ident::to_string).unwrap_or_default();
    for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Other words of serde are of no interest here.
        let _ = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let text = value.parse::<syn2::LitStr>()?.value();
                if meta.path.is_ident("rename") {
                    name = text;
                }
            }
            Ok(())
        });
    }
    name
}

/// `T` of `Option<Vec<Option<T>>>`.
fn innermost(ty: &Type) -> String {
    let Type::Path(path) = ty else { return String::new() };
    let Some(last) = path.path.segments.last() else { return String::new() };
    match &last.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first() {
            Some(GenericArgument::Type(inner)) => innermost(inner),
            _ => String::new(),
        },
        _ => last.ident.to_string(),
    }
}

/// Replaces `T` of `Option<Vec<Option<T>>>`.
struct Innermost(TypePath);

impl VisitMut for Innermost {
    fn visit_type_path_mut(&mut self, path: &mut TypePath) {
        let has_arguments = path.path.segments.last().is_some_and(|last| !last.arguments.is_none());
        if has_arguments {
            visit_type_path_mut(self, path);
        } else {
            let new = &self.0;
            *path = parse_quote!(#new);
        }
    }
}
