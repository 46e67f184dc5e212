//! Nothing in the header is without a word, and every function says what it can return.

use crate::interface::{Function, Interface, Parameter};

/// Every declaration, field, number and parameter with what is said of it.
fn said(interface: &Interface) -> Vec<(String, String)> {
    let mut said = Vec::new();
    let mut say = |name: &str, doc: &str| said.push((name.to_owned(), doc.to_owned()));
    let members = |of: &str, members: &[Parameter]| -> Vec<(String, String)> {
        members.iter().map(|member| (format!("{of}.{}", member.name), member.doc.clone())).collect()
    };
    let mut inner = Vec::new();
    for one in &interface.structs {
        say(&one.name, &one.doc);
        inner.extend(members(&one.name, &one.fields));
    }
    for handle in &interface.handles {
        say(&handle.name, &handle.doc);
    }
    for group in &interface.groups {
        say(&group.name, &group.doc);
        inner.extend(group.numbers.iter().map(|number| (number.name.clone(), number.doc.clone())));
    }
    for constant in interface.constants.iter().filter(|constant| constant.name != "TILLBOOK_H") {
        say(&constant.name, &constant.doc);
    }
    for callback in &interface.callbacks {
        say(&callback.name, &callback.doc);
    }
    for function in &interface.functions {
        say(&function.name, &function.doc);
        inner.extend(members(&function.name, &function.parameters));
    }
    said.extend(inner);
    said
}

/// Whether a function returns a status: only those that take nothing to fail with do not.
fn can_fail(function: &Function) -> bool {
    function.returns.base == "int32_t" && function.parameters.iter().any(|parameter| parameter.kind.pointers > 0)
}

#[test]
fn nothing_in_the_header_is_without_a_word() {
    let interface = crate::committed();
    assert!(interface.aliases.is_empty(), "{:?}", interface.aliases);
    let silent: Vec<String> =
        said(&interface).into_iter().filter(|(_, doc)| doc.is_empty()).map(|(name, _)| name).collect();
    assert!(silent.is_empty(), "say what these are: {silent:?}");
}

#[test]
fn what_is_said_is_said_to_programmers_in_c() {
    for (name, doc) in said(&crate::committed()) {
        for foreign in ["[`", "`]", "::", "Option", "Result<", "Vec<", "&str", "struct of Rust", "None", "Some("] {
            assert!(!doc.contains(foreign), "{name} speaks of {foreign}");
        }
    }
}

/// Every name that the header gives to something.
fn names(interface: &Interface) -> Vec<&str> {
    let mut names: Vec<&str> = vec!["TILLBOOK_STR", "tillbook_str_of"];
    names.extend(interface.structs.iter().map(|one| one.name.as_str()));
    names.extend(interface.handles.iter().map(|one| one.name.as_str()));
    names.extend(interface.callbacks.iter().map(|one| one.name.as_str()));
    names.extend(interface.functions.iter().map(|one| one.name.as_str()));
    names.extend(interface.constants.iter().map(|one| one.name.as_str()));
    for group in &interface.groups {
        names.push(&group.name);
        names.extend(group.numbers.iter().map(|number| number.name.as_str()));
    }
    names
}

#[test]
fn what_is_spoken_of_is_there() {
    let interface = crate::committed();
    let names = names(&interface);
    for (what, doc) in said(&interface) {
        for quoted in doc.split('`').skip(1).step_by(2).filter(|word| word.to_lowercase().starts_with("tillbook_")) {
            let name =
                quoted.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next().unwrap_or_default();
            let is_there = match quoted.strip_suffix("...") {
                Some(start) => names.iter().any(|known| known.starts_with(start)),
                None => names.contains(&name),
            };
            assert!(is_there, "{what} speaks of {quoted}");
        }
    }
}

#[test]
fn every_parameter_that_is_described_is_there() {
    for function in crate::committed().functions {
        let told = function.doc.split("@param").skip(1);
        let told = told.map(|told| told.trim_start_matches("[out]").split_whitespace().next().unwrap_or_default());
        let is: Vec<&str> = function.parameters.iter().map(|parameter| parameter.name.as_str()).collect();
        assert_eq!(told.collect::<Vec<_>>(), is, "{}", function.name);
    }
}

#[test]
fn outputs_are_told_from_inputs() {
    let interface = crate::committed();
    for function in &interface.functions {
        for parameter in &function.parameters {
            let kind = &parameter.kind;
            let writable = !kind.constant && kind.pointers > 0;
            let is_handle = kind.pointers == 1 && (interface.is_handle(&kind.base) || kind.base == "void");
            let name = format!("{} of {}", parameter.name, function.name);
            assert_eq!(parameter.out, writable && !is_handle, "{name}");
        }
    }
}

#[test]
fn every_function_says_what_it_can_return() {
    let interface = crate::committed();
    let numbers = interface.groups.iter().flat_map(|group| &group.numbers).map(|number| &number.name);
    let known: Vec<&String> = numbers.chain(interface.constants.iter().map(|constant| &constant.name)).collect();
    for function in &interface.functions {
        let name = &function.name;
        let returned = function.doc.split("@return").nth(1).unwrap_or_else(|| panic!("{name} does not say"));
        let words = returned.split('`').skip(1).step_by(2).filter(|word| word.starts_with("TILLBOOK_"));
        for word in words {
            assert!(known.iter().any(|known| *known == word), "{name} speaks of {word}");
        }
        if !can_fail(function) {
            continue;
        }
        let says = |status: &str| function.statuses.iter().any(|said| said == status);
        let takes = |of: &dyn Fn(&Parameter) -> bool| function.parameters.iter().any(of);
        let handle = takes(&|one| one.kind.pointers == 1 && interface.is_handle(&one.kind.base));
        assert!(says("TILLBOOK_OK") || name == "tillbook_debug_panic", "{name}");
        assert!(says("TILLBOOK_REENTRANT"), "{name} can be called by a callback");
        if handle {
            for status in ["TILLBOOK_INVALID_HANDLE", "TILLBOOK_CLOSED", "TILLBOOK_FORKED"] {
                assert!(says(status), "{name} takes a handle, and says nothing of {status}");
            }
        }
        let is_open = |one: &Parameter| {
            one.kind.pointers == 1 && ["tillbook_store", "tillbook_account"].contains(&one.kind.base.as_str())
        };
        // Freeing an account does nothing with its store.
        if takes(&is_open) && !name.ends_with("_free") {
            assert!(says("TILLBOOK_PANICKED"), "{name} works with a store, and a fault there stops it");
        }
        if takes(&|one| one.out && one.name != "error") {
            assert!(says("TILLBOOK_INVALID_ARGUMENT"), "{name} has outputs, which may be NULL");
        }
        if takes(&|one| one.out && one.kind.pointers == 2 && one.name != "error") {
            assert!(says("TILLBOOK_IO"), "{name} hands out a handle, for which there may be no memory");
        }
        // Whatever writes goes through an account; opening and closing a store do not change what is in it.
        let (read_only, unknown) = (says("TILLBOOK_READ_ONLY"), says("TILLBOOK_OUTCOME_UNKNOWN"));
        if takes(&|one| one.kind.pointers == 1 && one.kind.base == "tillbook_account") {
            assert_eq!(
                read_only, unknown,
                "{name} writes or does not, and has READ_ONLY and OUTCOME_UNKNOWN or neither"
            );
        }
        if unknown {
            assert!(takes(&is_open), "{name} writes without a store");
        }
    }
}

/// Whoever reads a list that is longer than a page finds at the function how to read the rest.
#[test]
fn every_list_that_comes_in_pages_says_how_to_go_on() {
    let interface = crate::committed();
    let mut pages = 0;
    for function in &interface.functions {
        if !function.parameters.iter().any(|one| one.out && one.kind.base == "tillbook_list") {
            continue;
        }
        for one in function.parameters.iter().filter(|one| one.kind.base == "tillbook_list_query") {
            pages += 1;
            let goes_on =
                one.doc.contains("the next one by `after` or `offset`") && one.doc.contains("NULL for the first");
            assert!(goes_on, "{} does not say how to go on: {}", function.name, one.doc);
        }
        let bounded = function.parameters.iter().find(|one| one.name == "limit");
        let said =
            bounded.is_none_or(|_| function.doc.contains("the next part") || function.doc.contains("the others once"));
        assert!(said, "{} has a limit and does not say how to go on", function.name);
    }
    assert!(pages > 8, "{pages} lists come in pages");
}

/// What is made is freed; what frees it is named where it is made.
#[test]
fn every_handle_says_who_frees_it() {
    let interface = crate::committed();
    for function in &interface.functions {
        for parameter in function.parameters.iter().filter(|one| one.out && one.kind.pointers == 2) {
            if !interface.is_handle(&parameter.kind.base) || parameter.name == "error" {
                continue;
            }
            let free = match parameter.kind.base.as_str() {
                "tillbook_store" => "tillbook_close".to_owned(),
                base => format!("{base}_free"),
            };
            assert!(interface.function(&free).is_some(), "{free} is missing");
            assert!(parameter.doc.contains(&format!("`{free}`")), "{}: {} is not named", function.name, free);
        }
    }
}
