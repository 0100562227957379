//! The environments of providers.

use clap::ValueEnum;

/// What `--live` names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Live {
    Sandbox,
    PreProduction,
    Production,
}

impl Live {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::PreProduction => "pre-production",
            Self::Production => "production",
        }
    }
}
