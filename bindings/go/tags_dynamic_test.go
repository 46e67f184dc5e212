//go:build tillbook_dynamic

package tillbook

// tags are those that the tests are built with.
const tags = "tillbook_dynamic"
