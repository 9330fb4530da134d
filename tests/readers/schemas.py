#!/usr/bin/env python3
"""Opens files in an editor's YAML language server, which finds the schema by their first lines, and asserts what it
says: nothing of the files that are right, something of those that are wrong.

Usage: schemas.py RIGHT... --wrong WRONG...
"""

import json
import pathlib
import queue
import subprocess
import sys
import threading

ROOT = pathlib.Path(__file__).parent.parent.parent
SERVER = ROOT / "target/readers/npm/node_modules/.bin/yaml-language-server"
SETTINGS = {"yaml": {"validate": True, "schemaStore": {"enable": False}, "kubernetesCRDStore": {"enable": False}}, "http": {}}
PATIENCE = 60


class Server:
    def __init__(self):
        self.process = subprocess.Popen([SERVER, "--stdio"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.said = queue.Queue()
        threading.Thread(target=self.listen, daemon=True).start()
        self.send({"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": ROOT.as_uri(), "capabilities": {"workspace": {"configuration": True}}}})
        self.wait(lambda said: said.get("id") == 1 and "result" in said)
        self.send({"method": "initialized", "params": {}})
        self.send({"method": "workspace/didChangeConfiguration", "params": {"settings": SETTINGS}})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def listen(self):
        while True:
            length = 0
            while line := self.process.stdout.readline().strip():
                if line.lower().startswith(b"content-length:"):
                    length = int(line.split(b":")[1])
            if not length:
                return
            said = json.loads(self.process.stdout.read(length))
            if said.get("method") == "workspace/configuration":
                self.send({"id": said["id"], "result": [SETTINGS.get(item.get("section")) for item in said["params"]["items"]]})
            elif "id" in said and "method" in said:
                self.send({"id": said["id"], "result": None})
            else:
                self.said.put(said)

    def wait(self, wanted):
        while True:
            said = self.said.get(timeout=PATIENCE)
            if wanted(said):
                return said

    def diagnostics(self, path):
        uri = path.resolve().as_uri()
        self.send({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text()}}})
        said = self.wait(lambda said: said.get("method") == "textDocument/publishDiagnostics" and said["params"]["uri"] == uri)
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in said["params"]["diagnostics"]]


def main(arguments):
    at = arguments.index("--wrong")
    right, wrong = ([pathlib.Path(name) for name in names] for names in (arguments[:at], arguments[at + 1:]))
    server = Server()
    faults = []
    for path in right:
        faults += [f"{path}:{fault}" for fault in server.diagnostics(path)]
    for path in wrong:
        said = server.diagnostics(path)
        if not said:
            faults.append(f"{path}: nothing is said of it")
        elif any("Unable to load schema" in one or "Problems loading" in one for one in said):
            faults.append(f"{path}: {said}")
    server.process.kill()
    print("\n".join(faults) if faults else f"{len(right)} files taken, {len(wrong)} refused")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
