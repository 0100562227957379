//! What a person answers to questions that only the right person can answer.

use super::acts::ActKind;
use super::code::{Willing, ready};
use super::error::PersonaError;
use super::life::{Life, Matter};
use super::persona::Behaviour;
use crate::engine::moment::Moment;
use crate::spinwheel::{self, KbaAnswer};
use crate::tenant::TenantCore;

/// What a persona answers.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Answered {
    /// One option for each question, in the order in which they were asked; right ones or wrong ones.
    Answers(Vec<KbaAnswer>),
    /// Nothing, and never will: it has abandoned the matter, or is no longer there.
    Never,
}

impl Answered {
    /// The answers; none when there never will be any.
    pub fn answers(&self) -> &[KbaAnswer] {
        match self {
            Self::Answers(answers) => answers,
            Self::Never => &[],
        }
    }
}

/// What is answered now to questions with these ids.
pub(super) fn look(
    tenant: &TenantCore,
    life: &mut Life,
    ids: &[String],
    now: Moment,
) -> Result<Willing<Answered>, PersonaError> {
    let quiz = spinwheel::quiz(&tenant.providers.spinwheel, ids).ok_or(PersonaError::UnknownQuestions)?;
    let known = life.asked.as_ref().filter(|(asked, _)| asked == ids).map(|(_, at)| *at);
    let asked = known.unwrap_or(now);
    if known.is_none() {
        life.asked = Some((ids.to_vec(), now));
        life.notes(now, ActKind::Received, format!("Is asked {} questions.", ids.len()), None);
    }
    let errs = life.errs(Matter::Questions);
    if life.persona.is(Behaviour::Abandons) && !errs {
        life.notes(now, ActKind::Left, "Leaves for ever and answers nothing.".to_owned(), None);
        return Ok(Willing::Now(Answered::Never));
    }
    let mut due = ready(&life.persona, asked.mono, quiz.expires);
    if !errs {
        due = due.saturating_add(life.persona.away().unwrap_or_default());
    }
    if now.mono < due {
        return Ok(Willing::At(due));
    }
    let mut answers = if errs { quiz.wrong_answers() } else { quiz.right_answers() };
    answers.sort_by_key(|answer| ids.iter().position(|id| *id == answer.question_id));
    if errs {
        life.has_erred(Matter::Questions);
        life.notes(now, ActKind::AnsweredWrong, "Answers the questions wrong.".to_owned(), None);
    } else {
        if life.persona.away().is_some() {
            life.notes(now, ActKind::Returned, "Comes back to the questions.".to_owned(), None);
        }
        life.notes(now, ActKind::AnsweredRight, "Answers the questions right.".to_owned(), None);
    }
    Ok(Willing::Now(Answered::Answers(answers)))
}
