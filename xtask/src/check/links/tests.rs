use super::check;
use crate::fixture::Fixture;

fn fixture() -> Fixture {
    Fixture::new(&[
        ("Cargo.toml", "[workspace.package]\nrepository = \"https://verify.example/source\"\n"),
        ("README.md", "[guides](docs/README.md), [licence](LICENSE), [a](crates/a)\n"),
        ("LICENSE", "MIT\n"),
        ("docs/README.md", "# Guides\n\n[One](one.md#first-step), [up](../README.md)\n"),
        ("docs/one.md", "# One\n\n## First step\n\n[here](#one) and [two](more/two.md)\n"),
        ("docs/more/two.md", "[back](../one.md)\n"),
        ("crates/a/README.md", "# A\n\n[code](src/lib.rs), [A](#a)\n"),
        ("crates/a/src/lib.rs", ""),
    ])
}

/// What the check says when one page ends with this line.
fn with(path: &str, line: &str) -> String {
    let fixture = fixture();
    let text = fixture.tree().read(path).unwrap();
    fixture.write(path, &format!("{text}\n{line}\n"));
    fixture.problems(check)
}

#[test]
fn links_that_lead_somewhere_are_fine() {
    assert_eq!(fixture().problems(check), "");
    assert_eq!(check(fixture().tree()).unwrap().counted, "10 links in 5 pages");
    for fine in ["[a](https://example.com/a?b#c)", "[a](http://127.0.0.1:8700/)", "[a](mailto:a@example.com)"]
    {
        assert_eq!(with("docs/one.md", fine), "", "{fine}");
    }
}

#[test]
fn a_file_that_is_not_there_is_a_problem() {
    let told = with("docs/one.md", "[a](three.md)");
    assert_eq!(told, "docs/one.md:7: three.md leads to no file → mend or delete the link");
    for missing in ["../docs/three.md", "one", "../LICENSE-MIT", "two.md", "../crates/b", "more#one"] {
        assert!(with("docs/one.md", &format!("[a]({missing})")).contains("leads to no file"), "{missing}");
    }
    assert!(
        with("README.md", "[a]: docs/three.md").starts_with("README.md:3: docs/three.md leads to no file")
    );
}

#[test]
fn a_heading_that_is_not_there_is_a_problem() {
    let told = with("docs/one.md", "[a](#second-step)");
    assert!(told.starts_with("docs/one.md:7: #second-step leads to no heading of docs/one.md"), "{told}");
    for missing in ["one.md#First-step", "README.md#one", "one.md#"] {
        assert!(with("docs/one.md", &format!("[a]({missing})")).contains("leads to no heading"), "{missing}");
    }
    assert!(with("docs/one.md", "[a](../LICENSE#L1)").contains("leads into a file that is no page"));
}

#[test]
fn a_heading_that_is_renamed_is_a_problem() {
    let fixture = fixture();
    fixture.replace("docs/one.md", "## First step", "## First steps");
    assert!(fixture.problems(check).starts_with("docs/README.md:3: one.md#first-step leads to no heading"));
}

#[test]
fn a_link_out_of_the_repository_is_a_problem() {
    for outside in ["../../a.md", "/docs/one.md", "more//two.md"] {
        assert!(
            with("docs/one.md", &format!("[a]({outside})")).contains("is no path inside of the repository"),
            "{outside}"
        );
    }
}

#[test]
fn a_crates_page_links_inside_of_its_package_or_to_an_address() {
    let told = with("crates/a/README.md", "[guides](../../docs/README.md)");
    assert!(
        told.starts_with("crates/a/README.md:5: the link to ../../docs/README.md leaves crates/a/ →"),
        "{told}"
    );
    assert!(with("crates/a/README.md", "[b](../ab/README.md)").contains("leaves crates/a/"));
    for fine in ["[a](src)", "[a](https://docs.rs/a)", "[a](../a/src/lib.rs)"] {
        assert_eq!(with("crates/a/README.md", fine), "", "{fine}");
    }
}

#[test]
fn whole_addresses_of_this_repository_are_followed() {
    let to = |rest: &str| with("crates/a/README.md", &format!("[a](https://verify.example/source{rest})"));
    for fine in ["", "/", "/docs/one.md", "/blob/main/docs/one.md#first-step", "/tree/main/docs"] {
        assert_eq!(to(fine), "", "{fine}");
    }
    assert_eq!(with("crates/a/README.md", "[a](https://verify.example/sources/of)"), "", "another's");
    assert!(to("/blob/main/docs/three.md").contains("leads to no file"));
    assert!(to("/docs/one.md#second").contains("leads to no heading of docs/one.md"));
}

#[test]
fn an_address_of_no_form_is_a_problem() {
    for wrong in [
        "http://example.com",
        "https:/example.com",
        "https://localhost/a",
        "htps://a.example",
        "crate::Client",
    ] {
        let told = with("docs/one.md", &format!("[a]({wrong})"));
        assert!(told.starts_with(&format!("docs/one.md:7: {wrong} is no address")), "{told}");
    }
    assert!(with("docs/one.md", "[a](one two.md)").contains("docs/one.md:7: has a link that cannot be read"));
}

#[test]
fn a_guide_that_nobody_finds_is_a_problem() {
    let fixture = fixture();
    fixture.replace("docs/one.md", "[two](more/two.md)", "two");
    let told = fixture.problems(check);
    assert!(told.starts_with("docs/more/two.md:1: cannot be reached from docs/README.md"), "{told}");
    fixture.replace("docs/README.md", "[One](one.md#first-step)", "One");
    assert_eq!(fixture.problems(check).lines().count(), 2);
    fixture.remove("docs/README.md");
    assert!(fixture.problems(check).contains("README.md:1: docs/README.md leads to no file"));
}

#[test]
fn a_readme_that_does_not_lead_to_the_guides_is_a_problem() {
    let fixture = fixture();
    fixture.replace("README.md", "docs/README.md", "docs/one.md");
    assert!(fixture.problems(check).contains("README.md:1: does not lead to docs/README.md → link to it"));
}
