//! The table of choices is complete, and each is named where it decides.

use verify_sandbox::SignzyChoices;
use verify_sandbox::signzy::choice_table;

#[test]
fn the_table_has_a_row_for_every_field() {
    let fields = serde_json::to_value(SignzyChoices::default()).unwrap();
    let table = choice_table();
    assert_eq!(table.len(), fields.as_object().unwrap().len());
    for row in table {
        assert_eq!(row.default, fields[row.name].to_string());
        assert!(row.question.ends_with('?') && !row.options.is_empty() && !row.why.is_empty(), "{row:?}");
        let text = fields[row.name].as_str().filter(|text| !text.is_empty() && *text != "vfp");
        assert!(text.is_none_or(|text| row.options.starts_with(text)), "the default comes first: {row:?}");
    }
}

#[test]
fn every_choice_is_named_where_it_decides() {
    let mut sources = vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/src/signzy"))];
    let mut named = Vec::new();
    while let Some(path) = sources.pop() {
        if path.is_dir() {
            sources.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(path).unwrap();
        named.extend(text.split('"').map(str::to_owned));
    }
    for row in choice_table() {
        assert!(named.iter().any(|name| name == row.name), "{}", row.name);
    }
}
