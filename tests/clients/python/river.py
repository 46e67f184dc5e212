"""Generates a client from the description that the server publishes, and makes it handy for a story."""

import importlib
import inspect
import subprocess
import sys
import typing
from pathlib import Path

from openapi_python_client.strings import snake_case

from till import SECRET, URL, ask, bearer

_, DESCRIPTION = ask("GET", "/openapi.json", authorization=bearer(SECRET))

# The generator would format what it wrote; nobody is to read it.
Path("generator.yaml").write_text("post_hooks: []\n")
GENERATE = f"generate --url {URL}/openapi.json --output-path generated --meta none --config generator.yaml"
subprocess.run([Path(sys.executable).with_name("openapi-python-client"), *GENERATE.split()], check=True, timeout=40)
sys.path.insert(0, ".")
generated = importlib.import_module("generated")
UNSET = importlib.import_module("generated.types").UNSET


class Refused(Exception):
    """What an answer that is the description's error object says of its only error."""

    def __init__(self, status, errors):
        (error,) = errors.errors
        said = (error.code, error.parameter)
        super().__init__(status, str(errors.type_), *(None if part is UNSET else part for part in said))
        self.message = error.message


class River:
    """The generated client. Each of its functions is called by the method and the path that it was generated for."""

    def __init__(self, token=SECRET):
        self.client = generated.AuthenticatedClient(base_url=URL, token=token, raise_on_unexpected_status=True)

    def __call__(self, method, path, *arguments, body=None, **query):
        operation = DESCRIPTION["paths"][path][method]
        place = ["generated", "api", snake_case(operation["tags"][0]), snake_case(operation["operationId"])]
        function = importlib.import_module(".".join(place)).sync_detailed
        if body is not None:
            kinds = inspect.signature(function).parameters["body"].annotation
            kinds = typing.get_args(kinds) or (kinds,)
            (model,) = [kind for kind in kinds if hasattr(kind, "from_dict")]
            query["body"] = model.from_dict(body)
        answer = function(*arguments, client=self.client, **query)
        if answer.status_code >= 400:
            raise Refused(int(answer.status_code), answer.parsed)
        return answer.parsed


def refused(call, *arguments, **named):
    """Status, type, code and parameter of the error that a call ends with."""
    try:
        answer = call(*arguments, **named)
    except Refused as error:
        return error.args
    raise AssertionError(f"not refused: {answer!r}")
