//! `refresh-liabilities`: has creditors asked for fresh data.

use spinwheel_connect::{InvalidValue, LiabilityId, LiabilityKind, RefreshLiabilities};

use super::debt::debt;
use super::refreshes::{self, RequestArg};
use super::user_key::UserIdArg;
use super::{Act, Call, Session, Spinwheel, explain};
use crate::ask::{Wanted, broken_rule};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserIdArg,
    #[command(flatten)]
    request: RequestArg,
    /// A debt whose latest statement is wanted, for instance credit-card=ID, once for each; `retrieve-user --json` has
    /// the ids
    #[arg(long = "debt", value_name = "KIND=ID")]
    debts: Vec<String>,
}

const DEBTS: Wanted = Wanted { flag: "--debt", question: "Debts (KIND=ID, separated by spaces)" };

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        let name = self.request.read(session.ask)?;
        let mut request = RefreshLiabilities::new(user.clone(), name.clone());
        for (kind, id) in debts(self.debts, session)? {
            request = request.statement_of(kind, id);
        }
        session.announce(Act::of::<RefreshLiabilities>())?;
        let begun = session.client.refresh_liabilities(&request).await.map_err(|error| explain(&error))?;
        refreshes::show(session, &begun, &user, &name)
    }
}

fn debts(given: Vec<String>, session: &Session) -> Result<Vec<(LiabilityKind, LiabilityId)>, Failure> {
    if given.is_empty() {
        return session.ask.value(None, DEBTS, all);
    }
    let debts: Result<_, _> = given.into_iter().map(|text| debt(&text)).collect();
    debts.map_err(|invalid| broken_rule(DEBTS.flag, &invalid))
}

fn all(line: &str) -> Result<Vec<(LiabilityKind, LiabilityId)>, InvalidValue> {
    if line.trim().is_empty() {
        return Err(InvalidValue::new("list of debts", "must not be empty"));
    }
    line.split_whitespace().map(debt).collect()
}
