package tillbook

// #include "native.h"
import "C"

// Remove is a set of fields that an update removes, joined by |.
type Remove uint32

// The fields that an update can remove.
const (
	// RemoveDescription removes the description.
	RemoveDescription Remove = C.TILLBOOK_REMOVE_DESCRIPTION
	// RemoveEmail removes the e-mail address.
	RemoveEmail Remove = C.TILLBOOK_REMOVE_EMAIL
	// RemoveName removes the till's own field.
	RemoveName Remove = C.TILLBOOK_REMOVE_NAME
	// RemovePhone removes the till's own field.
	RemovePhone Remove = C.TILLBOOK_REMOVE_PHONE
	// RemoveMerchantCustomerID removes the till's own field.
	RemoveMerchantCustomerID Remove = C.TILLBOOK_REMOVE_MERCHANT_CUSTOMER_ID
	// RemoveBarcode removes the till's own field.
	RemoveBarcode Remove = C.TILLBOOK_REMOVE_BARCODE
	// RemoveNotes removes the till's own field.
	RemoveNotes Remove = C.TILLBOOK_REMOVE_NOTES
	// RemoveCompany removes the till's own field.
	RemoveCompany Remove = C.TILLBOOK_REMOVE_COMPANY
	// RemoveTags removes all of the till's own labels.
	RemoveTags Remove = C.TILLBOOK_REMOVE_TAGS
	// RemoveAddressLine1 removes a part of the address.
	RemoveAddressLine1 Remove = C.TILLBOOK_REMOVE_ADDRESS_LINE1
	// RemoveAddressLine2 removes a part of the address.
	RemoveAddressLine2 Remove = C.TILLBOOK_REMOVE_ADDRESS_LINE2
	// RemoveAddressCity removes a part of the address.
	RemoveAddressCity Remove = C.TILLBOOK_REMOVE_ADDRESS_CITY
	// RemoveAddressState removes a part of the address.
	RemoveAddressState Remove = C.TILLBOOK_REMOVE_ADDRESS_STATE
	// RemoveAddressPostalCode removes a part of the address.
	RemoveAddressPostalCode Remove = C.TILLBOOK_REMOVE_ADDRESS_POSTAL_CODE
	// RemoveAddressCountry removes a part of the address.
	RemoveAddressCountry Remove = C.TILLBOOK_REMOVE_ADDRESS_COUNTRY
)
