//! How a command ends: the exit codes, and the one line that explains a failure.

use std::fmt;
use std::io;
use std::process::ExitCode;

use verify_core::RawBody;

/// The exit codes; scripts rely on them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// It did not work.
    Failed = 1,
    /// The command line is wrong or incomplete.
    Usage = 2,
    /// The provider said no.
    Refused = 3,
    /// The credentials are missing or were not accepted.
    Credentials = 4,
    /// The provider may have done it, and nobody knows.
    Unknown = 5,
}

/// Why a file cannot be read, without its name.
pub(crate) fn unreadable(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "there is no such file".to_owned(),
        kind => kind.to_string(),
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Why a command did not succeed. What it prints never holds a value the person gave.
#[derive(Debug)]
pub(crate) struct Failure {
    pub(crate) exit: Exit,
    message: String,
    reason: Option<String>,
    next: Option<String>,
    code: Option<u8>,
    answered: Option<Box<Answered>>,
}

/// The answer that said no.
#[derive(Debug)]
pub(crate) struct Answered {
    /// The operation that was answered like that.
    pub(crate) operation: &'static str,
    /// What came; it can hold personal data.
    pub(crate) body: Option<RawBody>,
}

impl Failure {
    fn new(exit: Exit, message: impl Into<String>) -> Self {
        Self { exit, message: message.into(), reason: None, next: None, code: None, answered: None }
    }

    pub(crate) fn failed(message: impl Into<String>) -> Self {
        Self::new(Exit::Failed, message)
    }

    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self::new(Exit::Usage, message)
    }

    pub(crate) fn refused(message: impl Into<String>) -> Self {
        Self::new(Exit::Refused, message)
    }

    pub(crate) fn credentials(message: impl Into<String>) -> Self {
        Self::new(Exit::Credentials, message)
    }

    pub(crate) fn unknown(message: impl Into<String>) -> Self {
        Self::new(Exit::Unknown, message)
    }

    /// The end of a command that was run for somebody: its exit code, and nothing to add to what it said itself.
    pub(crate) fn of_command(code: u8) -> Self {
        Self::failed("").exits_with(code)
    }

    /// Ends the process with another code than the kind of failure has.
    pub(crate) fn exits_with(mut self, code: u8) -> Self {
        self.code = Some(code);
        self
    }

    /// Whether everything has been said.
    pub(crate) fn is_silent(&self) -> bool {
        self.message.is_empty()
    }

    /// What the process ends with.
    pub(crate) fn exit_code(&self) -> ExitCode {
        self.code.map_or_else(|| self.exit.into(), ExitCode::from)
    }

    /// Adds what to do next.
    pub(crate) fn next(mut self, step: impl Into<String>) -> Self {
        self.next = Some(step.into());
        self
    }

    /// Adds which answer it rests on.
    pub(crate) fn answered(mut self, answered: Answered) -> Self {
        self.answered = Some(Box::new(answered));
        self
    }

    pub(crate) fn take_answered(&mut self) -> Option<Answered> {
        self.answered.take().map(|answered| *answered)
    }

    /// Adds somebody's explanation.
    pub(crate) fn reason(mut self, reason: impl Into<String>) -> Self {
        self.reason = Some(reason.into());
        self
    }

    pub(crate) fn reason_given(&self) -> Option<&str> {
        self.reason.as_deref()
    }

    /// Adds something else to do.
    pub(crate) fn next_besides(self, step: &str) -> Self {
        let both = self.next.as_ref().map_or_else(|| step.to_owned(), |next| format!("{next}; {step}"));
        self.next(both)
    }

    pub(crate) fn next_step(&self) -> Option<&str> {
        self.next.as_deref()
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

#[cfg(test)]
mod tests {
    use super::Failure;

    #[test]
    fn there_can_be_two_things_to_do() {
        let failure = Failure::refused("no").next_besides("look");
        assert_eq!(failure.next_step(), Some("look"));
        assert_eq!(failure.next_besides("ask").next_step(), Some("look; ask"));
    }
}
