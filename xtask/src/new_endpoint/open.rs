//! What is open in a new endpoint: one test each, which fails and says it.

use std::fmt::Write as _;

use super::skeleton::Endpoint;
use crate::check::endpoints::marks::MARK;

/// How long the lines of a sentence get, as far as words allow.
const WIDTH: usize = 88;

/// The module of tests.
pub(crate) fn tests(endpoint: &Endpoint<'_>) -> String {
    let mut text = "/// What is open. Do it, then delete its test; the module goes with the last one.\n\
                    #[cfg(test)]\nmod tests {\n"
        .to_owned();
    for (name, sentence) in open(endpoint) {
        let sentence = wrapped(&format!("{MARK}: {sentence}"));
        let _ = write!(text, "#[test]\nfn {name}() {{\npanic!(\n            \"{sentence}\"\n);\n}}\n\n");
    }
    text.trim_end().to_owned() + "\n}\n"
}

/// What is open, by name. The sentences hold neither quotation marks nor braces.
fn open(endpoint: &Endpoint<'_>) -> Vec<(String, String)> {
    let ids = endpoint.new_ids().map(|id| {
        let sentence = "say in the docs of TYPE whose id it is; move it to src/ids.rs if others need it";
        (format!("id_{id}"), sentence.replace("TYPE", &id.pascal()))
    });
    let path = endpoint.path.is_none().then_some(PATH);
    let others = path.iter().chain(&IN_THE_FILE).chain(&ELSEWHERE);
    others.map(|(name, sentence)| ((*name).to_owned(), filled(sentence, endpoint))).chain(ids).collect()
}

/// A test and its sentence, with words in capitals to be filled in.
type Open = (&'static str, &'static str);

const PATH: Open = ("path", "write the path of NAME into OPERATION; an id in it needs parts.path_value");

const IN_THE_FILE: [Open; 4] = [
    (
        "effect",
        "decide whether a call of NAME is Read, Idempotent or AtMostOnce; write it into OPERATION, and under \
         **Effect:** in the docs of REQUEST what the call causes and costs",
    ),
    (
        "documentation",
        "say in the docs of REQUEST what the call does, the refusals under **Errors:**, and behind Source: where \
         the facts are from; name the host with .on(…) if it is not the first one",
    ),
    (
        "request",
        "put what the provider takes in the BODY into REQUEST: what it requires is an argument of new, the rest \
         are setters; write it in Endpoint::write",
    ),
    (
        "answer",
        "declare the fields of a success in ANSWER and give it the provider's name, or take a type that the crate \
         has; decode says how an answer without data is read",
    ),
];

const ELSEWHERE: [Open; 6] = [
    (
        "samples",
        "put an answer as documented, and one for each way in which it may vary, into \
         crates/CRATE/tests/samples/NAME/, and read them in crates/CRATE/tests/samples.rs",
    ),
    (
        "wire_snapshot",
        "take a snapshot NAME of what is sent in crates/CRATE/tests/wire.rs; cargo xtask snapshots run -p CRATE, \
         then accept, write it",
    ),
    ("doc_example", "let the example of Client::NAME answer with a sample, and assert what comes out of it"),
    ("sandbox", "serve NAME in crates/verify-sandbox, from the provider's documents and not from this file"),
    ("fault_matrix_row", "add a row with the operation NAME to tests/src/endpoints/MODULE.rs"),
    ("canary_rows", "add rows for TYPES to tests/src/canaries/MODULE.rs"),
];

fn filled(sentence: &str, endpoint: &Endpoint<'_>) -> String {
    let body = if endpoint.method.has_body() { "body" } else { "query" };
    let words = [
        ("NAME", endpoint.name.to_string()),
        ("REQUEST", endpoint.request()),
        ("ANSWER", endpoint.answer()),
        ("BODY", body.to_owned()),
        ("CRATE", endpoint.known.krate.clone()),
        ("MODULE", endpoint.known.rust_name.clone()),
        ("TYPES", endpoint.public_types().join(", ")),
    ];
    words.iter().fold(sentence.to_owned(), |sentence, (word, value)| sentence.replace(word, value))
}

/// A sentence on several lines of a string literal.
fn wrapped(sentence: &str) -> String {
    let mut lines = vec![String::new()];
    for word in sentence.split(' ') {
        match lines.last_mut() {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) if line.len() + 1 + word.len() <= WIDTH => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines.join(" \\\n             ")
}

#[cfg(test)]
mod tests {
    use super::{WIDTH, wrapped};

    #[test]
    fn a_wrapped_sentence_is_the_same_sentence() {
        let sentence = "some words ".repeat(30) + &"x".repeat(WIDTH + 1);
        let text = wrapped(&sentence);
        assert!(text.lines().count() > 3);
        let literal: syn::LitStr = syn::parse_str(&format!("\"{text}\"")).unwrap();
        assert_eq!(literal.value(), sentence);
    }
}
