//! Values as PostgreSQL has them: a number fits into the type of its column, whichever it is.

use super::super::value::{Kind, Value};
use crate::record::Refusal;
use ::postgres::types::private::BytesMut;
use ::postgres::types::{IsNull, ToSql, Type, to_sql_checked};
use std::error::Error;

type Written = Result<IsNull, Box<dyn Error + Sync + Send>>;

impl ToSql for Value<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Written {
        match self {
            Value::Null => Ok(IsNull::Yes),
            Value::Integer(number) if *kind == Type::INT2 => i16::try_from(*number)?.to_sql(kind, out),
            Value::Integer(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Value::Integer(number) => number.to_sql(kind, out),
            Value::Text(text) => text.as_ref().to_sql(kind, out),
            Value::Bytes(bytes) => bytes.as_ref().to_sql(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    to_sql_checked!();
}

/// The values of a column of many rows.
pub(super) enum Column<'a> {
    Integers(Vec<Option<i64>>),
    Texts(Vec<Option<&'a str>>),
    Bytes(Vec<Option<&'a [u8]>>),
}

impl<'a> Column<'a> {
    /// The column of a number in rows that follow each other.
    pub fn of(kind: Kind, values: &'a [Value], at: usize, width: usize) -> Self {
        let values = values.iter().skip(at).step_by(width);
        match kind {
            Kind::Integer => Self::Integers(
                values.map(|value| if let Value::Integer(number) = value { Some(*number) } else { None }).collect(),
            ),
            Kind::Text => Self::Texts(
                values.map(|value| if let Value::Text(text) = value { Some(text.as_ref()) } else { None }).collect(),
            ),
            Kind::Bytes => Self::Bytes(
                values.map(|value| if let Value::Bytes(bytes) = value { Some(bytes.as_ref()) } else { None }).collect(),
            ),
        }
    }

    pub fn as_sql(&self) -> &(dyn ToSql + Sync) {
        match self {
            Self::Integers(numbers) => numbers,
            Self::Texts(texts) => texts,
            Self::Bytes(all) => all,
        }
    }
}

/// The values of a row.
pub(super) fn owned(row: &::postgres::Row) -> Result<Vec<Value<'static>>, Refusal> {
    let columns = row.columns().iter().enumerate();
    columns.map(|(at, column)| Ok(read(row, at, column.type_())?.unwrap_or(Value::Null))).collect()
}

fn read(row: &::postgres::Row, at: usize, kind: &Type) -> Result<Option<Value<'static>>, ::postgres::Error> {
    Ok(match *kind {
        Type::INT2 => row.try_get::<_, Option<i16>>(at)?.map(|number| i64::from(number).into()),
        Type::INT4 => row.try_get::<_, Option<i32>>(at)?.map(|number| i64::from(number).into()),
        Type::BOOL => row.try_get::<_, Option<bool>>(at)?.map(Value::from),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(at)?.map(Value::from),
        Type::TEXT => row.try_get::<_, Option<String>>(at)?.map(Value::from),
        _ => row.try_get::<_, Option<i64>>(at)?.map(Value::from),
    })
}
