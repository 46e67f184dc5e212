"""Customers over HTTP with FastAPI: for a tablet at the counter that asks the till's own machine.

    TILLBOOK_STORE=till.tillbook uvicorn web:app --app-dir examples

A lookup may wait for the disk, so a thread waits for it and not the loop: `asyncio.to_thread`.
"""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, Optional, Union

import tillbook
from fastapi import FastAPI, HTTPException, Request
from fastapi.responses import JSONResponse


def shown(customer: tillbook.Customer) -> dict[str, Any]:
    """What the counter may see of a customer."""
    return {
        "id": customer.id,
        "name": customer.name,
        "number": customer.merchant_customer_id,
        "since": customer.created_at.date().isoformat(),
        "receipt": f"{customer.name or customer.id}, customer {customer.merchant_customer_id}",
    }


def make_app(path: Union[str, Path], people: Union[str, Path, None] = None) -> FastAPI:
    """The application on a store, which is filled from a file of people first, if one is given."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with await asyncio.to_thread(tillbook.open, path) as store:
            app.state.account = store.account("omise", mode="test")
            if people is not None:
                await asyncio.to_thread(app.state.account.customers.import_file, people)
            yield

    app = FastAPI(title="Counter", lifespan=lifespan)

    def customers(request: Request) -> tillbook.Customers:
        account: tillbook.Account = request.app.state.account
        return account.customers

    @app.exception_handler(tillbook.TillbookError)
    async def refused(request: Request, error: Exception) -> JSONResponse:
        assert isinstance(error, tillbook.TillbookError)
        status = {"not_found": 404, "invalid_argument": 400}.get(error.name, 503 if error.retryable else 500)
        return JSONResponse({"error": error.name, "message": error.message, "field": error.field}, status)

    @app.get("/customers/{id}")
    async def by_id(request: Request, id: str) -> dict[str, Any]:
        customer = await asyncio.to_thread(customers(request).get, id)
        if customer is None:
            raise HTTPException(404, "there is no such customer")
        return shown(customer)

    @app.get("/customers")
    async def find(request: Request, name: Optional[str] = None, phone: Optional[str] = None) -> list[dict[str, Any]]:
        found = await asyncio.to_thread(customers(request).find, name=name, phone=phone, limit=20)
        return [shown(customer) for customer in found]

    return app


if "TILLBOOK_STORE" in os.environ:
    app = make_app(os.environ["TILLBOOK_STORE"], os.environ.get("TILLBOOK_PEOPLE"))
