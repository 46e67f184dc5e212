//! The counts of the lists: that each block and each run of blocks says how many places it holds.

use std::ops::Bound::Included;

use super::report::hex;
use super::{FindingKind, Walk};
use crate::engine::{OrderKey, Position};
use crate::error::Result;
use crate::model::{AccountId, Kind};
use crate::store::apply::LISTED;
use crate::store::blocks::{BLOCK, RUN, rows};

impl Walk<'_> {
    pub(super) fn counts(&mut self) -> Result<()> {
        let tables = self.view.tables;
        let mut meter = self.begin("blocks", tables.blocks().count()?)?;
        for row in tables.blocks().every()? {
            let (key, _) = row?;
            let [account, kind, level, ..] = *key.value();
            let listed = Kind::ALL.get(usize::from(kind)).is_some_and(|kind| LISTED.contains(kind));
            if AccountId::from_code(account).is_none() || !listed || ![BLOCK, RUN].contains(&level) {
                self.findings.add(FindingKind::UnknownAccount, None, || {
                    format!("the row {} in the table blocks belongs to no account's list", hex(key.value()))
                });
            }
            self.step(&mut meter)?;
        }
        for account in AccountId::all() {
            for kind in LISTED {
                self.list_counts(account, kind)?;
            }
        }
        self.end(&meter)?;
        Ok(())
    }

    fn list_counts(&mut self, account: AccountId, kind: Kind) -> Result<()> {
        let tables = self.view.tables;
        let blocks: Vec<_> = rows(tables, account, kind, BLOCK, Position::FIRST)?.collect::<Result<_>>()?;
        let runs: Vec<_> = rows(tables, account, kind, RUN, Position::FIRST)?.collect::<Result<_>>()?;
        let mut held = vec![0; blocks.len().max(1)];
        let mut block = 0;
        let (first, last) =
            (OrderKey::bytes(account, kind, Position::FIRST), OrderKey::bytes(account, kind, Position::LAST));
        for entry in tables.order().range(&first, Included(&last))? {
            let place = OrderKey::position(entry?.0.value());
            while blocks.get(block + 1).is_some_and(|(start, _)| *start <= place) {
                block += 1;
            }
            held[block] += 1;
        }
        let mut wrong = |message: String| self.findings.add(FindingKind::WrongCount, Some(account), || message);
        if blocks.is_empty() && runs.is_empty() && held == [0] {
            return Ok(());
        }
        for (what, starts) in [("block", &blocks), ("run", &runs)] {
            if starts.first().is_none_or(|(start, _)| *start != Position::FIRST) {
                wrong(format!("the list of {kind}s has no {what} at its beginning"));
            }
        }
        let is_block = |start: &Position| blocks.binary_search_by_key(start, |(block, _)| *block).is_ok();
        let is_run = |start: &Position| runs.binary_search_by_key(start, |(run, _)| *run).is_ok();
        for ((start, count), held) in blocks.iter().zip(&held) {
            if count != held {
                wrong(format!("the block {} of the list of {kind}s counts {count} and holds {held}", hex(&start.0)));
            } else if *count == 0 && *start != Position::FIRST && !is_run(start) {
                wrong(format!("the block {} of the list of {kind}s counts nothing", hex(&start.0)));
            }
        }
        for (place, (start, count)) in runs.iter().enumerate() {
            let end = runs.get(place + 1).map(|(next, _)| *next);
            let within = blocks.iter().filter(|(block, _)| block >= start && end.is_none_or(|end| *block < end));
            // A sum past the greatest number cannot equal a count either.
            let sum = within.fold(0u64, |sum, (_, count)| sum.saturating_add(*count));
            if !is_block(start) {
                wrong(format!("the run {} of the list of {kind}s does not start where a block does", hex(&start.0)));
            } else if sum != *count {
                wrong(format!("the run {} of the list of {kind}s counts {count} and its blocks {sum}", hex(&start.0)));
            } else if sum == 0 && *start != Position::FIRST {
                wrong(format!("the run {} of the list of {kind}s counts nothing", hex(&start.0)));
            }
        }
        Ok(())
    }
}
