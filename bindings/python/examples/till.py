"""A small till: it knows the customers of a CSV file, and prints a receipt line for whatever is scanned or typed.

    python examples/till.py till.tillbook examples/people.csv

Each line on the input is what the scanner read or the cashier typed: a barcode, an e-mail address, a customer number, the
last digits of a telephone number, or the beginning of a name.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Optional, TextIO

import tillbook


def look_up(customers: tillbook.Customers, typed: str) -> Sequence[tillbook.Customer]:
    """The customers whom a line may mean."""
    if "@" in typed:
        return customers.by_email(typed)
    by_number = customers.by_merchant_customer_id(typed)
    if by_number is not None:
        return [by_number]
    if typed.replace(" ", "").isdigit():
        return customers.by_barcode(typed) or customers.find(phone=typed)
    return customers.find(name=typed)


def receipt_line(number: int, customer: Optional[tillbook.Customer]) -> str:
    """The line of a receipt that says whose it is."""
    if customer is None:
        return f"receipt {number:04}   no customer"
    who = customer.name or customer.email or customer.id
    return f"receipt {number:04}   {who}, customer {customer.merchant_customer_id}"


def run(account: tillbook.Account, lines: Iterable[str], out: TextIO) -> None:
    """Prints a receipt line for each line that is read."""
    for number, line in enumerate(lines, start=1):
        found = look_up(account.customers, line.strip())
        if len(found) > 1:
            names = "; ".join(f"{customer.name} ({customer.merchant_customer_id})" for customer in found)
            print(f"who is it? {names}", file=out)
            continue
        print(receipt_line(number, found[0] if found else None), file=out)


def main(store_path: Path, people: Path) -> int:
    """Opens the store, takes in the people, and serves until the input ends."""
    try:
        with tillbook.open(store_path) as store:
            account = store.account("omise", mode="test")
            report = account.customers.import_file(people)
            print(f"{report.created} new, {report.unchanged} known, {report.refused} refused")
            for refusal in report.refusals:
                print(f"line {refusal.line}: {refusal.reason}")
            run(account, sys.stdin, sys.stdout)
    except tillbook.TillbookError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
