//! `samsyn analyse … --svg`: the figures of the methods that have one, word for word, and the refusals of the others.

use std::path::Path;
use std::process::{Command, Output};

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../analysis/tests/data");

fn run(arguments: &[&str]) -> Output {
    let lang = ["--lang", "en", "analyse"];
    Command::new(env!("CARGO_BIN_EXE_samsyn")).current_dir(DATA).args(lang).args(arguments).output().unwrap()
}

fn help(method: &str) -> String {
    String::from_utf8(run(&[&[method][..method.len().min(1)], &["--help"]].concat()).stdout).unwrap()
}

/// The figure of a method on a file of the reference sets, or of its own.
fn figure(arguments: &[&str], svg: &Path) -> String {
    let done = run(&[arguments, &["--svg", svg.to_str().unwrap()]].concat());
    assert!(matches!(done.status.code(), Some(0 | 4)), "{arguments:?}: {}", String::from_utf8_lossy(&done.stderr));
    assert!(!done.stdout.is_empty(), "the answer is written beside its figure");
    let text = std::fs::read_to_string(svg).unwrap();
    let words = text.matches("<title").count() + text.matches("<desc").count();
    assert!(words == 2 && text.starts_with("<svg xmlns=") && text.ends_with("</svg>\n"), "{text}");
    for no in ["<script", "href", "NaN", "inf", "style="] {
        assert!(!text.contains(no), "{no} in the figure of {arguments:?}");
    }
    text
}

#[test]
fn each_method_with_a_figure_draws_it() {
    let folder = tempfile::tempdir().unwrap();
    let svg = folder.path().join("figure.svg");
    let file = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    // A dozen in a corner within a week, and one here and there.
    let near = (0..12).map(|i| format!("{},{},{}\n", 10 + 7 * i, 20 + i * i, i / 2));
    let far = (0..12).map(|i| format!("{},{},{}\n", 40 + 173 * i % 960, 60 + 311 * i % 880, 5 * i));
    let points = file("points.csv", &format!("x,y,t\n{}", near.chain(far).collect::<String>()));
    let xy = ["--x", "x", "--y", "y"];
    let spots = file("spots.csv", "week,x,y,n\n1,0,0,10\n2,20,0,11\n3,20,0,60\n5,20,0,9\n2,900,900,5\n3,900,900,6\n");
    let spans = file("spans.csv", "from,to\n2026-11-02 22:00,2026-11-03 02:00\n2026-11-07 21:00,2026-11-07 23:00\n");
    let newport = ["surveillance/salmonella_newport.csv", "--value", "count", "--date", "date", "--alpha", "0.05", "--range", "300:340"];
    let agona = ["surveillance/salmonella_agona.csv", "--value", "count", "--date", "week", "--b", "4", "--range", "282:312"];
    let asked: [(&str, Vec<&str>); 7] = [
        ("kde", [&["kde", &points][..], &xy, &["--cell", "100", "--bandwidth", "150"]].concat()),
        ("gistar", [&["gistar", &points][..], &xy, &["--cell", "100"]].concat()),
        (
            "knox",
            [
                &["knox", &points][..],
                &xy,
                &["--time", "t", "--space", "0,50,500", "--days", "7,30", "--same-place", "--permutations", "99"],
            ]
            .concat(),
        ),
        ("farrington", [&["farrington"][..], &agona].concat()),
        ("ears", [&["ears"][..], &newport].concat()),
        ("aoristic", vec!["aoristic", &spans, "--from", "from", "--to", "to"]),
        ("lifelines", [&["lifelines", &spots][..], &xy, &["--week", "week", "--count", "n"]].concat()),
    ];
    for (method, arguments) in asked {
        insta::assert_snapshot!(method, figure(&arguments, &svg).replace("><", ">\n<"));
    }
}

#[test]
fn what_has_no_figure_says_so_before_it_computes() {
    let dir = tempfile::tempdir().unwrap();
    let svg = dir.path().join("no.svg");
    let svg = ["--svg", svg.to_str().unwrap()];
    let said = |arguments: &[&str]| {
        let done = run(&[arguments, &svg].concat());
        (done.status.code().unwrap(), String::from_utf8(done.stderr).unwrap())
    };
    let (code, words) = said(&["moran", "areas/nc_sids.csv", "--value", "SID74"]);
    assert!(code == 2 && words.contains("this method has no figure; these have: aoristic, ears"), "{words}");
    let (code, words) = said(&["aoristic", "aoristic/dcburglaries.csv", "--from", "StartDateTime", "--by", "day"]);
    assert!(code != 0 && words.contains("hours and weekdays"), "{words}");
    let (code, words) = said(&["gistar", "areas/nc_sids.csv", "--value", "SID74", "--weights", "none"]);
    assert!(code != 0 && words.contains("--cell"), "{words}");
    // Nor is a file made for what is refused.
    let out = dir.path().join("hours.geojson");
    let (code, _) = said(&["aoristic", "aoristic/dcburglaries.csv", "--from", "StartDateTime", "--out", out.to_str().unwrap()]);
    assert!(code != 0 && !out.exists());
}

#[test]
fn the_help_of_each_method_tells_its_forms() {
    let all = help("");
    let named = |start: &str| -> Vec<String> {
        let list = all.split(start).nth(1).and_then(|rest| rest.split('.').next()).unwrap_or_else(|| panic!("{start} in {all}"));
        list.split(", ").map(str::to_owned).collect()
    };
    let (places, drawn) = (named("(--geojson): "), named("(--svg FILE): "));
    let commands = all.split("Commands:\n").nth(1).unwrap().split("\n\n").next().unwrap();
    let methods: Vec<&str> = commands.lines().filter_map(|l| l.split_whitespace().next()).filter(|m| *m != "help").collect();
    assert_eq!((methods.len(), places.len(), drawn.len()), (22, 8, 7));
    for method in methods {
        let text = help(method);
        assert!(["--json", "--geojson", "--out"].iter().all(|o| text.contains(o)), "{method}");
        assert_eq!(text.contains("--svg"), drawn.iter().any(|d| d == method), "{method}");
    }
}
