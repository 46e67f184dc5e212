//! A customer copied into a host's own memory.

use std::ffi::c_char;

use super::account::tillbook_account;
use super::array::check;
use super::customer::tillbook_customer_fields;
use super::entry::{entry, output, with_account};
use super::error::tillbook_error;
use super::sized::sized_output;
use super::text::tillbook_str;
use crate::error::Error;
use crate::model::Kind;

/// Finds the customer with an id and copies it into memory of the caller's: there is nothing to be freed. Labels are
/// counted and not copied.
///
/// @param account   the account
/// @param id   the provider's identifier
/// @param[out] buffer   receives the texts of the customer; NULL when `capacity` is 0
/// @param capacity   how many bytes `buffer` has room for; 1024 are enough for most customers
/// @param[out] needed   receives how many bytes the texts take, also with `TILLBOOK_BUFFER_TOO_SMALL`; 0 when there is
///                      no such customer
/// @param[out] fields   receives the customer, with texts that lie in `buffer`; set `fields->struct_size` first. It
///                      stays as it is unless the call returns `TILLBOOK_OK`
/// @param[out] error   receives what went wrong, unless it is NULL
/// @return `TILLBOOK_OK`, `TILLBOOK_BUFFER_TOO_SMALL`, `TILLBOOK_NOT_FOUND`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_copy(
    account: *const tillbook_account,
    id: tillbook_str,
    buffer: *mut c_char,
    capacity: usize,
    needed: *mut usize,
    fields: *mut tillbook_customer_fields,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts, structs and outputs are NULL or what they say, and the buffer as long as
    // `capacity`.
    unsafe {
        entry(error, || {
            let needed = output(needed, "needed", 0)?;
            let fields = sized_output(fields, "fields")?;
            let id = id.required("id")?;
            check(buffer, capacity, "buffer")?;
            let found = with_account(account as usize, |account| account.customers().get(id))?;
            let customer = found.ok_or_else(|| Error::not_found(Kind::Customer, id))?;
            let mut read = tillbook_customer_fields::lend(&customer);
            let length = read.texts().iter().map(|text| text.len).sum();
            needed.write(length);
            if length > capacity {
                return Err(Error::BufferTooSmall { needed: length });
            }
            copy(&mut read, buffer);
            fields.fill(read);
            Ok(())
        })
    }
}

/// Moves lent texts into a buffer.
///
/// # Safety
/// `buffer` has room for all of them, and none of them lies in it.
unsafe fn copy(fields: &mut tillbook_customer_fields, buffer: *mut c_char) {
    let mut used = 0;
    // What is empty needs no place.
    for text in fields.texts().into_iter().filter(|text| text.len > 0) {
        // SAFETY: the caller promises it.
        unsafe {
            let place = buffer.add(used);
            std::ptr::copy_nonoverlapping(text.ptr, place, text.len);
            *text = tillbook_str { ptr: place, len: text.len };
        }
        used += text.len;
    }
}
