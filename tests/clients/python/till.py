"""What every story is told, and what the stories share: the control surface and two ways to insist."""

import base64
import json
import os
import signal
import urllib.error
import urllib.request

URL = os.environ["TILLBOOK_URL"]
SECRET = os.environ["TILLBOOK_SECRET_KEY"]
PUBLIC = os.environ["TILLBOOK_PUBLIC_KEY"]

# Whatever a client waits for, a story ends before its time is up, and says where it stood.
signal.alarm(50)


def basic(user, password=""):
    return "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()


def bearer(token):
    return "Bearer " + token


def ask(method, path, body=None, authorization=None, headers=()):
    """A plain request, for what a client cannot do: the status and the JSON of the answer."""
    headers = {"Content-Type": "application/json", **dict(headers)}
    if authorization:
        headers["Authorization"] = authorization
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request) as answer:
            status, text = answer.status, answer.read()
    except urllib.error.HTTPError as refused:
        status, text = refused.code, refused.read()
    return status, json.loads(text) if text else None


def set_clock(time, authorization, simulate=True):
    """Moves the server's clock; what falls due meanwhile is charged, unless it is left to the story."""
    body = {"now": time, "simulate": simulate}
    same(ask("POST", "/_tillbook/clock", body, authorization), (200, {"now": time}))


def same(got, wanted):
    if got != wanted:
        raise AssertionError(f"got {got!r}, wanted {wanted!r}")


def raises(kind, call, *arguments, **named):
    """The exception of exactly this kind that a call ends with."""
    try:
        answer = call(*arguments, **named)
    except Exception as error:
        if type(error) is kind:
            return error
        raise
    raise AssertionError(f"wanted {kind.__name__}, got {answer!r}")
