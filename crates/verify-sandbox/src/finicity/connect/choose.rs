//! Finding an institution.

use super::booth::Booth;
use super::error::ConnectError;
use super::institutions;
use super::session::{Session, Stage};
use super::views::SupportedInstitution;
use super::webhook::{Field, Payload};

fn needs_search(session: &Session) -> Result<(), ConnectError> {
    if session.order.kind.is_full() {
        return Ok(());
    }
    let kind = session.order.kind.as_str();
    Err(ConnectError::invalid(format!("a {kind} link has its institution; there is nothing to choose")))
}

/// The institutions whose name has these words in it.
pub(super) fn search(
    booth: &mut Booth<'_>,
    id: &str,
    query: &str,
) -> Result<Vec<SupportedInstitution>, ConnectError> {
    booth.within(id, |booth, session| {
        needs_search(session)?;
        let found = institutions::search(query);
        if found.is_empty() {
            let payload = Payload::default().with("query", Field::Text(query.to_owned()));
            booth.notify(session, "institutionNotFound", &payload);
        }
        Ok(found.into_iter().map(SupportedInstitution::from).collect())
    })
}

/// Chooses one.
pub(super) fn choose(
    booth: &mut Booth<'_>,
    id: &str,
    institution_id: u64,
) -> Result<SupportedInstitution, ConnectError> {
    booth.within(id, |booth, session| {
        needs_search(session)?;
        let payload = Payload::default().institution(institution_id);
        let found = institutions::find(institution_id).filter(|institution| institution.certified);
        let Some(institution) = found else {
            booth.notify(session, "institutionNotSupported", &payload);
            return Err(ConnectError::invalid(format!("the institution {institution_id} is not supported")));
        };
        booth.notify(session, "institutionSupported", &payload);
        session.institution = Some(institution_id);
        session.stage = Stage::SignIn;
        Ok(institution.into())
    })
}
