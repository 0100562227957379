//! JSON as text: what is written anew in another way, with the keys in the order in which they came.

/// A value whose texts and numbers are as they were written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Node {
    Object(Vec<(String, Node)>),
    Array(Vec<Node>),
    /// With its quotes.
    Text(String),
    /// A number, `true`, `false` or `null`.
    Plain(String),
}

/// Where spaces and line breaks stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    Compact,
    /// A space after each comma and colon.
    Spaced,
    Indented(usize),
    Tabs,
}

/// How letters of a text are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    AsTheyAre,
    /// Each as itself, where that is possible.
    Plain,
    /// Those outside ASCII as `\u00e9`.
    Ascii,
    /// The same, and `/` as `\/`.
    AsciiAndSlashes,
    /// `/` alone as `\/`.
    Slashes,
    /// `<`, `>` and `&` as `\u003c` and so on.
    Html,
}

/// How numbers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numbers {
    AsTheyAre,
    /// Without a fraction of zeros: `5000.0` is `5000`.
    Shortest,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Style {
    pub(super) layout: Layout,
    pub(super) letters: Letters,
    pub(super) numbers: Numbers,
}

impl Style {
    pub(super) const COMPACT: Self =
        Self { layout: Layout::Compact, letters: Letters::AsTheyAre, numbers: Numbers::AsTheyAre };
}

impl Node {
    /// `None` for what is no JSON.
    pub(super) fn parse(text: &str) -> Option<Self> {
        // What is valid is not looked at again below, and not nested too deeply.
        serde_json::from_str::<serde_json::Value>(text).ok()?;
        let mut rest = text;
        value(&mut rest)
    }

    /// A text, written plainly.
    pub(super) fn text(text: &str) -> Self {
        Self::Text(serde_json::Value::from(text).to_string())
    }

    /// Takes a value as the library has it; keys come sorted.
    pub(super) fn of(value: &serde_json::Value) -> Option<Self> {
        Self::parse(&value.to_string())
    }

    /// Gives a field of an object another value, in its place or at the end; `None` takes it away.
    pub(super) fn set(&mut self, key: &str, value: Option<Self>) {
        let Self::Object(fields) = self else { return };
        let place = fields.iter().position(|(name, _)| read(name) == key);
        match (place, value) {
            (Some(place), Some(value)) => fields[place].1 = value,
            (Some(place), None) => drop(fields.remove(place)),
            (None, Some(value)) => fields.push((serde_json::Value::from(key).to_string(), value)),
            (None, None) => {}
        }
    }

    pub(super) fn get(&self, key: &str) -> Option<&Self> {
        let Self::Object(fields) = self else { return None };
        fields.iter().find(|(name, _)| read(name) == key).map(|(_, value)| value)
    }

    /// With the keys of each object in the order of the alphabet.
    pub(super) fn sorted(&self) -> Self {
        match self {
            Self::Object(fields) => {
                let mut fields: Vec<_> =
                    fields.iter().map(|(name, value)| (name.clone(), value.sorted())).collect();
                fields.sort_by_key(|(name, _)| read(name));
                Self::Object(fields)
            }
            Self::Array(items) => Self::Array(items.iter().map(Self::sorted).collect()),
            other => other.clone(),
        }
    }

    /// All orders of the keys of all objects, if there are at most so many.
    pub(super) fn orders(&self, at_most: usize) -> Option<Vec<Self>> {
        match self {
            Self::Object(fields) => {
                let mut all = vec![Vec::new()];
                for (name, value) in fields {
                    let values = value.orders(at_most)?;
                    let mut longer = Vec::new();
                    for value in &values {
                        for begun in &all {
                            for place in 0..=begun.len() {
                                let mut next: Vec<(String, Self)> = begun.clone();
                                next.insert(place, (name.clone(), value.clone()));
                                longer.push(next);
                            }
                        }
                        if longer.len() > at_most {
                            return None;
                        }
                    }
                    all = longer;
                }
                Some(all.into_iter().map(Self::Object).collect())
            }
            Self::Array(items) => {
                let mut all = vec![Vec::new()];
                for item in items {
                    let values = item.orders(at_most)?;
                    if values.len().saturating_mul(all.len()) > at_most {
                        return None;
                    }
                    let longer = |begun: &Vec<Self>| {
                        let begun = begun.clone();
                        values
                            .iter()
                            .map(move |value| [begun.clone(), vec![value.clone()]].concat())
                            .collect::<Vec<_>>()
                    };
                    all = all.iter().flat_map(longer).collect();
                }
                Some(all.into_iter().map(Self::Array).collect())
            }
            other => Some(vec![other.clone()]),
        }
    }

    pub(super) fn write(&self, style: Style) -> String {
        let mut text = String::new();
        self.append(style, 0, &mut text);
        text
    }

    fn append(&self, style: Style, depth: usize, to: &mut String) {
        match self {
            Self::Object(fields) => {
                let one = |(name, value): &(String, Self), to: &mut String| {
                    to.push_str(&letters(name, style.letters));
                    to.push_str(if style.layout == Layout::Compact { ":" } else { ": " });
                    value.append(style, depth + 1, to);
                };
                list(fields, ('{', '}'), style.layout, depth, to, one);
            }
            Self::Array(items) => {
                let one = |item: &Self, to: &mut String| item.append(style, depth + 1, to);
                list(items, ('[', ']'), style.layout, depth, to, one);
            }
            Self::Text(text) => to.push_str(&letters(text, style.letters)),
            Self::Plain(text) if style.numbers == Numbers::Shortest => to.push_str(&shortest(text)),
            Self::Plain(text) => to.push_str(text),
        }
    }
}

fn list<T>(
    items: &[T],
    (open, close): (char, char),
    layout: Layout,
    depth: usize,
    to: &mut String,
    one: impl Fn(&T, &mut String),
) {
    to.push(open);
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            to.push_str(if layout == Layout::Spaced { ", " } else { "," });
        }
        break_line(layout, depth + 1, to);
        one(item, to);
    }
    if !items.is_empty() {
        break_line(layout, depth, to);
    }
    to.push(close);
}

fn break_line(layout: Layout, depth: usize, to: &mut String) {
    match layout {
        Layout::Compact | Layout::Spaced => {}
        Layout::Indented(width) => to.extend(["\n", &" ".repeat(width * depth)]),
        Layout::Tabs => to.extend(["\n", &"\t".repeat(depth)]),
    }
}

/// What a text says.
fn read(raw: &str) -> String {
    serde_json::from_str(raw).unwrap_or_else(|_| raw.to_owned())
}

fn letters(raw: &str, letters: Letters) -> String {
    if letters == Letters::AsTheyAre {
        return raw.to_owned();
    }
    let plain = serde_json::Value::from(read(raw)).to_string();
    let mut written = String::new();
    for letter in plain.chars() {
        let ascii = matches!(letters, Letters::Ascii | Letters::AsciiAndSlashes);
        let slashes = matches!(letters, Letters::Slashes | Letters::AsciiAndSlashes);
        let html = letters == Letters::Html && matches!(letter, '<' | '>' | '&' | '\u{2028}' | '\u{2029}');
        if html || (ascii && !letter.is_ascii()) {
            let mut units = [0; 2];
            written.extend(letter.encode_utf16(&mut units).iter().map(|unit| format!("\\u{unit:04x}")));
        } else if slashes && letter == '/' {
            written.push_str("\\/");
        } else {
            written.push(letter);
        }
    }
    written
}

fn shortest(raw: &str) -> String {
    let is_number = raw.starts_with(|first: char| first == '-' || first.is_ascii_digit());
    let Some(number) = raw.parse::<f64>().ok().filter(|_| is_number && raw.contains(['.', 'e', 'E'])) else {
        return raw.to_owned();
    };
    format!("{number}")
}

fn value(rest: &mut &str) -> Option<Node> {
    skip(rest);
    match rest.chars().next()? {
        '{' => fields(rest).map(Node::Object),
        '[' => items(rest).map(Node::Array),
        '"' => text(rest).map(Node::Text),
        _ => {
            let end = rest.find([',', '}', ']', ' ', '\t', '\r', '\n']).unwrap_or(rest.len());
            Some(Node::Plain(take(rest, end)))
        }
    }
}

fn fields(rest: &mut &str) -> Option<Vec<(String, Node)>> {
    let mut fields = Vec::new();
    take(rest, 1);
    loop {
        skip(rest);
        match rest.chars().next()? {
            '}' => {
                take(rest, 1);
                return Some(fields);
            }
            ',' => drop(take(rest, 1)),
            _ => {
                let name = text(rest)?;
                skip(rest);
                take(rest, 1);
                fields.push((name, value(rest)?));
            }
        }
    }
}

fn items(rest: &mut &str) -> Option<Vec<Node>> {
    let mut items = Vec::new();
    take(rest, 1);
    loop {
        skip(rest);
        match rest.chars().next()? {
            ']' => {
                take(rest, 1);
                return Some(items);
            }
            ',' => drop(take(rest, 1)),
            _ => items.push(value(rest)?),
        }
    }
}

fn text(rest: &mut &str) -> Option<String> {
    let bytes = rest.as_bytes();
    let mut end = 1;
    while *bytes.get(end)? != b'"' {
        end += if bytes[end] == b'\\' { 2 } else { 1 };
    }
    Some(take(rest, end + 1))
}

fn skip(rest: &mut &str) {
    *rest = rest.trim_start_matches([' ', '\t', '\r', '\n']);
}

fn take(rest: &mut &str, end: usize) -> String {
    let (taken, left) = rest.split_at(end);
    *rest = left;
    taken.to_owned()
}

#[cfg(test)]
mod tests {
    use super::{Layout, Letters, Node, Numbers, Style};

    const TEXT: &str =
        "{\"b\": [1, 2.50 , {}],\r\n \"a\":{\"\\u00e9/<\":null,\"x\\\"y\":\"\u{e9}\"}, \"c\":[]}";

    fn written(layout: Layout, letters: Letters, numbers: Numbers) -> String {
        Node::parse(TEXT).unwrap().write(Style { layout, letters, numbers })
    }

    #[test]
    fn what_is_kept_is_kept() {
        assert_eq!(
            written(Layout::Compact, Letters::AsTheyAre, Numbers::AsTheyAre),
            "{\"b\":[1,2.50,{}],\"a\":{\"\\u00e9/<\":null,\"x\\\"y\":\"\u{e9}\"},\"c\":[]}"
        );
    }

    #[test]
    fn each_style_is_that_of_a_library() {
        let compact = |letters| written(Layout::Compact, letters, Numbers::Shortest);
        assert_eq!(
            compact(Letters::Plain),
            "{\"b\":[1,2.5,{}],\"a\":{\"\u{e9}/<\":null,\"x\\\"y\":\"\u{e9}\"},\"c\":[]}"
        );
        assert!(compact(Letters::AsciiAndSlashes).contains("{\"\\u00e9\\/<\":null,\"x\\\"y\":\"\\u00e9\"}"));
        assert!(compact(Letters::Html).contains("\u{e9}/\\u003c"));
        let value: serde_json::Value = serde_json::from_str(r#"{"a":[1,{"b":"c"},[]],"d":{}}"#).unwrap();
        let node = Node::of(&value).unwrap();
        let style = Style { layout: Layout::Indented(2), ..Style::COMPACT };
        assert_eq!(node.write(style), serde_json::to_string_pretty(&value).unwrap());
        let style = Style { layout: Layout::Spaced, ..Style::COMPACT };
        assert_eq!(node.write(style), r#"{"a": [1, {"b": "c"}, []], "d": {}}"#);
    }

    #[test]
    fn all_orders_of_keys_are_found() {
        let node = Node::parse(r#"{"a":1,"b":[{"c":1,"d":2}],"e":3}"#).unwrap();
        let orders = node.orders(100).unwrap();
        let mut texts: Vec<String> = orders.iter().map(|order| order.write(Style::COMPACT)).collect();
        texts.sort_unstable();
        texts.dedup();
        assert_eq!(texts.len(), 12);
        assert!(texts.contains(&r#"{"e":3,"b":[{"d":2,"c":1}],"a":1}"#.to_owned()));
        assert!(node.orders(11).is_none());
        assert_eq!(
            Node::parse(r#"{"b":{"d":1,"c":2},"a":3}"#).unwrap().sorted().write(Style::COMPACT),
            r#"{"a":3,"b":{"c":2,"d":1}}"#
        );
    }

    #[test]
    fn fields_are_set_in_their_place() {
        let mut node = Node::parse(r#"{"a":1,"b":2,"c":3}"#).unwrap();
        node.set("b", Some(Node::text("x")));
        node.set("c", None);
        node.set("d", Some(Node::Plain("4".to_owned())));
        assert_eq!(node.write(Style::COMPACT), r#"{"a":1,"b":"x","d":4}"#);
        assert!(node.get("d").is_some() && node.get("c").is_none());
    }

    #[test]
    fn what_is_no_json_is_not_read() {
        for text in ["", "{", "{\"a\":1}}", "[1,]", "abc"] {
            assert!(Node::parse(text).is_none(), "{text}");
        }
    }
}
