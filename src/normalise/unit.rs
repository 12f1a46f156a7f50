//! Units: what a UCUM code measures, and its exact size in the base unit of its dimension.
//! It knows codes, never the words for them; see The Unified Code for Units of Measure, 2.2.

use rust_decimal::Decimal;

use super::{Dimension, Quantity, Unit};

/// Exponents of length, mass, time, information and angle.
type Powers = [i8; 5];

/// A unit without prefix: code, size in base units as a rational, exponents, whether it takes
/// prefixes.
type Atom = (&'static str, (i128, i128), Powers, bool);

const LENGTH: Powers = [1, 0, 0, 0, 0];
const AREA: Powers = [2, 0, 0, 0, 0];
const VOLUME: Powers = [3, 0, 0, 0, 0];
const SPEED: Powers = [1, 0, -1, 0, 0];
const MASS: Powers = [0, 1, 0, 0, 0];
const TIME: Powers = [0, 0, 1, 0, 0];
const DATA: Powers = [0, 0, 0, 1, 0];
const ANGLE: Powers = [0, 0, 0, 0, 1];
const ENERGY: Powers = [2, 1, -2, 0, 0];
const POWER: Powers = [2, 1, -3, 0, 0];
const PRESSURE: Powers = [-1, 1, -2, 0, 0];

/// Base units: metre, kilogram, second, byte, degree.
const ATOMS: &[Atom] = &[
    ("m", (1, 1), LENGTH, true),
    ("g", (1, 1000), MASS, true),
    ("s", (1, 1), TIME, true),
    ("L", (1, 1000), VOLUME, true),
    ("l", (1, 1000), VOLUME, true),
    ("By", (1, 1), DATA, true),
    ("bit", (1, 8), DATA, true),
    ("W", (1, 1), POWER, true),
    ("J", (1, 1), ENERGY, true),
    ("cal", (4184, 1000), ENERGY, true),
    ("Pa", (1, 1), PRESSURE, true),
    ("bar", (100_000, 1), PRESSURE, true),
    ("t", (1000, 1), MASS, true),
    ("har", (10_000, 1), AREA, false),
    ("ar", (100, 1), AREA, true),
    ("min", (60, 1), TIME, false),
    ("h", (3600, 1), TIME, false),
    ("d", (86_400, 1), TIME, false),
    ("wk", (604_800, 1), TIME, false),
    ("mo", (2_629_800, 1), TIME, false),
    ("a", (31_557_600, 1), TIME, false),
    ("deg", (1, 1), ANGLE, false),
    ("atm", (101_325, 1), PRESSURE, false),
    ("[in_i]", (254, 10_000), LENGTH, false),
    ("[ft_i]", (3048, 10_000), LENGTH, false),
    ("[yd_i]", (9144, 10_000), LENGTH, false),
    ("[mi_i]", (1_609_344, 1000), LENGTH, false),
    ("[nmi_i]", (1852, 1), LENGTH, false),
    ("[kn_i]", (1852, 3600), SPEED, false),
    ("[lb_av]", (45_359_237, 100_000_000), MASS, false),
    ("[oz_av]", (28_349_523_125, 1_000_000_000_000), MASS, false),
    ("[oz_tr]", (311_034_768, 10_000_000_000), MASS, false),
    ("[stone_av]", (635_029_318, 100_000_000), MASS, false),
    ("[ston_av]", (90_718_474, 100_000), MASS, false),
    ("[lton_av]", (10_160_469_088, 10_000_000), MASS, false),
    ("[car_m]", (2, 10_000), MASS, false),
    ("[acr_us]", (40_468_564_224, 10_000_000), AREA, false),
    ("[acr_br]", (40_468_564_224, 10_000_000), AREA, false),
    (
        "[gal_us]",
        (3_785_411_784, 1_000_000_000_000),
        VOLUME,
        false,
    ),
    ("[gal_br]", (454_609, 100_000_000), VOLUME, false),
    ("[qt_us]", (946_352_946, 1_000_000_000_000), VOLUME, false),
    ("[pt_us]", (473_176_473, 1_000_000_000_000), VOLUME, false),
    ("[pt_br]", (56_826_125, 100_000_000_000), VOLUME, false),
    (
        "[bbl_us]",
        (158_987_294_928, 1_000_000_000_000),
        VOLUME,
        false,
    ),
    ("[psi]", (6_894_757_293_168, 1_000_000_000), PRESSURE, false),
    ("[HP]", (7_456_998_715_823, 10_000_000_000), POWER, false),
    ("[Btu_IT]", (105_505_585_262, 100_000_000), ENERGY, false),
];

/// UCUM prefixes and their powers of ten.
const PREFIXES: &[(&str, i8)] = &[
    ("Y", 24),
    ("Z", 21),
    ("E", 18),
    ("P", 15),
    ("T", 12),
    ("G", 9),
    ("M", 6),
    ("k", 3),
    ("h", 2),
    ("da", 1),
    ("d", -1),
    ("c", -2),
    ("m", -3),
    ("u", -6),
    ("n", -9),
    ("p", -12),
];

/// The size of a unit in base units.
#[derive(Debug, Clone, Copy)]
struct Size {
    powers: Powers,
    n: i128,
    d: i128,
}

impl Size {
    fn times(self, other: Self, exponent: i8) -> Option<Self> {
        let mut size = self;
        for (power, theirs) in size.powers.iter_mut().zip(other.powers) {
            *power = power.checked_add(theirs.checked_mul(exponent)?)?;
        }
        let (n, d) = if exponent < 0 {
            (other.d, other.n)
        } else {
            (other.n, other.d)
        };
        for _ in 0..exponent.unsigned_abs() {
            size.n = size.n.checked_mul(n)?;
            size.d = size.d.checked_mul(d)?;
            let common = gcd(size.n, size.d);
            size.n /= common;
            size.d /= common;
        }
        Some(size)
    }
}

fn gcd(a: i128, b: i128) -> i128 {
    let (mut a, mut b) = (a.abs(), b.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// Reads a code of atoms, prefixes, exponents, `.` and `/`.
fn size(code: &str) -> Option<Size> {
    let mut total = Size {
        powers: [0; 5],
        n: 1,
        d: 1,
    };
    for (index, part) in code.split('/').enumerate() {
        let sign = if index == 0 { 1 } else { -1 };
        for factor in part.split('.') {
            if let Ok(number) = factor.parse::<i128>() {
                let size = Size {
                    powers: [0; 5],
                    n: number,
                    d: 1,
                };
                total = total.times(size, sign)?;
                continue;
            }
            let (name, exponent) = match factor.char_indices().next_back()? {
                (at, c) if c.is_ascii_digit() && at > 0 => (&factor[..at], c.to_digit(10)? as i8),
                _ => (factor, 1),
            };
            total = total.times(atom(name)?, exponent * sign)?;
        }
    }
    Some(total)
}

fn atom(name: &str) -> Option<Size> {
    let of = |&(_, (n, d), powers, _): &Atom| Size { powers, n, d };
    if let Some(atom) = ATOMS.iter().find(|atom| atom.0 == name) {
        return Some(of(atom));
    }
    let (prefix, power) = PREFIXES.iter().find(|(prefix, _)| {
        name.strip_prefix(prefix)
            .is_some_and(|rest| ATOMS.iter().any(|atom| atom.0 == rest && atom.3))
    })?;
    let rest = name.strip_prefix(prefix)?;
    let mut size = of(ATOMS.iter().find(|atom| atom.0 == rest)?);
    let factor = 10_i128.checked_pow(u32::from(power.unsigned_abs()))?;
    if *power > 0 {
        size.n = size.n.checked_mul(factor)?;
    } else {
        size.d = size.d.checked_mul(factor)?;
    }
    Some(size)
}

/// Code of the base unit of a dimension.
fn base_code(dimension: Dimension) -> Option<&'static str> {
    Some(match dimension {
        Dimension::Length => "m",
        Dimension::Area => "m2",
        Dimension::Volume => "m3",
        Dimension::Speed => "m/s",
        Dimension::Mass => "kg",
        Dimension::Duration => "s",
        Dimension::Data => "By",
        Dimension::Angle => "deg",
        Dimension::Energy => "J",
        Dimension::Power => "W",
        Dimension::Pressure => "Pa",
        Dimension::Temperature => "K",
        _ => return None,
    })
}

impl Dimension {
    /// What a UCUM code measures.
    pub fn of_ucum(code: &str) -> Self {
        if matches!(code, "Cel" | "[degF]" | "K") {
            return Self::Temperature;
        }
        match size(code).map(|size| size.powers) {
            Some(LENGTH) => Self::Length,
            Some(AREA) => Self::Area,
            Some(VOLUME) => Self::Volume,
            Some(SPEED) => Self::Speed,
            Some(MASS) => Self::Mass,
            Some(TIME) => Self::Duration,
            Some(DATA) => Self::Data,
            Some(ANGLE) => Self::Angle,
            Some(ENERGY) => Self::Energy,
            Some(POWER) => Self::Power,
            Some(PRESSURE) => Self::Pressure,
            _ => Self::Other,
        }
    }
}

impl Unit {
    /// The unit of a UCUM code.
    pub fn ucum(code: &str) -> Self {
        Self {
            dimension: Dimension::of_ucum(code),
            code: code.into(),
        }
    }

    /// The unit of an ISO 4217 code.
    pub fn money(code: &str) -> Self {
        Self {
            dimension: Dimension::Money,
            code: code.into(),
        }
    }
}

/// `value` in the base unit of its dimension (metres, kilograms, seconds, kelvin …): exact wherever
/// a decimal of 28 digits can be. `None` for units that have no other size (money, counts, per
/// cent) and where the result does not fit.
pub fn to_base(unit: &Unit, value: Decimal) -> Option<(Decimal, Unit)> {
    let base = |dimension| {
        base_code(dimension).map(|code| Unit {
            dimension,
            code: code.into(),
        })
    };
    match unit.dimension {
        Dimension::Temperature => {
            let zero = Decimal::from_i128_with_scale(27_315, 2);
            let kelvin = match unit.code.as_str() {
                "Cel" => value.checked_add(zero)?,
                "[degF]" => value
                    .checked_sub(Decimal::from(32))?
                    .checked_mul(Decimal::from(5))?
                    .checked_div(Decimal::from(9))?
                    .checked_add(zero)?,
                "K" => value,
                _ => return None,
            };
            Some((kelvin, base(Dimension::Temperature)?))
        }
        Dimension::Age => {
            let years = size(&unit.code)?;
            let value = scaled(value, years.n, years.d.checked_mul(31_557_600)?)?;
            Some((
                value,
                Unit {
                    dimension: Dimension::Age,
                    code: "a".into(),
                },
            ))
        }
        dimension => {
            let base = base(dimension)?;
            let (own, theirs) = (size(&unit.code)?, size(&base.code)?);
            if own.powers != theirs.powers {
                return None;
            }
            let value = scaled(
                value,
                own.n.checked_mul(theirs.d)?,
                own.d.checked_mul(theirs.n)?,
            )?;
            Some((value, base))
        }
    }
}

/// `value · n / d`, dividing last so that nothing is lost where nothing need be.
fn scaled(value: Decimal, n: i128, d: i128) -> Option<Decimal> {
    let common = gcd(n, d);
    let part = |n: i128| Decimal::try_from_i128_with_scale(n, 0).ok();
    let (n, d) = (part(n / common)?, part(d / common)?);
    let product = value
        .checked_mul(n)
        .and_then(|product| product.checked_div(d));
    // Multiplying first overflows for the largest numbers alone.
    product
        .or_else(|| value.checked_div(d)?.checked_mul(n))
        .map(|value| value.normalize())
}

impl Quantity {
    /// The same amount in the base unit of its dimension, bounds and step converted; `None` where
    /// its unit has no other size.
    pub fn in_base_unit(&self) -> Option<Self> {
        let convert = |value: Decimal| to_base(&self.unit, value).map(|(value, _)| value);
        // A difference of temperatures has no zero point.
        let zero = convert(Decimal::ZERO).unwrap_or_default();
        let size = |value: Decimal| convert(value)?.checked_sub(zero);
        let (low, unit) = to_base(&self.unit, self.low)?;
        Some(Self {
            low,
            high: convert(self.high)?,
            step: size(self.step)?,
            unit,
            from: self.from.and_then(convert),
            ..self.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_of_one_dimension_meet_in_their_base() {
        for (value, code, base, unit) in [
            ("5", "km", "5000", "m"),
            ("3", "[mi_i]", "4828.032", "m"),
            ("2.5", "t", "2500", "kg"),
            ("100", "km/h", "27.777777777777777777777777778", "m/s"),
            ("20", "Cel", "293.15", "K"),
            ("50", "[degF]", "283.15", "K"),
            ("3", "har", "30000", "m2"),
            ("1.5", "GW.h", "5400000000000", "J"),
            ("12", "mo", "31557600", "s"),
            ("1", "a", "31557600", "s"),
            ("10", "MBy", "10000000", "By"),
            ("90", "cm2", "0.009", "m2"),
        ] {
            let (value, got) = to_base(&Unit::ucum(code), value.parse().unwrap()).unwrap();
            assert_eq!(
                (value.to_string().as_str(), got.code.as_str()),
                (base, unit),
                "{code}"
            );
        }
        assert_eq!(to_base(&Unit::money("USD"), Decimal::ONE), None);
        assert_eq!(to_base(&Unit::count(), Decimal::ONE), None);
    }
}
