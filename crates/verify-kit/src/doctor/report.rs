//! Printing what was found, and the exit code that follows.

use serde::Serialize;

use super::finding::{Finding, Level, Section};
use crate::exit::Failure;
use crate::output;
use crate::style;

/// Counts what was printed.
#[derive(Debug, Default)]
pub(super) struct Report {
    json: bool,
    ok: usize,
    warnings: usize,
    problems: usize,
    /// Problems that are a matter of credentials.
    credentials: usize,
}

/// A line of `--json`.
#[derive(Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum Line<'a> {
    Check {
        about: &'static str,
        #[serde(flatten)]
        finding: &'a Finding,
    },
    Summary {
        ok: usize,
        warnings: usize,
        problems: usize,
    },
}

impl Report {
    pub(super) fn new(json: bool) -> Self {
        Self { json, ..Self::default() }
    }

    /// Prints a section as soon as its checks are done.
    pub(super) fn show(&mut self, section: &Section) -> Result<(), Failure> {
        if !self.json && !section.findings.is_empty() {
            let title = style::TITLE;
            output::out(format_args!("{title}{}{title:#}", section.about))?;
        }
        for finding in &section.findings {
            self.count(finding);
            if self.json {
                output::json(&Line::Check { about: section.about, finding })?;
            } else {
                show(finding)?;
            }
        }
        Ok(())
    }

    fn count(&mut self, finding: &Finding) {
        match finding.level {
            Level::Ok => self.ok += 1,
            Level::Warning => self.warnings += 1,
            Level::Problem => {
                self.problems += 1;
                self.credentials += usize::from(finding.credentials);
            }
        }
    }

    /// The end: a failure if there are problems, one of credentials if there are no others.
    pub(super) fn finish(&self) -> Result<(), Failure> {
        if self.json {
            let Self { ok, warnings, problems, .. } = *self;
            output::json(&Line::Summary { ok, warnings, problems })?;
        }
        let warnings = counted(self.warnings, "warning");
        if self.problems > 0 {
            let found = format!("{} and {warnings} were found", counted(self.problems, "problem"));
            let only = self.credentials == self.problems;
            return Err(if only { Failure::credentials(found) } else { Failure::failed(found) });
        }
        if !self.json {
            output::talk(match self.warnings {
                0 => "No problems were found.".to_owned(),
                _ => format!("No problems were found, but {warnings}."),
            });
        }
        Ok(())
    }
}

fn show(finding: &Finding) -> Result<(), Failure> {
    let style = match finding.level {
        Level::Ok => style::GOOD,
        Level::Warning => style::PHONE,
        Level::Problem => style::BAD,
    };
    let (word, says) = (finding.level.as_str(), &finding.says);
    output::out(format_args!("  {style}{word:<7}{style:#}  {says}"))?;
    match &finding.fix {
        Some(fix) => output::out(format_args!("           fix: {fix}")),
        None => Ok(()),
    }
}

fn counted(count: usize, what: &str) -> String {
    let plural = if count == 1 { "" } else { "s" };
    format!("{count} {what}{plural}")
}
