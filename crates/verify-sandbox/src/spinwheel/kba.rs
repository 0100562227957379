//! Questions only the right person can answer.

use std::time::Duration;

use serde_json::{Value, json};

use super::handle::KbaAnswer;
use crate::engine::rng::Rng;

/// Documented for the older test person.
pub(crate) const NONE_OF_THE_ABOVE: &str = "None of the above";

/// Question, possible answers. Invented.
const QUESTIONS: [(&str, [&str; 4]); 5] = [
    (
        "Which of these streets have you lived on?",
        ["Sample Street", "Example Avenue", "Specimen Road", "Fixture Lane"],
    ),
    (
        "Which lender opened an auto loan in your name?",
        ["Example Auto Finance", "Sample Motors Credit", "Fixture Bank", "Mock Drive Loans"],
    ),
    (
        "Which county have you lived in?",
        ["Placeholder County", "Example County", "Sample County", "Fixture County"],
    ),
    ("How long is the term of your home loan?", ["10 years", "15 years", "20 years", "30 years"]),
    (
        "Which employer have you worked for?",
        ["Example Works", "Sample Industries", "Fixture Foods", "Mock Logistics"],
    ),
];

#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
struct Question {
    id: String,
    text: String,
    options: Vec<(String, String)>,
    right: usize,
}

/// The questions of one session.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub(crate) struct Quiz {
    #[serde(with = "crate::state::time")]
    pub(crate) expires: Duration,
    /// Answers were given; a session is good for one set.
    pub(crate) used: bool,
    questions: Vec<Question>,
}

impl Quiz {
    /// With `none_is_right`, the last option is the right one everywhere.
    pub(crate) fn new(rng: &mut Rng, count: usize, none_is_right: bool, expires: Duration) -> Self {
        let questions = QUESTIONS.iter().take(count.max(1)).map(|(text, options)| {
            let texts = options.iter().copied().chain([NONE_OF_THE_ABOVE]);
            let options: Vec<_> = texts.map(|text| (rng.uuid(), text.to_owned())).collect();
            let drawn = usize::try_from(rng.below(4)).unwrap_or(0);
            let right = if none_is_right { options.len() - 1 } else { drawn };
            Question { id: rng.uuid(), text: (*text).to_owned(), options, right }
        });
        Self { questions: questions.collect(), expires, used: false }
    }

    pub(crate) fn questions(&self) -> Vec<Value> {
        let shown = |question: &Question| {
            let options: Vec<_> =
                question.options.iter().map(|(id, text)| json!({"id": id, "text": text})).collect();
            json!({"id": question.id, "question": question.text, "options": options})
        };
        self.questions.iter().map(shown).collect()
    }

    pub(crate) fn right_answers(&self) -> Vec<KbaAnswer> {
        self.answers(|question| question.right)
    }

    /// The option after the right one, everywhere.
    pub(crate) fn wrong_answers(&self) -> Vec<KbaAnswer> {
        self.answers(|question| (question.right + 1) % question.options.len().max(1))
    }

    fn answers(&self, choose: impl Fn(&Question) -> usize) -> Vec<KbaAnswer> {
        let answer = |question: &Question| {
            let (id, text) = question.options.get(choose(question))?;
            Some(KbaAnswer { question_id: question.id.clone(), answer_id: id.clone(), text: text.clone() })
        };
        self.questions.iter().filter_map(answer).collect()
    }

    /// Whether these are its questions: each of them, in any order.
    pub(crate) fn asks(&self, ids: &[String]) -> bool {
        ids.len() == self.questions.len() && self.questions.iter().all(|question| ids.contains(&question.id))
    }

    /// What is wrong with the form of the answers: unknown questions or options, questions left out or answered twice.
    pub(crate) fn problems(&self, answers: &[(String, String)]) -> Vec<String> {
        let mut problems = Vec::new();
        for question in &self.questions {
            match answers.iter().filter(|(id, _)| *id == question.id).count() {
                0 => problems.push(format!("question {} is not answered", question.id)),
                1 => {}
                _ => problems.push(format!("question {} is answered more than once", question.id)),
            }
        }
        for (question, answer) in answers {
            match self.questions.iter().find(|known| known.id == *question) {
                None => problems.push(format!("there is no question {question}")),
                Some(known) if !known.options.iter().any(|(id, _)| id == answer) => {
                    problems.push(format!("question {question} has no option {answer}"));
                }
                Some(_) => {}
            }
        }
        problems
    }

    /// How many answers are wrong.
    pub(crate) fn wrong(&self, answers: &[(String, String)]) -> usize {
        let right = self.right_answers();
        let is_right = |(question, answer): &&(String, String)| {
            right.iter().any(|known| known.question_id == *question && known.answer_id == *answer)
        };
        answers.len() - answers.iter().filter(is_right).count()
    }
}
