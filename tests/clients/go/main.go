package main

import _ "github.com/omise/omise-go"

func main() {}
