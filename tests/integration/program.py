"""Runs the real program for the tests of this folder: its batch commands, and its server over HTTP.

Every test program is called as `<file>.py <path of orkesta> [unittest arguments]`.
"""
import hashlib
import hmac
import http.client
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

SOURCE = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))
PACKS = os.path.join(SOURCE, "ops", "tenants")
SHARED = os.path.abspath(os.path.join(SOURCE, "..", "shared"))
ORDER = "necesito 50 cajas de guantes nitrilo M y 20 cubrebocas"
ORDER_TOTAL = {"minor_units": 866056, "currency": "MXN"}
WEBHOOK_SECRET = "integration-hmac-secret"
PATIENCE = 30.0

program = ""


def main():
    """Takes the program's path off the command line and runs the file's tests."""
    global program
    if len(sys.argv) < 2:
        sys.exit("usage: %s PATH_OF_ORKESTA [unittest arguments]" % sys.argv[0])
    sys.modules["program"].program = os.path.abspath(sys.argv.pop(1))
    unittest.main(module="__main__", verbosity=2)


def run(*arguments, lines=None, timeout=110, environment=None):
    """Runs one command; `lines` are objects or raw texts that go in, one each."""
    given = None
    if lines is not None:
        given = "".join((line if isinstance(line, str) else json.dumps(line, ensure_ascii=False)) + "\n"
                        for line in lines).encode()
    return subprocess.run([sys.modules["program"].program, *arguments], input=given, timeout=timeout,
                          env=dict(os.environ, **(environment or {})), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def objects(done):
    return [json.loads(line) for line in done.stdout.decode().splitlines()]


def turns_of(answer):
    """Every turn that a line of `chat` tells of, in log order."""
    if "advanced_to" in answer:
        return answer["turns"]
    return answer.get("timers", []) + ([answer] if "events" in answer else []) + answer.get("then", [])


def event_types(turns):
    return [event["type"] for turn in turns for event in turn.get("events", [])]


def wait_until(holds, what, patience=PATIENCE):
    """The first true answer of `holds`; fails when there is none in time."""
    until = time.monotonic() + patience
    while True:
        answer = holds()
        if answer:
            return answer
        if time.monotonic() > until:
            raise AssertionError("not within %g s: %s" % (patience, what))
        time.sleep(0.03)


class Folder(unittest.TestCase):
    """A test with a folder of its own."""

    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="orkesta-test-")
        self.addCleanup(shutil.rmtree, self.folder, ignore_errors=True)
        self.data = os.path.join(self.folder, "data")

    def copy_of_pack(self, name, **replacements):
        """A pack with other values in tenant.toml: `quiet_window_s="0"`."""
        copy = os.path.join(self.folder, "packs", name)
        if not os.path.isdir(copy):
            shutil.copytree(os.path.join(PACKS, name), copy)
        file = os.path.join(copy, "tenant.toml")
        with open(file, encoding="utf-8") as opened:
            text = opened.read()
        for key, value in replacements.items():
            text, count = re.subn(r"(?m)^%s = .*$" % key, "%s = %s" % (key, value), text)
            assert count == 1, key
        with open(file, "w", encoding="utf-8") as opened:
            opened.write(text)
        return copy

    def check(self, done, status=0):
        self.assertEqual(status, done.returncode,
                         "stdout: %s\nstderr: %s" % (done.stdout[-600:], done.stderr[-600:]))
        return done


class Server:
    """`orkesta server run` on free ports; ended by its own process id."""

    def __init__(self, folder, data, packs=(), secrets=None, listen="127.0.0.1:0", options=(), environment=None):
        self.data = data
        self.secrets = os.path.join(folder, "secrets")
        for path, value in {"demo/chatwoot/hmac_secret": WEBHOOK_SECRET, **(secrets or {})}.items():
            file = os.path.join(self.secrets, "tenant", path)
            os.makedirs(os.path.dirname(file), exist_ok=True)
            with open(file, "w") as opened:
                opened.write(value)
        command = [sys.modules["program"].program, "server", "run", "--secrets", self.secrets]
        if data:  # Else its settings name it, and its addresses.
            command += ["--data", data, "--listen", listen, "--admin", "127.0.0.1:0"]
        for pack in packs:
            command += ["--pack", pack]
        command += options
        self.errors = os.path.join(folder, "server-%d.log" % time.monotonic_ns())
        with open(self.errors, "wb") as errors:
            self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors,
                                            env=dict(os.environ, **(environment or {})))
        try:
            ready = wait_until(self._ready, "the server is ready", 60)
        except BaseException:
            self.kill()
            raise
        self.port, self.admin_port = int(ready.group(1)), int(ready.group(2))
        self.tokens = {}

    def said(self):
        with open(self.errors, encoding="utf-8", errors="replace") as opened:
            return opened.read()

    def _ready(self):
        if self.process.poll() is not None:
            raise AssertionError("the server ended with %s: %s" % (self.process.returncode, self.said()))
        return re.search(r"ready on http://127\.0\.0\.1:(\d+), admin http://127\.0\.0\.1:(\d+)",
                         self.said())

    def alive(self):
        return self.process.poll() is None and self.request("GET", "/health", admin=True)[0] == 200

    def kill(self):
        """As a power cut: SIGKILL."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()

    def stop(self):
        """SIGTERM and the exit status."""
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(30)
            except subprocess.TimeoutExpired:
                self.kill()
                raise AssertionError("SIGTERM did not stop the server: " + self.said())
        return self.process.returncode

    def token(self, role, tenant="demo"):
        if (role, tenant) not in self.tokens:
            done = run("token", "create", "--tenant", tenant, "--role", role, "--user", role + "-1",
                       "--data", self.data)
            assert done.returncode == 0, done.stderr
            self.tokens[role, tenant] = done.stdout.decode().strip()
        return self.tokens[role, tenant]

    def request(self, method, path, body=None, headers=None, admin=False, timeout=20):
        """-> status, JSON or text, headers; on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.admin_port if admin else self.port,
                                                timeout=timeout)
        try:
            sent = dict(headers or {})
            if body is not None and not isinstance(body, bytes):
                body = json.dumps(body, ensure_ascii=False).encode()
            if body is not None:
                sent.setdefault("Content-Type", "application/json")
            try:
                connection.request(method, path, body, sent)
            except (BrokenPipeError, ConnectionResetError):
                # The server answers a body that is too large and closes before it has read it all;
                # whether the answer or the end of the connection is seen first is chance.
                if len(body or b"") <= 256 << 10:
                    raise
                return 413, {}, {}
            try:
                answer = connection.getresponse()
            except (ConnectionResetError, http.client.RemoteDisconnected):
                if len(body or b"") <= 256 << 10:
                    raise
                return 413, {}, {}
            text = answer.read().decode()
            try:
                return answer.status, json.loads(text), answer.headers
            except ValueError:
                return answer.status, text, answer.headers
        finally:
            connection.close()

    def api(self, method, path, body=None, role="ceo", tenant="demo", headers=None, **more):
        sent = {"Authorization": "Bearer " + self.token(role, tenant), "X-Org-Id": tenant}
        sent.update(headers or {})
        return self.request(method, "/api/v1" + path, body, sent, **more)

    def say(self, conversation, message, text, **more):
        return self.api("POST", "/inbound", inbound(conversation, message, text, **more),
                        role="connector")

    def webhook(self, body, account="3", secret=WEBHOOK_SECRET, at=None, headers=None):
        raw = body if isinstance(body, bytes) else json.dumps(body, ensure_ascii=False).encode()
        if headers is None:
            headers = signed(raw, secret, at)
        return self.request("POST", "/webhooks/chatwoot/demo/" + account, raw, headers)


def inbound(conversation, message, text, **more):
    return {"channel": "web", "account": "1", "conversation": conversation,
            "message": {"id": message, "kind": "text", "text": text}, **more}


def signed(raw, secret=WEBHOOK_SECRET, at=None):
    """Chatwoot's headers over the raw body."""
    stamp = str(int(time.time() if at is None else at))
    digest = hmac.new(secret.encode(), stamp.encode() + b"." + raw, hashlib.sha256).hexdigest()
    return {"X-Chatwoot-Timestamp": stamp, "X-Chatwoot-Signature": "sha256=" + digest,
            "X-Chatwoot-Delivery": "d-" + stamp}


def chatwoot_message(message, thread, text, account=3):
    """A webhook `message_created` in Chatwoot's form."""
    return {"event": "message_created", "account": {"id": account, "name": "Demo"}, "id": message,
            "content": text, "content_type": "text", "content_attributes": {}, "private": False,
            "message_type": "incoming", "created_at": time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime()),
            "conversation": {"id": thread, "channel": "Channel::Whatsapp", "status": "open"},
            "sender": {"id": 8801, "name": "Mariana Ibarra", "type": "contact",
                       "phone_number": "+525555550142", "email": "mariana@example.com"}}
