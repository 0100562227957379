//! `get-institution`: shows an institution.

use finicity_connect::{GetInstitution, Institution};

use super::ids::InstitutionArg;
use super::search_institutions::sign_in;
use super::{Act, Call, Finicity, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    institution: InstitutionArg,
}

impl Call<Finicity> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let request = GetInstitution::new(self.institution.read(session.ask)?);
        session.announce(Act::of::<GetInstitution>())?;
        let institution = session.client.get_institution(&request).await.map_err(|error| explain(&error))?;
        session.show(&institution, &lines(&institution))
    }
}

fn lines(institution: &Institution) -> Vec<String> {
    let facts = [
        ("institution", Some(institution.id.to_string())),
        ("name", institution.name.clone()),
        ("sign-in", Some(sign_in(institution).to_owned())),
        ("status", institution.status.as_ref().map(|status| status.as_str().to_owned())),
        ("currency", institution.currency.clone()),
        ("home page", institution.url_home_app.clone()),
        ("replaced by", institution.new_institution_id.map(|id| id.to_string())),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}
