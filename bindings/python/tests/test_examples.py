"""An example that does not run any more, or prints something else."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[1] / "examples"
PEOPLE = EXAMPLES / "people.csv"


def till(folder: Path, typed: str) -> list[str]:
    """What the till prints."""
    arguments: list[str | Path] = [sys.executable, EXAMPLES / "till.py", folder / "till.tillbook", PEOPLE]
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        arguments, input=typed, capture_output=True, encoding="utf-8", env=environment, timeout=60, check=True
    )
    return done.stdout.splitlines()


def test_the_till_prints_a_receipt_line_with_the_customer(tmp_path: Path) -> None:
    typed = "2000000010014\nBJORN@example.org\n1003\n0199\nberg\nnobody\n"
    assert till(tmp_path, typed) == [
        "4 new, 0 known, 0 refused",
        "receipt 0001   Ann Berg, customer 1001",
        "receipt 0002   Bjørn Ångström, customer 1002",
        "receipt 0003   Chiara Rossi, customer 1003",
        "receipt 0004   牧野 さくら, customer 1004",
        "receipt 0005   Ann Berg, customer 1001",
        "receipt 0006   no customer",
    ]
    assert till(tmp_path, "") == ["0 new, 4 known, 0 refused"]


def test_the_till_says_what_is_wrong(tmp_path: Path) -> None:
    (tmp_path / "till.tillbook").write_text("something else entirely, and long enough to be looked at " * 200)
    arguments: list[str | Path] = [sys.executable, EXAMPLES / "till.py", tmp_path / "till.tillbook", PEOPLE]
    done = subprocess.run(arguments, capture_output=True, encoding="utf-8", timeout=60)
    assert done.returncode == 1
    assert "is not a Tillbook store" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.tools
def test_the_endpoint_finds_customers(tmp_path: Path) -> None:
    from fastapi.testclient import TestClient
    from web import make_app

    with TestClient(make_app(tmp_path / "till.tillbook", PEOPLE)) as client:
        found = client.get("/customers", params={"name": "ann"}).json()
        assert [customer["receipt"] for customer in found] == ["Ann Berg, customer 1001"]
        assert client.get(f"/customers/{found[0]['id']}").json() == found[0]
        assert client.get("/customers/cust_test_nobody").status_code == 404
        refused = client.get("/customers")
        assert (refused.status_code, refused.json()["error"]) == (400, "invalid_argument")


@pytest.mark.tools
def test_the_endpoint_is_served(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port = taken.getsockname()[1]
    environment = {**os.environ, "TILLBOOK_STORE": str(tmp_path / "t.tillbook"), "TILLBOOK_PEOPLE": str(PEOPLE)}
    command = [sys.executable, "-m", "uvicorn", "web:app", "--app-dir", str(EXAMPLES), "--port", str(port)]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE) as server:
        try:
            assert [found["name"] for found in ask(port, "/customers?phone=5550100")] == ["Chiara Rossi"]
        finally:
            server.terminate()
            server.communicate(timeout=30)


def ask(port: int, path: str) -> list[dict[str, str]]:
    """What a server answers, once it listens."""
    until = time.monotonic() + 30
    while True:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as answer:
                found: list[dict[str, str]] = json.load(answer)
                return found
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
