"""Digital River's customers with a client that is generated from the description which the server publishes."""

import datetime
import uuid

from river import UNSET, River, refused
from till import SECRET, ask, bearer, same, set_clock

KEY = bearer(SECRET)
NOW = datetime.datetime(2027, 3, 1, 9, 0, tzinfo=datetime.timezone.utc)
CUSTOMERS, CUSTOMER = "/customers", "/customers/{id}"
SOURCE, TAX = "/customers/{id}/sources/{sourceId}", "/customers/{id}/tax-identifiers/{taxId}"

river = River()


def source(kind="creditCard", **details):
    """What the browser's library makes at the provider: its details stand under the name of its kind."""
    owner = {"firstName": "Ana", "lastName": "Lima", "email": "ana@example.com", "address": {"country": "US"}}
    status, made = ask("POST", "/_tillbook/sources", {"type": kind, kind: details, "owner": owner}, KEY)
    same(status, 201)
    return uuid.UUID(made["id"])


def card(brand="Visa", last="0042"):
    return source(brand=brand, expirationMonth=7, expirationYear=2031, lastFourDigits=last)


def creating():
    empty = river("post", CUSTOMERS, body={})
    same((str(uuid.UUID(empty.id)), empty.created_time), (empty.id, NOW))
    same((empty.enabled, empty.request_to_be_forgotten, empty.live_mode), (True, False, False))
    same([empty.updated_time, empty.email, empty.sources, empty.default_source_id, empty.metadata], [UNSET] * 5)

    shipping = {
        "name": "Ana Lima",
        "phone": "+1 555 0100",
        "address": {"line1": "1 Main St", "city": "Minnetonka", "state": "MN", "postalCode": "55343", "country": "US"},
    }
    ana = river(
        "post",
        CUSTOMERS,
        body={
            "id": "shop-7",
            "email": "ana@example.com",
            "type": "individual",
            "locale": "en_US",
            "shipping": shipping,
            "metadata": {"tier": "gold", "visits": 3, "vip": True},
        },
    )
    same((ana.id, ana.email, str(ana.type_), ana.locale), ("shop-7", "ana@example.com", "individual", "en_US"))
    same(ana.shipping.to_dict(), shipping)
    same(ana.metadata.to_dict(), {"tier": "gold", "visits": 3, "vip": True})
    same(river("get", CUSTOMER, "shop-7"), ana)

    def refuse(**body):
        return refused(river, "post", CUSTOMERS, body=body)

    same(refuse(id="shop-7", email="other@example.com"), (409, "conflict", "already_exists", "id"))
    same(refuse(id="x" * 41), (400, "bad_request", "invalid_parameter", "id"))
    same(refuse(email="nobody"), (400, "bad_request", "invalid_parameter", "email"))
    # A generated model has no place for what the description does not know, so this goes by plain HTTP.
    for unknown in ("nickname", "requestToBeForgotten"):
        status, errors = ask("POST", CUSTOMERS, {unknown: True}, KEY)
        (error,) = errors["errors"]
        same((status, error["code"], error["parameter"]), (400, "unknown_parameter", unknown))
    same(refuse(metadata={"k" * 41: 1}), (400, "bad_request", "invalid_metadata_key", "metadata"))
    many = {f"key {number}": number for number in range(21)}
    same(refuse(metadata=many), (400, "bad_request", "too_many_metadata_pairs", "metadata"))
    same(river("get", CUSTOMER, "shop-7"), ana)
    return empty.id


def updating():
    set_clock("2027-03-01T09:01:00Z", KEY)
    same(river("post", CUSTOMER, "shop-7", body={}).updated_time, UNSET)
    changed = river("post", CUSTOMER, "shop-7", body={"locale": "de_DE", "requestToBeForgotten": True})
    same((changed.locale, changed.request_to_be_forgotten, changed.email), ("de_DE", True, "ana@example.com"))
    same((changed.created_time, changed.updated_time), (NOW, NOW + datetime.timedelta(minutes=1)))
    changed = river("post", CUSTOMER, "shop-7", body={"metadata": {"tier": "silver"}, "enabled": False})
    same((changed.metadata.to_dict(), changed.enabled), ({"tier": "silver"}, False))
    certificate = {
        "companyName": "Lima Inc.",
        "taxAuthority": "MN",
        "startDate": "2027-01-07T13:47:13Z",
        "endDate": "2028-01-07T13:47:13Z",
        "fileId": "file-1",
    }
    changed = river("post", CUSTOMER, "shop-7", body={"taxCertificate": certificate})
    (kept,) = changed.tax_certificates
    same((kept.company_name, kept.start_date.hour, kept.start_date.day), ("Lima Inc.", 0, 7))
    refusal = refused(river, "post", CUSTOMER, "shop-7", body={"defaultSourceId": str(uuid.uuid4())})
    same(refusal, (400, "bad_request", "invalid_parameter", "defaultSourceId"))


def sources(other):
    first, second = card(), card("MasterCard", "4444")
    free = river("get", "/sources/{id}", str(first))
    same((str(free.id), str(free.state), free.reusable, free.customer_id), (str(first), "chargeable", False, UNSET))
    attached = river("post", SOURCE, "shop-7", first)
    same((attached.customer_id, attached.reusable), ("shop-7", True))
    same((attached.credit_card.last_four_digits, attached.owner.first_name), ("0042", "Ana"))
    river("post", SOURCE, "shop-7", second)
    ana = river("get", CUSTOMER, "shop-7")
    same((str(ana.default_source_id), [str(kept.id) for kept in ana.sources]), (str(first), [str(first), str(second)]))
    ana = river("post", CUSTOMER, "shop-7", body={"defaultSourceId": str(second)})
    same(str(ana.default_source_id), str(second))

    once = source("konbini")
    same(refused(river, "post", SOURCE, "shop-7", once), (409, "conflict", "nonreusable_source", None))
    same(refused(river, "post", SOURCE, other, first), (409, "conflict", "source_in_use", "sourceId"))
    same(refused(river, "post", SOURCE, other, uuid.uuid4()), (404, "not_found", "source_not_found", "sourceId"))
    same(refused(river, "post", SOURCE, "nobody", first), (404, "not_found", "not_found", "id"))
    same(refused(river, "delete", SOURCE, other, first), (404, "not_found", "source_not_found", "sourceId"))

    same(river("delete", SOURCE, "shop-7", second), None)
    ana = river("get", CUSTOMER, "shop-7")
    same((ana.default_source_id, [str(kept.id) for kept in ana.sources]), (UNSET, [str(first)]))
    same(str(river("get", "/sources/{id}", str(second)).state), "cancelled")
    same(refused(river, "post", SOURCE, other, second), (409, "conflict", "source_not_chargeable", "sourceId"))
    return first


def tax_identifiers(other):
    verified = river("post", "/tax-identifiers", body={"type": "it_natural", "value": "IT12345678901"})
    same((str(verified.state), verified.customer_id), ("verified", UNSET))
    pending = river("post", "/tax-identifiers", body={"type": "it_natural", "value": "IT98765432109"})
    same(str(pending.state), "pending")
    same(river("post", TAX, "shop-7", verified.id).customer_id, "shop-7")
    refusal = refused(river, "post", TAX, "shop-7", pending.id)
    same(refusal, (409, "conflict", "already_exists", "type"))
    refusal = refused(river, "post", TAX, other, verified.id)
    same(refusal, (409, "conflict", "customer_not_updateable", "customerId"))
    (kept,) = river("get", CUSTOMER, "shop-7").tax_identifiers
    same((str(kept.id), kept.value), (str(verified.id), "IT12345678901"))
    refusal = refused(river, "post", "/tax-identifiers", body={"type": "de", "value": "FR1"})
    same(refusal, (400, "bad_request", "invalid_parameter", "value"))
    same(river("delete", "/tax-identifiers/{id}", str(verified.id)), None)
    same(river("get", CUSTOMER, "shop-7").tax_identifiers, UNSET)


def lists(empty):
    made = [river("post", CUSTOMERS, body={"id": f"guest-{number}"}).id for number in range(23)]
    newest = made[::-1] + ["shop-7", empty]
    page = river("get", CUSTOMERS)
    same(([customer.id for customer in page.data], page.has_more), (newest[:10], True))
    seen, more = [], True
    while more:
        page = river("get", CUSTOMERS, limit=9, starting_after=seen[-1] if seen else UNSET)
        seen += [customer.id for customer in page.data]
        more = page.has_more
    same(seen, newest)
    before = river("get", CUSTOMERS, limit=3, ending_before=newest[10])
    same(([customer.id for customer in before.data], before.has_more), (newest[7:10], True))
    same([customer.id for customer in river("get", CUSTOMERS, ids=["guest-3", "shop-7"]).data], ["guest-3", "shop-7"])
    same([customer.id for customer in river("get", CUSTOMERS, email="ana@example.com").data], ["shop-7"])
    same([customer.id for customer in river("get", CUSTOMERS, request_to_be_forgotten=True).data], ["shop-7"])
    # The generator leaves the name of the time out of a comparison, so that goes by plain HTTP.
    for comparison, total in (("gt", 23), ("lt", 0), ("lte", 2)):
        status, page = ask("GET", f"/customers?createdTime[{comparison}]=2027-03-01T09:00:00Z&limit=100", None, KEY)
        same((status, len(page["data"])), (200, total))
    refusal = refused(river, "get", CUSTOMERS, limit=101)
    same(refusal, (400, "bad_request", "invalid_parameter", "limit"))


def an_end(first):
    same(river("delete", CUSTOMER, "shop-7"), None)
    gone = (404, "not_found", "not_found", "id")
    same(refused(river, "get", CUSTOMER, "shop-7"), gone)
    same(refused(river, "post", CUSTOMER, "shop-7", body={"email": "ana@example.com"}), gone)
    same(refused(river, "delete", CUSTOMER, "shop-7"), gone)
    same(str(river("get", "/sources/{id}", str(first)).state), "cancelled")
    again = river("post", CUSTOMERS, body={"id": "shop-7"})
    same((again.email, again.sources), (UNSET, UNSET))
    stranger = refused(River("sk_test_nobody"), "get", CUSTOMERS)
    same(stranger[:3], (401, "unauthorized", None))


empty = creating()
updating()
first = sources(empty)
tax_identifiers(empty)
lists(empty)
an_end(first)
