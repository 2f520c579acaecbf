//! The views of the file as a document, made from what the file says of itself.

use super::{Store, StoreError};
use std::fmt::Write;

/// Where the document stands in the repository.
pub const DOCUMENT: &str = "docs/ledger-file.md";

const HEAD: &str = "# The ledger file

`bahi add` keeps its ledger in one SQLite file, `bahi.db` unless `--ledger` names another. Any program that reads SQLite can
read it: Datasette, DuckDB, pandas, the `sqlite3` shell. Read the views below, whose columns keep their names and meanings;
the tables behind them are Bahi's own business and change with its versions. The file describes its views itself: the table
`described` holds what stands here, and this document is made from it.

```sh
datasette bahi.db
duckdb -c \"INSTALL sqlite; LOAD sqlite; ATTACH 'bahi.db' (TYPE sqlite); SELECT * FROM sqlite_query('bahi', 'SELECT * FROM v_engagements')\"
python3 -c \"import pandas, sqlite3; print(pandas.read_sql('SELECT * FROM v_parties', sqlite3.connect('bahi.db')))\"
```

- Never write to the file with another program: claims and judgements refuse to be changed, the rest is derived from them.
- The index of words (`words`) is for Bahi alone: what it holds is folded, and SQLite before 3.43 cannot read it. Datasette
  checks every table when it starts, and needs that SQLite: `pip install pysqlite3-binary` brings it where Python is older.
- Ids are those that `bahi why` explains. Dates are EDTF: `2023-04` is some day of that month, `XXXX-08-23` of some year.
- What a person judged about engagements and conflicts is in their views. A judged value of a statement, an agreement, a
  delivery or an actor is put in when Bahi lists or exports it, and not before; `v_judgements` has it.
";

impl Store {
    /// What the views and their columns mean, as Markdown.
    pub fn described(&self) -> Result<String, StoreError> {
        let mut rows = self.db.prepare(
            "SELECT \"view\", \"column\", kind, about FROM described
              ORDER BY \"view\" = 'described', \"view\" NOT IN ('v_engagements', 'v_parties'), \"view\", place",
        )?;
        let mut rows = rows.query([])?;
        let mut out = HEAD.to_owned();
        while let Some(r) = rows.next()? {
            let (view, column, kind): (String, Option<String>, Option<String>) = (r.get(0)?, r.get(1)?, r.get(2)?);
            let about = r.get::<_, String>(3)?.replace('|', "\\|");
            let line = match column {
                None => format!("\n## `{view}`\n\n{about}.\n\n| column | kind | meaning |\n|---|---|---|"),
                Some(column) => format!("| `{column}` | {} | {about} |", kind.unwrap_or_default()),
            };
            writeln!(out, "{line}").expect("a string takes any text");
        }
        Ok(out)
    }
}
