//! How far the witnesses of a record agree, as numbers.

use serde::{Deserialize, Serialize};

/// How far the witnesses of one field agree, as the R package `eventreport` measures it for a variable of an event (van
/// Baalen and Höglund 2026, "Trials and Triangulations: Analyzing Aggregation Sensitivity in Event Data on Political
/// Violence", International Studies Quarterly 70(1), sqag014; CRAN, version 0.1.1). Shares are rounded to three decimals.
///
/// Two differences: reports that copy one another are one witness here and several there, and a witness that gives two
/// values counts for either.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Measures {
    /// Witnesses that give a value.
    pub witnesses: usize,
    /// `event_level_disagreement`: one less the share that gives the most frequent value.
    pub disagreeing: f64,
    /// `dscore`: how many different values, less one.
    pub dscore: usize,
    /// `modal_confidence` of one event: the share that gives the most frequent value.
    pub modal_confidence: f64,
}

/// How far the witnesses of a record agree: its fields, and their means.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct Disagreement {
    /// Fields that two or more witnesses give; the means are over these.
    pub compared: usize,
    /// Mean of `disagreeing`.
    pub disagreeing: f64,
    /// Mean of `dscore`, which `eventreport` calls `mean_dscore`.
    pub dscore: f64,
    /// Mean of `modal_confidence`.
    pub modal_confidence: f64,
    /// Those of them that are given more than one value.
    pub fields: Vec<FieldDisagreement>,
}

/// How far the witnesses agree on one field.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(default)]
pub struct FieldDisagreement {
    /// Field, as a path.
    pub field: String,
    /// Kind, as of a conflict; only some of these are raised as conflicts.
    pub kind: String,
    /// The values, in the order of letters.
    pub values: Vec<String>,
    /// How far.
    #[serde(flatten)]
    pub measures: Measures,
}
