//! Says to the modules whose atomics they are to use, and to nobody else.

fn main() {
    println!("cargo::rustc-cfg=loom");
}
