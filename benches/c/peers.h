/* SQLite and LMDB filled with the same customers, each used at its best from C: what is held stays held. */
#ifndef PEERS_H
#define PEERS_H

#include "tillbook.h"

/* Fills a new file with an account's customers and keeps it open for the functions below, which say how much text they
 * saw. A program is built with those peers that its flags name. */
#ifdef WITH_SQLITE
void sqlite_fill(const char *path, const tillbook_account *account);
size_t sqlite_by_id(tillbook_str id);
size_t sqlite_by_email(tillbook_str email);
#endif
#ifdef WITH_LMDB
void lmdb_fill(const char *path, const tillbook_account *account);
size_t lmdb_by_id(tillbook_str id);
size_t lmdb_by_email(tillbook_str email);
#endif

#endif
