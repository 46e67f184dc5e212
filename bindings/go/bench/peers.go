package main

import (
	"database/sql"

	_ "github.com/mattn/go-sqlite3"

	tillbook "github.com/tillbook/tillbook/bindings/go"
)

// each goes through the customers that the peers are filled with.
func each(customers tillbook.Customers, do func(customer *tillbook.Customer)) {
	all, err := customers.Iterate(tillbook.ListQuery{})
	expect(err)
	defer all.Close()
	for all.Next() {
		do(all.Customer())
	}
	expect(all.Err())
}

// sqlite looks a row up by its primary key with a prepared statement.
func sqlite(path string, customers tillbook.Customers, ids []string) kind {
	database, err := sql.Open("sqlite3", path+"?_journal_mode=WAL&_synchronous=OFF")
	expect(err)
	_, err = database.Exec("create table customers (id text primary key, email text, name text, description text, phone text, metadata text) without rowid")
	expect(err)
	filling, err := database.Begin()
	expect(err)
	insert, err := filling.Prepare("insert into customers values (?, ?, ?, ?, ?, ?)")
	expect(err)
	each(customers, func(c *tillbook.Customer) {
		_, err := insert.Exec(c.ID(), c.Email(), c.Name(), c.Description(), c.Phone(), string(c.Metadata()))
		expect(err)
	})
	expect(filling.Commit())
	find, err := database.Prepare("select email, name, description, phone, metadata from customers where id = ?")
	expect(err)
	return func(turn uint64) int {
		var email, name, description, phone, metadata string
		expect(find.QueryRow(next(ids, turn)).Scan(&email, &name, &description, &phone, &metadata))
		return len(email) + len(name)
	}
}
