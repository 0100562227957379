//! Answers as JSON, shaped by the schema and by what was selected.

use apollo_compiler::Schema;
use apollo_compiler::ast::Type;
use apollo_compiler::resolvers::{FieldError, ObjectValue, ResolveInfo, ResolvedValue};
use apollo_compiler::schema::ExtendedType;
use serde_json::Value;

/// An object of the answer. A field that it does not have is null.
#[derive(Debug)]
pub(crate) struct Node {
    type_name: String,
    fields: Value,
    null_items: bool,
}

impl ObjectValue for Node {
    fn type_name(&self) -> &str {
        &self.type_name
    }

    fn resolve_field<'a>(&'a self, info: &'a ResolveInfo<'a>) -> Result<ResolvedValue<'a>, FieldError> {
        let value = self.fields.get(info.field_name()).cloned().unwrap_or_default();
        Ok(resolved(info.schema(), &info.field_definition().ty, value, self.null_items))
    }
}

/// A value of this type. With `null_items`, a list whose items may be null ends with one.
pub(crate) fn resolved<'a>(
    schema: &'a Schema,
    ty: &Type,
    value: Value,
    null_items: bool,
) -> ResolvedValue<'a> {
    match value {
        Value::Array(items) if ty.is_list() => {
            let item = ty.item_type().clone();
            let extra = (null_items && !item.is_non_null()).then_some(Value::Null);
            let items = items.into_iter().chain(extra);
            ResolvedValue::list(items.map(move |value| resolved(schema, &item, value, null_items)))
        }
        Value::Object(_) if is_object(schema, ty) => {
            let type_name = ty.inner_named_type().to_string();
            ResolvedValue::object(Node { type_name, fields: value, null_items })
        }
        leaf => ResolvedValue::leaf(leaf),
    }
}

fn is_object(schema: &Schema, ty: &Type) -> bool {
    matches!(schema.types.get(ty.inner_named_type()), Some(ExtendedType::Object(_)))
}
