//go:build !tillbook_dynamic

package tillbook

// #cgo CFLAGS: -I${SRCDIR}/lib/linux_arm64
// #cgo LDFLAGS: ${SRCDIR}/lib/linux_arm64/libtillbook.a -lgcc_s -lutil -lrt -lpthread -lm -ldl -lc
import "C"
