//! Rebuilds the program when a built-in page or text is added: the compiler itself only sees those it knew.

fn main() {
    println!("cargo:rerun-if-changed=templates");
}
