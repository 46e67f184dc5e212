"""The dicts that calls take and records give."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Optional, TypedDict, Union

if TYPE_CHECKING:
    from ._tillbook import Card, Token


class PostalAddress(TypedDict, total=False):
    """A customer's postal address; None in an update removes a part."""

    line1: Optional[str]
    """Street and number."""
    line2: Optional[str]
    """Anything more before the city."""
    city: Optional[str]
    """City."""
    state: Optional[str]
    """State, province or prefecture."""
    postal_code: Optional[str]
    """Postal code."""
    country: Optional[str]
    """Country, as it was written."""


class CardAddress(TypedDict, total=False):
    """The billing address and telephone number of a card."""

    street1: str
    """Street, first line."""
    street2: str
    """Street, second line."""
    city: str
    """City."""
    state: str
    """State or province."""
    postal_code: str
    """Postal code."""
    country: str
    """Country code as it was given."""
    phone_number: str
    """Telephone number."""


class CardDetails(TypedDict, total=False):
    """The details that a card is made from. The number and the code are not kept."""

    number: str
    """The card number; blanks and dashes are ignored unless the provider takes digits alone."""
    security_code: str
    """The security code; only whether it was given is kept."""
    name: str
    """Holder."""
    expiration_month: int
    """Month of expiry, 1 to 12."""
    expiration_year: int
    """Year of expiry, four digits; with providers that take two digits also those."""
    address: CardAddress
    """Billing address."""


class CustomerChanges(TypedDict, total=False):
    """What `Customers.update_with` is to change; what is absent stays, None removes."""

    email: Optional[str]
    """E-mail address."""
    description: Optional[str]
    """Description shown by the provider."""
    metadata: Optional[Mapping[str, Any]]
    """The program's own data."""
    card: Union[Token, str]
    """An unused token, whose card is attached."""
    card_details: CardDetails
    """A card that is attached without ever having been in a token."""
    currency: str
    """The currency in which the card is to be used, with providers that ask."""
    default_card: Union[Card, str]
    """One of the customer's cards, which becomes the default."""
    attributes: Mapping[str, Any]
    """What only the provider knows, laid over what is there."""
    name: Optional[str]
    """Full name."""
    phone: Optional[str]
    """Telephone number."""
    merchant_customer_id: Optional[str]
    """The shop's own number for the customer."""
    barcode: Optional[str]
    """What the scanner reads."""
    notes: Optional[str]
    """The cashier's notes."""
    company: Optional[str]
    """Company."""
    tags: Optional[Sequence[str]]
    """Labels."""
    address: Optional[PostalAddress]
    """Postal address, laid over what is there."""
