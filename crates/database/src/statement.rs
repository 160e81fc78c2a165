//! One text of SQL for both databases.

/// SQL with `$1`-style placeholders. Portable texts are one; a fork says so where it stands.
#[derive(Clone, Copy, Debug)]
pub struct Statement {
    sqlite: &'static str,
    postgres: &'static str,
}

impl Statement {
    /// A portable text.
    pub const fn new(text: &'static str) -> Self {
        Self { sqlite: text, postgres: text }
    }

    /// Two texts, where the databases have no common one.
    pub const fn fork(sqlite: &'static str, postgres: &'static str) -> Self {
        Self { sqlite, postgres }
    }

    /// SQLite reads `$17` as a *named* parameter and looks it up linearly, which makes bulk
    /// inserts quadratic; `?17` is numbered.
    pub(crate) fn for_sqlite(&self) -> String {
        self.sqlite.replace('$', "?")
    }

    pub(crate) fn for_postgres(&self) -> &'static str {
        self.postgres
    }

    /// The text with its one `VALUES (…)` group of `columns` placeholders repeated for so many rows. SQLite's are left without
    /// numbers: they stand in their order, and a numbered one is looked up among all others each time it is bound.
    pub(crate) fn repeated(text: &str, columns: usize, rows: usize, mark: char) -> String {
        let Some(start) = text.find("VALUES (").map(|i| i + "VALUES ".len()) else {
            return text.to_owned();
        };
        let end = text[start..].find(')').map_or(text.len(), |i| start + i + 1);
        let mut out = String::with_capacity(text.len() + rows * columns * 6);
        out.push_str(&text[..start]);
        for row in 0..rows {
            out.push_str(if row == 0 { "(" } else { ", (" });
            for column in 1..=columns {
                if column > 1 {
                    out.push(',');
                }
                out.push(mark);
                if mark != '?' {
                    out.push_str(&(row * columns + column).to_string());
                }
            }
            out.push(')');
        }
        out.push_str(&text[end..]);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_numbered_for_sqlite() {
        assert_eq!(Statement::new("SELECT $1, $12").for_sqlite(), "SELECT ?1, ?12");
    }

    #[test]
    fn a_values_group_is_repeated() {
        let text = "INSERT INTO t (a, b) VALUES ($1, $2) ON CONFLICT DO NOTHING";
        assert_eq!(Statement::repeated(text, 2, 2, '?'), "INSERT INTO t (a, b) VALUES (?,?), (?,?) ON CONFLICT DO NOTHING");
        assert_eq!(Statement::repeated(text, 2, 2, '$'), "INSERT INTO t (a, b) VALUES ($1,$2), ($3,$4) ON CONFLICT DO NOTHING");
    }
}
