module github.com/tillbook/tillbook/bindings/go

go 1.21
