//! The lines that an endpoint has outside of its own file. They need not be in order: rustfmt sorts them.

/// `endpoints/mod.rs` with the module and its types.
pub(crate) fn index(text: &str, module: &str, types: &[String]) -> String {
    let text = after_last(text, "mod ", &format!("mod {module};"));
    after_last(&text, "pub use ", &format!("pub use {module}::{{{}}};", types.join(", ")))
}

/// `lib.rs` with the types; `None` if it exports everything anyway.
pub(crate) fn root(text: &str, types: &[String]) -> Option<String> {
    const START: &str = "pub use endpoints::";
    let types = types.join(", ");
    if text.lines().any(|line| line == format!("{START}*;")) {
        return None;
    }
    let list = text.find(&format!("{START}{{")).map(|at| at + START.len() + 1);
    let end = list.and_then(|at| Some(at + text[at..].find("};")?));
    Some(match (list, end) {
        (Some(list), Some(end)) => {
            let known = text[list..end].trim_end().trim_end_matches(',');
            format!("{}{known}, {types}{}", &text[..list], &text[end..])
        }
        _ => after_last(text, "pub use ", &format!("{START}{{{types}}};")),
    })
}

/// Puts a line behind the last item that begins with `start`; at the end, if there is none.
fn after_last(text: &str, start: &str, line: &str) -> String {
    let lines: Vec<_> = text.lines().collect();
    let last = lines.iter().rposition(|line| line.starts_with(start));
    let end = last.and_then(|last| {
        let length = lines[last..].iter().position(|line| line.trim_end().ends_with(';'))?;
        Some(last + length + 1)
    });
    match end {
        Some(end) => [&lines[..end], &[line], &lines[end..], &[""]].concat().join("\n"),
        None => format!("{}\n\n{line}\n", text.trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::{index, root};

    fn types() -> Vec<String> {
        vec!["Go".to_owned(), "GoAnswer".to_owned()]
    }

    #[test]
    fn the_index_gets_two_lines() {
        let text =
            "//! All.\n\nmod a;\nmod x;\n\npub use a::A;\npub use x::{\n    X,\n    Y,\n};\n\nfn f() {}\n";
        let expected = "//! All.\n\nmod a;\nmod x;\nmod go;\n\npub use a::A;\npub use x::{\n    X,\n    Y,\n};\n\
                        pub use go::{Go, GoAnswer};\n\nfn f() {}\n";
        assert_eq!(index(text, "go", &types()), expected);
    }

    #[test]
    fn an_index_can_be_empty() {
        assert_eq!(
            index("//! All.\n", "go", &types()),
            "//! All.\n\nmod go;\n\npub use go::{Go, GoAnswer};\n"
        );
    }

    #[test]
    fn the_root_exports_the_types() {
        let after = |text| root(text, &types()).unwrap();
        assert_eq!(
            after("pub use endpoints::{\n    A, B,\n};\nx;\n"),
            "pub use endpoints::{\n    A, B, Go, GoAnswer};\nx;\n"
        );
        assert_eq!(
            after("pub use a::A;\n\nx;\n"),
            "pub use a::A;\npub use endpoints::{Go, GoAnswer};\n\nx;\n"
        );
        assert_eq!(root("mod endpoints;\npub use endpoints::*;\n", &types()), None);
    }
}
