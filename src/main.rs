//! The `tillbook` command line.

fn main() {}
