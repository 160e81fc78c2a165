use super::*;
use proptest::prelude::*;

type Split = Vec<(u32, u64, Vec<String>, bool)>;

fn split_as(text: &str, delimiter: u8, width: usize) -> Split {
    let limits = Limits::default();
    let mut rows = Vec::new();
    let mut take = |record: &Record<'_>| {
        if !record.fields.is_empty() {
            rows.push((record.row, record.line, record.fields.iter().map(|f| f.to_string()).collect(), record.is_stray));
        }
        ControlFlow::Continue(())
    };
    Records::new(Text::whole(text), delimiter, Widths { usual: width, most: width }, &limits).each(0, &mut take).unwrap();
    rows
}

fn fields(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|t| (*t).to_owned()).collect()
}

#[test]
fn quotes_breaks_and_row_numbers() {
    let rows = split_as("a;b\r\n\r\n\"x;1\";\"say \"\"hi\"\"\nthere\"\nlast;", b';', 2);
    assert_eq!(rows[0], (1, 1, fields(&["a", "b"]), false));
    assert_eq!(rows[1], (3, 3, fields(&["x;1", "say \"hi\"\nthere"]), false));
    assert_eq!(rows[2], (4, 5, fields(&["last", ""]), false));
}

#[test]
fn quotation_marks_that_are_none() {
    // Never closed; closed by another row's; around a word of two rows.
    for text in ["a;b;c\n1;\"inn;2\n3;x;4\n", "a;b;c\n1;\"inn;2\n3;\"bar;4\n", "a;b;c\n1;\"inn;2\n3;bar\";4\n"] {
        let rows = split_as(text, b';', 3);
        assert_eq!(rows.iter().map(|r| (r.0, r.2.len(), r.3)).collect::<Vec<_>>(), [(1, 3, false), (2, 3, false), (3, 3, false)], "{text}");
        assert_eq!(rows[1].2[1], "\"inn");
    }
    // A word in quotation marks with more after it, and one inside a text.
    assert_eq!(split_as("1;\"The inn\" by the sea;2\n", b';', 3)[0].2, ["1", "The inn by the sea", "2"]);
    assert_eq!(split_as("1;a 12\" pipe;2\n", b';', 3)[0].2, ["1", "a 12\" pipe", "2"]);
    // Other fields of such a row are still enclosed.
    assert_eq!(split_as("\"1\";\"inn;\"say \"\"hi\"\"\"\n", b';', 3)[0].2, ["1", "\"inn", "say \"hi\""]);
    // Nobody can tell where these fields end.
    assert!(split_as("\"1;2\";\"inn;2\n", b';', 3)[0].3);
    assert!(split_as("1;\"inn;2;\"bar;3\n", b';', 3)[0].3);
}

#[test]
fn delimiter_despite_decimal_commas() {
    let limits = Limits::default();
    assert_eq!(delimiter("id;lat;lon\n1;58,4;15,6\n2;58,5;15,7\n", &limits), Ok(b';'));
    assert_eq!(delimiter("id,lat,lon\n1,58.4,15.6\n", &limits), Ok(b','));
    assert_eq!(delimiter("id\tlat\tlon\n1\t58,4\t15,6\n", &limits), Ok(b'\t'));
    assert_eq!(of_first_line("x;y;t"), Ok(b';'));
    assert_eq!(of_first_line("x,y,t"), Ok(b','));
    assert_eq!(of_first_line("1,5;2"), Ok(b';'));
    assert_eq!(of_first_line("\"x, metres\"\ty\tt"), Ok(b'\t'));
    assert_eq!(of_first_line("x"), Ok(NO_DELIMITER));
}

#[test]
fn letters_of_dos() {
    let is_dos = |bytes: &[u8]| {
        let mut letters = Letters::default();
        letters.add(bytes);
        letters.are_of_dos()
    };
    assert!(is_dos(b"Omr\x86de;H\x84ndelse\n"));
    assert!(is_dos(b"\n\x8Fkerby;1\n"));
    assert!(!is_dos(b"Omr\xE5de;\x84Krogen\x94\n"));
    assert!(!is_dos(b"Plats;the \x93inn\x94;5 \x86 6\n"));
}

/// A file of quotation marks is not read over and over again: each line is a row, and what is
/// searched in vain is bounded.
#[test]
fn quotation_marks_without_end() {
    let limits = Limits::default();
    for line in ["\"a\";\"b\n", "\"\"\"a;b\n", "a;\"\n"] {
        let lines = 20_000;
        let mut records = Records::new(Text::whole(&line.repeat(lines)), b';', Widths { usual: 2, most: 2 }, &limits);
        let mut seen = 0;
        records
            .each(0, &mut |record| {
                seen = record.line;
                ControlFlow::Continue(())
            })
            .unwrap();
        assert!(seen >= lines as u64 - 1, "{line}: {seen}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    /// Whatever stands in a list, each of its lines is in a row, and rows come in order.
    #[test]
    fn no_line_is_lost(lines in prop::collection::vec("[a-c\"; ]{0,12}", 0..20), width in 0_usize..5) {
        let text: String = lines.iter().map(|l| format!("{l}\n")).collect();
        let limits = Limits::default();
        let mut starts = Vec::new();
        let mut seen = String::new();
        Records::new(Text::whole(&text), b';', Widths { usual: width, most: width }, &limits).each(0, &mut |record| {
            starts.push(record.line);
            seen.extend(record.fields.iter().flat_map(|f| f.chars()).filter(|c| c.is_ascii_lowercase()));
            ControlFlow::Continue(())
        }).unwrap();
        prop_assert!(starts.windows(2).all(|w| w[0] < w[1]));
        let letters: String = text.chars().filter(char::is_ascii_lowercase).collect();
        prop_assert_eq!(seen, letters);
    }
}
