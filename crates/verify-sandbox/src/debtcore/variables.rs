//! What is wrong with variables, told as the framework tells it: with the value.

use apollo_compiler::Schema;
use apollo_compiler::ast::Type;
use apollo_compiler::executable::VariableDefinition;
use apollo_compiler::schema::{ExtendedType, InputObjectType};
use serde_json::{Map, Value};

/// The problems of one variable.
pub(crate) fn problems(
    schema: &Schema,
    definition: &VariableDefinition,
    given: &Map<String, Value>,
    echo: bool,
) -> Vec<String> {
    let (name, ty) = (definition.name.as_str(), &*definition.ty);
    let Some(value) = given.get(name) else {
        let absent = ty.is_non_null() && definition.default_value.is_none();
        return absent
            .then(|| format!("Variable \"${name}\" of type \"{ty}\" is required and is not there."))
            .into_iter()
            .collect();
    };
    let mut walk = Walk { schema, variable: name, echo, found: Vec::new() };
    walk.check(ty, value, name);
    walk.found
}

struct Walk<'a> {
    schema: &'a Schema,
    variable: &'a str,
    echo: bool,
    found: Vec<String>,
}

impl Walk<'_> {
    fn report(&mut self, path: &str, value: &Value, what: &str) {
        let at = if path == self.variable { String::new() } else { format!(" at \"{path}\"") };
        let echoed =
            if self.echo { format!("got invalid value {value}") } else { "got an invalid value".to_owned() };
        self.found.push(format!("Variable \"${}\" {echoed}{at}; {what}", self.variable));
    }

    fn check(&mut self, ty: &Type, value: &Value, path: &str) {
        if value.is_null() {
            if ty.is_non_null() {
                self.report(path, value, &format!("\"{ty}\" cannot be null."));
            }
            return;
        }
        if ty.is_list() {
            match value {
                Value::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        self.check(ty.item_type(), item, &format!("{path}[{index}]"));
                    }
                }
                one => self.check(ty.item_type(), one, path),
            }
            return;
        }
        let name = ty.inner_named_type().as_str();
        match self.schema.types.get(name) {
            Some(ExtendedType::InputObject(object)) => self.check_object(object, value, path),
            Some(ExtendedType::Enum(known))
                if !value.as_str().is_some_and(|text| known.values.contains_key(text)) =>
            {
                self.report(path, value, &format!("it is no value of the enum \"{name}\"."));
            }
            _ if !fits_scalar(name, value) => self.report(path, value, &format!("it is no {name}.")),
            _ => {}
        }
    }

    fn check_object(&mut self, object: &InputObjectType, value: &Value, path: &str) {
        let Value::Object(fields) = value else {
            return self.report(path, value, &format!("\"{}\" must be an object.", object.name));
        };
        for (name, definition) in &object.fields {
            match fields.get(name.as_str()) {
                Some(field) => self.check(&definition.ty, field, &format!("{path}.{name}")),
                None if definition.is_required() => {
                    let what = format!(
                        "the field \"{name}\" of type \"{}\" is required and is not there.",
                        definition.ty
                    );
                    self.report(path, value, &what);
                }
                None => {}
            }
        }
        for name in fields.keys().filter(|name| !object.fields.contains_key(name.as_str())) {
            self.report(path, value, &format!("\"{}\" has no field \"{name}\".", object.name));
        }
    }
}

fn fits_scalar(name: &str, value: &Value) -> bool {
    match name {
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        "ID" => value.is_string() || value.is_i64(),
        "Int" => value.as_i64().is_some_and(|number| i32::try_from(number).is_ok()),
        "Float" => value.is_number(),
        _ => true,
    }
}
