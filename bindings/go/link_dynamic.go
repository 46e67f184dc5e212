//go:build tillbook_dynamic

package tillbook

// #cgo pkg-config: tillbook
import "C"
