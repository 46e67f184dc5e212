//go:build lmdb

package main

// #cgo LDFLAGS: -llmdb
// #include <lmdb.h>
// #include <stdlib.h>
// #include <string.h>
//
// static int put(MDB_txn *txn, MDB_dbi table, char *key, size_t key_length, char *value, size_t length) {
//     MDB_val k = {key_length, key}, v = {length, value};
//     return mdb_put(txn, table, &k, &v, 0);
// }
//
// /* A reading transaction, a lookup and a copy in one crossing. */
// static int copy(MDB_txn *txn, MDB_dbi table, char *key, size_t key_length, char *into, size_t *length) {
//     MDB_val k = {key_length, key}, v;
//     int result = mdb_txn_renew(txn);
//     if (result == 0) result = mdb_get(txn, table, &k, &v);
//     if (result == 0) memcpy(into, v.mv_data, *length = v.mv_size);
//     mdb_txn_reset(txn);
//     return result;
// }
import "C"

import (
	"log"
	"unsafe"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

func check(result C.int) {
	if result != 0 {
		log.Fatal(C.GoString(C.mdb_strerror(result)))
	}
}

func at(text string) (*C.char, C.size_t) {
	return (*C.char)(unsafe.Pointer(unsafe.StringData(text))), C.size_t(len(text))
}

// lightning copies the value of a key; what is seen of it stands in its first two bytes.
func lightning(path string, customers tillbook.Customers, ids []string) kind {
	var environment *C.MDB_env
	var txn *C.MDB_txn
	var table C.MDB_dbi
	name := C.CString(path)
	defer C.free(unsafe.Pointer(name))
	check(C.mdb_env_create(&environment))
	check(C.mdb_env_set_mapsize(environment, 1<<30))
	check(C.mdb_env_open(environment, name, C.MDB_NOSUBDIR|C.MDB_NOSYNC|C.MDB_NOTLS, 0o600))
	check(C.mdb_txn_begin(environment, nil, 0, &txn))
	check(C.mdb_dbi_open(txn, nil, 0, &table))
	each(customers, func(c *tillbook.Customer) {
		value := string([]byte{byte(len(c.Email())), byte(len(c.Name()))})
		value += c.Email() + c.Name() + c.Description() + c.Phone() + string(c.Metadata())
		key, keyLength := at(c.ID())
		text, length := at(value)
		check(C.put(txn, table, key, keyLength, text, length))
	})
	check(C.mdb_txn_commit(txn))
	check(C.mdb_txn_begin(environment, nil, C.MDB_RDONLY, &txn))
	C.mdb_txn_reset(txn)
	buffer := make([]byte, 4096)
	var length C.size_t
	return func(turn uint64) int {
		key, keyLength := at(next(ids, turn))
		check(C.copy(txn, table, key, keyLength, (*C.char)(unsafe.Pointer(&buffer[0])), &length))
		value := string(buffer[:length])
		return int(value[0]) + int(value[1])
	}
}
