//! The two ids a user goes by.

use spinwheel_connect::{ExtUserId, UserId, UserKey};

use crate::ask::{Ask, Wanted};
use crate::exit::Failure;

#[derive(Debug, clap::Args)]
pub(super) struct UserKeyArgs {
    /// Your own id of the person
    #[arg(long, value_name = "ID")]
    ext_user_id: Option<String>,
    /// Spinwheel's id of the user
    #[arg(long, value_name = "ID", conflicts_with = "ext_user_id")]
    user_id: Option<String>,
}

pub(super) const EXT_USER_ID: Wanted =
    Wanted { flag: "--ext-user-id", question: "Your own id of the person" };

impl UserKeyArgs {
    pub(super) fn read(self, ask: Ask) -> Result<UserKey, Failure> {
        if let Some(id) = self.user_id {
            return user_id(Some(id), ask).map(UserKey::UserId);
        }
        ask.value(self.ext_user_id, EXT_USER_ID, |text| ExtUserId::new(text.trim())).map(UserKey::ExtUserId)
    }
}

/// Spinwheel's id, for calls that take no other and say no more of it.
#[derive(Debug, clap::Args)]
pub(super) struct UserIdArg {
    /// Spinwheel's id of the user
    #[arg(long, value_name = "ID")]
    user_id: Option<String>,
}

impl UserIdArg {
    pub(super) fn read(self, ask: Ask) -> Result<UserId, Failure> {
        user_id(self.user_id, ask)
    }
}

/// The same with what a command says of it itself.
pub(super) fn user_id(given: Option<String>, ask: Ask) -> Result<UserId, Failure> {
    let wanted = Wanted { flag: "--user-id", question: "Spinwheel's id of the user" };
    ask.value(given, wanted, |text| UserId::new(text.trim()))
}
