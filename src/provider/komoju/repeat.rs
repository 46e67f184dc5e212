//! Requests that are sent again under an idempotency key (2.1).

use super::super::response::Response;
use super::fault::Fault;
use super::{Answer, Call, respond};
use crate::account::{Asked, Asking};

const HEADER: &str = "X-KOMOJU-IDEMPOTENCY";
const LONGEST: usize = 100;

impl Call<'_> {
    /// Does a POST once under its idempotency key: when it comes again, the answer is repeated. Of refusals those are kept
    /// that come of looking at what was sent; a success is kept by the end point, in the same write as what it tells of.
    pub(super) fn once(&self, path: &str, work: impl FnOnce(Option<&Asked>) -> Answer) -> Response {
        self.asked(path).map_or_else(
            |fault| fault.response(),
            |asking| match asking {
                None => respond(work(None)),
                Some(Asking::New(asked)) => {
                    let kept = work(Some(&asked)).map_err(|fault| self.keep_refusal(&asked, fault));
                    respond(kept)
                }
                Some(Asking::Answered(reply)) => Response::of_json(reply.status, reply.body.clone()),
                Some(Asking::Forgotten) => Fault::key_of_the_gone().response(),
                Some(Asking::Other) => Fault::key_of_another().response(),
                Some(Asking::Busy) => Fault::key_in_use().response(),
            },
        )
    }

    /// What there is under the key that the request shows; none when it shows none.
    fn asked(&self, path: &str) -> Result<Option<Asking>, Fault> {
        let Some(key) = self.request.header_value(HEADER) else { return Ok(None) };
        if !(1..=LONGEST).contains(&key.len()) || !key.is_ascii() {
            return Err(Fault::bad_key());
        }
        let pieces = [path.as_bytes(), self.request.query().as_bytes(), &self.request.body];
        Ok(Some(self.account.ask(key, &pieces)?))
    }

    /// Keeps a refusal that came of looking at what was sent; unless that fails, it is what is told.
    fn keep_refusal(&self, asked: &Asked, fault: Fault) -> Fault {
        if fault.status != 422 {
            return fault;
        }
        let kept = self.account.work(|work| work.keep(asked, fault.status, &fault.body()));
        kept.map_or_else(Fault::from, |()| fault)
    }
}
