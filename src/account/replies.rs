//! Answers that are kept under the caller's idempotency keys, so that a request that is sent again is not done again.

use std::sync::Arc;

use super::{Account, Work};
use crate::error::Result;
use crate::model::{Kind, Record, Reply, Timestamp, holds_card_number};
use crate::store::{Claim, ListQuery, Writer};

/// How many outlived answers go with each new one: more than one, so that they do not pile up; not all, so that no
/// request pays for a quiet week.
const OUTLIVED_AT_ONCE: usize = 8;

/// What there is under an idempotency key.
pub(crate) enum Asking {
    /// Nothing: the request is to be done, and meanwhile nobody else does it.
    New(Asked),
    /// The answer to the same request.
    Answered(Arc<Reply>),
    /// The same request made a customer who was deleted since; what was answered is no longer known.
    Forgotten,
    /// The answer to another request.
    Other,
    /// Somebody is at it this moment.
    Busy,
}

/// A request that is to be done under an idempotency key, which is claimed until this is dropped.
pub(crate) struct Asked {
    id: String,
    request: String,
    _claim: Claim,
}

impl Account {
    /// Looks up an idempotency key; `request` is everything that makes a request another one (`komoju 2.1`).
    ///
    /// # Errors
    /// [`Error::InvalidArgument`](crate::Error::InvalidArgument) for an unusable fingerprint key,
    /// [`Error::Damaged`](crate::Error::Damaged), [`Error::Io`](crate::Error::Io) or
    /// [`Error::Poisoned`](crate::Error::Poisoned).
    pub(crate) fn ask(&self, key: &str, request: &[&[u8]]) -> Result<Asking> {
        // A caller's key is a name as any other, unless somebody makes keys of card numbers.
        let id = if holds_card_number(key) { self.store.digest(&[key.as_bytes()])? } else { key.to_owned() };
        let request = self.store.digest(request)?;
        let Some(claim) = self.store.claim(self.id, &id) else { return Ok(Asking::Busy) };
        // Only now: whoever had the claim before has written its answer.
        let kept = self.get::<Reply>(&id)?.filter(|reply| !self.outlived(reply.created_at));
        Ok(match kept {
            None => Asking::New(Asked { id, request, _claim: claim }),
            Some(reply) if reply.request != request => Asking::Other,
            Some(reply) if reply.body.is_empty() => Asking::Forgotten,
            Some(reply) => Asking::Answered(reply),
        })
    }

    fn outlived(&self, answered_at: Timestamp) -> bool {
        let life = self.policy.reply_lifetime.unwrap_or_default();
        self.now() >= answered_at.plus_seconds(life)
    }
}

/// Empties the kept answers that tell of a customer who is being deleted (`komoju 6.6.2`). The keys stay used, so that
/// nothing is done twice.
///
/// # Errors
/// [`Error::Damaged`](crate::Error::Damaged) or [`Error::Io`](crate::Error::Io).
pub(super) fn forget(account: &Account, writer: &mut Writer<'_, '_>, customer: &str) -> Result<()> {
    if account.policy.reply_lifetime.is_none() || customer.is_empty() {
        return Ok(());
    }
    let tells = |reply: &Reply| reply.body.windows(customer.len()).any(|part| part == customer.as_bytes());
    let mut telling = Vec::new();
    for reply in writer.view().every::<Reply>(account.id)? {
        telling.extend(Some(reply?).filter(tells));
    }
    telling.into_iter().try_for_each(|reply| writer.put(Record::Reply(Reply { body: Vec::new(), ..reply })))
}

impl Work<'_, '_, '_> {
    /// Keeps an answer in this very write, in the place of some that have outlived their time.
    ///
    /// # Errors
    /// [`Error::TooLarge`](crate::Error::TooLarge), [`Error::Damaged`](crate::Error::Damaged) or
    /// [`Error::Io`](crate::Error::Io).
    pub(crate) fn keep(&mut self, asked: &Asked, status: u16, body: &[u8]) -> Result<()> {
        let life = self.account.policy.reply_lifetime.unwrap_or_default();
        let (account, now) = (self.account.id, self.writer.now());
        let outlived = ListQuery { to: Some(now.plus_seconds(-life)), limit: OUTLIVED_AT_ONCE, ..ListQuery::default() };
        for reply in self.writer.view().page::<Reply>(account, &outlived)?.items {
            self.writer.remove(Kind::Reply, &reply.id)?;
        }
        let reply = Reply {
            id: asked.id.clone(),
            sequence: self.writer.sequence(),
            created_at: now,
            request: asked.request.clone(),
            status,
            body: body.to_vec(),
        };
        self.writer.put(Record::Reply(reply))
    }
}
