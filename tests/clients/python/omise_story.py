"""Omise's published Python client, in one of the two versions of the interface."""

import sys

import omise
from omise import errors

from till import PUBLIC, SECRET, URL, ask, basic, raises, same, set_clock

VERSION = sys.argv[1]
NEW = VERSION == "2019-05-29"

omise.api_main = omise.api_vault = URL
omise.api_secret, omise.api_public = SECRET, PUBLIC
omise.api_version = VERSION


def token(number="4242424242424242", **more):
    card = dict(name="Somchai Prasert", number=number, expiration_month=10, expiration_year=2031)
    return omise.Token.create(**{**card, "city": "Bangkok", "postal_code": "10320", "security_code": 123, **more})


def cards_and_their_default():
    made = token()
    same((made.used, made.card.last_digits, made.card.brand), (False, "4242", "Visa"))
    same((made.card.city, made.card.postal_code), ("Bangkok", "10320"))
    customer = omise.Customer.create(
        email="somchai@example.com",
        description="Somchai",
        card=made.id,
        metadata={"answer": 42, "deep": {"list": [1, None, "ü"]}},
    )
    same(type(customer), omise.Customer)
    same((customer.email, customer.livemode), ("somchai@example.com", False))
    same((customer.metadata.answer, customer.metadata.deep.list), (42, [1, None, "ü"]))
    same(customer.created_at if NEW else customer.created, "2027-03-01T09:00:00Z")
    same((len(customer.cards), customer.default_card), (1, made.card.id))
    first = customer.cards[0]
    same((type(first), first.id), (omise.Card, made.card.id))

    made.reload()
    same((made.used, made.card), (True, None))
    same(str(raises(errors.UsedTokenError, customer.update, card=made.id)), "token was already used")

    second, third = token("5555555555554444"), token("4111111111111111")
    customer.update(card=second.id)
    same((len(customer.cards), customer.default_card), (2, first.id))
    customer.update(card=third.id)
    customer.update(default_card=second.card.id)
    same(customer.default_card, second.card.id)
    unknown = raises(errors.NotFoundError, customer.update, default_card="card_test_nope")
    same(str(unknown), "card card_test_nope was not found")
    customer.reload()
    same([card.id for card in customer.cards], [first.id, second.card.id, third.card.id])
    same([card.brand for card in customer.list_cards()], ["Visa", "MasterCard", "Visa"])
    same(len(customer.list_cards()), 3)

    card = omise.Card.retrieve(customer.id, second.card.id)
    card.name = "S. Prasert"
    card.update(expiration_month=11)
    same((card.name, card.expiration_month, card.expiration_year, card.changes), ("S. Prasert", 11, 2031, {}))
    card.reload()
    same((card.name, card.last_digits), ("S. Prasert", "4444"))
    same(card.destroy().destroyed, True)
    same(customer.reload().default_card, third.card.id)
    gone = raises(errors.NotFoundError, omise.Card.retrieve, customer.id, card.id)
    same(str(gone), f"card {card.id} was not found")
    return customer


def changing(customer):
    customer.description = "Somchai P."
    same(customer.changes, {"description": "Somchai P."})
    customer.update(email="prasert@example.com")
    same(customer.changes, {})
    again = omise.Customer.retrieve(customer.id)
    same((again.description, again.email), ("Somchai P.", "prasert@example.com"))
    same(again.metadata.answer, 42)
    again.update(metadata={"tier": "gold"})
    same(again._attributes["metadata"], {"tier": "gold"})


def a_list_of_three_pages(before):
    made = [omise.Customer.create(email=f"guest{number}@example.com").id for number in range(205 - before)]
    everybody = omise.Customer.list()
    same(len(everybody), 205)
    same([customer.id for customer in everybody][before:], made)
    page = omise.Customer.retrieve()
    same((type(page), len(page), page.total, page.limit), (omise.Collection, 20, 205, 20))
    same([customer.id for customer in omise.Customer.list().offset(limit=10, offset=200)], made[-5:])
    newest = omise.Customer.list().offset(limit=3, order="reverse_chronological")
    same([customer.id for customer in newest], made[:-4:-1])
    found = omise.Search.execute("customer", query="guest123")
    same((found.total, found[0].email), (1, "guest123@example.com"))


def refusals(customer):
    same(str(raises(errors.NotFoundError, omise.Customer.retrieve, "missing")), "customer missing was not found")
    same(str(raises(errors.InvalidCardError, token, "4242424242424241")), "number is invalid")
    late = raises(errors.InvalidCardError, token, expiration_year=2020)
    same(str(late), "expiration date cannot be in the past")
    # A code without an exception of its own is the client's base error.
    raises(errors.BaseError, customer.update, metadata=["no", "object"])
    try:
        omise.api_secret = "skey_test_nobody"
        same(str(raises(errors.AuthenticationFailureError, omise.Customer.retrieve)), "authentication failed")
        omise.api_secret, omise.api_public = PUBLIC, SECRET
        raises(errors.AuthenticationFailureError, omise.Customer.retrieve)
        raises(errors.AuthenticationFailureError, token)
    finally:
        omise.api_secret, omise.api_public = SECRET, PUBLIC


def outcome(schedule, day, status, message):
    return {"schedule": schedule.id, "scheduled_on": f"2027-03-0{day}", "status": status, "message": message}


def schedules(customer):
    plan = dict(every=1, period="day", start_date="2027-03-02", end_date="2027-03-06")
    daily = omise.Schedule.create(**plan, charge=dict(customer=customer.id, amount=100000, currency="THB"))
    same(
        (type(daily), daily.status, daily.in_words), (omise.Schedule, "running" if NEW else "active", "Every 1 day(s)")
    )
    ahead = daily.next_occurrences_on if NEW else daily.next_occurrence_dates
    same(ahead, [f"2027-03-0{day}" for day in range(2, 7)])
    same((daily.charge.customer, daily.charge.amount), (customer.id, 100000))
    same(daily.charge.currency, "THB" if NEW else "thb")
    same(len(daily.occurrences), 0)

    weekly = omise.Schedule.create(
        every=2,
        period="week",
        on={"weekdays": ["monday", "friday"]},
        end_date="2027-12-31",
        charge=dict(customer=customer.id, amount=2000, card=customer.default_card, description="Membership"),
    )
    same(weekly.in_words, "Every 2 week(s) on Monday and Friday")
    same((len(weekly.occurrences), weekly.occurrences[0].status), (1, "successful"))

    set_clock("2027-03-03T12:00:00Z", basic(SECRET))
    done = daily.occurrence()
    dates = [done_on.scheduled_on if NEW else done_on.schedule_date for done_on in done]
    same((dates, [done_on.status for done_on in done]), (["2027-03-02", "2027-03-03"], ["successful"] * 2))
    one = omise.Occurrence.retrieve(done[0].id)
    same((type(one), one.schedule, one.result[:10]), (omise.Occurrence, daily.id, "chrg_test_"))

    # A till that makes the charges itself says what came of them.
    set_clock("2027-03-05T12:00:00Z", basic(SECRET), simulate=False)
    same(daily.reload().occurrences.total, 2)
    made = ask("POST", "/_tillbook/occurrences", outcome(daily, 4, "failed", "insufficient fund"), basic(SECRET))
    same((made[0], made[1]["object"]), (201, "occurrence"))
    same(ask("POST", "/_tillbook/occurrences", outcome(daily, 5, "skipped", None), basic(SECRET))[0], 201)
    failed, skipped = list(daily.occurrence())[2:]
    same((failed.id, failed.status, failed.message), (made[1]["id"], "failed", "insufficient fund"))
    same((failed.result, failed.retry_on if NEW else failed.retry_date), (None, "2027-03-06"))
    same((skipped.status, skipped.result), ("skipped", None))
    same(daily.reload().status, "expiring")
    set_clock("2027-03-06T00:00:00Z", basic(SECRET))
    same([done_on.status for done_on in daily.reload().occurrences][-1], "successful")
    same((daily.status, daily.next_occurrences_on if NEW else daily.next_occurrence_dates), ("expired", []))

    same({plan.id for plan in omise.Schedule.list()}, {daily.id, weekly.id})
    same({plan.id for plan in customer.list_schedules()}, {daily.id, weekly.id})
    same(customer.schedule().total, 2)
    same(omise.Charge.list_schedules()[0].id, daily.id)
    same((weekly.destroy().destroyed, weekly.status), (True, "deleted"))
    same(omise.Schedule.retrieve(weekly.id).destroyed, True)
    same(len(omise.Schedule.list()), 2)


def an_end(customer):
    same(customer.destroy().destroyed, True)
    gone = raises(errors.NotFoundError, omise.Customer.retrieve, customer.id)
    same(str(gone), f"customer {customer.id} was not found")
    raises(errors.NotFoundError, customer.update, description="back")
    raises(errors.NotFoundError, customer.destroy)
    same(len(omise.Customer.list()), 204)


customer = cards_and_their_default()
changing(customer)
a_list_of_three_pages(before=1)
refusals(customer)
schedules(customer)
an_end(customer)
