/* Good values of every kind, beside which the generated program puts one bad value at a time. */
#include "judge.h"

/* A store with one of everything in it. */
typedef struct {
  tillbook_store *store;
  /* Omise, and the two providers that know tax identifiers and balances. */
  tillbook_account *omise, *river, *shop;
  char customer[64], card[64], token[64], schedule[64], occurrence[64];
  char owner[64], source[64], tax_identifier[64], member[64];
} world;

/* The one that is misused, and one apart, from which comes what may be taken away. */
static world misused, spare;
/* Whether the one that is misused takes writes. */
static int is_writable = 1;

/* One handle of each kind, which no call takes away. */
static struct {
  tillbook_store *tillbook_store;
  tillbook_account *tillbook_account;
  tillbook_error *tillbook_error;
  tillbook_text *tillbook_text;
  tillbook_list *tillbook_list;
  tillbook_iterator *tillbook_iterator;
  tillbook_customer *tillbook_customer;
  tillbook_card *tillbook_card;
  tillbook_token *tillbook_token;
  tillbook_schedule *tillbook_schedule;
  tillbook_due *tillbook_due;
  tillbook_occurrence *tillbook_occurrence;
  tillbook_tax_identifier *tillbook_tax_identifier;
  tillbook_ledger_entry *tillbook_ledger_entry;
  tillbook_response *tillbook_response;
  tillbook_import_report *tillbook_import_report;
  tillbook_check_report *tillbook_check_report;
  tillbook_stat *tillbook_stat;
} good;

static tillbook_account *account_of_a_closed_store;
static tillbook_iterator *iterator_of_a_closed_store;
static uintptr_t freed_memory;
static tillbook_str very_long;
static char **arguments;

static int begins(const char *text, const char *with) { return strncmp(text, with, strlen(with)) == 0; }

/* ---- Worlds ---- */

static tillbook_account *account_at(const tillbook_store *store, int32_t provider) {
  tillbook_account *account = NULL;
  CHECK_OK(tillbook_account_open(store, provider, TILLBOOK_MODE_TEST, &account, &failure));
  return account;
}

static void keep(char id[64], tillbook_str given) {
  CHECK(given.len > 0 && given.len < 64);
  memcpy(id, given.ptr, given.len);
  id[given.len] = 0;
}

static tillbook_response *answer(tillbook_account *account, const char *method, const char *path, const char *body) {
  static const tillbook_header form = {{"Content-Type", 12}, {"application/x-www-form-urlencoded", 33}};
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  request.method = text(method), request.path = text(path), request.body = text(body);
  request.headers = &form, request.header_count = 1;
  tillbook_response *response = NULL;
  CHECK_OK(tillbook_call(account, &request, &response, &failure));
  return response;
}

static tillbook_card_details good_tillbook_card_details(void) {
  tillbook_card_details details = TILLBOOK_CARD_DETAILS_INIT;
  details.number = TILLBOOK_STR("4242424242424242"), details.name = TILLBOOK_STR("Ann Abe");
  details.security_code = TILLBOOK_STR("123"), details.expiration_month = 12, details.expiration_year = 2031;
  return details;
}

static tillbook_new_schedule new_schedule_for(const char *customer) {
  tillbook_new_schedule schedule = TILLBOOK_NEW_SCHEDULE_INIT;
  schedule.customer = text(customer), schedule.amount = 2000, schedule.currency = TILLBOOK_STR("thb");
  schedule.recurrence.kind = TILLBOOK_RECURRENCE_WEEKLY;
  schedule.recurrence.weekdays = 1u << TILLBOOK_WEEKDAY_MONDAY | 1u << TILLBOOK_WEEKDAY_THURSDAY;
  schedule.start_on = (tillbook_date){2026, 1, 1}, schedule.end_on = (tillbook_date){2026, 12, 31};
  return schedule;
}

static tillbook_new_card good_tillbook_new_card(void) {
  tillbook_new_card card = TILLBOOK_NEW_CARD_INIT;
  card.brand = TILLBOOK_BRAND_VISA, card.last_digits = TILLBOOK_STR("4242"), card.name = TILLBOOK_STR("Ann Abe");
  card.expiration_month = 12, card.expiration_year = 2031;
  return card;
}

/* Nothing here needs to outlive a power cut, so that no write waits for the disk. */
static tillbook_open_options good_tillbook_open_options(void) {
  tillbook_open_options options = TILLBOOK_OPEN_OPTIONS_INIT;
  options.clock = tell_time, options.durability = TILLBOOK_DURABILITY_INTERVAL;
  return options;
}

static tillbook_store *open_store(const char *name) {
  tillbook_open_options options = good_tillbook_open_options();
  tillbook_store *store = NULL;
  CHECK_OK(tillbook_open(in_folder(arguments, name), &options, &store, &failure));
  return store;
}

static void add_customer(world *at) {
  tillbook_card_details details = good_tillbook_card_details();
  tillbook_new_customer one = TILLBOOK_NEW_CUSTOMER_INIT;
  tillbook_customer *customer = NULL;
  tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
  one.email = TILLBOOK_STR("ann@example.org"), one.card_details = &details;
  CHECK_OK(tillbook_customers_create(at->omise, &one, &customer, &failure));
  CHECK_OK(tillbook_customer_read(customer, &fields));
  keep(at->customer, fields.id);
  keep(at->card, fields.default_card);
  CHECK_OK(tillbook_customer_free(customer));
}

static void add_token(world *at) {
  tillbook_card_details details = good_tillbook_card_details();
  tillbook_token *token = NULL;
  tillbook_token_fields fields = TILLBOOK_TOKEN_FIELDS_INIT;
  CHECK_OK(tillbook_tokens_create(at->omise, &details, &token, &failure));
  CHECK_OK(tillbook_token_read(token, &fields));
  keep(at->token, fields.id);
  CHECK_OK(tillbook_token_free(token));
}

/* A card that stands alone. */
static void add_source(world *at) {
  tillbook_new_card wanted = good_tillbook_new_card();
  tillbook_card *source = NULL;
  tillbook_card_fields fields = TILLBOOK_CARD_FIELDS_INIT;
  CHECK_OK(tillbook_cards_add(at->river, &wanted, &source, &failure));
  CHECK_OK(tillbook_card_read(source, &fields));
  keep(at->source, fields.id);
  CHECK_OK(tillbook_card_free(source));
}

static void add_schedule(world *at) {
  tillbook_new_schedule wanted = new_schedule_for(at->customer);
  tillbook_schedule *schedule = NULL;
  tillbook_schedule_fields planned = TILLBOOK_SCHEDULE_FIELDS_INIT;
  tillbook_occurrence *occurrence = NULL;
  tillbook_occurrence_fields happened = TILLBOOK_OCCURRENCE_FIELDS_INIT;
  tillbook_str nothing = {NULL, 0};
  CHECK_OK(tillbook_schedules_create(at->omise, &wanted, &schedule, &failure));
  CHECK_OK(tillbook_schedule_read(schedule, &planned));
  keep(at->schedule, planned.id);
  CHECK_OK(tillbook_schedule_free(schedule));
  CHECK_OK(tillbook_schedules_record(at->omise, text(at->schedule), (tillbook_date){2026, 1, 1},
                                     TILLBOOK_OCCURRENCE_SUCCESSFUL, nothing, nothing, &occurrence, &failure));
  CHECK_OK(tillbook_occurrence_read(occurrence, &happened));
  keep(at->occurrence, happened.id);
  CHECK_OK(tillbook_occurrence_free(occurrence));
}

static void add_tax_identifier(world *at) {
  static unsigned number = 100000000;
  char value[16];
  tillbook_tax_identifier *tax = NULL;
  tillbook_tax_identifier_fields fields = TILLBOOK_TAX_IDENTIFIER_FIELDS_INIT;
  snprintf(value, sizeof value, "DE%u", number++);
  CHECK_OK(tillbook_tax_identifiers_create(at->river, TILLBOOK_STR("de"), text(value), &tax, &failure));
  CHECK_OK(tillbook_tax_identifier_read(tax, &fields));
  keep(at->tax_identifier, fields.id);
  CHECK_OK(tillbook_tax_identifier_free(tax));
}

/* Puts into a world whatever it does not have, or has no more. */
static void refill(world *at) {
  tillbook_customer *customer = NULL;
  tillbook_card *card = NULL;
  tillbook_token *token = NULL;
  tillbook_token_fields used = TILLBOOK_TOKEN_FIELDS_INIT;
  tillbook_schedule *schedule = NULL;
  tillbook_schedule_fields planned = TILLBOOK_SCHEDULE_FIELDS_INIT;
  tillbook_tax_identifier *tax = NULL;
  int is_new = at->owner[0] == 0;
  if (is_new || tillbook_cards_get(at->omise, text(at->customer), text(at->card), &card, NULL) != TILLBOOK_OK) {
    add_customer(at);
    add_schedule(at);
  }
  if (tillbook_schedules_get(at->omise, text(at->schedule), &schedule, NULL) != TILLBOOK_OK ||
      tillbook_schedule_read(schedule, &planned) != TILLBOOK_OK || planned.status != TILLBOOK_SCHEDULE_RUNNING) {
    add_schedule(at);
  }
  if (is_new || tillbook_tokens_get(at->omise, text(at->token), &token, NULL) != TILLBOOK_OK ||
      tillbook_token_read(token, &used) != TILLBOOK_OK || used.used) {
    add_token(at);
  }
  if (is_new || tillbook_customers_get(at->river, text(at->owner), &customer, NULL) != TILLBOOK_OK) {
    create(at->river, "river@example.org", at->owner);
  }
  if (is_new || tillbook_tax_identifiers_get(at->river, text(at->tax_identifier), &tax, NULL) != TILLBOOK_OK) {
    add_tax_identifier(at);
  }
  if (is_new) {
    add_source(at);
    create(at->shop, "shop@example.org", at->member);
  }
  CHECK_OK(tillbook_customer_free(customer));
  CHECK_OK(tillbook_card_free(card));
  CHECK_OK(tillbook_token_free(token));
  CHECK_OK(tillbook_schedule_free(schedule));
  CHECK_OK(tillbook_tax_identifier_free(tax));
}

static void enter_world(world *at) {
  at->omise = account_at(at->store, TILLBOOK_PROVIDER_OMISE);
  at->river = account_at(at->store, TILLBOOK_PROVIDER_DIGITAL_RIVER);
  at->shop = account_at(at->store, TILLBOOK_PROVIDER_SHOPLINE);
}

static void open_world(world *at, const char *name) {
  at->store = open_store(name);
  enter_world(at);
  refill(at);
}

static void close_world(world *at) {
  CHECK_OK(tillbook_account_free(at->omise));
  CHECK_OK(tillbook_account_free(at->river));
  CHECK_OK(tillbook_account_free(at->shop));
  CHECK_OK(tillbook_close(at->store, &failure));
}

static int32_t call_in_callback(int32_t (*call)(void *), void *args) {
  within.call = call, within.args = args, within.status = -1;
  CHECK_OK(tillbook_response_free(answer(spare.omise, "POST", "/customers", "description=called+back")));
  CHECK(within.call == NULL);
  return within.status;
}

/* ---- Handles that may be taken away ---- */

/* Two of them may be open at once. */
static tillbook_store *fresh_tillbook_store(void) {
  static int turn;
  return open_store(turn++ % 2 == 0 ? "fresh.tillbook" : "other.tillbook");
}

static tillbook_account *fresh_tillbook_account(void) { return account_at(spare.store, TILLBOOK_PROVIDER_OMISE); }
static tillbook_response *fresh_tillbook_response(void) { return answer(spare.omise, "GET", "/customers", ""); }

static tillbook_error *fresh_tillbook_error(void) {
  tillbook_error *error = NULL;
  tillbook_account *account = NULL;
  CHECK_STATUS(TILLBOOK_INVALID_ARGUMENT, tillbook_account_open(spare.store, 0, 0, &account, &error));
  return error;
}

static tillbook_text *fresh_tillbook_text(void) {
  tillbook_text *json = NULL;
  CHECK_OK(tillbook_customers_json(spare.omise, text(spare.customer), &json, &failure));
  return json;
}

static tillbook_list *fresh_tillbook_list(void) {
  tillbook_list *list = NULL;
  CHECK_OK(tillbook_customers_list(spare.omise, NULL, &list, &failure));
  return list;
}

static tillbook_iterator *fresh_tillbook_iterator(void) {
  tillbook_iterator *iterator = NULL;
  CHECK_OK(tillbook_customers_iterate(spare.omise, NULL, &iterator, &failure));
  return iterator;
}

static tillbook_customer *fresh_tillbook_customer(void) {
  tillbook_customer *customer = NULL;
  CHECK_OK(tillbook_customers_get(spare.omise, text(spare.customer), &customer, &failure));
  return customer;
}

static tillbook_card *fresh_tillbook_card(void) {
  tillbook_card *card = NULL;
  CHECK_OK(tillbook_cards_by_id(spare.omise, text(spare.card), &card, &failure));
  return card;
}

static tillbook_token *fresh_tillbook_token(void) {
  tillbook_token *token = NULL;
  CHECK_OK(tillbook_tokens_get(spare.omise, text(spare.token), &token, &failure));
  return token;
}

static tillbook_schedule *fresh_tillbook_schedule(void) {
  tillbook_schedule *schedule = NULL;
  CHECK_OK(tillbook_schedules_get(spare.omise, text(spare.schedule), &schedule, &failure));
  return schedule;
}

static tillbook_due *fresh_tillbook_due(void) {
  tillbook_list *dues = NULL;
  tillbook_due *due = NULL;
  CHECK_OK(tillbook_schedules_due(spare.omise, 1796083200000, 1, &dues, &failure));
  CHECK_OK(tillbook_list_due(dues, 0, &due, &failure));
  CHECK_OK(tillbook_list_free(dues));
  return due;
}

static tillbook_occurrence *fresh_tillbook_occurrence(void) {
  tillbook_occurrence *occurrence = NULL;
  CHECK_OK(tillbook_schedules_occurrence(spare.omise, text(spare.occurrence), &occurrence, &failure));
  return occurrence;
}

static tillbook_tax_identifier *fresh_tillbook_tax_identifier(void) {
  tillbook_tax_identifier *tax = NULL;
  CHECK_OK(tillbook_tax_identifiers_get(spare.river, text(spare.tax_identifier), &tax, &failure));
  return tax;
}

static tillbook_new_ledger_entry good_tillbook_new_ledger_entry(void) {
  tillbook_new_ledger_entry entry = TILLBOOK_NEW_LEDGER_ENTRY_INIT;
  entry.value = 100, entry.remarks = TILLBOOK_STR("welcome");
  return entry;
}

static tillbook_ledger_entry *fresh_tillbook_ledger_entry(void) {
  tillbook_ledger_entry *entry = NULL;
  tillbook_new_ledger_entry wanted = good_tillbook_new_ledger_entry();
  CHECK_OK(tillbook_ledgers_post(spare.shop, text(spare.member), TILLBOOK_LEDGER_STORE_CREDIT, &wanted, &entry, &failure));
  return entry;
}

/* A row that is taken, with a warning, and one that is refused. */
#define PEOPLE "Customer ID,Name,Card\n7,Ann,4242424242424242\n,too,many,fields\n"

static tillbook_str people(void) {
  tillbook_str path = in_folder(arguments, "people.csv");
  FILE *file = fopen(path.ptr, "w");
  CHECK(file != NULL && fputs(PEOPLE, file) >= 0);
  CHECK(fclose(file) == 0);
  return path;
}

static tillbook_import_report *fresh_tillbook_import_report(void) {
  tillbook_import_report *report = NULL;
  CHECK_OK(tillbook_customers_import(spare.omise, people(), NULL, NULL, NULL, &report, &failure));
  return report;
}

static tillbook_check_report *fresh_tillbook_check_report(void) {
  tillbook_check_report *report = NULL;
  CHECK_OK(tillbook_store_check(spare.store, NULL, NULL, &report, &failure));
  return report;
}

static tillbook_stat *fresh_tillbook_stat(void) {
  tillbook_stat *stat = NULL;
  CHECK_OK(tillbook_store_stat(spare.store, &stat, &failure));
  return stat;
}

/* A handle that is no longer one; each is made anew, so that its place is not used again meanwhile. */
#define FREED(kind, freeing)            \
  static uintptr_t freed_##kind(void) { \
    kind *handle = fresh_##kind();      \
    CHECK_OK(freeing(handle));          \
    return (uintptr_t)handle;           \
  }

FREED(tillbook_account, tillbook_account_free)
FREED(tillbook_error, tillbook_error_free)
FREED(tillbook_text, tillbook_text_free)
FREED(tillbook_list, tillbook_list_free)
FREED(tillbook_iterator, tillbook_iterator_free)
FREED(tillbook_customer, tillbook_customer_free)
FREED(tillbook_schedule, tillbook_schedule_free)
FREED(tillbook_due, tillbook_due_free)
FREED(tillbook_occurrence, tillbook_occurrence_free)
FREED(tillbook_tax_identifier, tillbook_tax_identifier_free)
FREED(tillbook_ledger_entry, tillbook_ledger_entry_free)
FREED(tillbook_response, tillbook_response_free)
FREED(tillbook_card, tillbook_card_free)
FREED(tillbook_token, tillbook_token_free)
FREED(tillbook_import_report, tillbook_import_report_free)
FREED(tillbook_check_report, tillbook_check_report_free)
FREED(tillbook_stat, tillbook_stat_free)

static uintptr_t freed_tillbook_store(void) {
  tillbook_store *store = fresh_tillbook_store();
  CHECK_OK(tillbook_close(store, &failure));
  return (uintptr_t)store;
}

/* The same place at another time. */
static uintptr_t beside(const void *handle) { return (uintptr_t)handle ^ 1; }

/* ---- Values ---- */

/* Tax identifiers, and cards that stand alone. */
static int is_of_river(const char *function) {
  return begins(function, "tillbook_tax_identifiers_") || strcmp(function, "tillbook_cards_add") == 0 ||
         strcmp(function, "tillbook_cards_adopt") == 0;
}

static tillbook_account *good_account(const char *function) {
  if (is_of_river(function)) return misused.river;
  return begins(function, "tillbook_ledgers_") ? misused.shop : good.tillbook_account;
}

static tillbook_str good_path(const char *function) {
  if (begins(function, "tillbook_customers_import")) return people();
  if (begins(function, "tillbook_customers_export")) return in_folder(arguments, "export.jsonl");
  if (begins(function, "tillbook_store_backup")) {
    tillbook_str path = in_folder(arguments, "backup.tillbook");
    remove(path.ptr);
    return path;
  }
  return in_folder(arguments, strcmp(function, "tillbook_open") == 0 ? "good.tillbook" : "closed.tillbook");
}

static tillbook_str good_text(const char *function, const char *name) {
  int of_river = is_of_river(function), of_shop = begins(function, "tillbook_ledgers_");
  int one_of_two = strstr(function, "_select") != NULL;
  if (one_of_two && strcmp(name, "ids") != 0) return (tillbook_str){NULL, 0};
  if (strcmp(name, "path") == 0) return good_path(function);
  if (strcmp(name, "bytes") == 0) return TILLBOOK_STR(PEOPLE);
  if (strcmp(name, "id") == 0 || strcmp(name, "ids") == 0) {
    if (begins(function, "tillbook_cards_")) return text(of_river ? misused.source : misused.card);
    if (begins(function, "tillbook_tokens_")) return text(misused.token);
    if (of_river) return text(misused.tax_identifier);
    if (strcmp(function, "tillbook_schedules_occurrence") == 0) return text(misused.occurrence);
    return text(begins(function, "tillbook_schedules_") ? misused.schedule : misused.customer);
  }
  if (strcmp(name, "token") == 0) return text(misused.token);
  if (strcmp(name, "currency") == 0) return TILLBOOK_STR("THB");
  if (strcmp(name, "customer") == 0) return text(of_river ? misused.owner : of_shop ? misused.member : misused.customer);
  if (strcmp(name, "schedule") == 0) return text(misused.schedule);
  if (strcmp(name, "email") == 0) return TILLBOOK_STR("ann@example.org");
  if (strcmp(name, "barcode") == 0) return TILLBOOK_STR("4006381333931");
  if (strcmp(name, "line_id") == 0) return TILLBOOK_STR("ann.line");
  if (strcmp(name, "merchant_customer_id") == 0) return TILLBOOK_STR("1001");
  if (strcmp(name, "kind") == 0) return TILLBOOK_STR("at");
  if (strcmp(name, "value") == 0) return TILLBOOK_STR("ATU12345678");
  if (strcmp(name, "charge") == 0) return TILLBOOK_STR("chrg_test_5xuy4w91xqz7d1w9u0t");
  if (strcmp(name, "message") == 0) return (tillbook_str){NULL, 0};
  fprintf(stderr, "%s: no good text is known for its %s; teach tests/c/good.h\n", function, name);
  exit(1);
}

static int64_t good_number(const char *function, const char *name) {
  if (strcmp(name, "index") == 0 || strcmp(name, "offset") == 0) return 0;
  if (strcmp(name, "count") == 0 || strcmp(name, "limit") == 0 || strcmp(name, "capacity") == 0) return 1;
  if (strcmp(name, "month") == 0) return 12;
  if (strcmp(name, "year") == 0) return 2031;
  if (strcmp(name, "at") == 0) return 1767225600000;
  fprintf(stderr, "%s: no good number is known for its %s; teach tests/c/good.h\n", function, name);
  exit(1);
}

static tillbook_date good_tillbook_date(void) { return (tillbook_date){2026, 1, 5}; }
static tillbook_new_schedule good_tillbook_new_schedule(void) { return new_schedule_for(misused.customer); }

static tillbook_list_query good_tillbook_list_query(void) {
  tillbook_list_query query = TILLBOOK_LIST_QUERY_INIT;
  return query;
}

static tillbook_customer_query good_tillbook_customer_query(void) {
  tillbook_customer_query query = TILLBOOK_CUSTOMER_QUERY_INIT;
  query.email = TILLBOOK_STR("ann@example.org");
  return query;
}

static tillbook_card_details some_details;
static tillbook_str some_tags[] = {{"regular", 7}};

static tillbook_new_customer good_tillbook_new_customer(void) {
  tillbook_new_customer customer = TILLBOOK_NEW_CUSTOMER_INIT;
  some_details = good_tillbook_card_details();
  some_tags[0] = TILLBOOK_STR("regular");
  customer.card_details = &some_details, customer.tags = some_tags, customer.tag_count = 1;
  return customer;
}

static tillbook_customer_update good_tillbook_customer_update(void) {
  tillbook_customer_update update = TILLBOOK_CUSTOMER_UPDATE_INIT;
  some_details = good_tillbook_card_details();
  some_tags[0] = TILLBOOK_STR("regular");
  update.card_details = &some_details, update.tags = some_tags, update.tag_count = 1;
  return update;
}

static tillbook_card_update good_tillbook_card_update(void) {
  tillbook_card_update update = TILLBOOK_CARD_UPDATE_INIT;
  update.name = TILLBOOK_STR("Ann Berg");
  return update;
}

static tillbook_import_options good_tillbook_import_options(void) {
  tillbook_import_options options = TILLBOOK_IMPORT_OPTIONS_INIT;
  return options;
}

static tillbook_schedule_update good_tillbook_schedule_update(void) {
  tillbook_schedule_update update = TILLBOOK_SCHEDULE_UPDATE_INIT;
  update.description = TILLBOOK_STR("club");
  return update;
}

static tillbook_request good_tillbook_request(void) {
  static tillbook_header header;
  tillbook_request request = TILLBOOK_REQUEST_INIT;
  header = (tillbook_header){TILLBOOK_STR("Accept"), TILLBOOK_STR("application/json")};
  request.method = TILLBOOK_STR("POST"), request.path = TILLBOOK_STR("/customers");
  request.headers = &header, request.header_count = 1;
  return request;
}

static int32_t good_tillbook_progress(const tillbook_progress_fields *progress, void *user) {
  (void)user;
  return progress->done > progress->total;
}

static int32_t good_tillbook_write(tillbook_str bytes, void *user) {
  (void)user;
  return bytes.ptr == NULL;
}

static int32_t good_tillbook_keep_customer(const tillbook_customer_fields *customer, void *user) {
  (void)user;
  return customer->id.len > 0;
}

static int32_t good_tillbook_keep_tax_identifier(const tillbook_tax_identifier_fields *tax_identifier, void *user) {
  (void)user;
  return tax_identifier->id.len > 0;
}

static int32_t good_tillbook_decide_customer_update(const tillbook_customer_fields *customer,
                                                    tillbook_customer_update *update, void *user) {
  (void)user;
  update->description = customer->id;
  return 0;
}

/* ---- Lists of every kind ---- */

static struct {
  const char *kind;
  tillbook_list *list;
} lists[] = {{"customer", NULL}, {"schedule", NULL}, {"due", NULL}, {"occurrence", NULL},
             {"tax_identifier", NULL}, {"ledger_entry", NULL}, {"card", NULL}, {"token", NULL}};
enum { LISTS = sizeof lists / sizeof *lists };

static tillbook_list *list_of(const char *kind) {
  for (int i = 0; i < LISTS; i++) {
    if (strcmp(lists[i].kind, kind) == 0) return lists[i].list;
  }
  fprintf(stderr, "no list of a %s is known; teach tests/c/good.h\n", kind);
  exit(1);
}

static void make_lists(void) {
  tillbook_ledger_entry *entry = fresh_tillbook_ledger_entry();
  CHECK_OK(tillbook_ledger_entry_free(entry));
  CHECK_OK(tillbook_customers_list(spare.omise, NULL, &lists[0].list, &failure));
  CHECK_OK(tillbook_schedules_list(spare.omise, NULL, &lists[1].list, &failure));
  CHECK_OK(tillbook_schedules_due(spare.omise, 1796083200000, 9, &lists[2].list, &failure));
  CHECK_OK(tillbook_schedules_occurrences(spare.omise, text(spare.schedule), NULL, &lists[3].list, &failure));
  CHECK_OK(tillbook_tax_identifiers_list(spare.river, NULL, &lists[4].list, &failure));
  CHECK_OK(tillbook_ledgers_list(spare.shop, text(spare.member), TILLBOOK_LEDGER_STORE_CREDIT, NULL, &lists[5].list,
                                 &failure));
  CHECK_OK(tillbook_cards_list(spare.omise, text(spare.customer), NULL, &lists[6].list, &failure));
  CHECK_OK(tillbook_tokens_list(spare.omise, NULL, &lists[7].list, &failure));
}

/* ---- The beginning and the end ---- */

static void take_good(void) {
  good.tillbook_store = misused.store;
  good.tillbook_account = misused.omise;
  CHECK_OK(tillbook_customers_iterate(misused.omise, NULL, &good.tillbook_iterator, &failure));
}

static void leave_good(void) {
  CHECK_OK(tillbook_iterator_free(good.tillbook_iterator));
  close_world(&misused);
}

static void open_good(int argc, char **argv) {
  arguments = argv;
  open_world(&misused, "misused.tillbook");
  open_world(&spare, "spare.tillbook");
  make_lists();
  take_good();
  good.tillbook_error = fresh_tillbook_error();
  good.tillbook_text = fresh_tillbook_text();
  good.tillbook_list = fresh_tillbook_list();
  good.tillbook_customer = fresh_tillbook_customer();
  good.tillbook_schedule = fresh_tillbook_schedule();
  good.tillbook_due = fresh_tillbook_due();
  good.tillbook_occurrence = fresh_tillbook_occurrence();
  good.tillbook_tax_identifier = fresh_tillbook_tax_identifier();
  good.tillbook_ledger_entry = fresh_tillbook_ledger_entry();
  good.tillbook_response = fresh_tillbook_response();
  good.tillbook_card = fresh_tillbook_card();
  good.tillbook_token = fresh_tillbook_token();
  good.tillbook_import_report = fresh_tillbook_import_report();
  good.tillbook_check_report = fresh_tillbook_check_report();
  good.tillbook_stat = fresh_tillbook_stat();

  tillbook_store *closed = open_store("closed.tillbook");
  account_of_a_closed_store = account_of(closed);
  CHECK_OK(tillbook_customers_iterate(account_of_a_closed_store, NULL, &iterator_of_a_closed_store, &failure));
  CHECK_OK(tillbook_close(closed, &failure));
  /* Longer than a record may be. */
  size_t length = portion(argc, argv, (1u << 20) + 1);
  char *letters = malloc(length);
  CHECK(letters != NULL);
  memset(letters, 'x', length);
  very_long = (tillbook_str){letters, length};
  void *freed = malloc(64);
  freed_memory = (uintptr_t)freed;
  free(freed);
}

/* How many records of all kinds there are. */
static uint64_t records_of(const tillbook_store *store) {
  tillbook_stat *stat = NULL;
  tillbook_stat_fields fields = TILLBOOK_STAT_FIELDS_INIT;
  CHECK_OK(tillbook_store_stat(store, &stat, &failure));
  CHECK_OK(tillbook_stat_read(stat, &fields));
  CHECK_OK(tillbook_stat_free(stat));
  return fields.customers + fields.deleted_customers + fields.cards + fields.tokens + fields.schedules +
         fields.occurrences + fields.tax_identifiers;
}

/* From here on the misused store can only be read, or be written again. */
static void reopen_good(int32_t read_only) {
  tillbook_open_options options = good_tillbook_open_options();
  options.read_only = read_only;
  is_writable = !read_only;
  leave_good();
  CHECK_OK(tillbook_open(in_folder(arguments, "misused.tillbook"), &options, &misused.store, &failure));
  enter_world(&misused);
  take_good();
}

/* From here on the misused store is one that a fault stopped. */
static void stop_good(void) {
  is_writable = 0;
  CHECK_REFUSED(TILLBOOK_PANICKED, tillbook_debug_panic(misused.store, &failure));
}

static void close_good(void) {
  CHECK_OK(tillbook_error_free(good.tillbook_error));
  CHECK_OK(tillbook_text_free(good.tillbook_text));
  CHECK_OK(tillbook_list_free(good.tillbook_list));
  leave_good();
  CHECK_OK(tillbook_customer_free(good.tillbook_customer));
  CHECK_OK(tillbook_card_free(good.tillbook_card));
  CHECK_OK(tillbook_token_free(good.tillbook_token));
  CHECK_OK(tillbook_schedule_free(good.tillbook_schedule));
  CHECK_OK(tillbook_due_free(good.tillbook_due));
  CHECK_OK(tillbook_occurrence_free(good.tillbook_occurrence));
  CHECK_OK(tillbook_tax_identifier_free(good.tillbook_tax_identifier));
  CHECK_OK(tillbook_ledger_entry_free(good.tillbook_ledger_entry));
  CHECK_OK(tillbook_response_free(good.tillbook_response));
  CHECK_OK(tillbook_import_report_free(good.tillbook_import_report));
  CHECK_OK(tillbook_check_report_free(good.tillbook_check_report));
  CHECK_OK(tillbook_stat_free(good.tillbook_stat));
  CHECK_OK(tillbook_account_free(account_of_a_closed_store));
  CHECK_OK(tillbook_iterator_free(iterator_of_a_closed_store));
  for (int i = 0; i < LISTS; i++) CHECK_OK(tillbook_list_free(lists[i].list));
  close_world(&spare);
  free((void *)(uintptr_t)very_long.ptr);
}
