//! The structs lie in memory as `abi/layout.txt` says, from which programs in other languages were built.

/// What one struct is said to be and what it is, each as a list of its size and its fields' offsets.
type Layout = (&'static str, Vec<(&'static str, usize)>, Vec<(&'static str, usize)>);

/// Takes the file: each struct with its size and each field with its offset, for pointers of 64 bits and of 32 bits.
macro_rules! layout {
    ($($noun:ident::$name:ident $size64:literal $size32:literal { $($field:ident $at64:literal $at32:literal;)* })*) => {
        fn layouts() -> Vec<Layout> {
            const WIDE: bool = cfg!(target_pointer_width = "64");
            vec![$((
                stringify!($name),
                vec![
                    ("", if WIDE { $size64 } else { $size32 }),
                    $((stringify!($field), if WIDE { $at64 } else { $at32 }),)*
                ],
                vec![
                    ("", size_of::<super::$noun::$name>()),
                    $((stringify!($field), std::mem::offset_of!(super::$noun::$name, $field)),)*
                ],
            ),)*]
        }
    };
}

include!("../../abi/layout.txt");

#[test]
fn every_struct_lies_in_memory_as_programs_were_told() {
    for (name, told, is) in layouts() {
        assert_eq!(told, is, "{name}");
    }
}
