"""KOMOJU as its page shows it for Ruby: JSON, with the very bytes that Ruby's Net::HTTP writes.

The page's sample leaves the line feed of `Base64.encode64` in the header, which Ruby itself refuses to send; without it
the sample works. The provider's older gem sends the key as the password of a user called `user`.
"""

import json
import socket
from base64 import b64encode
from urllib.parse import urlsplit

from till import PUBLIC, SECRET, URL, same

HOST = urlsplit(URL)


def ruby(method, path, body=None, user=f"{SECRET}:"):
    """A request as Net::HTTP sends it: the status and the object of the answer."""
    text = b"" if body is None else json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode()
    lines = [
        f"{method} /api/v1{path} HTTP/1.1",
        "Content-Type: application/json",
        f"Authorization: Basic {b64encode(user.encode()).decode()}",
        "Accept-Encoding: gzip;q=1.0,deflate;q=0.6,identity;q=0.3",
        "Accept: */*",
        "User-Agent: Ruby",
        "Connection: close",
        f"Host: {HOST.netloc}",
    ]
    if body is not None:
        lines.append(f"Content-Length: {len(text)}")
    with socket.create_connection((HOST.hostname, HOST.port), timeout=20) as connection:
        connection.sendall("\r\n".join(lines).encode() + b"\r\n\r\n" + text)
        answer = b"".join(iter(lambda: connection.recv(65536), b""))
    head, _, text = answer.partition(b"\r\n\r\n")
    head = head.decode().lower()
    same(("content-encoding" in head, "transfer-encoding" in head), (False, False))
    same(f"content-length: {len(text)}" in head, True)
    return int(head.split()[1]), json.loads(text)


def done(*request, **named):
    status, answer = ruby(*request, **named)
    same((status, "error" in answer), (200, False))
    return answer


def refused(*request, **named):
    status, answer = ruby(*request, **named)
    return status, answer["error"]["code"]


def token(number="4111111111111111", user=f"{PUBLIC}:"):
    card = {"type": "credit_card", "number": number, "month": 1, "year": 31, "name": "Mei"}
    return done("POST", "/tokens", {"payment_details": card}, user=user)["id"]


made = done(
    "POST",
    "/customers",
    {"email": "test@example.com", "metadata": {"order_id": "abcdefg"}, "payment_details": token()},
)
path = f"/customers/{made['id']}"
visa = {"type": "credit_card", "brand": "visa", "last_four_digits": "1111", "month": 1, "year": 2031}
same(list(made), ["id", "resource", "email", "source", "metadata", "created_at"])
same((made["source"], made["metadata"]), (visa, {"order_id": "abcdefg"}))
same(done("GET", path), made)

# The gem's way, for every method.
gem = {"user": f"user:{SECRET}"}
same(done("GET", path, **gem), made)
changed = done("PATCH", path, {"payment_details": token("5555555555554444", user=f"user:{PUBLIC}")}, **gem)
same((changed["source"]["brand"], changed["email"]), ("master", "test@example.com"))
same(done("PATCH", path, {"metadata": {"名": "太郎"}, "email": None}, **gem)["metadata"], {"名": "太郎"})
same(refused("POST", "/customers", {"payment_details": token()}, user=f"user:{PUBLIC}"), (403, "forbidden"))
same(refused("GET", "/customers", user="user:sk_nobody"), (401, "unauthorized"))

used = token()
done("POST", "/customers", {"payment_details": used, "email": "second@example.com"})
same(refused("POST", "/customers", {"payment_details": used}), (422, "invalid_token"))
same(refused("POST", "/customers", {"payment_details": token(), "email": "x"}), (422, "invalid_parameter"))
same(refused("POST", "/customers", {"metadata": {}}), (422, "missing_parameter"))
for number in range(3, 26):
    done("POST", "/customers", {"payment_details": token(), "email": f"guest{number}@example.com"})
pages = [done("GET", f"/customers?page={page}&per_page=12") for page in (1, 2, 3)]
same([len(page["data"]) for page in pages], [12, 12, 1])
same([(page["total"], page["last_page"]) for page in pages], [(25, 3)] * 3)
same(pages[2]["data"][0]["id"], made["id"])

# The page's sample for Ruby destroys with an empty object as body.
gone = done("DELETE", path, {})
same((gone["id"], gone["source"], gone["metadata"]), (made["id"], None, {"名": "太郎"}))
same(refused("GET", path), (404, "not_found"))
same(done("GET", "/customers", **gem)["total"], 24)
