"""The program as its operator meets it: settings, journal, service manager, keyboard."""
import json
import os
import pty
import select
import socket
import time

import program
from program import ORDER, PACKS, Folder, Server, chatwoot_message, objects, run, wait_until

DEMO = os.path.join(PACKS, "demo")


class Settings(Folder):
    def file(self, text):
        path = os.path.join(self.folder, "orkesta.toml")
        with open(path, "w") as opened:
            opened.write(text)
        return path

    def show(self, *arguments, environment=None):
        done = self.check(run("config", "show", "--json", *arguments, environment=environment))
        return {row["name"]: (row["value"], row["origin"]) for row in objects(done)}

    def test_flags_come_before_the_environment_before_the_file_before_defaults(self):
        file = self.file('[server]\nlisten = "127.0.0.1:1"\nadmin = "127.0.0.1:2"\n')
        shown = self.show("--config", file, environment={"ORKESTA_SERVER_ADMIN": "127.0.0.1:3"})
        self.assertEqual(("127.0.0.1:1", file), shown["server.listen"])
        self.assertEqual(("127.0.0.1:3", "environment"), shown["server.admin"])
        self.assertEqual(("info", "default"), shown["server.log"])
        lines = self.check(run("config", "show", "--origin", "--config", file)).stdout.decode()
        self.assertIn("server.listen = 127.0.0.1:1", lines)

    def test_a_mistake_in_the_file_is_named(self):
        for text, word in (('[server]\nlitsen = "x"\n', "server.listen"), ("[server\n", ":1:"), ('[server]\nlog = "loud"\n', "server.log")):
            done = self.check(run("config", "show", "--config", self.file(text)), 2)
            self.assertIn(word, done.stderr.decode())
        self.check(run("config", "show", "--config", "/nowhere.toml"), 2)

    def test_a_server_runs_by_its_file_alone(self):
        file = self.file('[server]\ndata = "%s"\nlisten = "127.0.0.1:0"\nadmin = "127.0.0.1:0"\n' % self.data)
        server = Server(self.folder, None, options=["--config", file])
        self.addCleanup(server.kill)
        self.assertTrue(server.alive())
        self.assertTrue(os.path.exists(os.path.join(self.data, "log", "log.sqlite")))
        self.assertEqual(0, server.stop())

    def test_the_folder_of_data_may_stand_in_the_environment(self):
        known = {"ORKESTA_SERVER_DATA": self.data}
        self.check(run("tenants", "import", DEMO, environment=known))
        self.assertEqual(["demo"], [row["tenant"] for row in objects(self.check(
            run("tenants", "list", "--json", environment=known)))[0]])
        self.check(run("audit", "verify", environment=known))
        self.check(run("audit", "verify"), 2)


class Journal(Folder):
    def lines(self, server):
        return [json.loads(line) for line in server.said().splitlines() if line.startswith("{")]

    def test_every_line_is_json_and_nobody_is_named(self):  # S13, S14, T28
        server = Server(self.folder, self.data, [self.copy_of_pack("demo", quiet_window_s="0")],
                        environment={"ORKESTA_SERVER_LOG": "debug"})
        self.addCleanup(server.kill)
        body = chatwoot_message(1, 81, ORDER + " para Zenobia zafiro")
        self.assertEqual(200, server.webhook(body)[0])
        self.assertEqual(401, server.webhook(body, secret="wrong")[0])
        self.assertEqual(200, server.api("GET", "/conversations?owner=zafiro")[0])
        self.assertEqual(404, server.request("GET", "/Zenobia/zafiro?token=zafiro")[0])
        wait_until(lambda: server.api("GET", "/quotes")[1]["quotes"], "a quote")
        self.assertEqual(0, server.stop())
        said = server.said()
        lines = self.lines(server)
        others = [line for line in said.splitlines() if line and not line.startswith("{")]
        self.assertEqual(1, len(others), others)  # The line that scripts wait for.
        for line in lines:
            self.assertLessEqual({"at", "level", "event"}, set(line))
            self.assertRegex(line["at"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
        events = [line["event"] for line in lines]
        self.assertLess(events.index("ready"), events.index("stopping"))
        self.assertIn({"method": "GET", "route": "/api/v1/conversations", "status": "200"},
                      [{key: line[key] for key in ("method", "route", "status")} for line in lines if line["event"] == "served"])
        secrets = ["Zenobia", "zafiro", "Mariana", "mariana@", "5550142", "guantes", program.WEBHOOK_SECRET, "Bearer"]
        for word in secrets + [token for token in server.tokens.values()]:
            self.assertNotIn(word, said)

    def test_quiet_is_quiet(self):
        server = Server(self.folder, self.data, environment={"ORKESTA_SERVER_LOG": "error"})
        self.addCleanup(server.kill)
        server.request("GET", "/nothing")
        self.assertEqual(0, server.stop())
        self.assertEqual(1, len(server.said().splitlines()), server.said())


class ServiceManager(Folder):
    def test_it_is_told_when_we_are_ready_alive_and_stopping(self):
        path = os.path.join(self.folder, "notify")
        heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self.addCleanup(heard.close)
        heard.bind(path)
        heard.settimeout(20)
        server = Server(self.folder, self.data, environment={"NOTIFY_SOCKET": path, "WATCHDOG_USEC": "400000"})
        self.addCleanup(server.kill)
        self.assertIn(b"READY=1", heard.recv(4096))
        self.assertEqual(b"WATCHDOG=1", heard.recv(4096).strip())
        self.assertEqual(b"WATCHDOG=1", heard.recv(4096).strip())
        self.assertEqual(0, server.stop())
        heard.settimeout(1)
        last = b""
        while b"STOPPING=1" not in last:
            last = heard.recv(4096)


class Keyboard(Folder):
    def type(self, lines, *arguments):
        """What the program shows when it is used at a terminal."""
        process, terminal = pty.fork()
        if process == 0:
            os.execv(program.program, [program.program, "chat", *arguments])
        shown = b""
        try:
            for line in lines + [b"\x04"]:
                shown += self.shown(terminal, b"> ")
                os.write(terminal, line)
            shown += self.shown(terminal, None)
        finally:
            os.close(terminal)
            status = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
        return status, shown.decode(errors="replace").replace("\r\n", "\n")

    def shown(self, terminal, until):
        """Up to the prompt, or to the end."""
        text, deadline = b"", time.monotonic() + 30
        while time.monotonic() < deadline and not (until and text.endswith(until)):
            if not select.select([terminal], [], [], 0.2)[0]:
                continue
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            text += piece
        return text

    def test_plain_words_are_answered_in_plain_words(self):
        status, shown = self.type(["hola\n".encode(), (ORDER + "\n").encode(), b'{"conversation":"c2","text":"hola"}\n'],
                                  "--pack", DEMO)
        self.assertEqual(0, status, shown)
        self.assertIn("Botica Industrial El Faro", shown)
        self.assertIn("Total con impuestos: $8,660.56 MXN", shown)
        self.assertIn('"message.received.v1"', shown)


class Tenant(Folder):
    """`chat --tenant` over a folder that has the tenant already."""

    def chat(self, *arguments, status=0, text=ORDER, at="2026-03-02T16:00:00Z"):
        lines = [{"conversation": "c1", "text": text, "at": at}, {"advance_to": at[:-3] + "59Z"}]
        return self.check(run("chat", *arguments, "--data", self.data, lines=lines), status)

    def test_it_needs_no_pack(self):
        first = objects(self.chat("--pack", DEMO))
        again = objects(self.chat("--tenant", "demo", text="sí, confirmo", at="2026-03-02T16:05:00Z"))
        types = [event["type"] for turn in [again[0]] + again[1]["turns"] for event in turn["events"]]
        self.assertIn("quote.accepted.v1", types)
        later = objects(self.chat("--tenant", "demo", text="gracias", at="2026-03-02T16:10:00Z"))
        self.assertEqual("closing", later[0]["stage"])  # Where the run before left it.
        self.assertEqual(first[0]["conversation"], again[0]["conversation"])
        self.chat("--tenant", "nobody", status=3)
        asked = run("understand", "--tenant", "nobody", "--data", self.data, lines=[{"id": "1", "text": "hola"}])
        self.check(asked, 3)
        self.check(run("chat", "--tenant", "demo", lines=[{"conversation": "c", "text": "x"}]), 2)

    def test_an_imported_installation_is_one_too_and_can_be_served_later(self):
        self.check(run("tenants", "import", DEMO, "--data", self.data))
        soon = time.strftime("%Y-%m-%dT%H:%M:00Z", time.gmtime(time.time() + 60))
        answers = objects(self.chat("--tenant", "demo", at=soon))
        turns = [answers[0]] + answers[1]["turns"]  # At once, or after the quiet window.
        self.assertIn("quote.offered.v1", [event["type"] for turn in turns for event in turn["events"]])
        self.check(run("audit", "verify", "--data", self.data))
        self.assertEqual(0, objects(self.check(run("audit", "replay", "--data", self.data)))[0]["differing"])
        server = Server(self.folder, self.data)
        self.addCleanup(server.kill)
        self.assertEqual(["c1"], [row["id"] for row in server.api("GET", "/conversations")[1]["conversations"]])
        self.assertEqual(0, server.stop())


if __name__ == "__main__":
    program.main()
