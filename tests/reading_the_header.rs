//! What is generated from the header forgets a function, or reads a type wrong, because the header was not understood.

#[path = "c/interface.rs"]
mod interface;

use interface::{Interface, Type};

/// In the form in which cbindgen writes.
const HEADER: &str = r#"
/**
 * The page at the top, which belongs to no declaration.
 */
#ifndef TILLBOOK_H
#define TILLBOOK_H

#include <stdint.h>

/**
 * The number of the binary interface.
 */
#define TILLBOOK_ABI_VERSION 1

#define TILLBOOK_NEVER INT64_MIN

#define TILLBOOK_STR(text) \
  ((tillbook_str){(text), sizeof(text) - 1})

#if defined(_WIN32)
#define TILLBOOK_API __declspec(dllimport)
#endif

/**
 * What came of a call.
 */
enum tillbook_status
#if __STDC_VERSION__ >= 202311L
  : int32_t
#endif
{
  /**
   * It did what it was asked.
   */
  TILLBOOK_OK = 0,
  /* not a documentation */
  TILLBOOK_CLOSED = 402,
  TILLBOOK_NEXT,
  TILLBOOK_LOW = -0x10,
};
typedef int32_t tillbook_status;

typedef enum tillbook_mode {
  TILLBOOK_MODE_TEST = 1,
} tillbook_mode;

/**
 * An open store.
 */
typedef struct tillbook_store tillbook_store;

struct tillbook_error;

// A line that says nothing.
typedef struct tillbook_str {
  /**
   * The first byte; NULL for nothing.
   */
  const char *ptr;
  /**
   * The number of bytes.
   */
  size_t len;
} tillbook_str;

typedef struct tillbook_raw {
  unsigned char bytes[16];
  struct tillbook_str texts[TILLBOOK_MANY];
  tillbook_clock clock;
} tillbook_raw;

/**
 * Tells the time.
 */
typedef int64_t (*tillbook_clock)(void *user);

typedef void (*tillbook_log)(int32_t level,
                             struct tillbook_str line,
                             void *user);

#ifdef __cplusplus
extern "C" {
#endif // __cplusplus

/**
 * Opens a store,
 * creating it where it is missing.
 *
 * @param path   where it lies; never `TILLBOOK_CLOSED`
 * @param[out] store   receives the store, to be closed by
 *                     `tillbook_close`
 * @param[out] error   receives what went wrong
 * @return `TILLBOOK_OK`, `TILLBOOK_CLOSED`,
 *         `TILLBOOK_CLOSED` again, or `TILLBOOK_NEVER`
 * @see TILLBOOK_NEXT
 */
TILLBOOK_API int32_t tillbook_open(struct tillbook_str path,
                                   const struct tillbook_raw *options,
                                   tillbook_clock clock,
                                   tillbook_store **store,
                                   struct tillbook_error **error) TILLBOOK_NONNULL(1, 2);

struct tillbook_str tillbook_version(void);

const struct tillbook_store *tillbook_first(const struct tillbook_store *const *stores, unsigned long many)
    __attribute__((warn_unused_result));

static inline tillbook_str tillbook_of(const char *text) {
  if (text == NULL) { return (tillbook_str){0}; }
  return (tillbook_str){text, strlen(text)};
}

uint64_t tillbook_debug_live_handles(void);

#ifdef __cplusplus
}  // extern "C"
#endif // __cplusplus

#endif  /* TILLBOOK_H */
"#;

fn plain(base: &str) -> Type {
    Type { base: base.into(), ..Type::default() }
}

#[test]
fn every_function_is_found_with_its_types_and_what_it_says_of_them() {
    let header = Interface::read(HEADER).unwrap();
    let names: Vec<&str> = header.functions.iter().map(|function| function.name.as_str()).collect();
    assert_eq!(names, ["tillbook_open", "tillbook_version", "tillbook_first", "tillbook_debug_live_handles"]);

    let open = header.function("tillbook_open").unwrap();
    assert_eq!(open.returns, plain("int32_t"));
    let kinds: Vec<Type> = open.parameters.iter().map(|parameter| parameter.kind.clone()).collect();
    let raw = Type { pointers: 1, constant: true, ..plain("tillbook_raw") };
    let store = Type { pointers: 2, ..plain("tillbook_store") };
    let error = Type { pointers: 2, ..plain("tillbook_error") };
    assert_eq!(kinds, [plain("tillbook_str"), raw, plain("tillbook_clock"), store, error]);
    let told: Vec<(&str, bool, &str)> =
        open.parameters.iter().map(|one| (one.name.as_str(), one.out, one.doc.as_str())).collect();
    assert_eq!(
        told,
        [
            ("path", false, "where it lies; never `TILLBOOK_CLOSED`"),
            ("options", false, ""),
            ("clock", false, ""),
            ("store", true, "receives the store, to be closed by `tillbook_close`"),
            ("error", true, "receives what went wrong"),
        ]
    );
    assert!(open.doc.starts_with("Opens a store,\ncreating it where it is missing."));
    assert_eq!(open.statuses, ["TILLBOOK_OK", "TILLBOOK_CLOSED"]);

    assert_eq!(header.function("tillbook_version").unwrap().returns, plain("tillbook_str"));
    assert!(header.function("tillbook_version").unwrap().parameters.is_empty());
    let first = header.function("tillbook_first").unwrap();
    assert_eq!(first.returns, Type { pointers: 1, constant: true, ..plain("tillbook_store") });
    assert_eq!(first.parameters[0].kind, Type { pointers: 2, constant: true, ..plain("tillbook_store") });
    assert_eq!(first.parameters[1].kind, plain("unsigned long"));
}

#[test]
fn every_type_is_found_with_what_it_holds() {
    let header = Interface::read(HEADER).unwrap();
    let handles: Vec<(&str, &str)> =
        header.handles.iter().map(|handle| (handle.name.as_str(), handle.doc.as_str())).collect();
    assert_eq!(handles, [("tillbook_store", "An open store."), ("tillbook_error", "")]);
    assert!(header.is_handle("tillbook_store") && !header.is_handle("tillbook_str"));

    let text = header.record("tillbook_str").unwrap();
    assert_eq!(text.fields[0].kind, Type { pointers: 1, constant: true, ..plain("char") });
    assert_eq!(
        (text.fields[0].name.as_str(), text.fields[0].doc.as_str()),
        ("ptr", "The first byte; NULL for nothing.")
    );
    assert_eq!((text.fields[1].name.as_str(), text.fields[1].doc.as_str()), ("len", "The number of bytes."));
    let raw = header.record("tillbook_raw").unwrap();
    assert_eq!(raw.fields[0].kind, Type { length: Some("16".into()), ..plain("unsigned char") });
    assert_eq!(raw.fields[1].kind, Type { length: Some("TILLBOOK_MANY".into()), ..plain("tillbook_str") });

    let clock = header.callback("tillbook_clock").unwrap();
    assert_eq!((&clock.returns, clock.doc.as_str()), (&plain("int64_t"), "Tells the time."));
    assert_eq!(clock.parameters[0].kind, Type { pointers: 1, ..plain("void") });
    assert_eq!(header.callback("tillbook_log").unwrap().parameters.len(), 3);
    assert_eq!(header.aliases[0].name, "tillbook_status");
}

#[test]
fn every_number_is_found_with_its_value() {
    let header = Interface::read(HEADER).unwrap();
    let status = header.group("tillbook_status").unwrap();
    let numbers: Vec<(&str, i64)> = status.numbers.iter().map(|one| (one.name.as_str(), one.value)).collect();
    let expected = [("TILLBOOK_OK", 0), ("TILLBOOK_CLOSED", 402), ("TILLBOOK_NEXT", 403), ("TILLBOOK_LOW", -16)];
    assert_eq!(numbers, expected);
    assert_eq!(
        (status.doc.as_str(), status.numbers[0].doc.as_str()),
        ("What came of a call.", "It did what it was asked.")
    );
    assert_eq!(status.numbers[1].doc, "");
    assert_eq!(header.group("tillbook_mode").unwrap().numbers.len(), 1);

    let constant = |name: &str| header.constants.iter().find(|constant| constant.name == name).unwrap();
    assert_eq!(constant("TILLBOOK_ABI_VERSION").value, "1");
    assert_eq!(constant("TILLBOOK_ABI_VERSION").doc, "The number of the binary interface.");
    assert_eq!((constant("TILLBOOK_NEVER").value.as_str(), constant("TILLBOOK_NEVER").doc.as_str()), ("INT64_MIN", ""));
    assert_eq!(constant("TILLBOOK_H").doc, "");
    assert_eq!(constant("TILLBOOK_STR").value, "(text) ((tillbook_str){(text), sizeof(text) - 1})");
    assert_eq!(interface::integer("(0x10ul)"), Some(16));
    assert_eq!(interface::integer("INT64_MIN"), None);
}

#[test]
fn what_is_not_understood_is_never_passed_over() {
    for (bad, why) in [
        ("int32_t tillbook_open(int32_t, int32_t mode);", "name"),
        ("int32_t tillbook_open(int32_t (*callback)(void), void *user);", "name"),
        ("int32_t tillbook_count;", "function"),
        ("int32_t tillbook_open(int32_t mode)", "end"),
        ("enum tillbook_mode { TILLBOOK_MODE_TEST = ONE };", "understood"),
        ("/* a comment", "end"),
        ("typedef union tillbook_any { int32_t number; } tillbook_any;", "tillbook_any"),
    ] {
        let problem = Interface::read(bad).unwrap_err();
        assert!(problem.contains(why), "{bad}: {problem}");
    }
}
