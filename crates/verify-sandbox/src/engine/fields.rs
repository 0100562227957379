//! Which fields of a request somebody read.

use std::collections::BTreeSet;

use serde_json::Value;

/// A body or a query, and the paths in it that were read. Reading a field reads everything below it.
#[derive(Debug, Default)]
pub(crate) struct Fields {
    body: Option<Value>,
    query: Vec<(String, String)>,
    read: BTreeSet<String>,
    looked: bool,
}

impl Fields {
    pub(crate) fn new(body: Option<Value>, query: Vec<(String, String)>) -> Self {
        Self { body, query, ..Self::default() }
    }

    /// From here on, what is not read counts as unread.
    pub(crate) fn look(&mut self) {
        self.looked = true;
    }

    /// The whole body, without reading anything of it.
    pub(crate) fn body(&self) -> Option<&Value> {
        self.body.as_ref()
    }

    /// The field at a dotted path of the body, such as `audit.note` or `list[0].a`. An absent field and a missing body
    /// are the same.
    pub(crate) fn field(&mut self, path: &str) -> Option<Value> {
        self.look();
        self.read.insert(path.to_owned());
        self.peek(path).cloned()
    }

    /// The same without reading it.
    pub(crate) fn peek(&self, path: &str) -> Option<&Value> {
        path.split('.').filter(|key| !key.is_empty()).try_fold(self.body.as_ref()?, step)
    }

    /// The whole body as one value.
    pub(crate) fn whole(&mut self) -> Option<Value> {
        self.look();
        self.read.insert(String::new());
        self.body.clone()
    }

    /// All values of a query parameter.
    pub(crate) fn query(&mut self, name: &str) -> Vec<String> {
        self.look();
        self.read.insert(format!("?{name}"));
        self.query.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// The leaves nobody read: `audit.consentTimestamp`, `answers[0].note`, `?unmask`. Empty when nobody looked at the
    /// request at all: a refused key says nothing about the fields.
    pub(crate) fn unread(&self) -> Vec<String> {
        let mut leaves = Vec::new();
        if !self.looked {
            return leaves;
        }
        if let Some(body) = self.body.as_ref().filter(|_| !self.read.contains("")) {
            self.collect(body, "", &mut leaves);
        }
        for (name, _) in &self.query {
            let path = format!("?{name}");
            if !self.read.contains(&path) && !leaves.contains(&path) {
                leaves.push(path);
            }
        }
        leaves
    }

    fn collect(&self, value: &Value, path: &str, leaves: &mut Vec<String>) {
        if self.read.contains(path) {
            return;
        }
        match value {
            Value::Object(map) if !map.is_empty() => {
                for (key, child) in map {
                    let dot = if path.is_empty() { "" } else { "." };
                    self.collect(child, &format!("{path}{dot}{key}"), leaves);
                }
            }
            Value::Array(items) if !items.is_empty() => {
                for (index, child) in items.iter().enumerate() {
                    self.collect(child, &format!("{path}[{index}]"), leaves);
                }
            }
            _ if path.is_empty() => {}
            _ => leaves.push(path.to_owned()),
        }
    }
}

/// One segment of a path: a name, indexes, or both.
fn step<'a>(value: &'a Value, segment: &str) -> Option<&'a Value> {
    let mut parts = segment.split('[');
    let named = match parts.next() {
        None | Some("") => value,
        Some(name) => value.get(name)?,
    };
    parts.try_fold(named, |value, index| value.get(index.trim_end_matches(']').parse::<usize>().ok()?))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn leaves_nobody_read_are_listed() {
        let body = json!({"code": "1", "audit": {"consentTimestamp": "x", "note": "y"}, "list": [{"a": 1}]});
        let mut fields = Fields::new(Some(body), vec![("userId".to_owned(), "u".to_owned())]);
        assert!(fields.unread().is_empty());
        fields.field("code");
        fields.field("audit.consentTimestamp");
        assert_eq!(fields.unread(), ["audit.note", "list[0].a", "?userId"]);
        assert_eq!(fields.field("list[0].a"), Some(json!(1)));
        assert_eq!(fields.field("list[1].a"), None);
        assert_eq!(fields.unread(), ["audit.note", "?userId"]);
    }

    #[test]
    fn a_list_can_be_the_whole_body() {
        let mut fields = Fields::new(Some(json!([{"a": 1, "b": 2}])), Vec::new());
        assert_eq!(fields.field("[0].a"), Some(json!(1)));
        assert_eq!(fields.unread(), ["[0].b"]);
    }
}
