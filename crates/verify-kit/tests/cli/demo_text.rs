//! `verify-kit demo` for people: what it looks like.

use crate::support::{Ran, kit, run, run_with, settings};

fn shown(width: &str, locale: &str, only: &[&str]) -> Ran {
    let mut command = kit(&[&["demo"], only].concat());
    command.env("COLUMNS", width).env("LC_ALL", locale);
    let ran = run_with(command);
    ran.assert_code(0);
    assert_eq!(ran.stderr, "");
    ran
}

#[test]
fn it_looks_the_same_in_every_run() {
    settings().bind(|| {
        insta::assert_snapshot!("demo_100", shown("100", "C.UTF-8", &[]).stdout);
        insta::assert_snapshot!("demo_80", shown("80", "C.UTF-8", &[]).stdout);
    });
}

#[test]
fn no_line_is_wider_than_the_screen() {
    for (given, width) in [("60", 60), ("80", 80), ("100", 100), ("300", 100), ("nonsense", 100), ("10", 60)]
    {
        // With the longest names and the widest table.
        let ran = shown(given, "C.UTF-8", &["--only", "finicity,dots"]);
        let widest = ran.stdout.lines().max_by_key(|line| line.chars().count()).unwrap();
        // A table does not get narrower.
        let allowed = width.max(77);
        assert!(widest.chars().count() <= allowed, "{given}: {widest}");
        let rules = ran.stdout.lines().filter(|line| line.starts_with("━━"));
        assert!(
            rules.clone().count() == 3 && rules.clone().all(|rule| rule.chars().count() == width),
            "{given}"
        );
    }
}

#[test]
fn other_locales_get_ascii_in_the_same_places() {
    let only = ["--only", "spinwheel,signzy"];
    let (unicode, ascii) = (shown("80", "C.UTF-8", &only).stdout, shown("80", "C", &only).stdout);
    assert!(ascii.is_ascii() && !unicode.is_ascii());
    let widths = |text: &str| text.lines().map(|line| line.chars().count()).collect::<Vec<_>>();
    let filter =
        |text: &str| text.lines().filter(|line| !line.contains("127.0.0.1")).collect::<Vec<_>>().join("\n");
    assert_eq!(widths(&filter(&unicode)), widths(&filter(&ascii)));
    assert!(ascii.contains("  12:00:00   *----->|      |      |  connect_sms - "), "{ascii}");
    assert!(
        !ascii.contains('?') || unicode.matches('?').count() == ascii.matches('?').count(),
        "no letter is lost"
    );
}

#[test]
fn colours_go_to_terminals_only() {
    assert!(!run(&["demo", "--only", "signzy"]).stdout.contains('\u{1b}'));
    let mut forced = kit(&["demo", "--only", "signzy"]);
    forced.env("CLICOLOR_FORCE", "1");
    assert!(run_with(forced).stdout.contains('\u{1b}'));
    let mut no_color = kit(&["demo", "--only", "signzy"]);
    no_color.env("NO_COLOR", "1");
    assert!(!run_with(no_color).stdout.contains('\u{1b}'));
}

/// With a pause of an hour after each step this would never end.
#[test]
fn nothing_pauses_where_nobody_watches() {
    let fast = run(&["demo", "--only", "signzy"]);
    for args in [&["demo", "--only", "signzy", "--slow", "1h"][..], &["demo", "--slow", "--only", "signzy"]] {
        let slow = run(args);
        slow.assert_code(0);
        assert_eq!(slow.stdout.lines().count(), fast.stdout.lines().count());
    }
    let ran = run(&["demo", "--slow", "--json"]);
    ran.assert_code(2);
}
