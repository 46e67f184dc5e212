module tillbook.example/clients

go 1.19

require github.com/omise/omise-go v1.7.2
