//! Which claims may speak of the same thing, which articles tell one story, which are copies.
//! It proposes pairs and says what they have in common; it never judges them.

mod common;
mod origin;
mod story;

pub(crate) use common::{CROSSED, is_telling};
pub use common::{Common, Match, Rarity};
pub use origin::{Origin, OriginKind, origins, texts};
pub(crate) use story::Groups;
pub use story::stories;
