"""Other vendors: Prism as a mock of the OpenAPI file, which says what is wrong."""

import json
import pathlib
import re
import socket
import subprocess
import time
import urllib.error
import urllib.request
from urllib.parse import urlsplit

import yaml

LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# for it to start, or to write its log; a large file takes a while
PATIENCE = 120
# past any proxy of the environment
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


def file_of(kind, folder):
    """The vendor's file, if the reader brought it."""
    if folder is None:
        return None
    files = [pathlib.Path(folder, f"{kind}.{end}") for end in ("json", "yaml", "yml")]
    return next((file for file in files if file.is_file()), None)


class Judge:
    def __init__(self, file):
        self.bases = bases(file)
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.url = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.log = pathlib.Path(f"{file.stem}.log")
        command = ["node_modules/.bin/prism", "mock", "-p", self.url.rsplit(":")[-1], str(file)]
        with self.log.open("w") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            self.wait_for(0, "Prism is listening")
        except RuntimeError:
            self.__exit__()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def __call__(self, path, headers, body):
        base = next((it for it in self.bases if f"{path}/".startswith(f"{it}/")), None)
        if base is None:
            return [f"{path} is under no server of the file: {self.bases}"], 404, "text/plain", b""
        own = {name: value for name, value in headers.items() if name != "host"}
        request = urllib.request.Request(self.url + path.removeprefix(base), body, own)
        begins = len(self.log.read_text())
        try:
            answer = DIRECT.open(request)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            status, kind, content = answer.status, answer.headers["content-type"], answer.read()
        lines = self.wait_for(begins, "Responding with \"|Request terminated").splitlines()
        # that its own made-up answer breaks the file, too, it calls a violation of the response
        lines = [line for line in lines if "Violation: response" not in line]
        wrong = [line.split("error", 1)[1].strip() for line in lines
                 if re.search(r"\[VALIDATOR\].*error|Request terminated", line)]
        if not any("The request passed the validation rules" in line for line in lines):
            wrong = wrong or ["Prism did not say that it is valid"]
        return wrong, status, kind or "text/plain", content

    def wait_for(self, begins, words):
        """What Prism wrote since, once these words are among it."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends and self.process.poll() is None:
            told = self.log.read_text()[begins:]
            if re.search(words, told):
                return told
            time.sleep(0.05)
        raise RuntimeError(f"Prism did not get there:\n{self.log.read_text()}")


def bases(file):
    """The paths of all servers of the file, the longest first: Prism takes none."""
    text = file.read_text()
    told = json.loads(text) if file.suffix == ".json" else yaml.load(text, LOADER)
    if "swagger" in told:
        return [told.get("basePath", "").rstrip("/")]
    items = [it for it in told.get("paths", {}).values() if isinstance(it, dict)]
    items += [it for item in items for it in item.values() if isinstance(it, dict)]
    servers = [server for it in [told, *items] for server in it.get("servers", [])]
    return sorted({base(server) for server in servers} or {""}, key=len, reverse=True)


def base(server):
    """Its path, with the defaults of its variables."""
    variables = server.get("variables", {})
    default = lambda name: str(variables.get(name[1], {}).get("default", ""))
    return urlsplit(re.sub(r"\{(\w+)\}", default, server["url"])).path.rstrip("/")
