//! A connection to a data base, whichever it is. The SQL is written once, in what SQLite and PostgreSQL have in common, with `?` for
//! each value; what differs between them is a method of [`Driver`].

use super::value::{FromValue, Kind, Row, Value};
use crate::record::Refusal;

/// What is given each row of an answer, and says whether it wants another one.
pub type See<'a> = dyn FnMut(Row) -> Result<bool, Refusal> + 'a;

/// A statement that is done for many rows at once, for the way to some data bases is long. `(??)` stands for the values of a row, and
/// follows `VALUES` or `IN`.
pub struct Bulk<'a> {
    /// The statement.
    pub sql: &'a str,
    /// The kinds of a row's values.
    pub kinds: &'a [Kind],
}

/// A transaction that has begun to write. No other one writes until it ends, in this process or another.
pub struct Begun {
    /// The moment of the clock that all who write share, in microseconds since 1970.
    pub now: i64,
    /// Is another number where others may have removed something since this connection last wrote.
    pub version: i64,
}

/// What a data base does.
pub trait Driver: Send {
    /// Does something, and gives how many rows it changed.
    ///
    /// # Errors
    /// Where it cannot be done.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<usize, Refusal>;

    /// Gives the rows of an answer.
    ///
    /// # Errors
    /// Where there is none, or `see` refuses.
    fn each(&mut self, sql: &str, values: &[Value], see: &mut See) -> Result<(), Refusal>;

    /// Does something for rows of values, one after the other, and gives the rows of the answer in any order.
    ///
    /// # Errors
    /// Where it cannot be done for one of them, or `see` refuses.
    fn bulk(&mut self, bulk: &Bulk, values: &[Value], see: &mut See) -> Result<(), Refusal>;

    /// Does several things without values.
    ///
    /// # Errors
    /// Where one of them cannot be done.
    fn script(&mut self, sql: &str) -> Result<(), Refusal>;

    /// Waits for the turn to write, and begins.
    ///
    /// # Errors
    /// Where the turn does not come in time, or the data base is not there.
    fn begin(&mut self) -> Result<Begun, Refusal>;

    /// Ends what [`Self::begin`] began: all of it is on the disk, or nothing is kept.
    ///
    /// # Errors
    /// Where it is not, or where nobody knows.
    fn commit(&mut self) -> Result<(), Refusal>;

    /// Begins to look at the data base as it is at one moment.
    ///
    /// # Errors
    /// Where the data base is not there.
    fn look(&mut self) -> Result<(), Refusal>;

    /// Ends what [`Self::look`] began.
    ///
    /// # Errors
    /// Where the data base is gone.
    fn looked(&mut self) -> Result<(), Refusal>;

    /// Notes, in the transaction that is open, that something was removed which other processes may remember.
    ///
    /// # Errors
    /// Where it cannot be noted.
    fn note_removal(&mut self) -> Result<(), Refusal>;

    /// Takes notice, in the transaction that is open, of rows that came with numbers of their own.
    ///
    /// # Errors
    /// Where it cannot.
    fn note_copy(&mut self) -> Result<(), Refusal>;

    /// Lets go of what was removed and of what is no longer needed, as far as the data base can be told to.
    ///
    /// # Errors
    /// Where it cannot.
    fn settle(&mut self) -> Result<(), Refusal>;

    /// Bytes that the data base takes on its disk.
    ///
    /// # Errors
    /// Where they cannot be found out.
    fn bytes(&mut self) -> Result<u64, Refusal>;

    /// A moment up to which every stored statement is there for whoever looks from now on, in microseconds since 1970, where that
    /// depends on other processes.
    ///
    /// # Errors
    /// Where the data base is not there.
    fn through(&mut self) -> Result<Option<i64>, Refusal>;

    /// Whether nothing will come of this connection any more, and a new one may be better.
    fn is_lost(&self) -> bool;
}

/// A connection. Whoever looks at the rows of an answer has it for themselves: not every data base answers two questions at once.
pub struct Connection(Box<dyn Driver>);

impl Connection {
    pub(super) fn over(driver: impl Driver + 'static) -> Self {
        Self(Box::new(driver))
    }

    /// What the data base does beyond SQL.
    pub(super) fn driver(&mut self) -> &mut dyn Driver {
        &mut *self.0
    }

    /// Does something, and gives how many rows it changed.
    ///
    /// # Errors
    /// Where it cannot be done.
    pub fn execute(&mut self, sql: &str, values: &[Value]) -> Result<usize, Refusal> {
        self.0.execute(sql, values)
    }

    /// Does several things without values.
    ///
    /// # Errors
    /// Where one of them cannot be done.
    pub fn script(&mut self, sql: &str) -> Result<(), Refusal> {
        self.0.script(sql)
    }

    /// Gives the rows of an answer, until somebody has enough.
    ///
    /// # Errors
    /// Where there is none, or `see` refuses.
    pub fn each(
        &mut self,
        sql: &str,
        values: &[Value],
        mut see: impl FnMut(Row) -> Result<bool, Refusal>,
    ) -> Result<(), Refusal> {
        self.0.each(sql, values, &mut see)
    }

    /// All rows of an answer.
    ///
    /// # Errors
    /// Where there is none, or a row cannot be read.
    pub fn rows<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        mut read: impl FnMut(Row) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let mut all = Vec::new();
        self.0.each(sql, values, &mut |row| {
            all.push(read(row)?);
            Ok(true)
        })?;
        Ok(all)
    }

    /// The first row of an answer, where it has one.
    ///
    /// # Errors
    /// Where there is no answer, or the row cannot be read.
    pub fn row<T>(
        &mut self,
        sql: &str,
        values: &[Value],
        mut read: impl FnMut(Row) -> Result<T, Refusal>,
    ) -> Result<Option<T>, Refusal> {
        let mut first = None;
        self.0.each(sql, values, &mut |row| {
            first = Some(read(row)?);
            Ok(false)
        })?;
        Ok(first)
    }

    /// The first column of the first row of an answer, where it has one.
    ///
    /// # Errors
    /// Where there is no answer, or the column is of another kind.
    pub fn value<T: FromValue>(&mut self, sql: &str, values: &[Value]) -> Result<Option<T>, Refusal> {
        self.row(sql, values, |mut row| row.get(0))
    }

    /// The one number of an answer that always has one, such as a count.
    ///
    /// # Errors
    /// Where there is no answer.
    pub fn number(&mut self, sql: &str, values: &[Value]) -> Result<i64, Refusal> {
        Ok(self.value(sql, values)?.unwrap_or_default())
    }

    /// Does something for rows of values, which follow each other in `values`, and gives all rows of the answer in any order.
    ///
    /// # Errors
    /// Where it cannot be done for one of them.
    pub fn bulk<T>(
        &mut self,
        bulk: &Bulk,
        values: &[Value],
        mut read: impl FnMut(Row) -> Result<T, Refusal>,
    ) -> Result<Vec<T>, Refusal> {
        let mut all = Vec::new();
        if !values.is_empty() {
            self.0.bulk(bulk, values, &mut |row| {
                all.push(read(row)?);
                Ok(true)
            })?;
        }
        Ok(all)
    }

    /// As [`Self::bulk`], where nothing is answered.
    ///
    /// # Errors
    /// Where it cannot be done for one of them.
    pub fn many(&mut self, bulk: &Bulk, values: &[Value]) -> Result<(), Refusal> {
        self.bulk(bulk, values, |_| Ok(())).map(drop)
    }
}
