//! A provider's own requests, answered in process.

use std::sync::Arc;

use super::account::tillbook_account;
use super::array::entries;
use super::entry::{entry, hand_out, handle_output, output, release, with_account};
use super::error::tillbook_error;
use super::numbers::Numbered as _;
use super::object::with;
use super::sized::{Sized32 as _, read_sized, sized, write_sized};
use super::text::tillbook_str;
use crate::error::{Error, Result};
use crate::provider::{Key, Method, Request, Response};

/// A header of a request or of an answer.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_header {
    /// Its name, in any case.
    pub name: tillbook_str,
    /// Its value.
    pub value: tillbook_str,
}

/// A request to a provider's REST interface. Set it to `TILLBOOK_REQUEST_INIT`, then what it asks.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_request {
    /// `sizeof(tillbook_request)`; set by `TILLBOOK_REQUEST_INIT`.
    pub struct_size: u32,
    /// Which of the account's keys the caller holds, one of `tillbook_key`; 0 for the secret key.
    pub key: i32,
    /// The method, for example `POST`, in any case.
    pub method: tillbook_str,
    /// The path, with the query after a `?`; with or without the prefix that it has over HTTP, such as `/v2`.
    pub path: tillbook_str,
    /// An array of `header_count` headers; NULL for none.
    pub headers: *const tillbook_header,
    /// How many headers there are.
    pub header_count: usize,
    /// The body as the `Content-Type` header says; nothing for none. It may hold a card number: the library wipes its copy,
    /// the caller wipes its own.
    pub body: tillbook_str,
}

sized!(tillbook_request);

impl tillbook_request {
    /// # Safety
    /// The texts are as [`tillbook_str::bytes`] asks, the headers as [`entries`] does.
    unsafe fn to_request(self) -> Result<Request> {
        // SAFETY: the caller promises it.
        unsafe {
            let method: Method = self.method.required("method")?.parse()?;
            let mut request = Request::new(method, self.path.required("path")?);
            request.key = Key::from_number_or_none(self.key, "key")?.unwrap_or_default();
            for header in entries(self.headers, self.header_count, "headers")?.unwrap_or_default() {
                request = request.header(header.name.required("headers")?, header.value.required("headers")?);
            }
            request.body = self.body.bytes("body")?.unwrap_or_default().to_vec();
            Ok(request)
        }
    }
}

/// A provider's answer. It never changes. Any thread may read it. Freed by `tillbook_response_free`.
#[repr(C)]
pub struct tillbook_response {
    _opaque: [u8; 0],
}

/// What a provider answers. The body is borrowed: it stays valid until the answer is freed.
#[repr(C)]
#[derive(Clone, Copy)]
pub struct tillbook_response_fields {
    /// `sizeof(tillbook_response_fields)`; set by `TILLBOOK_RESPONSE_FIELDS_INIT`.
    pub struct_size: u32,
    /// The status of HTTP, for example 200 or 404.
    pub status: i32,
    /// How many headers it has; `tillbook_response_header` reads them.
    pub header_count: usize,
    /// The body; JSON with most answers, empty where there is none.
    pub body: tillbook_str,
}

sized!(tillbook_response_fields);

/// Answers a request as the provider's own REST interface does, error bodies included.
///
/// Nothing is sent anywhere. What the provider refuses is an answer like any other, with its status and body: then the
/// call itself went well. Only when the store itself fails is there no answer, and the status says what failed. What falls due of a schedule that is made here is charged by pretence.
///
/// @param account   the account
/// @param request   what is asked
/// @param[out] response   receives the answer, to be freed by `tillbook_response_free`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for a request that could not be sent, `TILLBOOK_DAMAGED`,
///         `TILLBOOK_IO`, `TILLBOOK_OUTCOME_UNKNOWN`, `TILLBOOK_READ_ONLY`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_call(
    account: *const tillbook_account,
    request: *const tillbook_request,
    response: *mut *mut tillbook_response,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that structs, texts, arrays and outputs are NULL or what they say.
    unsafe {
        entry(error, || {
            let response = handle_output(response, "response")?;
            let request = read_sized(request, "request")?.to_request()?;
            let answer = with_account(account as usize, |account| account.try_call(&request))?;
            hand_out(response, Arc::new(answer))
        })
    }
}

/// Reads what a provider answers.
///
/// @param response   the answer
/// @param[out] fields   receives it, the body borrowed from the answer; set `fields->struct_size` first
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for `fields`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the
///         answer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_response_read(
    response: *const tillbook_response,
    fields: *mut tillbook_response_fields,
) -> i32 {
    // SAFETY: `fields` is null or a struct of the size it says.
    unsafe {
        entry(std::ptr::null_mut(), || {
            with(response as usize, |response: &Arc<Response>| {
                let read = tillbook_response_fields {
                    struct_size: tillbook_response_fields::SIZE,
                    status: response.status.into(),
                    header_count: response.headers.len(),
                    body: tillbook_str::lend_bytes(&response.body),
                };
                write_sized(fields, "fields", read)
            })
        })
    }
}

/// Reads one header of a provider's answer.
///
/// @param response   the answer
/// @param index   which one, from 0 to `header_count` - 1
/// @param[out] name   receives its name, borrowed from the answer
/// @param[out] value   receives its value, borrowed from the answer
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_ARGUMENT` for an index past the end, `name` or `value`,
///         `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when the answer was freed, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_response_header(
    response: *const tillbook_response,
    index: usize,
    name: *mut tillbook_str,
    value: *mut tillbook_str,
) -> i32 {
    // SAFETY: the host promises that outputs are NULL or may be written.
    unsafe {
        entry(std::ptr::null_mut(), || {
            let (name, value) = (output(name, "name", tillbook_str::NONE), output(value, "value", tillbook_str::NONE));
            let (name, value) = (name?, value?);
            with(response as usize, |response: &Arc<Response>| {
                let past = || Error::invalid("index", "is past the last header; count from 0 to header_count - 1");
                let (known, said) = response.headers.get(index).ok_or_else(past)?;
                name.write(tillbook_str::lend(known));
                value.write(tillbook_str::lend(said));
                Ok(())
            })
        })
    }
}

/// Frees a provider's answer. NULL is left alone.
///
/// @param response   the answer, or NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_INVALID_HANDLE`, `TILLBOOK_CLOSED` when it was freed before, `TILLBOOK_FORKED`,
///         `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub extern "C" fn tillbook_response_free(response: *mut tillbook_response) -> i32 {
    release::<Response>(response as usize)
}
