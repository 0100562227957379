//! `user-verification`: shows how the verification of a person stands.

use spinwheel_gql::{
    CreditReportUserId, GetUserVerification, Timestamp, UserVerification, UserVerificationId,
    VerificationStatus, VerificationType,
};

use super::ids::ContactArg;
use super::{Act, Call, DebtCore, Session, explain};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    contact: ContactArg,
}

impl Call<DebtCore> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let contact = self.contact.read(session.ask)?;
        session.announce(Act::of::<GetUserVerification>())?;
        let request = GetUserVerification::new(contact.clone());
        let found = session.client.user_verification(&request).await.map_err(|error| explain(&error))?;
        session.show(&found, &lines(&found))?;
        if found.is_passed() {
            session.suggest(format_args!("pull-credit-report --contact-id {}", contact.as_str()));
        }
        Ok(())
    }
}

fn lines(found: &UserVerification) -> Vec<String> {
    let time = |at: Option<Timestamp>| at.map(|at| at.to_string());
    let facts = [
        ("status", found.status.as_ref().map(VerificationStatus::as_str).map(str::to_owned)),
        ("consented", time(found.user_consent_date)),
        ("verified", time(found.verification_date)),
        ("by", found.verification_type.as_ref().map(VerificationType::as_str).map(str::to_owned)),
        ("source", found.verification_source.clone()),
        ("verification id", found.id.as_ref().map(UserVerificationId::as_str).map(str::to_owned)),
        (
            "bureau's user id",
            found.credit_report_user_id.as_ref().map(CreditReportUserId::as_str).map(str::to_owned),
        ),
    ];
    facts.into_iter().filter_map(|(name, value)| Some(format!("{name}: {}", value?))).collect()
}
