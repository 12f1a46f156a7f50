//! The program `gainsay`.

fn main() {}
