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

/// Thirty squares of 400 m in metres; many incidents in one corner and few in the other.
fn areas() -> String {
    let square = |at: i32| {
        let (i, j) = (at % 6, at / 6);
        let (x, y) = (530_000 + 400 * i, 6_470_000 + 400 * j);
        let corners = [(0, 0), (400, 0), (400, 400), (0, 400), (0, 0)].map(|(e, n)| format!("[{},{}]", x + e, y + n)).join(",");
        let n = if i + j < 3 {
            40 - at
        } else if i + j > 6 {
            1 + at % 2
        } else {
            8 + at % 5
        };
        format!(r#"{{"type":"Feature","properties":{{"n":{n}}},"geometry":{{"type":"Polygon","coordinates":[[{corners}]]}}}}"#)
    };
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, (0..30).map(square).collect::<Vec<_>>().join(","))
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
    let two = (0..30).map(|i| format!("{},{}\n", 100 + 700 * (i % 2) + 9 * i % 80, 100 + 500 * (i % 2) + 13 * i % 90));
    let two = file("two.csv", &format!("x,y\n450,330\n{}", two.collect::<String>()));
    let xy = ["--x", "x", "--y", "y"];
    let spots = file("spots.csv", "week,x,y,n\n1,0,0,10\n2,20,0,11\n3,20,0,60\n5,20,0,9\n2,900,900,5\n3,900,900,6\n");
    let spans = file("spans.csv", "from,to\n2026-11-02 22:00,2026-11-03 02:00\n2026-11-07 21:00,2026-11-07 23:00\n");
    let newport = ["surveillance/salmonella_newport.csv", "--value", "count", "--date", "date", "--alpha", "0.05", "--range", "300:340"];
    let agona = ["surveillance/salmonella_agona.csv", "--value", "count", "--date", "week", "--b", "4", "--range", "282:312"];
    let areas = file("areas.geojson", &areas());
    let timed = [&xy[..], &["--time", "t"]].concat();
    // A year and a half of weeks: a season, and half as many from the fifty-third on.
    let weeks: Vec<u32> = (0..78u32).map(|w| (12 + 6 * u32::from(w % 26 < 8) + w % 3) / if w < 52 { 1 } else { 2 }).collect();
    let weeks = file("weeks.csv", &format!("n\n{}", weeks.iter().map(|n| format!("{n}\n")).collect::<String>()));
    let asked: [(&str, Vec<&str>); 17] = [
        ("gistar-areas", vec!["gistar", "--areas", &areas, "--value", "n"]),
        ("moran-areas", vec!["moran", "--areas", &areas, "--value", "n", "--permutations", "99"]),
        ("moran", [&["moran", &points][..], &xy, &["--cell", "200", "--permutations", "99"]].concat()),
        ("dbscan", [&["dbscan", &points][..], &xy, &["--eps", "60", "--min-points", "3"]].concat()),
        ("hdbscan", [&["hdbscan", &two][..], &xy, &["--smallest", "5", "--neighbours", "3"]].concat()),
        ("scan", [&["scan", &points][..], &timed, &["--max-radius", "200", "--max-days", "7", "--permutations", "99"]].concat()),
        ("series", [&["series", &points][..], &timed, &["--metres", "60", "--days", "3"]].concat()),
        ("stl", vec!["stl", &weeks, "--value", "n", "--period", "26"]),
        ("changes", vec!["changes", &weeks, "--value", "n"]),
        ("its", vec!["its", &weeks, "--value", "n", "--from", "53", "--period", "26", "--harmonics", "1"]),
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
    let (code, words) = said(&["gini", "areas/nc_sids.csv", "--value", "SID74"]);
    assert!(code == 2 && words.contains("this method has no figure; these have: aoristic, changes"), "{words}");
    let (code, words) = said(&["aoristic", "aoristic/dcburglaries.csv", "--from", "StartDateTime", "--by", "day"]);
    assert!(code != 0 && words.contains("hours and weekdays"), "{words}");
    let (code, words) = said(&["gistar", "areas/nc_sids.csv", "--value", "SID74", "--weights", "none"]);
    assert!(code != 0 && words.contains("--cell") && words.contains("--areas"), "{words}");
    // Nor does a class of every area mean anything before chance has been asked, or a bar of what is no count.
    let points = ["near_repeat/chicago_be_month1.csv", "--no-header", "--x", "1", "--y", "2", "--cell", "2000"];
    let (code, words) = said(&[&["moran"][..], &points].concat());
    assert!(code != 0 && words.contains("--permutations"), "{words}");
    let (code, words) = said(&["stl", "stl/nottem.csv", "--value", "y", "--period", "12"]);
    assert!(code != 0 && words.contains("whole numbers"), "{words}");
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
    assert_eq!((methods.len(), places.len(), drawn.len()), (22, 8, 15));
    assert!(run(&["gini", "--svg", "x", "y"]).stderr.windows(drawn.join(", ").len()).any(|w| w == drawn.join(", ").as_bytes()));
    for method in methods {
        let text = help(method);
        assert!(["--json", "--geojson", "--out"].iter().all(|o| text.contains(o)), "{method}");
        assert_eq!(text.contains("--svg"), drawn.iter().any(|d| d == method), "{method}");
    }
}
