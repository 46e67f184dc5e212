//! What the header declares, as a table that `build.rs` makes from it. Nothing here knows a function by name.

use std::ffi::c_void;

/// A text as it passes the border.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct Text {
    pub ptr: *const u8,
    pub len: usize,
}

/// A function of the interface. Its arguments lie in a row in memory, like the fields of a struct.
pub struct Export {
    pub name: &'static str,
    pub arguments: &'static Struct,
    pub returns: Returns,
    /// Calls it with the arguments that lie at an address.
    pub call: unsafe fn(*const u8) -> Returned,
}

pub enum Returns {
    /// A status: which ones it may be, and which of them means that it did what it is for.
    Status { known: &'static [i32], success: i32 },
    /// A value, which is always right.
    Value,
}

pub enum Returned {
    Number(i64),
    Text(Text),
}

pub struct Struct {
    pub name: &'static str,
    pub size: usize,
    pub fields: &'static [Field],
}

impl Struct {
    /// Whether it holds nothing but numbers, so that a copy of its bytes is as good as it is.
    pub fn is_plain(&self) -> bool {
        self.fields.iter().all(|field| match &field.kind {
            Kind::Number(_) => true,
            Kind::Struct(inner) => inner.is_plain(),
            _ => false,
        })
    }
}

/// A field of a struct, or a parameter of a function.
pub struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub offset: usize,
    /// The size that the struct itself has, as its first field.
    pub tells_size: bool,
    /// Whether the header says that NULL may be passed, or is given.
    pub may_be_null: bool,
    /// The field with the number of entries, when this is an array.
    pub length: Option<usize>,
    /// The numbers that have a name, when the header says that it is one of them.
    pub named: &'static [i64],
    /// The kind of record whose id this is, when the header says that it is one.
    pub about: Option<&'static str>,
}

/// Fields of a struct that go together, and what they are.
pub type Example = &'static [(&'static str, Value)];

pub enum Value {
    Number(i64),
    Text(&'static str),
    /// Nothing, where something would be wrong.
    Nothing,
    /// Something that is drawn as always, but not left out.
    Drawn,
}

pub enum Kind {
    /// A number of so many bytes.
    Number(usize),
    Text,
    Struct(&'static Struct),
    /// A handle, by the number of its kind.
    Handle(usize),
    /// A function to be called back, and what it fills in.
    Callback {
        function: *const c_void,
        fills: Option<&'static Struct>,
    },
    /// What a callback is handed.
    User,
    /// A pointer to what is read.
    Given(&'static Kind),
    /// A pointer to what is written.
    Wanted(&'static Kind),
}

impl Kind {
    pub fn size(&self) -> usize {
        match self {
            Kind::Number(bytes) => *bytes,
            Kind::Text => size_of::<Text>(),
            Kind::Struct(shape) => shape.size,
            _ => size_of::<usize>(),
        }
    }
}

// SAFETY: the only pointers are those of functions.
unsafe impl Sync for Kind {}

include!(concat!(env!("OUT_DIR"), "/table.rs"));
