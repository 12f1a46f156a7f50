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
}

const COUNTS: &str = include_str!("../../models/classes/count.tsv");

static MEASURES: LazyLock<BTreeMap<&'static str, MeasureClass>> = LazyLock::new(|| {
    rows(include_str!("../../models/classes/measure.tsv"))
        .filter_map(|row| {
            let [id, gloss, _, dimension, grows, flow, mistaken, fate] = row[..] else {
                return None;
            };
            let class = MeasureClass {
                id,
                gloss,
                dimension,
                grows: grows == "yes",
                flow,
                mistaken_for: mistaken.split(' ').filter(|id| *id != "-").collect(),
                fate: Some(fate).filter(|fate| *fate != "-"),
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

/// The measure class of a bare count of this class: "five missing", "20 dead".
pub fn measure_of_count(id: &str) -> Option<&'static str> {
    let row = rows(COUNTS).find(|row| row.first() == Some(&id))?;
    row.get(3).copied().filter(|measure| *measure != "-")
}

/// Whether a count of the one class may also be a count of the other: people and workers.
pub fn counts_alike(a: &str, b: &str) -> bool {
    let within = |id: &str| {
        let row = rows(COUNTS).find(|row| row.first() == Some(&id))?;
        row.get(4).copied()
    };
    a == b || within(a) == Some(b) || within(b) == Some(a)
}

/// Ids and glosses of the count classes.
pub fn counts() -> impl Iterator<Item = (&'static str, &'static str)> {
    rows(COUNTS).filter_map(|row| Some((*row.first()?, *row.get(1)?)))
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
        let table = include_str!("../../models/classes/measure.tsv");
        let lines = table
            .lines()
            .filter(|line| !line.starts_with('#') && !line.is_empty());
        assert_eq!(measures().count(), lines.count() - 1);
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
        for (id, _) in counts() {
            assert!(
                measure_of_count(id).is_none_or(|id| measure(id).is_some()),
                "{id}"
            );
        }
        assert_eq!(measure_of_count("dead"), Some("deaths"));
        assert!(counts_alike("person", "dead") && counts_alike("dead", "person"));
        assert!(!counts_alike("injured", "dead"));
    }
}
