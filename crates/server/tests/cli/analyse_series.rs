//! `samsyn analyse` on weekly series, hours, pairs and areas: the reference sets of the analysis library, through the program.

use serde_json::Value;
use std::process::Command;

fn analyse(arguments: &[&str]) -> (i32, Value) {
    let data = concat!(env!("CARGO_MANIFEST_DIR"), "/../analysis/tests/data");
    let output =
        Command::new(env!("CARGO_BIN_EXE_samsyn")).current_dir(data).arg("analyse").args(arguments).arg("--json").output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    (output.status.code().unwrap(), serde_json::from_str(&text).unwrap_or(Value::String(String::from_utf8(output.stderr).unwrap())))
}

#[test]
fn farrington_and_ears_give_the_published_bounds() {
    let series = ["surveillance/salmonella_agona.csv", "--value", "count", "--date", "week", "--b", "4", "--range", "282:312"];
    let (code, answer) = analyse(&[&["farrington"][..], &series].concat());
    let uppers: Vec<f64> = answer["result"].as_array().unwrap().iter().map(|w| w["upperbound"].as_f64().unwrap()).collect();
    assert_eq!((code, uppers.len(), &uppers[..5]), (0, 31, &[6.0, 6.0, 7.0, 7.0, 8.0][..]));
    let (_, original) = analyse(&[&["farrington", "--original"][..], &series].concat());
    assert!((original["result"][0]["upperbound"].as_f64().unwrap() - 6.9728).abs() < 1e-4);
    let (_, ears) = analyse(&["ears", "surveillance/salmonella_newport.csv", "--value", "count", "--date", "date", "--alpha", "0.05"]);
    let week = ears["result"].as_array().unwrap().iter().find(|w| w["date"] == "2011-01-03").unwrap();
    assert!((week["upperbound"].as_f64().unwrap() - 3.2789).abs() < 1e-4);
}

#[test]
fn aoristic_reads_instants_and_answers_on_the_clock_of_the_zone() {
    let columns = ["aoristic/dcburglaries.csv", "--from", "StartDateTime", "--to", "EndDateTime"];
    let (code, answer) = analyse(&[&["aoristic"][..], &columns, &["--zone", "America/New_York", "--long-spans", "spread"]].concat());
    assert_eq!((code, answer["rows"]["used"].as_u64()), (0, Some(1_025)));
    assert!((answer["result"]["hours_by_weekday"][0][0].as_f64().unwrap() - 6.032).abs() < 0.001);
    let (_, own) = analyse(&[&["aoristic"][..], &columns, &["--zone", "America/New_York"]].concat());
    assert_eq!(own["result"]["left_out"].as_f64(), Some(28.0));
}

#[test]
fn effects_and_counts_are_the_published_ones() {
    let areas = ["--treated", "207,110", "--control", "308,318", "--displacement", "178,157", "--displacement-control", "150,140"];
    let (_, wdd) = analyse(&[&["wdd"][..], &areas].concat());
    assert_eq!(wdd["result"]["estimate"].as_f64(), Some(-118.0));
    let (_, wdq) = analyse(&["wdq", "--treated", "100,60", "--buffer", "50,45", "--control", "200,200"]);
    assert!((wdq["result"]["wdq"].as_f64().unwrap() - 0.125).abs() < 1e-12);
    let series = ["its/sicily.csv", "--value", "aces", "--step", "smokban", "--offset", "stdpop", "--errors", "quasi"];
    let (_, its) = analyse(&[&["its"][..], &series, &["--harmonics", "2", "--period", "12"]].concat());
    assert!((its["result"]["terms"][0]["ratio"].as_f64().unwrap() - 0.885).abs() < 5e-4);
    let (_, gini) = analyse(&["gini", "areas/nc_sids.csv", "--value", "SID74"]);
    assert_eq!(gini["result"]["places"].as_u64(), Some(100));
    let (_, etest) = analyse(&["etest", "areas/nc_sids.csv", "--k1", "SID74", "--k2", "BIR74"]);
    assert_eq!(etest["result"].as_array().unwrap().len(), 100);
    let (_, s) = analyse(&["s-index", "areas/nc_sids.csv", "--base", "SID74", "--test", "SID74", "--area", "NAME"]);
    assert_eq!(s["result"]["s_index"].as_f64(), Some(1.0));
}

#[test]
fn trend_repeats_series_and_spots_have_commands() {
    let (_, stl) = analyse(&["stl", "stl/nottem.csv", "--value", "y", "--period", "12"]);
    assert!((stl["result"]["steps"][0]["trend"].as_f64().unwrap() - 49.680673).abs() < 1e-5, "{stl}");
    let (_, changes) = analyse(&["changes", "its/sicily.csv", "--value", "aces", "--shortest", "12"]);
    assert!(changes["result"].is_array(), "{changes}");
    let points = ["near_repeat/chicago_be_month1.csv", "--no-header", "--x", "1", "--y", "2"];
    let (_, series) = analyse(&[&["series"][..], &points, &["--time", "3", "--metres", "200", "--days", "7"]].concat());
    assert!(series["result"]["series"][0]["events"].as_u64().unwrap() >= 3, "{series}");
    let (_, spots) = analyse(&[&["hdbscan"][..], &points, &["--smallest", "15", "--neighbours", "5"]].concat());
    assert_eq!(spots["result"]["labels"].as_array().unwrap().len(), 970);
    let (_, repeats) = analyse(&["repeats", "near_repeat/chicago_be_month1.csv", "--no-header", "--place", "1", "--time", "3"]);
    assert_eq!(repeats["result"]["events"].as_u64(), Some(970));
    let (_, shares) = analyse(&["concentration", "areas/nc_sids.csv", "--value", "SID74"]);
    assert_eq!(shares["result"]["places"].as_u64(), Some(100));
    // A method without an answer says why, and ends with 3.
    let (code, said) = analyse(&[&["hdbscan"][..], &points, &["--smallest", "1"]].concat());
    assert!(code == 3 && said.as_str().unwrap().contains("minst 2"), "{said}");
}

#[test]
fn life_lines_and_names_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("spots.csv");
    std::fs::write(&file, "week,x,y,n\n1,0,0,10\n2,20,0,11\n3,20,0,60\n5,20,0,9\n").unwrap();
    let out = folder.path().join("lines.geojson");
    let columns = ["--week", "week", "--x", "x", "--y", "y", "--count", "n", "--out"];
    let done =
        Command::new(env!("CARGO_BIN_EXE_samsyn")).arg("analyse").arg("lifelines").arg(&file).args(columns).arg(&out).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    let map: Value = serde_json::from_str(&std::fs::read_to_string(out).unwrap()).unwrap();
    let phases: Vec<&str> = map["features"].as_array().unwrap().iter().map(|f| f["properties"]["phase"].as_str().unwrap()).collect();
    assert_eq!(phases, ["new", "stable", "growing", "gone", "shrinking"]);
}

#[test]
fn what_cannot_be_computed_says_how_to_recover() {
    let (code, said) = analyse(&["wdd", "--treated", "207,110"]);
    assert!(code != 0 && said.as_str().unwrap().contains("--control"), "{said}");
    let (code, said) = analyse(&["farrington", "surveillance/salmonella_agona.csv", "--value", "count", "--range", "1:999"]);
    assert!(code != 0 && said.as_str().unwrap().contains("312"), "{said}");
}
