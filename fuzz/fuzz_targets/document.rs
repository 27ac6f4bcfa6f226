#![no_main]

#[allow(dead_code)]
#[path = "../../tests/readers/mod.rs"]
mod readers;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let reader = readers::READERS.iter().find(|reader| reader.name == "document").expect("a reader");
    (reader.read)(bytes);
});
