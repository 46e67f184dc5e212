module github.com/tillbook/tillbook/bindings/go/bench

go 1.21

replace github.com/tillbook/tillbook/bindings/go => ../

require (
	github.com/mattn/go-sqlite3 v1.14.53
	github.com/tillbook/tillbook/bindings/go v0.0.0
)
