package tillbook

// #include "native.h"
import "C"

// Version is the version of the library, for example "0.1.0".
func Version() string { return copied(C.tillbook_version()) }

// HasFeature tells whether the library can do something. A feature that it does not know it does not have.
func HasFeature(feature Feature) bool { return C.tillbook_has_feature(C.int32_t(feature)) != 0 }
