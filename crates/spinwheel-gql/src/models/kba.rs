//! Questions only the person can answer.

use verify_core::Pii;
use verify_core::provider::{Unreadable, answer};

use super::FromWire;
use crate::generated::kba_questions as wire;
use crate::{AnswerId, QuestionId};

answer! {
    /// A question session.
    pub struct KbaQuestions {
        required {
            /// The questions, in the order to ask them.
            questions: Vec<KbaQuestion> => "questions",
        }
    }
}

answer! {
    /// A question with the answers to choose from.
    pub struct KbaQuestion {
        required {
            /// The question's id.
            id: QuestionId => "id",
            /// What to ask; personal, since it comes from the person's credit file.
            question: Pii<String> => "question",
            /// What to choose from; one is right.
            options: Vec<KbaOption> => "options",
        }
    }
}

answer! {
    /// An answer to choose.
    pub struct KbaOption {
        required {
            /// The answer's id.
            id: AnswerId => "id",
            /// What to show.
            text: Pii<String> => "text",
        }
    }
}

/// Questions that cannot be asked or answered are none: a session without any question, a question without options, an empty id.
impl FromWire<wire::KbaQuestionsKbaQuestionsData> for KbaQuestions {
    fn from_wire(session: wire::KbaQuestionsKbaQuestionsData) -> Result<Self, Unreadable> {
        let unreadable = |field: &str| Unreadable::at(&format!("data.kbaQuestions.data.questions{field}"));
        let mut questions = Vec::new();
        for question in session.questions.into_iter().flatten().flatten() {
            let id = question.id.parse().map_err(|_| unreadable("[].id"))?;
            let mut options = Vec::new();
            for option in question.options.into_iter().flatten().flatten() {
                let id = option.id.parse().map_err(|_| unreadable("[].options[].id"))?;
                options.push(KbaOption { id, text: option.text });
            }
            if options.is_empty() {
                return Err(unreadable("[].options"));
            }
            questions.push(KbaQuestion { id, question: question.question, options });
        }
        if questions.is_empty() {
            return Err(unreadable(""));
        }
        Ok(Self { questions })
    }
}
