//! What strangers write may be anything: it is refused, and nothing panics.

use super::whole;
use cartable::xapi::statement::{Version, parse, read, same};
use proptest::prelude::*;
use serde_json::Value;

/// The pointers of all values in a statement.
fn pointers(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(key, value)| pointers(value, &format!("{at}/{}", key.replace('/', "~1")), all));
        }
        Value::Array(members) => {
            members.iter().enumerate().for_each(|(n, value)| pointers(value, &format!("{at}/{n}"), all))
        }
        _ => {}
    }
}

fn anything() -> impl Strategy<Value = Value> {
    let text = prop_oneof![
        ".*",
        "[0-9TZPYMDHSW:.,+-]{0,30}",
        "PT[0-9]{1,3}[.,]\\PC{0,3}S",
        "[a-zA-Z0-9-]{0,30}",
        "20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:]{8}(\\PC{0,4})",
        "mailto:\\PC{0,9}",
    ];
    prop_oneof![
        text.prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<bool>().prop_map(Value::from),
        Just(Value::Null),
        Just(serde_json::json!({})),
        Just(serde_json::json!([[]])),
        Just(serde_json::json!({"objectType": "SubStatement", "object": {"objectType": "Group", "member": [1]}})),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(3_000))]

    #[test]
    fn a_statement_with_anything_anywhere_is_read_or_refused(at in any::<prop::sample::Index>(), value in anything()) {
        let mut statement = whole();
        let mut all = Vec::new();
        pointers(&statement, "", &mut all);
        *statement.pointer_mut(at.get(&all).as_str()).unwrap() = value;
        for version in [Version::One, Version::Two] {
            if let Err(faults) = read(&statement, version) {
                prop_assert!(!faults.is_empty());
                // A fault names a place that is there.
                prop_assert!(faults.iter().all(|fault| statement.pointer(&fault.pointer).is_some()), "{faults:?}");
            }
        }
        prop_assert!(same(&statement, &statement));
        same(&whole(), &statement);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        drop(parse(&bytes, Version::One));
    }
}
