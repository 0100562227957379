//! What a sandbox says, without the values that were sent to it.

/// Leaves out what is quoted, and numbers of what was sent, which are sometimes repeated without quotes.
pub(crate) fn without_values(text: &str, sent: &str) -> String {
    let parts = text.split('"').enumerate();
    parts
        .map(|(index, part)| if index % 2 == 0 { without_numbers(part, sent) } else { "“…”".to_owned() })
        .collect()
}

fn without_numbers(text: &str, sent: &str) -> String {
    let outside = |letter: char| !letter.is_ascii_alphanumeric();
    let sent: Vec<&str> = sent.split(outside).collect();
    let shown = |part: &str| {
        let word = part.trim_end_matches(outside);
        // Shorter ones say nothing about anybody.
        let is_sent =
            word.len() > 2 && word.bytes().any(|byte| byte.is_ascii_digit()) && sent.contains(&word);
        if is_sent { format!("…{}", &part[word.len()..]) } else { part.to_owned() }
    };
    let mut hidden: String = text.split_inclusive(outside).map(shown).collect();
    // A UUID is one value.
    while hidden.contains("…-…") {
        hidden = hidden.replace("…-…", "…");
    }
    hidden
}

#[cfg(test)]
mod tests {
    use super::without_values;

    #[test]
    fn values_are_left_out() {
        assert_eq!(without_values("There is no customer \"17\".", ""), "There is no customer “…”.");
        assert_eq!(without_values("an odd \"quote", ""), "an odd “…”");
        assert_eq!(without_values("The email is missing.", ""), "The email is missing.");
        assert_eq!(without_values("No sign-in 1700; 1 wrong.", "/1/1700/x {}"), "No sign-in …; 1 wrong.");
        assert_eq!(without_values("No user 1a2-3b4-5c6d.", "/users/1a2-3b4-5c6d"), "No user ….");
    }
}
