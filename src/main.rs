//! thin
use cartable::diagnostic::*;
fn main() {
    let root = std::env::args().nth(1).unwrap();
    let (deck, findings) = cartable::read::read(std::path::Path::new(&root)).unwrap();
    for f in findings.sorted() {
        println!("{}\n", human(f, Locale::En, false));
    }
    println!("{} {}", deck.id.value, deck.editions[0].situations().count());
}
