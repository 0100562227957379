//! A person whom no texted code identifies: questions instead.

use spinwheel_gql::{
    Address, AnswerId, Consent, GetKbaQuestions, KbaAnswer, KbaQuestions, QuestionId, SendKbaAnswers, Ssn,
    VerificationType,
};

use super::app::{App, Contact, word};
use super::{ANSWERS, OK, QUESTIONS};
use crate::demo::{Halt, Lane, Stage};

pub(super) async fn play(app: &App, stage: &mut Stage<'_>) -> Result<(), Halt> {
    // A birth date with which the sandbox does not identify anybody until KBA.
    let contact = Contact::new("contact-3", "+12025550162", "1951-01-01")?;
    let code = app.text_a_code(stage, &contact).await?;
    stage.later(20);
    let consent = app.verify(stage, &contact, &code, "The right code, in time.").await?;
    if !matches!(consent, Consent::Refused(_)) {
        return Err(Halt::surprise("nobody was to be identified"));
    }
    stage.refusal("errors", "No, and a sentence about why.");
    let stands = app.stands(stage, &contact, "How does the verification stand?").await?;
    stage.answer(format!("{}: no further code helps this person.", word(&stands)));
    stage.later(60);
    let asked = ask(app, stage, &contact).await?;
    let answers = choose(stage, &contact, &asked)?;
    stage.later(40);
    stage.call(ANSWERS, OK, "One chosen answer for each question.");
    let request = SendKbaAnswers::new(contact.id.clone(), answers);
    if !stage.came(app.client.send_kba_answers(stage.sends(&request)).await)?.is_granted() {
        return Err(Halt::surprise("right answers are not the consent"));
    }
    stage.answer("All of them right: the person has consented.");
    let stands = app.stands(stage, &contact, "And now?").await?;
    if !stands.is_passed() || stands.verification_type != Some(VerificationType::Kba) {
        return Err(Halt::surprise("the verification did not pass by questions"));
    }
    stage.answer(format!("{}, by KBA. A report can be pulled.", word(&stands)));
    Ok(())
}

/// The request for questions, with this as the state the person lives in.
pub(super) fn request(contact: &Contact, state: &str) -> Result<GetKbaQuestions, Halt> {
    let address = Address::new("1 Sample Street", "Spencer", state, "51301");
    let (born, ssn) = (contact.birth_date.clone(), Ssn::new("666-01-0008")?);
    Ok(GetKbaQuestions::new("Riley", "Testperson", born, ssn, address, contact.id.clone()))
}

async fn ask(app: &App, stage: &mut Stage<'_>, contact: &Contact) -> Result<KbaQuestions, Halt> {
    let text = "Name, address and Social Security number, typed by the person. A query to GraphQL; it is never repeated all \
                the same, since it opens a session at the bureau.";
    stage.call(QUESTIONS, OK, text);
    let asked = stage.came(app.client.kba_questions(stage.sends(&request(contact, "IA")?)).await)?;
    stage.answer(format!("{} questions to ask.", asked.questions.len()));
    Ok(asked)
}

/// The questions as the app shows them; the person answers all of them right.
fn choose(stage: &mut Stage<'_>, contact: &Contact, asked: &KbaQuestions) -> Result<Vec<KbaAnswer>, Halt> {
    let right = stage.tenant().debtcore().kba_answers(contact.id.as_str()).unwrap_or_default();
    let count = asked.questions.len();
    let mut chosen = Vec::new();
    for (index, question) in asked.questions.iter().enumerate() {
        let answer = right.iter().find(|answer| answer.question_id == question.id.as_str());
        let answer = answer.ok_or_else(|| Halt::surprise("a question has no right answer"))?;
        let text = format!("“{}” The person picks “{}”.", question.question.expose(), answer.text);
        stage.note(Lane::App, format!("question {} of {count}", index + 1), text);
        let (question, answer) = (QuestionId::new(&answer.question_id)?, AnswerId::new(&answer.answer_id)?);
        chosen.push(KbaAnswer::new(question, answer));
    }
    Ok(chosen)
}
