//! Credentials: where they come from, and what they have to be like.

use verify_core::Secret;

use crate::ask::Ask;
use crate::exit::Failure;

/// The flag that has them read from stdin.
const STDIN: &str = "--credentials-stdin";

/// One of those that let a client in.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Credential {
    /// The environment variable it comes from.
    pub(crate) variable: &'static str,
    /// Its name in errors.
    pub(crate) name: &'static str,
    /// What the person is asked.
    pub(crate) question: &'static str,
}

/// All that let a client of one provider in, in the order of the lines of stdin.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Credentials {
    pub(crate) all: &'static [Credential],
    /// How one speaks of all of them: `both`, `all three`.
    pub(crate) together: &'static str,
}

impl Credential {
    /// From the environment.
    pub(crate) fn read_environment(&self) -> Result<Secret, Failure> {
        sendable(self.name, Secret::new(self.given()))
    }

    /// The same, of a provider that has this one alone; `stdin` is the flag that has it read from there.
    pub(crate) fn required(&self, stdin: &str) -> Result<Secret, Failure> {
        if !self.given().is_empty() {
            return self.read_environment();
        }
        Err(Failure::credentials(format!("credentials are missing: {}", self.name))
            .next(format!("set {}, or pass it with {stdin}", self.variable)))
    }

    fn given(&self) -> String {
        std::env::var(self.variable).unwrap_or_default()
    }
}

impl Credentials {
    /// Names all that the environment lacks at once.
    pub(crate) fn all_set(&self, wanted: &[Credential]) -> Result<(), Failure> {
        let missing: Vec<&Credential> =
            wanted.iter().filter(|credential| credential.given().is_empty()).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let listed = |word: fn(&Credential) -> &'static str| {
            listed(&missing.iter().map(|credential| word(credential)).collect::<Vec<_>>())
        };
        let names = listed(|credential| credential.name);
        let variables = listed(|credential| credential.variable);
        Err(Failure::credentials(format!("credentials are missing: {names}"))
            .next(format!("set {variables}, or pass {} with {STDIN}", self.together)))
    }

    /// The next one from stdin; they have to be read in their order.
    pub(crate) fn read_line(&self, credential: Credential, ask: Ask) -> Result<Secret, Failure> {
        let Credential { name, question, .. } = credential;
        match ask.secret(question)? {
            Some(text) if !text.expose().is_empty() => sendable(name, text),
            _ => {
                let line = self.all.iter().take_while(|one| one.name != name).count() + 1;
                Err(Failure::usage(format!("{STDIN}: line {line} is missing, the {name}"))
                    .next(format!("the lines are: {}", self.lines())))
            }
        }
    }

    /// `1 partner id, 2 partner secret`.
    fn lines(&self) -> String {
        let numbered = self.all.iter().zip(1..);
        numbered.map(|(one, line)| format!("{line} {}", one.name)).collect::<Vec<_>>().join(", ")
    }
}

/// `a`, `a and b`, `a, b and c`.
fn listed(words: &[&str]) -> String {
    match words {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A credential that cannot be sent is a matter of credentials, not of the client's settings.
pub(crate) fn sendable(what: &str, credential: Secret) -> Result<Secret, Failure> {
    if !credential.expose().is_empty() && credential.expose().bytes().all(|byte| byte.is_ascii_graphic()) {
        return Ok(credential);
    }
    Err(Failure::credentials(format!(
        "the {what} is empty or has a space, a line break or a character outside ASCII"
    )))
}
