"""Lets schemathesis loose on `tillbook serve`, one provider after the other, and says what it found.

    run.py PROGRAM FOLDER [PROVIDER...]

PROGRAM is the built `tillbook`; stores and reports go below FOLDER. Before the requests of chance come those of
`<provider>.json`, so that there are customers, cards and schedules to be found. A step there says who asks (`as`), what
(`get`, `post`, ... and `json`), and what of the answer later steps may use (`keep`: a name, and where it lies). In `<provider>.toml` it stands as `$name`,
and so do the keys, and `$fresh`, `$fresh_email` and `$fresh_phone` for lists of what nobody has yet.
"""

import base64
import hashlib
import json
import subprocess
import sys
import time
import urllib.request
from functools import reduce
from pathlib import Path
from string import Template

HERE = Path(__file__).parent
PROVIDERS = HERE.parent.parent / "src" / "provider"
TOOLS = Path(sys.executable).parent


def served(program, folder, provider):
    """Starts the server on a new store: the process, and its address and keys."""
    store = folder / f"{provider}.tillbook"
    for old in folder.glob(f"{provider}.tillbook*"):
        old.unlink()
    command = [program, "serve", store, "--provider", provider, "--listen", "127.0.0.1:0", "--json", "--log", "error", "--control"]
    with open(folder / f"{provider}.server.log", "w") as log:
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True)
    return server, json.loads(server.stdout.readline())


def filled(template, known):
    """The template with `{name}` replaced by what is known, at any depth."""
    if isinstance(template, str):
        return reduce(lambda text, name: text.replace("{" + name + "}", known[name]), known, template)
    if isinstance(template, dict):
        return {name: filled(value, known) for name, value in template.items()}
    if isinstance(template, list):
        return [filled(value, known) for value in template]
    return template


def shown(scheme, key, known, path, body):
    """The header that shows a key; `signed` as Monri has it (2.2)."""
    if scheme == "bearer":
        return f"Bearer {known[key]}"
    if scheme == "basic":
        return "Basic " + base64.b64encode(f"{known[key]}:".encode()).decode()
    now, token = str(int(time.time())), known["public_key"]
    digest = hashlib.sha512(f"{known[key]}{now}{token}{path}".encode() + body).hexdigest()
    return f"WP3-v2.1 {token} {now} {digest}"


def opened(url, provider, known):
    """Makes the requests of the provider's file and adds what it keeps of the answers to what is known."""
    for step in json.loads((HERE / f"{provider}.json").read_text()):
        method = next(method for method in ("get", "post", "put", "patch", "delete") if method in step)
        path = filled(step[method], known)
        body = json.dumps(filled(step["json"], known)).encode() if "json" in step else None
        headers = {"Content-Type": "application/json"}
        if "as" in step:
            headers["Authorization"] = shown(*step["as"].split(), known, path, body or b"")
        request = urllib.request.Request(url + path, body, headers, method=method.upper())
        with urllib.request.urlopen(request) as response:
            answer = json.load(response)
        for name, place in step.get("keep", {}).items():
            known[name] = reduce(lambda value, part: value[int(part) if part.isdigit() else part], place.split("/"), answer)


def checked(program, folder, provider):
    """Whether the provider's description is sound, the server holds to it and its store is whole afterwards."""
    description = PROVIDERS / provider.replace("-", "_") / "openapi.json"
    subprocess.run([TOOLS / "openapi-spec-validator", description], check=True)
    server, listener = served(program, folder, provider)
    try:
        known = {name: value for name, value in listener.items() if value}
        # Enough of each that hardly one is taken twice.
        for name, form in {"fresh": "fresh-{}", "fresh_email": "fresh-{}@example.com", "fresh_phone": "09{:08}"}.items():
            known[name] = json.dumps([form.format(number) for number in range(5000)])
        opened(listener["url"], provider, known)
        config = folder / f"{provider}.toml"
        config.write_text((HERE / "all.toml").read_text() + Template((HERE / f"{provider}.toml").read_text()).substitute(known))
        command = [TOOLS / "schemathesis", "--config-file", config, "run", listener["url"] + "/openapi.json"]
        run = subprocess.run(command, cwd=folder)
    finally:
        server.terminate()
        stopped = server.wait(30)
    sound = subprocess.run([program, "check", folder / f"{provider}.tillbook"])
    return run.returncode == 0 and stopped == 0 and sound.returncode == 0


def main(program, folder, *wanted):
    folder = Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    known = sorted(path.stem for path in HERE.glob("*.json"))
    rows = []
    for provider in wanted or known:
        began = time.monotonic()
        print(f"\n-- {provider}", flush=True)
        result = "ok" if checked(program, folder, provider) else "FAILED"
        rows.append(f"{provider:<14} {result:<7} {time.monotonic() - began:4.0f} s")
    print("\n" + "\n".join(rows))
    return any("FAILED" in row for row in rows)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
