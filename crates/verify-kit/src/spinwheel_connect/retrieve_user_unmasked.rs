//! `retrieve-user-unmasked`: shows a user with numbers that are masked elsewhere.

use clap::ValueEnum;
use spinwheel_connect::{RetrieveUserUnmasked, UnmaskedField, User};

use super::user_key::UserKeyArgs;
use super::{Act, Call, Session, Spinwheel, explain, retrieve_user};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct Args {
    #[command(flatten)]
    user: UserKeyArgs,
    /// What to show in full; twice for both
    #[arg(long = "unmask", value_name = "WHAT", value_enum, required = true)]
    fields: Vec<Field>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Field {
    Ssn,
    AccountNumber,
}

/// It only looks, and says so all the same: what it shows should not stay on a screen by mistake.
const ACT: Act = Act::harmless("retrieve_user_unmasked", "shows numbers in full");

impl Call<Spinwheel> for Args {
    async fn run(self, session: &Session) -> Result<(), Failure> {
        let user = self.user.read(session.ask)?;
        session.announce(ACT)?;
        let request = RetrieveUserUnmasked::new(user, self.fields.iter().map(|field| field.wanted()));
        let user = session.client.retrieve_user_unmasked(&request).await.map_err(|error| explain(&error))?;
        let mut lines = retrieve_user::lines(&user);
        lines.extend(self.fields.iter().flat_map(|field| field.lines(&user)));
        session.show(&user, &lines)
    }
}

impl Field {
    fn wanted(self) -> UnmaskedField {
        match self {
            Self::Ssn => UnmaskedField::Ssn,
            Self::AccountNumber => UnmaskedField::AccountNumber,
        }
    }

    /// The numbers as they came; they were asked for.
    fn lines(self, user: &User) -> Vec<String> {
        match self {
            Self::Ssn => {
                let ssn = user.profile.as_ref().and_then(|profile| profile.ssn.as_ref());
                vec![format!("SSN: {}", ssn.map_or("not told", |ssn| ssn.expose()))]
            }
            Self::AccountNumber => account_numbers(user),
        }
    }
}

fn account_numbers(user: &User) -> Vec<String> {
    let cards = user.credit_cards.iter().map(|card| {
        let number = card.card_profile.as_ref().and_then(|profile| profile.account_number.as_ref());
        (card.display_name.as_ref(), number)
    });
    macro_rules! loans {
        ($list:ident) => {
            user.$list.iter().map(|loan| {
                let number =
                    loan.liability_profile.as_ref().and_then(|profile| profile.account_number.as_ref());
                (loan.display_name.as_ref(), number)
            })
        };
    }
    let loans = loans!(auto_loans).chain(loans!(home_loans)).chain(loans!(personal_loans));
    let all = cards.chain(loans).chain(loans!(student_loans)).chain(loans!(miscellaneous_liabilities));
    all.filter_map(|(name, number)| {
        Some(format!("account number of {}: {}", name.map_or("(no name)", String::as_str), number?.expose()))
    })
    .collect()
}
