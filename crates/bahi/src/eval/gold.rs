//! The shape of `gold.json`, as far as it is measured.

use serde::Deserialize;
use serde_json::{Map, Value};

/// A gold set: what each report says, and what the reports say together.
#[derive(Debug, Clone, Default)]
pub struct Gold {
    /// Reports by file name, in the order of the file.
    pub reports: Vec<(String, GoldReport)>,
    /// For each conflict across reports, the file names on each of its sides.
    pub conflicts: Vec<Vec<Vec<String>>>,
}

/// What one report says.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct GoldReport {
    pub(super) engagements: Vec<GoldEngagement>,
    pub(super) statements: Vec<GoldStatement>,
    pub(super) agreements: Vec<GoldAgreement>,
    pub(super) deliveries: Vec<GoldDelivery>,
    pub(super) furniture_lines: Vec<usize>,
    /// Repeats of body lines: leaving them out is neither right nor wrong.
    pub(super) repeated_lines: Vec<usize>,
}

#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct GoldEngagement {
    pub key: String,
    pub kind: String,
    pub status: Option<String>,
    pub parties: Vec<GoldParty>,
    pub when: Option<GoldWhen>,
    #[serde(rename = "where")]
    pub place: Option<GoldPlace>,
    pub forum: Option<GoldForum>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldParty {
    pub name: Option<String>,
    pub surfaces: Vec<String>,
    pub office: Option<String>,
    pub of: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldWhen {
    pub edtf: Option<String>,
    pub said: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldPlace {
    pub name: Option<String>,
    pub country: Option<String>,
    pub surfaces: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldForum {
    pub name: String,
    pub session: Option<u32>,
    pub surface: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldStatement {
    pub speaker: String,
    pub surfaces: Vec<String>,
    pub kind: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldAgreement {
    pub parties: Vec<String>,
    pub status: String,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(super) struct GoldDelivery {
    pub item: String,
    pub surfaces: Vec<String>,
    pub ordered: Option<f64>,
    pub delivered: Option<f64>,
    pub pending: Option<f64>,
    pub status: Option<String>,
}

#[derive(Deserialize)]
struct GoldFile {
    reports: Map<String, Value>,
    #[serde(default)]
    across: GoldAcross,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct GoldAcross {
    conflicts: Vec<GoldConflict>,
}

#[derive(Deserialize)]
struct GoldConflict {
    values: Map<String, Value>,
}

impl Gold {
    /// Reads a gold set from the text of its `gold.json`.
    pub fn parse(json: &str) -> Result<Gold, serde_json::Error> {
        let file: GoldFile = serde_json::from_str(json)?;
        let mut gold = Gold::default();
        for (name, report) in file.reports {
            gold.reports.push((name, serde_json::from_value(report)?));
        }
        for conflict in file.across.conflicts {
            let sides: Result<Vec<Vec<String>>, _> =
                conflict.values.into_iter().map(|(_, names)| serde_json::from_value(names)).collect();
            gold.conflicts.push(sides?);
        }
        Ok(gold)
    }
}
