//! A project that has the packages and nothing of this workspace: one program for each provider crate by itself, one for
//! all of them, and the command line installed.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};

use super::FOLDER;
use super::members::Package;
use super::running::{cargo, said, succeed};
use crate::progress::Tell;
use crate::tree::Tree;

/// The programs, as a member of this workspace.
const PROGRAMS: &str = "tests/from-packages/src/bin";
const TOGETHER: &str = "together";
/// The package with a program of its own.
const KIT: &str = "verify-kit";
const TOKIO: &str = "tokio = { version = \"1\", features = [\"macros\", \"rt\"] }\n";

/// The project.
#[derive(Debug)]
pub(super) struct Consumer {
    folder: PathBuf,
    /// Where everything is built.
    target: PathBuf,
    packages: Vec<Package>,
}

/// A program: its name, and the lines of its dependencies.
type Program = (String, String);

/// A path in the project's folder, and what is in it.
type File = (PathBuf, String);

/// The project's files as they were written, whatever cargo has made of them since. The names and versions of the packages are
/// among it.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Written(Vec<File>);

impl Consumer {
    /// It lies in `target/packages/consumer`; nothing is there yet.
    pub(super) fn new(tree: &Tree, published: &[&Package]) -> io::Result<Self> {
        let root = fs::canonicalize(tree.root())?;
        Ok(Self {
            folder: root.join(FOLDER).join("consumer"),
            target: root.join(FOLDER),
            packages: published.iter().map(|package| (*package).clone()).collect(),
        })
    }

    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    pub(super) fn packages(&self) -> &[Package] {
        &self.packages
    }

    /// Where the packages are unpacked.
    pub(super) fn unpacked(&self) -> PathBuf {
        self.folder.join("unpacked")
    }

    /// Where one of them is.
    pub(super) fn folder_of(&self, package: &Package) -> PathBuf {
        self.unpacked().join(package.label())
    }

    /// Writes manifests, lock file and programs; what it has written. The lock file is the workspace's, so that the same versions
    /// are built. Cargo takes out of it what is not used here.
    pub(super) fn write(&self, tree: &Tree) -> io::Result<Written> {
        let written = self.written(tree)?;
        for (path, text) in &written.0 {
            let path = self.folder.join(path);
            fs::create_dir_all(path.parent().unwrap_or(&self.folder))?;
            fs::write(path, text)?;
        }
        Ok(written)
    }

    /// What would be written now.
    pub(super) fn written(&self, tree: &Tree) -> io::Result<Written> {
        self.files(tree).map(Written)
    }

    fn files(&self, tree: &Tree) -> io::Result<Vec<File>> {
        let mut files = vec![
            ("Cargo.toml".into(), self.root_manifest()),
            ("Cargo.lock".into(), fs::read_to_string(tree.full("Cargo.lock"))?),
        ];
        for (name, dependencies) in self.programs() {
            let source = format!("{PROGRAMS}/{}.rs", name.replace('-', "_"));
            let text = fs::read_to_string(tree.full(&source)).map_err(|error| {
                io::Error::other(format!("{source}: {error} → write it: a program that makes a call"))
            })?;
            let folder = Path::new("programs").join(&name);
            files.push((folder.join("Cargo.toml"), manifest(&name, &dependencies)));
            files.push((folder.join("src/main.rs"), text));
        }
        Ok(files)
    }

    /// Every package stands in for the registry's. The one with a program is a member, so that it is installed with these
    /// stand-ins and this lock file.
    fn root_manifest(&self) -> String {
        let kit = self.packages.iter().filter(|package| package.name == KIT);
        let kit = kit.map(|package| format!("\"unpacked/{}\"", package.label()));
        let members: Vec<_> = std::iter::once("\"programs/*\"".to_owned()).chain(kit).collect();
        let members = members.join(", ");
        let mut manifest =
            format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n\n[patch.crates-io]\n");
        for package in &self.packages {
            let _ = writeln!(manifest, "{} = {{ path = \"unpacked/{}\" }}", package.name, package.label());
        }
        manifest
    }

    fn programs(&self) -> Vec<Program> {
        let version = |name: &str| {
            let package = self.packages.iter().find(|package| package.name == name);
            package.map_or_else(|| "*".to_owned(), |package| format!("={}", package.version))
        };
        let providers: Vec<_> = self.packages.iter().filter(|package| package.is_provider()).collect();
        let line = |package: &&Package| format!("{} = \"{}\"\n", package.name, version(&package.name));
        let alone = providers.iter().map(|provider| {
            let testkit = format!("verify-testkit = \"{}\"\n", version("verify-testkit"));
            (format!("only-{}", provider.name), format!("{}{testkit}{TOKIO}", line(provider)))
        });
        let all: String = providers.iter().map(line).collect();
        let sandbox = format!(
            "verify-sandbox = {{ version = \"{}\", features = [\"debtcore\"] }}\n",
            version("verify-sandbox")
        );
        alone.chain([(TOGETHER.to_owned(), format!("{all}{sandbox}{TOKIO}"))]).collect()
    }

    /// Builds and runs each program by itself, then installs the command line and asks for its version.
    pub(super) fn build_and_run(&self, tell: Tell<'_>, out: &mut dyn Write) -> io::Result<()> {
        for (name, _) in self.programs() {
            tell(&format!("packages: builds and runs {name}"));
            let otherwise = format!("{name} does not work when it is built from packages → see above");
            succeed(&mut self.cargo(&["run", "--quiet", "--package", &name]), &otherwise)?;
            writeln!(out, "{name}: built and run")?;
            out.flush()?;
        }
        let Some(kit) = self.packages.iter().find(|package| package.name == KIT) else { return Ok(()) };
        tell(&format!("packages: installs {}", kit.label()));
        let version = self.install(kit)?;
        let expected = format!("{KIT} {}", kit.version);
        if version.trim() != expected {
            let wrong = format!("the installed {KIT} says {:?} → it must say {expected:?}", version.trim());
            return Err(io::Error::other(wrong));
        }
        writeln!(out, "{expected}: installed and run")
    }

    /// Installs a program from its package; what it says about its version.
    fn install(&self, kit: &Package) -> io::Result<String> {
        let (path, root) = (self.folder_of(kit), self.target.join("installed"));
        let mut install = self.cargo(&["install", "--quiet", "--debug", "--no-track"]);
        install.arg("--path").arg(path).arg("--root").arg(&root);
        succeed(&mut install, &format!("{KIT} cannot be installed from its package → see above"))?;
        let program = root.join("bin").join(KIT);
        said(Command::new(program).arg("--version"), &format!("the installed {KIT} does not work"))
    }

    /// Cargo with a command here; the lock file stays as it was written.
    fn cargo(&self, command: &[&str]) -> Command {
        let mut cargo = cargo(&self.folder);
        cargo.args(command).arg("--locked").arg("--target-dir").arg(&self.target);
        cargo
    }
}

fn manifest(name: &str, dependencies: &str) -> String {
    format!(
        "[package]\nname = \"{name}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
         [dependencies]\n{dependencies}"
    )
}

#[cfg(test)]
mod tests {
    use super::Consumer;
    use crate::fixture::Fixture;
    use crate::packages::members::{self, Package};

    fn member(name: &str) -> String {
        format!("[package]\nname = \"{name}\"\nversion = \"0.3.0\"\n")
    }

    fn fixture() -> (Fixture, Vec<Package>) {
        let fixture = Fixture::new(&[("Cargo.toml", "[workspace]\nmembers = [\"crates/*\"]\n")]);
        for name in ["some-api", "verify-testkit", "verify-sandbox"] {
            fixture.write(&format!("crates/{name}/Cargo.toml"), &member(name));
            fixture.write(&format!("crates/{name}/src/lib.rs"), "");
        }
        fixture.write("crates/verify-kit/Cargo.toml", &member("verify-kit"));
        fixture.write("crates/verify-kit/src/main.rs", "");
        fixture.write("crates/some-api/src/endpoints/mod.rs", "");
        fixture.write("Cargo.lock", "version = 4\n");
        fixture.write("tests/from-packages/src/bin/together.rs", "fn main() {}");
        let members = members::all(fixture.tree().root()).unwrap();
        (fixture, members)
    }

    #[test]
    fn each_provider_has_a_project_of_its_own() {
        let (fixture, members) = fixture();
        fixture.write("tests/from-packages/src/bin/only_some_api.rs", "fn main() { call() }");
        let consumer = Consumer::new(fixture.tree(), &members::published(&members)).unwrap();
        consumer.write(fixture.tree()).unwrap();
        let read = |path: &str| fixture.tree().read(&format!("target/packages/consumer/{path}")).unwrap();
        let root = read("Cargo.toml");
        assert!(root.contains("members = [\"programs/*\", \"unpacked/verify-kit-0.3.0\"]"), "{root}");
        assert!(root.contains("some-api = { path = \"unpacked/some-api-0.3.0\" }"), "{root}");
        let only = read("programs/only-some-api/Cargo.toml");
        assert!(
            only.contains("[dependencies]\nsome-api = \"=0.3.0\"\nverify-testkit = \"=0.3.0\"\n"),
            "{only}"
        );
        assert!(!only.contains("path") && !only.contains("sandbox"), "{only}");
        assert_eq!(read("programs/only-some-api/src/main.rs"), "fn main() { call() }");
        let together = read("programs/together/Cargo.toml");
        assert!(together.contains("verify-sandbox = { version = \"=0.3.0\", features"), "{together}");
    }

    #[test]
    fn another_program_lock_file_or_version_is_another_project() {
        let (fixture, members) = fixture();
        let program = "tests/from-packages/src/bin/only_some_api.rs";
        fixture.write(program, "fn main() { call() }");
        let consumer = Consumer::new(fixture.tree(), &members::published(&members)).unwrap();
        let written = consumer.write(fixture.tree()).unwrap();
        assert_eq!(consumer.written(fixture.tree()).unwrap(), written);
        for (path, text) in [(program, "fn main() { call_twice() }"), ("Cargo.lock", "version = 5\n")] {
            let before = fixture.tree().read(path).unwrap();
            fixture.write(path, text);
            assert_ne!(consumer.written(fixture.tree()).unwrap(), written, "{path}");
            fixture.write(path, &before);
        }
        let mut raised = members;
        raised[0].version = "0.4.0".to_owned();
        let consumer = Consumer::new(fixture.tree(), &members::published(&raised)).unwrap();
        assert_ne!(consumer.written(fixture.tree()).unwrap(), written);
    }

    #[test]
    fn a_provider_without_a_program_is_named() {
        let (fixture, members) = fixture();
        let consumer = Consumer::new(fixture.tree(), &members::published(&members)).unwrap();
        let error = consumer.write(fixture.tree()).unwrap_err().to_string();
        assert!(error.contains("tests/from-packages/src/bin/only_some_api.rs"), "{error}");
        assert!(error.contains("→ write it: a program that makes a call"), "{error}");
    }
}
