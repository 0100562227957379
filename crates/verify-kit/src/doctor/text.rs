//! What can be wrong with the text of a variable, whatever it is for.

use std::ffi::OsStr;

/// What is wrong, and what to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) what: &'static str,
    pub(super) fix: &'static str,
}

const REPLACE: &str = "replace it by what the provider gave you";
const TRIM: &str = "read it without what stands around it; files often end in a line break";

/// Words that examples and templates hold. Ours; a real value does not look like these.
const PLACEHOLDERS: [&str; 14] = [
    "changeme",
    "change-me",
    "change_me",
    "placeholder",
    "replace-me",
    "replace_me",
    "replaceme",
    "your-",
    "your_",
    "insert-",
    "insert_",
    "todo",
    "xxxx",
    "dummy",
];

/// The first thing that is wrong.
pub(super) fn fault(value: &OsStr) -> Option<Fault> {
    let fault = |what, fix| Some(Fault { what, fix });
    let Some(text) = value.to_str() else {
        return fault("is no text", REPLACE);
    };
    if text.trim().is_empty() {
        return fault("holds nothing but spaces", REPLACE);
    }
    if is_placeholder(text.trim()) {
        return fault("looks like a placeholder", REPLACE);
    }
    if text.contains(['\n', '\r']) {
        return fault("has a line break", TRIM);
    }
    if text.trim() != text {
        return fault("begins or ends with a space", TRIM);
    }
    if is_quoted(text) {
        return fault("stands in quotes, which are taken as a part of it", "leave the quotes out");
    }
    let lower = text.to_ascii_lowercase();
    if lower.starts_with("bearer ") || lower.starts_with("basic ") {
        return fault("begins with Bearer or Basic", "leave that word out: it is put there where it belongs");
    }
    if text.contains(char::is_whitespace) {
        return fault("has a space", "check how it was read: none of these values has one");
    }
    if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
        return fault(
            "has a character that cannot be sent",
            "type or copy it anew: it has to be plain ASCII",
        );
    }
    None
}

fn is_quoted(text: &str) -> bool {
    ['"', '\'', '`']
        .into_iter()
        .any(|quote| text.len() > 1 && text.starts_with(quote) && text.ends_with(quote))
}

fn is_placeholder(text: &str) -> bool {
    let text = text.trim_matches(['"', '\'', '`']);
    let lower = text.to_ascii_lowercase();
    let wrapped = |open, close| text.starts_with(open) && text.ends_with(close);
    wrapped("<", ">")
        || wrapped("{{", "}}")
        || wrapped("${", "}")
        || wrapped("[", "]")
        || text.contains('…')
        || text.chars().all(|letter| "*.-xX".contains(letter))
        || PLACEHOLDERS.iter().any(|word| lower.starts_with(word))
}

#[cfg(test)]
mod tests {
    use super::fault;

    #[test]
    fn what_is_wrong_is_named() {
        let rows = [
            ("sk-5b1", None),
            ("/api/v3/us-kyc/send", None),
            ("api://06d004a6/.default", None),
            ("P@ss*w-ord", None),
            ("  ", Some("holds nothing but spaces")),
            ("key\n", Some("has a line break")),
            ("ke\r\ny", Some("has a line break")),
            (" key", Some("begins or ends with a space")),
            ("key\t", Some("begins or ends with a space")),
            ("\"key\"", Some("stands in quotes, which are taken as a part of it")),
            ("'key'", Some("stands in quotes, which are taken as a part of it")),
            ("Bearer key", Some("begins with Bearer or Basic")),
            ("two keys", Some("has a space")),
            ("k\u{200b}ey", Some("has a character that cannot be sent")),
            ("<your key>", Some("looks like a placeholder")),
            ("${SECRET}", Some("looks like a placeholder")),
            ("{{ secret }}", Some("looks like a placeholder")),
            ("…", Some("looks like a placeholder")),
            ("sk_dev_…", Some("looks like a placeholder")),
            ("xxxx-xxxx", Some("looks like a placeholder")),
            ("\"changeme\"", Some("looks like a placeholder")),
            ("YOUR_API_KEY\n", Some("looks like a placeholder")),
            ("********", Some("looks like a placeholder")),
        ];
        for (text, what) in rows {
            assert_eq!(fault(text.as_ref()).map(|fault| fault.what), what, "{text:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_text_is_named() {
        use std::os::unix::ffi::OsStrExt;
        let value = std::ffi::OsStr::from_bytes(b"\xff\xfe");
        assert_eq!(fault(value).map(|fault| fault.what), Some("is no text"));
    }
}
