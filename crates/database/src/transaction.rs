//! A transaction in one store.

use crate::statement::Statement;
use crate::value::{Value, postgres_arguments, sqlite_arguments};
use crate::{DatabaseError, Row};
use futures::TryStreamExt;
use sqlx::{AssertSqlSafe, Executor, Postgres, Sqlite};

/// Most placeholders in one statement: SQLite's default limit.
const MOST_PLACEHOLDERS: usize = 32_766;

/// Most rows in one INSERT: more does not go faster and makes longer texts to prepare.
const MOST_ROWS: usize = 200;

/// An open transaction. Dropped without [`Transaction::commit`], it is rolled back.
pub struct Transaction {
    inner: Inner,
}

enum Inner {
    Sqlite(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
}

fn encode(error: Box<dyn std::error::Error + Send + Sync>) -> DatabaseError {
    DatabaseError::Sqlx(sqlx::Error::Encode(error))
}

impl Transaction {
    pub(crate) fn sqlite(inner: sqlx::Transaction<'static, Sqlite>) -> Self {
        Self { inner: Inner::Sqlite(inner) }
    }

    pub(crate) fn postgres(inner: sqlx::Transaction<'static, Postgres>) -> Self {
        Self { inner: Inner::Postgres(inner) }
    }

    /// Runs a statement; answers how many rows it touched.
    pub async fn execute(&mut self, statement: &Statement, values: &[Value]) -> Result<u64, DatabaseError> {
        Ok(match &mut self.inner {
            Inner::Sqlite(tx) => {
                let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(statement.for_sqlite()), sqlite_arguments(values).map_err(encode)?);
                query.execute(&mut **tx).await?.rows_affected()
            }
            Inner::Postgres(tx) => {
                let query = sqlx::query_with::<Postgres, _>(statement.for_postgres(), postgres_arguments(values).map_err(encode)?);
                query.execute(&mut **tx).await?.rows_affected()
            }
        })
    }

    /// Hands every row of an answer to `each`, without holding the whole answer.
    pub async fn for_each<F>(&mut self, statement: &Statement, values: &[Value], mut each: F) -> Result<(), DatabaseError>
    where
        F: FnMut(&Row) -> Result<(), DatabaseError> + Send,
    {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(statement.for_sqlite()), sqlite_arguments(values).map_err(encode)?);
                let mut rows = query.fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    each(&Row::Sqlite(row))?;
                }
            }
            Inner::Postgres(tx) => {
                let query = sqlx::query_with::<Postgres, _>(statement.for_postgres(), postgres_arguments(values).map_err(encode)?);
                let mut rows = query.fetch(&mut **tx);
                while let Some(row) = rows.try_next().await? {
                    each(&Row::Postgres(row))?;
                }
            }
        }
        Ok(())
    }

    /// Every row of an answer, each turned into a value by `read`.
    pub async fn all<T, F>(&mut self, statement: &Statement, values: &[Value], read: F) -> Result<Vec<T>, DatabaseError>
    where
        T: Send,
        F: Fn(&Row) -> Result<T, DatabaseError> + Send,
    {
        let mut out = Vec::new();
        let rows = &mut out;
        self.for_each(statement, values, move |row| {
            rows.push(read(row)?);
            Ok(())
        })
        .await?;
        Ok(out)
    }

    /// The first row of an answer, if there is one.
    pub async fn optional<T, F>(&mut self, statement: &Statement, values: &[Value], read: F) -> Result<Option<T>, DatabaseError>
    where
        T: Send,
        F: Fn(&Row) -> Result<T, DatabaseError> + Send,
    {
        Ok(self.all(statement, values, read).await?.into_iter().next())
    }

    /// The first row of an answer that always has one.
    pub async fn one<T, F>(&mut self, statement: &Statement, values: &[Value], read: F) -> Result<T, DatabaseError>
    where
        T: Send,
        F: Fn(&Row) -> Result<T, DatabaseError> + Send,
    {
        self.optional(statement, values, read).await?.ok_or(DatabaseError::Sqlx(sqlx::Error::RowNotFound))
    }

    /// Runs an INSERT with one `VALUES ($1, …)` group for many rows of `columns` values each,
    /// laid one after the other in `values`.
    pub async fn insert_many(&mut self, statement: &Statement, columns: usize, values: &[Value]) -> Result<u64, DatabaseError> {
        let per_statement = (MOST_PLACEHOLDERS / columns.max(1)).min(MOST_ROWS) * columns;
        let mut touched = 0;
        for chunk in values.chunks(per_statement.max(1)) {
            let rows = chunk.len() / columns.max(1);
            touched += match &mut self.inner {
                Inner::Sqlite(tx) => {
                    let text = Statement::repeated(&statement.for_sqlite(), columns, rows, '?');
                    let query = sqlx::query_with::<Sqlite, _>(AssertSqlSafe(text), sqlite_arguments(chunk).map_err(encode)?);
                    query.execute(&mut **tx).await?.rows_affected()
                }
                Inner::Postgres(tx) => {
                    let text = Statement::repeated(statement.for_postgres(), columns, rows, '$');
                    let query = sqlx::query_with::<Postgres, _>(AssertSqlSafe(text), postgres_arguments(chunk).map_err(encode)?);
                    query.execute(&mut **tx).await?.rows_affected()
                }
            };
        }
        Ok(touched)
    }

    /// Asks the database to prepare a statement, to learn whether it would run.
    pub async fn prepare(&mut self, statement: &Statement) -> Result<(), DatabaseError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                tx.prepare(sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(statement.for_sqlite()))).await?;
            }
            Inner::Postgres(tx) => {
                tx.prepare(sqlx::SqlSafeStr::into_sql_str(statement.for_postgres())).await?;
            }
        }
        Ok(())
    }

    /// Runs a script of several statements without values, as migrations are.
    pub(crate) async fn script(&mut self, text: String) -> Result<(), DatabaseError> {
        match &mut self.inner {
            Inner::Sqlite(tx) => {
                sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **tx).await?;
            }
            Inner::Postgres(tx) => {
                sqlx::raw_sql(AssertSqlSafe(text)).execute(&mut **tx).await?;
            }
        }
        Ok(())
    }

    pub(crate) fn is_sqlite(&self) -> bool {
        matches!(self.inner, Inner::Sqlite(_))
    }

    /// Makes everything done in it durable.
    pub async fn commit(self) -> Result<(), DatabaseError> {
        match self.inner {
            Inner::Sqlite(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        Ok(())
    }
}
