//! A host uses handles that it freed, made up, mixed up, shared between threads, or took into a forked child: it is told,
//! and nothing else happens.
//!
//! `TILLBOOK_HANDLES=62500 cargo test --test capi_handles sixteen` makes a million handles instead of 32,000.
#![cfg(feature = "capi")]
#![allow(unsafe_code, reason = "a C interface is called as C calls it")]

use std::ptr::{null, null_mut};
use std::sync::atomic::{AtomicUsize, Ordering};

use tillbook::Status;
use tillbook::capi::*;

mod hosts;
use hosts::kinds::{Handle, Kinds, freed_by_the_library};
use hosts::{Host, alone, close, done, read, sized, text, told};

const OK: i32 = Status::Ok as i32;
const CLOSED: i32 = Status::Closed as i32;

/// A text that the library made.
fn path_of(host: &Host) -> *mut tillbook_text {
    let mut path = null_mut();
    // SAFETY: everything is what the header asks for.
    done(|error| unsafe { tillbook_store_path(host.store, &mut path, error) });
    path
}

fn read_text(text: *const tillbook_text) -> i32 {
    let mut bytes = tillbook_str { ptr: null(), len: 0 };
    // SAFETY: `bytes` may be written.
    unsafe { tillbook_text_read(text, &mut bytes) }
}

/// An error that the library made.
fn some_error() -> *mut tillbook_error {
    let mut error = null_mut();
    // SAFETY: everything may be NULL.
    assert_ne!(unsafe { tillbook_store_health(null(), &mut error) }, OK);
    error
}

#[test]
fn a_handle_of_each_kind_works_until_it_is_freed_and_no_other_kind_is_taken_for_it() {
    let Kinds { host, handles } = Kinds::open();
    let mut kinds: Vec<_> = handles.iter().map(|handle| handle.kind).collect();
    kinds.sort();
    let mut freed = freed_by_the_library();
    freed.sort();
    assert_eq!(kinds, freed, "a kind of handle is not tried here");
    for Handle { kind: mine, handle, read, free } in &handles {
        assert_eq!(read(*handle), OK, "{mine}");
        for Handle { kind: other, read, free, .. } in handles.iter().filter(|other| other.kind != *mine) {
            assert_eq!(read(*handle), Status::InvalidHandle as i32, "a {mine} was read as a {other}");
            assert_eq!(free(*handle), Status::InvalidHandle as i32, "a {mine} was freed as a {other}");
        }
        assert_eq!((free(0), read(0)), (OK, Status::InvalidHandle as i32), "{mine}");
        assert_eq!(close(*handle as *mut _), Status::InvalidHandle as i32, "{mine}");
        assert_eq!((free(*handle), free(*handle), read(*handle)), (OK, CLOSED, CLOSED), "{mine}");
    }
    drop(host);
}

#[test]
fn a_pointer_to_something_else_is_no_handle() {
    let host = Host::open();
    let here = 5_u64;
    let near = host.store as usize;
    for made_up in
        [&raw const here as usize, 1, 64, 4096, usize::MAX, usize::MAX / 2, near ^ (1 << 40), near + (1 << 30)]
    {
        assert_eq!(read_text(made_up as *const _), Status::InvalidHandle as i32, "{made_up:#x}");
        assert_eq!(tillbook_text_free(made_up as *mut _), Status::InvalidHandle as i32, "{made_up:#x}");
        assert_eq!(close(made_up as *mut _), Status::InvalidHandle as i32, "{made_up:#x}");
    }
}

/// A slot was used anew at once for the next handle, and a handle told sixty-four generations of it: after so many texts
/// a text that had been freed long ago was taken for the newest.
#[test]
fn a_freed_handle_is_not_taken_for_one_of_a_hundred_thousand_that_came_after_it() {
    let host = Host::open();
    let freed = path_of(&host);
    assert_eq!(tillbook_text_free(freed), OK);
    for _ in 0..100_000 {
        let next = path_of(&host);
        assert_ne!(next, freed);
        assert_eq!((read_text(freed), tillbook_text_free(freed)), (CLOSED, CLOSED));
        assert_eq!(tillbook_text_free(next), OK);
    }
}

#[test]
fn a_record_outlives_its_list_its_account_and_its_store() {
    let Kinds { host, mut handles } = Kinds::open();
    let place = handles.iter().position(|handle| handle.kind == "customer").unwrap();
    let customer = handles.remove(place).handle;
    for Handle { kind, handle, free, .. } in handles {
        assert_eq!(free(handle), OK, "{kind}");
    }
    assert_eq!(close(host.store), OK);
    let mut fields: tillbook_customer_fields = sized();
    // SAFETY: `fields` tells its size.
    assert_eq!(unsafe { tillbook_customer_read(customer as *const _, &mut fields) }, OK);
    assert_eq!((read(fields.name), read(fields.email)), ("Person 1".into(), "p1@example.org".into()));
    assert_eq!(tillbook_customer_retain(customer as *mut _), OK);
    assert_eq!(tillbook_customer_free(customer as *mut _), OK);
    assert_eq!(read(fields.name), "Person 1");
    assert_eq!(tillbook_customer_free(customer as *mut _), OK);
    assert_eq!(tillbook_customer_retain(customer as *mut _), CLOSED);
}

#[test]
fn an_account_of_a_closed_store_says_so_and_is_not_taken_for_one_of_the_next_store() {
    let host = Host::open();
    assert_eq!(close(host.store), OK);
    for _ in 0..70 {
        let mut next = null_mut();
        let path = host.file("next.tillbook");
        // SAFETY: everything is what the header asks for.
        done(|error| unsafe { tillbook_open(text(&path), null(), &mut next, error) });
        let mut fields: tillbook_account_fields = sized();
        // SAFETY: `fields` tells its size.
        assert_eq!(unsafe { tillbook_account_read(host.account, &mut fields) }, CLOSED);
        assert_eq!(close(next), OK);
    }
}

#[test]
fn of_two_threads_that_close_at_once_one_closes() {
    for _ in 0..10 {
        let host = Host::open();
        let (store, account) = (host.store as usize, host.account as usize);
        let begin = std::sync::Barrier::new(3);
        let (mut answers, seen) = std::thread::scope(|scope| {
            let close = || {
                begin.wait();
                close(store as *mut _)
            };
            // Whoever is at work meanwhile ends it or is told.
            let look = || {
                begin.wait();
                let mut seen = Vec::new();
                while seen.last() != Some(&CLOSED) {
                    let mut fields: tillbook_account_fields = sized();
                    // SAFETY: `fields` tells its size.
                    seen.push(unsafe { tillbook_account_read(account as *const _, &mut fields) });
                }
                seen
            };
            let (first, second, look) = (scope.spawn(close), scope.spawn(close), scope.spawn(look));
            ([first.join().unwrap(), second.join().unwrap()], look.join().unwrap())
        });
        answers.sort();
        assert_eq!(answers, [OK, CLOSED]);
        assert!(seen.iter().all(|answer| [OK, CLOSED].contains(answer)), "{seen:?}");
        // The file is closed indeed.
        let mut again = null_mut();
        let path = host.file("till.tillbook");
        // SAFETY: everything is what the header asks for.
        done(|error| unsafe { tillbook_open(text(&path), null(), &mut again, error) });
        assert_eq!(close(again), OK);
    }
}

#[test]
fn handles_that_sixteen_threads_make_and_free_for_one_another_are_all_gone_in_the_end() {
    const THREADS: usize = 16;
    let each: usize = std::env::var("TILLBOOK_HANDLES").map_or(2_000, |many| many.parse().unwrap());
    let host = Host::open();
    let store = host.store as usize;
    let (freed, refused) = (AtomicUsize::new(0), AtomicUsize::new(0));
    std::thread::scope(|scope| {
        let lines: Vec<_> = (0..THREADS).map(|_| std::sync::mpsc::channel::<usize>()).collect();
        let (senders, receivers): (Vec<_>, Vec<_>) = lines.into_iter().unzip();
        for (thread, receiver) in receivers.into_iter().enumerate() {
            // Each frees what its neighbour makes, and two free each tenth.
            let (next, after) = (senders[(thread + 1) % THREADS].clone(), senders[(thread + 2) % THREADS].clone());
            let (freed, refused) = (&freed, &refused);
            scope.spawn(move || {
                let free = |handle: usize| {
                    let answer = tillbook_text_free(handle as *mut _);
                    assert!([OK, CLOSED].contains(&answer), "{answer}");
                    (if answer == OK { freed } else { refused }).fetch_add(1, Ordering::Relaxed);
                };
                for made in 0..each {
                    let mut id = null_mut();
                    // SAFETY: everything is what the header asks for.
                    done(|error| unsafe { tillbook_store_id(store as *const _, &mut id, error) });
                    assert_eq!(read_text(id), OK);
                    next.send(id as usize).unwrap();
                    if made % 10 == 0 {
                        after.send(id as usize).unwrap();
                    }
                    receiver.try_iter().for_each(&free);
                }
                drop((next, after));
                receiver.iter().for_each(&free);
            });
        }
        drop(senders);
    });
    assert_eq!(freed.into_inner(), THREADS * each);
    assert_eq!(refused.into_inner(), THREADS * each.div_ceil(10));
    // The store and its account.
    assert_eq!(tillbook_debug_live_handles(), 2);
}

/// Does something in a child of this process; answers with the place of the first thing that is not as it should be.
#[cfg(unix)]
fn in_a_child(work: impl FnOnce() -> Result<(), u8>) -> i32 {
    // SAFETY: the child calls the library, allocates, and ends without coming back here.
    let child = unsafe { libc::fork() };
    assert!(child >= 0, "no child could be made");
    if child == 0 {
        let code = work().err().unwrap_or(0);
        // SAFETY: it ends this process at once.
        unsafe { libc::_exit(code.into()) };
    }
    let mut status = 0;
    // SAFETY: it waits for the child that was just made.
    assert_eq!(unsafe { libc::waitpid(child, &mut status, 0) }, child);
    assert!(libc::WIFEXITED(status), "the child died of signal {}", libc::WTERMSIG(status));
    libc::WEXITSTATUS(status)
}

#[cfg(unix)]
#[test]
fn a_forked_child_is_told_for_every_kind_of_handle_and_the_parent_goes_on() {
    let Kinds { host, handles } = Kinds::open();
    let held = tillbook_debug_live_handles();
    let forked = Status::Forked as i32;
    let own = host.file("own.tillbook");
    let path = host.file("till.tillbook");
    let code = in_a_child(|| {
        for (place, Handle { handle, read, free, .. }) in handles.iter().enumerate() {
            if read(*handle) != forked || free(*handle) != forked {
                return Err(1 + place as u8);
            }
        }
        // SAFETY: everything is what the header asks for.
        unsafe {
            let held = |expected| tillbook_debug_live_handles() == expected;
            let (health, _) = told(|error| tillbook_store_health(host.store, error));
            let (opened, _) = told(|error| tillbook_account_open(host.store, 1, 1, &mut null_mut(), error));
            if (health, opened, close(host.store)) != (forked, forked, forked) || !held(0) {
                return Err(101);
            }
            // The parent's store is the parent's, also by its path; a store of its own the child may have.
            let mut store = null_mut();
            if told(|error| tillbook_open(text(&path), null(), &mut store, error)).0 != Status::AlreadyOpen as i32 {
                return Err(102);
            }
            if told(|error| tillbook_open(text(&own), null(), &mut store, error)).0 != OK || !held(1) {
                return Err(103);
            }
            if tillbook_store_health(store, null_mut()) != OK || close(store) != OK || !held(0) {
                return Err(104);
            }
        }
        Ok(())
    });
    let which = handles.get((code as usize).wrapping_sub(1)).map(|handle| handle.kind);
    assert_eq!(code, 0, "{which:?}");
    assert_eq!(tillbook_debug_live_handles(), held);
    host.fill(4);
    for Handle { kind, handle, read, free } in handles {
        assert_eq!((read(handle), free(handle)), (OK, OK), "{kind}");
    }
}

#[cfg(unix)]
#[test]
fn a_child_that_lives_on_does_not_keep_its_parent_from_opening_the_store_again() {
    let host = Host::open();
    let (mut ends, path) = ([0; 2], host.file("till.tillbook"));
    // SAFETY: there is room for two ends.
    assert_eq!(unsafe { libc::pipe(ends.as_mut_ptr()) }, 0);
    // SAFETY: the child only waits until its parent has closed the pipe, and ends.
    let child = unsafe { libc::fork() };
    if child == 0 {
        // SAFETY: there is room for the byte that never comes.
        unsafe {
            libc::close(ends[1]);
            libc::read(ends[0], [0_u8].as_mut_ptr().cast(), 1);
            libc::_exit(0);
        }
    }
    assert_eq!(close(host.store), OK);
    let mut store = null_mut();
    // SAFETY: everything is what the header asks for.
    let again = told(|error| unsafe { tillbook_open(text(&path), null(), &mut store, error) });
    close(store);
    // SAFETY: the ends are this process's.
    unsafe { libc::close(ends[1]) };
    // SAFETY: it waits for the child that was just made.
    assert_eq!(unsafe { libc::waitpid(child, null_mut(), 0) }, child);
    assert_eq!(again, (OK, String::new()));
}

#[test]
fn threads_that_end_leave_their_places_to_those_that_come() {
    let _alone = alone();
    let generation = if usize::BITS == 64 { 18 } else { 12 };
    let mut places = std::collections::HashSet::new();
    for _ in 0..500 {
        let use_one = move || {
            let error = some_error();
            assert_eq!(tillbook_error_free(error), OK);
            error as usize >> generation
        };
        places.insert(std::thread::spawn(use_one).join().unwrap());
    }
    assert_eq!(tillbook_debug_live_handles(), 0);
    assert!(places.len() < 100, "{} places for 500 threads, one after the other", places.len());
}
