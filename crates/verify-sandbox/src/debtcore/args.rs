//! The arguments of a field, and where in the request they came from.

use apollo_compiler::Node;
use apollo_compiler::ast;
use apollo_compiler::executable::Field;
use serde_json::Value;

use crate::engine::call::Call;

/// Coerced arguments. What is read is noted as read in the request.
#[derive(Debug)]
pub(crate) struct Args<'a> {
    values: Value,
    field: &'a Field,
}

impl<'a> Args<'a> {
    pub(crate) fn new(values: Value, field: &'a Field) -> Self {
        Self { values, field }
    }

    /// The value at a dotted path; null is the same as absent.
    pub(crate) fn get(&self, call: &mut Call, path: &str) -> Option<Value> {
        if let Some(origin) = self.origin(path) {
            call.fields.field(&origin);
        }
        let found = path.split('.').try_fold(&self.values, |value, key| value.get(key))?;
        (!found.is_null()).then(|| found.clone())
    }

    /// The path in the body of a variable that gave the value.
    fn origin(&self, path: &str) -> Option<String> {
        let mut keys = path.split('.');
        let mut value = self.field.specified_argument_by_name(keys.next()?)?;
        loop {
            if let ast::Value::Variable(name) = &**value {
                let rest = ["variables", name.as_str()].into_iter().chain(keys);
                return Some(rest.collect::<Vec<_>>().join("."));
            }
            value = member(value, keys.next()?)?;
        }
    }
}

fn member<'a>(value: &'a Node<ast::Value>, key: &str) -> Option<&'a Node<ast::Value>> {
    let ast::Value::Object(members) = &**value else { return None };
    members.iter().find(|(name, _)| name == key).map(|(_, value)| value)
}
