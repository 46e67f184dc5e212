//! Requests that are sent again under an idempotency key (2.1).

use std::iter;

use super::super::params::Params;
use super::super::response::Response;
use super::fault::Fault;
use super::payment::SECURITY_CODE;
use super::{Answer, Call, respond};
use crate::account::{Asked, Asking};

const HEADER: &str = "X-KOMOJU-IDEMPOTENCY";
const LONGEST: usize = 100;

impl Call<'_> {
    /// Does a POST once under its idempotency key: when it comes again, the answer is repeated. Of refusals those are kept
    /// that come of looking at what was sent; a success is kept by the end point, in the same write as what it tells of.
    pub(super) fn once(&self, path: &str, work: impl FnOnce(&Params, Option<&Asked>) -> Answer) -> Response {
        let params = self.params();
        let work = |asked: Option<&Asked>| params.as_ref().map_err(Fault::clone).and_then(|params| work(params, asked));
        self.asked(path, params.as_ref().ok()).map_or_else(
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

    /// What there is under the key that the request shows; none when it shows none. The parameters are none where they
    /// cannot be read: such a request is never the same as one whose answer is kept.
    fn asked(&self, path: &str, params: Option<&Params>) -> Result<Option<Asking>, Fault> {
        let Some(key) = self.request.header_value(HEADER) else { return Ok(None) };
        if !(1..=LONGEST).contains(&key.len()) || !key.is_ascii() {
            return Err(Fault::bad_key());
        }
        // No digest of a security code may be kept, so two requests that differ in nothing else are the same.
        let params = params.map(|params| params.pieces(SECURITY_CODE)).unwrap_or_default();
        let pieces: Vec<&[u8]> =
            iter::once(path).chain(params.iter().map(|piece| piece.as_str())).map(str::as_bytes).collect();
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
