//! Who can sign in, and what happens then.

use serde::Serialize;

use super::super::choices::{FinicityChoices, OtherSignIns};
use super::views::{Question, QuestionKind};

/// An answer to a question that is wrong.
const WRONG: &str = "fail";

/// A user of the test institutions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct SignInUser {
    /// What is typed as the user; `*` is any.
    pub username: &'static str,
    /// What is typed as the password; `*` is any.
    pub password: &'static str,
    /// What happens.
    pub effect: &'static str,
}

/// The users of the test institutions: the first row that fits counts.
pub fn sign_in_users() -> &'static [SignInUser] {
    USERS
}

static USERS: &[SignInUser] = &[
    SignInUser {
        username: "*",
        password: "a number",
        effect: "The sign-in fails with this code; 0 succeeds.",
    },
    SignInUser { username: "invalid_user", password: "*", effect: "The sign-in fails with 103." },
    SignInUser {
        username: "tfa_text",
        password: "*",
        effect: "Asks one question; any answer but `fail` is right, `fail` ends in 187.",
    },
    SignInUser {
        username: "tfa_choice",
        password: "*",
        effect: "Asks one question with choices; `fail` ends in 187.",
    },
    SignInUser {
        username: "tfa_multi",
        password: "*",
        effect: "Asks three questions; a `fail` among the answers ends in 187.",
    },
    SignInUser { username: "demo", password: "go", effect: "Three accounts." },
    SignInUser { username: "profile_03", password: "profile_03", effect: "Four accounts." },
    SignInUser {
        username: "*",
        password: "*",
        effect: "As the choice `other_sign_ins` says; fails with 103 by default.",
    },
];

/// What a sign-in leads to.
#[derive(Debug)]
pub(super) enum Outcome {
    Accounts,
    Questions(Vec<Question>),
    Failed(u32),
}

/// Whether the outcome rests on `other_sign_ins` stands beside it.
pub(super) fn sign_in(username: &str, password: &str, choices: &FinicityChoices) -> (Outcome, bool) {
    if let Ok(code) = password.parse::<u32>() {
        return (if code == 0 { Outcome::Accounts } else { Outcome::Failed(code) }, false);
    }
    let outcome = match (username, password) {
        ("invalid_user", _) => Outcome::Failed(103),
        ("tfa_text", _) => Outcome::Questions(vec![text("What is the name of your first pet?")]),
        ("tfa_choice", _) => Outcome::Questions(vec![choice("Where shall the code be sent?")]),
        ("tfa_multi", _) => Outcome::Questions(vec![
            text("In which city were you born?"),
            choice("Which of these have you used before?"),
            text("What is the code?"),
        ]),
        ("demo", "go") | ("profile_03", "profile_03") => Outcome::Accounts,
        _ => {
            let accepted = choices.other_sign_ins == OtherSignIns::Accept;
            return (if accepted { Outcome::Accounts } else { Outcome::Failed(103) }, true);
        }
    };
    (outcome, false)
}

fn text(text: &str) -> Question {
    Question { text: text.to_owned(), kind: QuestionKind::Text, choices: Vec::new() }
}

fn choice(text: &str) -> Question {
    let choices = ["Text message to (***) ***-0142", "E-mail to r***@example.com", WRONG];
    Question {
        text: text.to_owned(),
        kind: QuestionKind::Choice,
        choices: choices.map(ToOwned::to_owned).to_vec(),
    }
}

/// Whether the answers are right; an error when they do not fit the questions.
pub(super) fn check(questions: &[Question], answers: &[String]) -> Result<bool, String> {
    if questions.len() != answers.len() {
        return Err(format!("{} answers are needed, not {}", questions.len(), answers.len()));
    }
    for (question, answer) in questions.iter().zip(answers) {
        if answer.trim().is_empty() {
            return Err(format!("{:?} is not answered", question.text));
        }
        if question.kind == QuestionKind::Choice && !question.choices.contains(answer) {
            return Err(format!("{answer:?} is none of the choices"));
        }
    }
    Ok(answers.iter().all(|answer| answer != WRONG))
}

/// What is shown for a code.
pub(super) fn message(code: u32) -> String {
    match code {
        103 => "The sign-in is not right. Check user and password.".to_owned(),
        185 => "The institution asks for more than user and password.".to_owned(),
        187 => "The answer is not right.".to_owned(),
        code => format!("The institution cannot be reached now (code {code})."),
    }
}
