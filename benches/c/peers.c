/* What stands in peers.h. SQLite: a table by id, prepared statements, a read transaction that is held, the file mapped into
 * memory. LMDB: a read transaction that is held, records read where they lie. */
#include "peers.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef WITH_SQLITE
#include <sqlite3.h>
#endif
#ifdef WITH_LMDB
#include <lmdb.h>
#endif

static void need(int done, const char *what) {
  if (!done) {
    fprintf(stderr, "%s failed\n", what);
    exit(1);
  }
}

/* Hands every customer of an account to a function. */
static void each(const tillbook_account *account, void (*put)(const tillbook_customer_fields *fields)) {
  tillbook_iterator *iterator;
  tillbook_customer *customer;
  need(tillbook_customers_iterate(account, NULL, &iterator, NULL) == TILLBOOK_OK, "going through the customers");
  for (;;) {
    tillbook_customer_fields fields = TILLBOOK_CUSTOMER_FIELDS_INIT;
    need(tillbook_iterator_next(iterator, &customer, NULL) == TILLBOOK_OK, "going to the next customer");
    if (customer == NULL) break;
    need(tillbook_customer_read(customer, &fields) == TILLBOOK_OK, "reading a customer");
    put(&fields);
    tillbook_customer_free(customer);
  }
  tillbook_iterator_free(iterator);
}

#ifdef WITH_SQLITE
static sqlite3 *db;
static sqlite3_stmt *insert, *get, *find;

static sqlite3_stmt *prepare(const char *sql) {
  sqlite3_stmt *statement;
  need(sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) == SQLITE_OK, sql);
  return statement;
}

static void run(const char *sql) { need(sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK, sql); }

static void sqlite_put(const tillbook_customer_fields *fields) {
  tillbook_str columns[] = {fields->id,    fields->email, fields->name,
                            fields->phone, fields->description, fields->merchant_customer_id};
  for (int i = 0; i < 6; i++) sqlite3_bind_text(insert, i + 1, columns[i].ptr, (int)columns[i].len, SQLITE_STATIC);
  need(sqlite3_step(insert) == SQLITE_DONE, "an insert");
  sqlite3_reset(insert);
}

void sqlite_fill(const char *path, const tillbook_account *account) {
  sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  need(sqlite3_open_v2(path, &db, flags, NULL) == SQLITE_OK, "opening SQLite");
  run("PRAGMA journal_mode = WAL; PRAGMA synchronous = OFF; PRAGMA cache_size = -200000; PRAGMA mmap_size = 1000000000;"
      "CREATE TABLE customer (id TEXT PRIMARY KEY, email, name, phone, description, merchant_customer_id) WITHOUT ROWID;"
      "CREATE INDEX customer_email ON customer (email); BEGIN");
  insert = prepare("INSERT INTO customer VALUES (?, ?, ?, ?, ?, ?)");
  each(account, sqlite_put);
  run("COMMIT; PRAGMA wal_checkpoint(TRUNCATE); BEGIN; SELECT 1 FROM customer LIMIT 1");
  get = prepare("SELECT email, name FROM customer WHERE id = ?");
  find = prepare("SELECT email, name FROM customer WHERE email = ?");
}

static size_t sqlite_one(sqlite3_stmt *statement, tillbook_str key) {
  sqlite3_bind_text(statement, 1, key.ptr, (int)key.len, SQLITE_STATIC);
  need(sqlite3_step(statement) == SQLITE_ROW, "a lookup in SQLite");
  sqlite3_column_text(statement, 0);
  sqlite3_column_text(statement, 1);
  size_t seen = (size_t)sqlite3_column_bytes(statement, 0) + (size_t)sqlite3_column_bytes(statement, 1);
  sqlite3_reset(statement);
  return seen;
}

size_t sqlite_by_id(tillbook_str id) { return sqlite_one(get, id); }

size_t sqlite_by_email(tillbook_str email) { return sqlite_one(find, email); }
#endif

#ifdef WITH_LMDB
static MDB_txn *txn;
static MDB_dbi records, emails;

static void lmdb_put(const tillbook_customer_fields *fields) {
  /* How long address and name are, then the texts. */
  unsigned char value[4096];
  size_t length = 2;
  tillbook_str texts[] = {fields->email, fields->name, fields->phone, fields->description, fields->merchant_customer_id};
  value[0] = (unsigned char)fields->email.len, value[1] = (unsigned char)fields->name.len;
  for (int i = 0; i < 5; i++) {
    need(length + texts[i].len <= sizeof value, "a record that is so long");
    if (texts[i].len > 0) memcpy(value + length, texts[i].ptr, texts[i].len);
    length += texts[i].len;
  }
  MDB_val id = {fields->id.len, (void *)fields->id.ptr}, record = {length, value};
  MDB_val email = {fields->email.len, (void *)fields->email.ptr};
  need(mdb_put(txn, records, &id, &record, 0) == 0 && mdb_put(txn, emails, &email, &id, 0) == 0, "an insert");
}

void lmdb_fill(const char *path, const tillbook_account *account) {
  MDB_env *env;
  need(mdb_env_create(&env) == 0 && mdb_env_set_mapsize(env, (size_t)1 << 30) == 0 && mdb_env_set_maxdbs(env, 2) == 0 &&
           mdb_env_open(env, path, MDB_NOSUBDIR | MDB_NOSYNC, 0600) == 0 && mdb_txn_begin(env, NULL, 0, &txn) == 0 &&
           mdb_dbi_open(txn, "records", MDB_CREATE, &records) == 0 && mdb_dbi_open(txn, "emails", MDB_CREATE, &emails) == 0,
       "opening LMDB");
  each(account, lmdb_put);
  need(mdb_txn_commit(txn) == 0 && mdb_txn_begin(env, NULL, MDB_RDONLY, &txn) == 0, "filling LMDB");
}

static size_t lmdb_one(MDB_val *id) {
  MDB_val record;
  need(mdb_get(txn, records, id, &record) == 0, "a lookup in LMDB");
  return (size_t)((unsigned char *)record.mv_data)[0] + ((unsigned char *)record.mv_data)[1];
}

size_t lmdb_by_id(tillbook_str id) {
  MDB_val key = {id.len, (void *)id.ptr};
  return lmdb_one(&key);
}

size_t lmdb_by_email(tillbook_str email) {
  MDB_val key = {email.len, (void *)email.ptr}, id;
  need(mdb_get(txn, emails, &key, &id) == 0, "a lookup in LMDB");
  return lmdb_one(&id);
}
#endif
