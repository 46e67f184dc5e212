//! Customers copied into a host's own memory.

use std::ffi::c_char;
use std::sync::Arc;

use super::account::tillbook_account;
use super::array::{check, entries};
use super::customer::tillbook_customer_fields;
use super::entry::{entry, output, with_account};
use super::error::tillbook_error;
use super::sized::sized_output;
use super::text::tillbook_str;
use crate::error::{Error, Result};
use crate::model::{Customer, Kind};

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
            let mut copied = Err(Error::not_found(Kind::Customer, id));
            let copy = |customer: Option<&Arc<Customer>>| {
                let Some(customer) = customer else { return };
                let mut read = tillbook_customer_fields::lend(customer);
                let length = read.texts().iter().map(|text| text.len).sum();
                needed.write(length);
                copied = if length > capacity {
                    Err(Error::BufferTooSmall { needed: length })
                } else {
                    copy(&mut read, buffer);
                    Ok(read)
                };
            };
            with_account(account as usize, |account| account.customers().show(id, copy))?;
            fields.fill(copied?);
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

/// The length of a text where there is none.
pub const TILLBOOK_NO_TEXT: u32 = u32::MAX;

/// What `tillbook_customers_copy_many` writes for each id, a multiple of 8 bytes in all. Behind this struct lie its texts
/// without anything between them: at `texts_at` those whose lengths stand here, in that order, then the labels, whose
/// lengths are an array of `uint32_t` at `tags_at`. Lengths are bytes, `TILLBOOK_NO_TEXT` where there is no text. A newer
/// library may write more behind what stands here, so go by `size`, `texts_at` and `tags_at`.
#[repr(C)]
#[derive(Clone, Copy, Default)]
pub struct tillbook_copied_customer {
    /// Bytes from the beginning of this struct to the next one.
    pub size: u32,
    /// 1, or 0 where no customer has the id: then all behind it is 0.
    pub found: u32,
    /// Bytes from the beginning of this struct to its first text.
    pub texts_at: u32,
    /// Bytes from the beginning of this struct to the lengths of the labels.
    pub tags_at: u32,
    /// When it came to be; milliseconds since 1970-01-01 UTC, as all times.
    pub created_at: i64,
    /// When it was last changed; `TILLBOOK_NEVER` before the first change.
    pub updated_at: i64,
    /// When it was marked as deleted, with providers that keep deleted customers; else `TILLBOOK_NEVER`.
    pub deleted_at: i64,
    /// How many of the till's own labels it has.
    pub tag_count: u32,
    /// Length of the provider's identifier.
    pub id_length: u32,
    /// Length of the e-mail address.
    pub email_length: u32,
    /// Length of the description.
    pub description_length: u32,
    /// Length of the metadata, a JSON object.
    pub metadata_length: u32,
    /// Length of the id of the card that is charged when none is named.
    pub default_card_length: u32,
    /// Length of the full name.
    pub name_length: u32,
    /// Length of the telephone number.
    pub phone_length: u32,
    /// Length of the shop's number for the customer.
    pub merchant_customer_id_length: u32,
    /// Length of what the scanner reads.
    pub barcode_length: u32,
    /// Length of the cashier's notes.
    pub notes_length: u32,
    /// Length of the company.
    pub company_length: u32,
    /// Length of the street and number.
    pub address_line1_length: u32,
    /// Length of anything more before the city.
    pub address_line2_length: u32,
    /// Length of the city.
    pub address_city_length: u32,
    /// Length of the state, province or prefecture.
    pub address_state_length: u32,
    /// Length of the postal code.
    pub address_postal_code_length: u32,
    /// Length of the country.
    pub address_country_length: u32,
}

/// Finds many customers by their ids in one call, all as they were at one moment, and copies them into memory of the
/// caller's: for languages in which a call costs more than a lookup.
///
/// @param account   the account
/// @param ids   the providers' identifiers, one behind the other without anything between them; UTF-8
/// @param lengths   how many bytes each of them takes, as many as `count` says; NULL when that is 0
/// @param count   how many
/// @param[out] buffer   an array which receives a `tillbook_copied_customer` for each id, in their order, each with its
///                      texts behind it; NULL when `capacity` is 0
/// @param capacity   how many times 8 bytes `buffer` has room for
/// @param[out] needed   receives how many times 8 bytes all of it takes, also with `TILLBOOK_BUFFER_TOO_SMALL`
/// @param[out] error   receives what went wrong, unless it is NULL; then what lies in `buffer` is of no use
/// @return `TILLBOOK_OK`, also when none was found, `TILLBOOK_BUFFER_TOO_SMALL`, `TILLBOOK_INVALID_ARGUMENT`,
///         `TILLBOOK_DAMAGED`, `TILLBOOK_IO`, `TILLBOOK_POISONED`, `TILLBOOK_PANICKED`, `TILLBOOK_INVALID_HANDLE`,
///         `TILLBOOK_CLOSED`, `TILLBOOK_FORKED`, `TILLBOOK_REENTRANT`
#[unsafe(no_mangle)]
pub unsafe extern "C" fn tillbook_customers_copy_many(
    account: *const tillbook_account,
    ids: tillbook_str,
    lengths: *const usize,
    count: usize,
    buffer: *mut u64,
    capacity: usize,
    needed: *mut usize,
    error: *mut *mut tillbook_error,
) -> i32 {
    // SAFETY: the host promises that texts and outputs are NULL or what they say, the array as long as `count` and the
    // buffer as long as `capacity`.
    unsafe {
        entry(error, || {
            let needed = output(needed, "needed", 0)?;
            let lengths = entries(lengths, count, "count")?.unwrap_or_default();
            let ids = cut(ids.optional("ids")?.unwrap_or_default(), lengths)?;
            check(buffer, capacity, "buffer")?;
            let mut length = 0;
            let copy = |nth: usize, customer: Option<&Arc<Customer>>| {
                let copied = customer.map_or(Copied::NOBODY, |customer| Copied::of(customer));
                let at = if nth == 0 { 0 } else { length };
                length = at;
                length += copied.head.size as usize / size_of::<u64>();
                if length <= capacity {
                    copied.write(buffer.add(at).cast());
                }
            };
            with_account(account as usize, |account| account.customers().show_many(ids, copy))?;
            needed.write(length);
            if length > capacity { Err(Error::BufferTooSmall { needed: length * size_of::<u64>() }) } else { Ok(()) }
        })
    }
}

/// The ids that lie one behind the other in a text.
fn cut<'a>(ids: &'a str, lengths: &'a [usize]) -> Result<impl Iterator<Item = &'a str> + Clone> {
    let wrong = || Error::invalid("lengths", "do not add up to the ids; pass how many bytes each of them takes");
    let mut rest = ids;
    for length in lengths {
        rest = rest.split_at_checked(*length).ok_or_else(wrong)?.1;
    }
    if !rest.is_empty() {
        return Err(wrong());
    }
    let mut at = 0;
    Ok(lengths.iter().map(move |length| {
        at += length;
        &ids[at - length..at]
    }))
}

/// A customer as it is written.
struct Copied<'a> {
    head: tillbook_copied_customer,
    texts: [tillbook_str; 17],
    tags: &'a [String],
}

impl Copied<'_> {
    /// What is written where no customer has the id.
    const NOBODY: Copied<'static> = Copied {
        head: tillbook_copied_customer {
            size: size_of::<tillbook_copied_customer>() as u32,
            // SAFETY: the type is nothing but numbers.
            ..unsafe { std::mem::zeroed() }
        },
        texts: [tillbook_str::NONE; 17],
        tags: &[],
    };

    fn of(customer: &Customer) -> Copied<'_> {
        let mut fields = tillbook_customer_fields::lend(customer);
        let texts = fields.texts().map(|text| *text);
        let [id, email, description, metadata, default_card, name, phone, number, barcode, notes, company, place @ ..] =
            texts.map(|text| if text.ptr.is_null() { TILLBOOK_NO_TEXT } else { text.len as u32 });
        let [line1, line2, city, state, postal_code, country] = place;
        let tags = &customer.own.tags;
        let tags_at = size_of::<tillbook_copied_customer>();
        let texts_at = tags_at + tags.len() * size_of::<u32>();
        let length = texts.iter().map(|text| text.len).chain(tags.iter().map(|tag| tag.len())).sum::<usize>();
        // A record has at most one mebibyte, so all of these fit.
        let head = tillbook_copied_customer {
            size: (texts_at + length).next_multiple_of(size_of::<u64>()) as u32,
            found: 1,
            texts_at: texts_at as u32,
            tags_at: tags_at as u32,
            created_at: fields.created_at,
            updated_at: fields.updated_at,
            deleted_at: fields.deleted_at,
            tag_count: fields.tag_count,
            id_length: id,
            email_length: email,
            description_length: description,
            metadata_length: metadata,
            default_card_length: default_card,
            name_length: name,
            phone_length: phone,
            merchant_customer_id_length: number,
            barcode_length: barcode,
            notes_length: notes,
            company_length: company,
            address_line1_length: line1,
            address_line2_length: line2,
            address_city_length: city,
            address_state_length: state,
            address_postal_code_length: postal_code,
            address_country_length: country,
        };
        Copied { head, texts, tags }
    }

    /// Writes it.
    ///
    /// # Safety
    /// `to` is aligned and has room for as many bytes as the head says.
    unsafe fn write(&self, to: *mut u8) {
        let end = to.wrapping_add(self.head.size as usize);
        // SAFETY: the caller promises the room. The lengths of the labels lie aligned, for the head is.
        unsafe {
            let mut place = put(to, self.head);
            for tag in self.tags {
                place = put(place, tag.len() as u32);
            }
            // What is empty may lie nowhere.
            for text in self.texts.iter().filter(|text| text.len > 0) {
                place = put_bytes(place, text.ptr.cast(), text.len);
            }
            for tag in self.tags {
                place = put_bytes(place, tag.as_ptr(), tag.len());
            }
            // The rest is not to be what happened to lie there.
            place.write_bytes(0, end.offset_from_unsigned(place));
        }
    }
}

/// Writes a value, and says where it ends.
///
/// # Safety
/// `to` is aligned for it and has room.
unsafe fn put<T>(to: *mut u8, value: T) -> *mut u8 {
    // SAFETY: the caller promises it.
    unsafe {
        to.cast::<T>().write(value);
        to.add(size_of::<T>())
    }
}

/// Writes bytes, and says where they end.
///
/// # Safety
/// `from` has so many bytes, `to` has room for them, and they do not overlap.
unsafe fn put_bytes(to: *mut u8, from: *const u8, length: usize) -> *mut u8 {
    // SAFETY: the caller promises it.
    unsafe {
        std::ptr::copy_nonoverlapping(from, to, length);
        to.add(length)
    }
}
