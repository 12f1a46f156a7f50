//! How far a long run has come, on standard error, where a person is looking.
//! Short runs show nothing, and results never depend on it.

use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::cli::Common;

/// Articles from which on a run is long.
const LONG: usize = 100;

/// A bar over `articles`, or one that shows nothing.
pub(super) fn bar(articles: usize, doing: &'static str, common: &Common) -> ProgressBar {
    if articles < LONG || common.quiet || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let target = ProgressDrawTarget::stderr_with_hz(4);
    let bar = ProgressBar::with_draw_target(Some(articles as u64), target);
    if let Ok(style) =
        ProgressStyle::with_template("{msg} {wide_bar} {pos}/{len} articles, {eta} left")
    {
        bar.set_style(style);
    }
    bar.set_message(doing);
    bar.enable_steady_tick(Duration::from_millis(500));
    bar
}
