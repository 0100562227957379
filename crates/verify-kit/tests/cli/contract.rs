//! What holds for every command there is. The commands are read from the program itself, so that each new one is held to
//! it; what is excepted stands in [`exceptions`], each with its reason.

mod cheap;
mod colours;
mod exceptions;
mod flags;
pub(crate) mod helps;
mod incomplete;
mod machine;
mod process;
pub(crate) mod tree;
