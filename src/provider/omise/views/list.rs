//! The envelope of a list (5.3).

use serde::{Serialize, Serializer};

use super::{Rendering, Shown, object};
use crate::model::Timestamp;
use crate::provider::omise::version::Version;

/// Where a list appears, which decides what the older edition shows of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::provider::omise) enum Place {
    /// Inside a customer or a schedule: no order before 2019.
    Embedded,
    /// As an answer of its own.
    Answer,
    /// As the answer with a customer's cards or a schedule's occurrences: no location before 2019.
    AnswerBelowAnother,
}

/// A page of a list.
pub(in crate::provider::omise) struct ListView<T> {
    /// The page.
    pub data: Vec<T>,
    /// The limit applied.
    pub limit: u64,
    /// The offset applied.
    pub offset: u64,
    /// How many records lie between `from` and `to`.
    pub total: u64,
    /// The path of the list.
    pub location: String,
    /// The name of the order applied.
    pub order: &'static str,
    /// The earliest time applied.
    pub from: Timestamp,
    /// The latest time applied, or that of the request.
    pub to: Timestamp,
    /// Where the list appears.
    pub place: Place,
    /// The look of the answer.
    pub rendering: Rendering,
}

impl<T> ListView<T> {
    /// How many records an embedded list shows.
    pub(in crate::provider::omise) const EMBEDDED: usize = 20;

    /// The first page of a list inside another object.
    pub(in crate::provider::omise) fn embedded(
        data: Vec<T>,
        total: u64,
        location: String,
        rendering: Rendering,
    ) -> ListView<T> {
        ListView {
            data,
            limit: Self::EMBEDDED as u64,
            offset: 0,
            total,
            location,
            order: "chronological",
            from: Timestamp::EPOCH,
            to: rendering.now,
            place: Place::Embedded,
            rendering,
        }
    }
}

impl<T: Serialize> Serialize for ListView<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.rendering.version {
            Version::V2019 => object!(serializer, {
                "object" => "list",
                "data" => self.data,
                "limit" => self.limit,
                "offset" => self.offset,
                "total" => self.total,
                "location" => self.location,
                "order" => self.order,
                "from" => Shown(self.from),
                "to" => Shown(self.to),
            }),
            Version::V2017 => object!(serializer, {
                "object" => "list",
                "from" => Shown(self.from),
                "to" => Shown(self.to),
                "offset" => self.offset,
                "limit" => self.limit,
                "total" => self.total,
                "order" => (self.place != Place::Embedded).then_some(self.order),
                "location" if self.place != Place::AnswerBelowAnother => self.location,
                "data" => self.data,
            }),
        }
    }
}
