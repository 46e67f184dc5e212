"""Monri's customers with a client written from its page: every request is signed over its path, query and body.

The server is started with the page's example keys, so that its examples of signed requests are good here.
"""

import hashlib
import http.client
import json
from urllib.parse import quote, urlencode, urlsplit

from till import PUBLIC, SECRET, URL, same

HOST = urlsplit(URL)


class Refused(Exception):
    def __init__(self, status, answer):
        super().__init__(status, answer["status"], answer["message"])


class Monri:
    """A client as its page describes one; `token` makes it send an access token in place of a digest."""

    def __init__(self, key=SECRET, name=PUBLIC, scheme="WP3-v2.1", token=None, time="1593457122"):
        self.key, self.name, self.scheme, self.token, self.time = key, name, scheme, token, time

    def authorization(self, path, body):
        if self.token:
            return "Bearer " + self.token
        signed = self.key + self.time + self.name + path + body
        return " ".join([self.scheme, self.name, self.time, hashlib.sha512(signed.encode()).hexdigest()])

    def send(self, method, path, body=None, signed_path=None, signed_body=None):
        text = "" if body is None else body if isinstance(body, str) else json.dumps(body, ensure_ascii=False)
        headers = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "Authorization": self.authorization(
                path if signed_path is None else signed_path, text if signed_body is None else signed_body
            ),
        }
        connection = http.client.HTTPConnection(HOST.hostname, HOST.port, timeout=20)
        connection.request(method, path, text.encode() or None, headers)
        answer = connection.getresponse()
        status, content = answer.status, json.loads(answer.read())
        connection.close()
        if status >= 400:
            raise Refused(status, content)
        same(content.get("status", "approved"), "approved")
        return content

    def create(self, **fields):
        return self.send("POST", "/v2/customers", fields)

    def retrieve(self, uuid):
        return self.send("GET", f"/v2/customers/{uuid}")

    def find(self, merchant_customer_id):
        return self.send("GET", "/v2/merchants/customers/" + quote(merchant_customer_id, safe=""))

    def update(self, uuid, **fields):
        return self.send("POST", f"/v2/customers/{uuid}", fields)

    def delete(self, uuid):
        return self.send("DELETE", f"/v2/customers/{uuid}")

    def customers(self, **page):
        return self.send("GET", "/v2/customers" + ("?" + urlencode(page) if page else ""))["data"]

    def payment_methods(self, uuid=None, **page):
        path = "/v2/payment-methods" if uuid is None else f"/v2/customers/{uuid}/payment-methods"
        return self.send("GET", path + ("?" + urlencode(page) if page else ""))["data"]


def refused(call, *arguments, **named):
    try:
        answer = call(*arguments, **named)
    except Refused as error:
        return error.args
    raise AssertionError(f"not refused: {answer!r}")


UNAUTHORIZED = (401, "invalid-request", "Unauthorized")
monri = Monri()


def signatures_of_the_page():
    """The page's own example, and its neighbours: what they lead to differs, but all are let in."""
    examples = [
        ("POST", "/v2/payment/new", '{"example":"1"}', "bd120476c656a8ec3ce5d6a150f17061"),
        (
            "POST",
            "/v2/customers",
            '{"merchant_customer_id":"user-42","name":"Ana"}',
            "1a77137756db799b4238703d2d3536d9",
        ),
        ("POST", "/v2/customers", '{"address":"Džemala Bijedića 2"}', "37f9addaab5c01c47cfe3b19d1587c5f"),
        ("GET", "/v2/customers?limit=2&offset=0", "", "1ad2104f3a870f229c83cf7b1e8278b9"),
        ("GET", "/v2/customers", "", "5043d352da598d5e54c6b6edda4bf043"),
        ("DELETE", "/v2/customers/3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41", "", "a13b9da935699c53d6a282e7e72f6fbd"),
    ]
    answers = []
    for method, path, body, digest in examples:
        same(monri.authorization(path, body).split()[3][:32], digest)
        try:
            answers.append(monri.send(method, path, body or None))
        except Refused as error:
            answers.append(error.args[0])
    same((answers[0], answers[5]), (404, 404))
    same((answers[1]["name"], answers[2]["address"]), ("Ana", "Džemala Bijedića 2"))
    same([customer["uuid"] for customer in answers[3]["data"]], [answers[2]["uuid"], answers[1]["uuid"]])
    same(answers[3], answers[4])
    for made in answers[1:3]:
        same(monri.delete(made["uuid"])["deleted"], True)


def wrong_signatures():
    for stranger in [
        Monri(key="qwert1235"),
        Monri(name="7db11ea5d4a1af32421b564c79b946d1ead3daf1"),
        Monri(scheme="WP3-v2"),
        Monri(scheme="wp3-v2.1"),
        Monri(time="soon"),
        Monri(token="nobody"),
    ]:
        same(refused(stranger.customers), UNAUTHORIZED)
        same(refused(stranger.create, name="Nobody"), UNAUTHORIZED)
    same(refused(monri.send, "GET", "/v2/customers?limit=3", signed_path="/v2/customers"), UNAUTHORIZED)
    same(refused(monri.send, "GET", "/v2/customers", signed_path="/v2/customers?limit=3"), UNAUTHORIZED)
    same(refused(monri.send, "POST", "/v2/customers", {"name": "Ana"}, signed_body='{"name":"Ana"}'), UNAUTHORIZED)
    same(refused(monri.send, "POST", "/v2/customers", {"name": "Ana"}, signed_body=""), UNAUTHORIZED)
    same(monri.customers(), [])


def customers():
    ana = monri.create(
        merchant_customer_id="user/42 č",
        name="Ana Džumhur",
        email="ana@example.com",
        phone="+38733123456",
        address="Džemala Bijedića 2",
        city="Sarajevo",
        zip_code="71000",
        country="BA",
        metadata={"tier": "gold", "šifra": "1"},
    )
    same(
        list(ana),
        "status uuid merchant_customer_id description email name phone metadata zip_code city address country deleted "
        "created_at updated_at deleted_at".split(),
    )
    same((ana["description"], ana["deleted"], ana["deleted_at"]), (None, False, None))
    same((ana["created_at"], ana["updated_at"]), ("2027-03-01T09:00:00.000+00:00",) * 2)
    same(monri.retrieve(ana["uuid"]), ana)
    same(monri.find("user/42 č"), ana)

    taken = (400, "invalid-request", "Merchant customer id has already been taken")
    same(refused(monri.create, merchant_customer_id="user/42 č"), taken)
    other = monri.create(merchant_customer_id="USER/42 č", email="ana@example.com")
    same(refused(monri.update, other["uuid"], merchant_customer_id="user/42 č"), taken)
    same(refused(monri.create, name="x" * 51), (400, "invalid-request", "name is invalid"))
    same(refused(monri.create, city="Us"), (400, "invalid-request", "city is invalid"))
    same(refused(monri.send, "POST", "/v2/customers", "[]"), (400, "invalid-request", "Invalid request body"))
    same(monri.update(other["uuid"], name="č" * 50)["name"], "č" * 50)

    # Fields that are not sent stay, metadata is merged, and null takes away.
    changed = monri.update(ana["uuid"], phone=None, metadata={"šifra": None, "note": "ü"})
    same((changed["phone"], changed["metadata"]), (None, {"tier": "gold", "note": "ü"}))
    same((changed["name"], changed["merchant_customer_id"]), (ana["name"], ana["merchant_customer_id"]))
    same(monri.update(ana["uuid"], metadata=None)["metadata"], {})
    return ana["uuid"], other["uuid"]


def a_list_of_three_pages(first):
    made = [monri.create(email=f"guest{number}@example.com")["uuid"] for number in range(103)]
    newest = made[::-1] + list(first)[::-1]
    page = monri.customers()
    same((len(page), page[0]["status"]), (50, "approved"))
    pages = [monri.customers(limit=50, offset=offset) for offset in (0, 50, 100, 150)]
    same([len(page) for page in pages], [50, 50, 5, 0])
    same([customer["uuid"] for page in pages for customer in page], newest)
    same(monri.customers(limit=0), [])
    same(refused(monri.customers, limit="many"), (400, "invalid-request", "limit is not a number"))
    same(refused(monri.customers, offset="-1"), (400, "invalid-request", "offset is not a number"))


def payment_methods(uuid):
    same(monri.payment_methods(uuid), [])
    card = {"customer_uuid": uuid, "number": "4111111111111111", "month": 2, "year": 2028}
    made = monri.send("POST", "/_tillbook/payment-methods", card)
    second = monri.send("POST", "/_tillbook/payment-methods", {**card, "number": "5555555555554444", "month": 12})
    same((made["masked_pan"], made["expiration_date"]), ("411111******1111", "2028-02-29"))
    same((made["status"], made["customer_uuid"], made["expired"]), ("approved", uuid, False))
    same(len(made), 10)
    same(monri.payment_methods(uuid), [second, made])
    same(monri.payment_methods(uuid, limit=1, offset=1), [made])
    same(monri.payment_methods(), [second, made])
    same(monri.payment_methods("user-42"), [])
    return [second, made]


def access_tokens(uuid, methods):
    def token(**more):
        body = {
            "client_id": PUBLIC,
            "client_secret": SECRET,
            "grant_type": "client_credentials",
            "scopes": ["customers", "payment-methods"],
            **more,
        }
        connection = http.client.HTTPConnection(HOST.hostname, HOST.port, timeout=20)
        connection.request("POST", "/v2/oauth", json.dumps(body), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        return answer.status, json.loads(answer.read())

    status, granted = token()
    same((status, granted["status"], granted["token_type"], granted["expires_in"]), (200, "approved", "Bearer", 900))
    bearer = Monri(token=granted["access_token"])
    same(bearer.retrieve(uuid)["uuid"], uuid)
    same(bearer.payment_methods(uuid), methods)
    same(bearer.update(uuid, description="by token")["description"], "by token")
    few = Monri(token=token(scopes=["customers"])[1]["access_token"])
    same(few.retrieve(uuid)["uuid"], uuid)
    same(refused(few.payment_methods, uuid), UNAUTHORIZED)
    same(token(client_secret="nobody")[0], 401)
    same(token(client_id="nobody")[0], 401)
    monri.send("POST", "/_tillbook/clock", {"now": "2027-03-01T09:14:59Z"})
    same(bearer.retrieve(uuid)["uuid"], uuid)
    monri.send("POST", "/_tillbook/clock", {"now": "2027-03-01T09:15:00Z"})
    same(refused(bearer.retrieve, uuid), UNAUTHORIZED)


def an_end(uuid):
    gone = monri.delete(uuid)
    same(gone, {"status": "approved", "uuid": uuid, "id": uuid, "deleted": True})
    marked = monri.retrieve(uuid)
    same((marked["deleted"], marked["deleted_at"]), (True, "2027-03-01T09:15:00.000+00:00"))
    same(monri.delete(uuid), gone)
    unknown = (404, "invalid-request", "Customer not found")
    same(refused(monri.find, "user/42 č"), unknown)
    same(refused(monri.retrieve, "3f6e2c1a-9b7d-4e58-8a10-6d2f5b9c7e41"), unknown)
    same(refused(monri.update, uuid, name="Back"), (400, "invalid-request", "Customer is deleted"))
    same((monri.payment_methods(uuid), len(monri.customers(limit=200))), ([], 104))
    same(monri.create(merchant_customer_id="user/42 č")["deleted"], False)


signatures_of_the_page()
wrong_signatures()
made = customers()
a_list_of_three_pages(made)
access_tokens(made[0], payment_methods(made[0]))
an_end(made[0])
