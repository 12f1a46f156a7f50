//! The closed lists of measure and count classes, from `models/classes`.
//! It knows what a class is like, not which words stand for it (those are in the language tables).

use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What an amount says of its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasureClass {
    /// Id, as in records.
    pub id: &'static str,
    /// What it is, for a reader.
    pub gloss: &'static str,
    /// The kind of amount it expects; `any` for several.
    pub dimension: &'static str,
    /// Whether the number develops while a story runs.
    pub grows: bool,
    /// Whether it holds at a time (`level`), between two (`change`) or happens once (`event`).
    pub flow: &'static str,
    /// Classes that news puts in its place.
    pub mistaken_for: Vec<&'static str>,
    /// The whole that this class divides with others: who was aboard is dead, missing or rescued.
    pub fate: Option<&'static str>,
    /// How a sentence for a reader names it, after "the".
    pub phrase: &'static str,
    /// The word after a number of it ("6 dead"), where its unit does not say it.
    pub counted: Option<&'static str>,
    /// Whether it goes from one party to another, so that the two can be mistaken for each other.
    pub between: bool,
}

/// The noun that a number goes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountClass {
    /// Id, as in records.
    pub id: &'static str,
    /// What it is, for a reader.
    pub gloss: &'static str,
    /// The measure class of a bare count of it ("five missing"), where there is one.
    pub measure: Option<&'static str>,
    /// The wider class that also counts it, where there is one.
    pub within: Option<&'static str>,
    /// How a sentence for a reader names a count of it, after "the".
    pub phrase: &'static str,
    /// The word after a number of it.
    pub counted: &'static str,
    /// Whether a few of them are mostly spoken of together: "the two companies".
    pub party: bool,
}

static COUNTS: LazyLock<Vec<CountClass>> = LazyLock::new(|| {
    rows(include_str!("../../models/classes/count.tsv"))
        .filter_map(|row| {
            let [id, gloss, _, measure, within, phrase, counted, party] = row[..] else {
                return None;
            };
            Some(CountClass {
                id,
                gloss,
                measure: stated(measure),
                within: stated(within),
                phrase,
                counted,
                party: party == "yes",
            })
        })
        .collect()
});

static MEASURES: LazyLock<BTreeMap<&'static str, MeasureClass>> = LazyLock::new(|| {
    rows(include_str!("../../models/classes/measure.tsv"))
        .filter_map(|row| {
            let [
                id,
                gloss,
                _,
                dimension,
                grows,
                flow,
                mistaken,
                fate,
                phrase,
                counted,
                between,
            ] = row[..]
            else {
                return None;
            };
            let class = MeasureClass {
                id,
                gloss,
                dimension,
                grows: grows == "yes",
                flow,
                mistaken_for: mistaken.split(' ').filter(|id| *id != "-").collect(),
                fate: stated(fate),
                phrase,
                counted: stated(counted),
                between: between == "yes",
            };
            Some((id, class))
        })
        .collect()
});

/// The measure class with this id.
pub fn measure(id: &str) -> Option<&'static MeasureClass> {
    MEASURES.get(id)
}

/// Every measure class, by id.
pub fn measures() -> impl Iterator<Item = &'static MeasureClass> {
    MEASURES.values()
}

/// The count class with this id.
pub fn count(id: &str) -> Option<&'static CountClass> {
    COUNTS.iter().find(|class| class.id == id)
}

/// The measure class of a bare count of this class: "five missing", "20 dead".
pub fn measure_of_count(id: &str) -> Option<&'static str> {
    count(id)?.measure
}

/// Whether a count of the one class may also be a count of the other: people and workers.
pub fn counts_alike(a: &str, b: &str) -> bool {
    let within = |id: &str| count(id)?.within;
    a == b || within(a) == Some(b) || within(b) == Some(a)
}

/// Every count class, in the order of the table.
pub fn counts() -> impl Iterator<Item = &'static CountClass> {
    COUNTS.iter()
}

/// What a cell says; a dash says nothing.
fn stated(cell: &'static str) -> Option<&'static str> {
    Some(cell).filter(|cell| *cell != "-")
}

fn rows(table: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    let rows = table
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    rows.skip(1).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_read_and_names_only_known_classes() {
        let lines = |table: &'static str| rows(table).count();
        let measured = lines(include_str!("../../models/classes/measure.tsv"));
        let counted = lines(include_str!("../../models/classes/count.tsv"));
        assert_eq!((measures().count(), counts().count()), (measured, counted));
        for class in measures() {
            for other in &class.mistaken_for {
                let back =
                    measure(other).is_some_and(|other| other.mistaken_for.contains(&class.id));
                assert!(
                    back,
                    "{} names {other}, which does not name it back",
                    class.id
                );
            }
        }
        for class in counts() {
            let known = class.measure.is_none_or(|id| measure(id).is_some());
            let wider = class.within.is_none_or(|id| count(id).is_some());
            assert!(known && wider, "{}", class.id);
        }
        assert_eq!(measure_of_count("dead"), Some("deaths"));
        assert!(counts_alike("person", "dead") && counts_alike("dead", "person"));
        assert!(!counts_alike("injured", "dead"));
    }
}
