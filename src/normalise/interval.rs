//! What a stated amount leaves possible: bounds from hedge and stated precision.
//! It widens and compares; it knows no words and no language.

use rust_decimal::Decimal;

use super::{Hedge, Quantity};

/// The true values that a statement allows. A missing end is unbounded; ends are closed unless
/// said otherwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Interval {
    /// Least possible value.
    pub low: Option<Decimal>,
    /// Greatest possible value.
    pub high: Option<Decimal>,
}

impl Interval {
    /// Whether some value is allowed by both.
    pub fn meets(self, other: Self) -> bool {
        let below = |high: Option<Decimal>, low: Option<Decimal>| match (high, low) {
            (Some(high), Some(low)) => high < low,
            _ => false,
        };
        !below(self.high, other.low) && !below(other.high, self.low)
    }

    /// Whether every value that `other` allows is allowed here.
    pub fn contains(self, other: Self) -> bool {
        let low = self
            .low
            .is_none_or(|low| other.low.is_some_and(|theirs| low <= theirs));
        let high = self
            .high
            .is_none_or(|high| other.high.is_some_and(|theirs| high >= theirs));
        low && high
    }
}

/// "About" leaves a tenth of the number open, or one unit of its last stated digit if that is
/// more: news says "about 50" of 46 and of 54, not of 60.
const APPROXIMATE: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// "Nearly" and "over" stay close to their number in news: within a quarter of it.
const NEARBY: Decimal = Decimal::from_parts(25, 0, 0, false, 2);

impl Quantity {
    /// The true values this statement allows, in its own unit: half a step either way for a bare
    /// number (a number is rounded to the digits it shows), one-sided for bounds.
    pub fn interval(&self) -> Interval {
        let half = self
            .step
            .checked_div(Decimal::TWO)
            .unwrap_or_default()
            .abs();
        let slack = |share: Decimal, number: Decimal| {
            number
                .abs()
                .checked_mul(share)
                .unwrap_or_default()
                .max(self.step)
        };
        let down = |number: Decimal, by: Decimal| number.checked_sub(by);
        let up = |number: Decimal, by: Decimal| number.checked_add(by);
        if self.vague {
            return Interval {
                low: Some(self.low),
                high: Some(self.high),
            };
        }
        match self.hedge {
            Hedge::Exact => Interval {
                low: down(self.low, half),
                high: up(self.high, half),
            },
            Hedge::Range => Interval {
                low: down(self.low, half),
                high: up(self.high, half),
            },
            Hedge::Approx => Interval {
                low: down(self.low, slack(APPROXIMATE, self.low)),
                high: up(self.high, slack(APPROXIMATE, self.high)),
            },
            Hedge::AtMost => Interval {
                low: None,
                high: up(self.high, half),
            },
            Hedge::AtLeast => Interval {
                low: down(self.low, half),
                high: None,
            },
            Hedge::LessThan => Interval {
                low: down(self.low, slack(NEARBY, self.low)),
                high: up(self.high, half),
            },
            Hedge::MoreThan => Interval {
                low: down(self.low, half),
                high: up(self.high, slack(NEARBY, self.high)),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalise::Unit;

    fn quantity(number: i64, step: i64, hedge: Hedge) -> Quantity {
        Quantity {
            low: number.into(),
            high: number.into(),
            step: step.into(),
            hedge,
            unit: Unit::count(),
            change: None,
            from: None,
            per: None,
            vague: false,
            class: None,
            head: None,
            candidates: Vec::new(),
        }
    }

    #[test]
    fn rounding_meets_and_another_number_does_not() {
        let exact = |number, step| quantity(number, step, Hedge::Exact).interval();
        assert!(exact(500, 100).meets(exact(483, 1)));
        assert!(!exact(500, 100).meets(exact(438, 1)));
        assert!(!exact(38, 1).meets(exact(83, 1)));
    }

    #[test]
    fn loosening_a_hedge_only_widens() {
        let exact = quantity(38, 1, Hedge::Exact).interval();
        for hedge in [
            Hedge::Approx,
            Hedge::AtMost,
            Hedge::AtLeast,
            Hedge::LessThan,
            Hedge::MoreThan,
        ] {
            let loose = quantity(38, 1, hedge).interval();
            assert!(loose.contains(exact), "{hedge:?}");
        }
    }
}
