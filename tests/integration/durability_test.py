"""Nothing acknowledged is lost and nothing happens twice, whatever becomes of the process."""
import json
import os
import threading

import program
from program import PACKS, Folder, Server, objects, run, wait_until

PROJECTIONS = ["conversations", "messages", "turns", "quotes", "approvals", "dead_letters", "overview"]
AT = "2026-03-02T16:00:%02dZ"


class PowerCut(Folder):
    def load(self, server, acknowledged, stop):
        """Says messages until the server is gone; keeps what it acknowledged."""
        def speak(worker):
            number = 0
            while not stop.is_set():
                message = "w%d-%d" % (worker, number)
                text = "necesito 50 cajas de guantes nitrilo M, pedido " + message
                try:
                    status, answer, _ = server.say("t%d-%d" % (worker, number % 3), message, text)
                except Exception:
                    return
                if status == 202:
                    acknowledged.append((message, answer["entity"]))
                number += 1
        threads = [threading.Thread(target=speak, args=(worker,)) for worker in range(4)]
        for thread in threads:
            thread.start()
        return threads

    def exported(self):
        return objects(self.check(run("export", "turns", "--data", self.data)))

    def received(self):
        """How often each message was received, and by which entity."""
        found = {}
        for line in self.exported():
            for event in line["turn"].get("decision", {}).get("events", []):
                if event["type"] == "message.received.v1":
                    found.setdefault(event["message_id"], []).append(line["entity"])
        return found

    def test_every_acknowledged_message_has_its_turn_once_after_kill_9(self):
        pack = self.copy_of_pack("demo", quiet_window_s="0")
        acknowledged = []
        for cut in range(2):
            server = Server(self.folder, self.data, [pack])
            self.addCleanup(server.kill)
            server.token("connector")
            stop, wanted = threading.Event(), len(acknowledged) + 12
            threads = self.load(server, acknowledged, stop)
            wait_until(lambda: len(acknowledged) >= wanted, "12 acknowledged messages")
            server.kill()
            stop.set()
            for thread in threads:
                thread.join()
        server = Server(self.folder, self.data)
        self.addCleanup(server.kill)
        last = server.say("last", "last", "hola")[1]
        for path in ("/conversations", "/quotes", "/overview"):
            seen = server.api("GET", path + "?wait_for=%s&timeout_ms=10000" % last["position"], timeout=30)
            self.assertEqual(200, seen[0], seen[1])
        wait_until(lambda: set(message for message, _ in acknowledged) <= set(self.received()),
                   "a turn for every acknowledged message")
        self.assertEqual(0, server.stop())
        received = self.received()
        for message, entity in acknowledged:
            self.assertEqual([entity], received[message], message)
        self.assertTrue(all(len(entities) == 1 for entities in received.values()))
        replay = objects(self.check(run("audit", "replay", "--data", self.data)))[0]
        self.assertEqual(0, replay["differing"])
        self.check(run("audit", "verify", "--data", self.data))
        for name in PROJECTIONS:
            self.check(run("projections", "rebuild", name, "--data", self.data))
        digests = self.check(run("projections", "digest", "--data", self.data, "--json"))
        self.assertEqual(set(PROJECTIONS), {row["projection"] for row in objects(digests)})


class Damage(Folder):
    def setUp(self):
        super().setUp()
        lines = [{"conversation": "c1", "text": "necesito 50 cajas de guantes nitrilo M", "at": AT % 0},
                 {"advance_to": AT % 20}]
        self.check(run("chat", "--pack", os.path.join(PACKS, "demo"), "--data", self.data, lines=lines))
        self.log = os.path.join(self.data, "log", "log.sqlite")
        self.check(run("audit", "verify", "--data", self.data))

    def bytes_of_log(self):
        with open(self.log, "rb") as opened:
            return opened.read()

    def write_log(self, raw):
        for left in ("-wal", "-shm"):
            if os.path.exists(self.log + left):
                os.unlink(self.log + left)
        with open(self.log, "wb") as opened:
            opened.write(raw)

    def refuses(self, raw, what):
        """Neither server nor chat writes to it; the error says what to do."""
        self.write_log(raw)
        for command in (["server", "run", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0"],
                        ["chat", "--pack", os.path.join(PACKS, "demo")]):
            done = run(*command, "--data", self.data, lines=[{"conversation": "c1", "text": "hola"}])
            self.assertNotIn(done.returncode, (0, 7), (what, done.stdout[-300:]))
            self.assertGreater(done.returncode, 0, "ended by a signal: " + what)
            self.assertGreater(len(done.stderr.strip() + done.stdout.strip()), 20, what)
            self.assertEqual(raw, self.bytes_of_log(), "the file was changed: " + what)

    def test_a_damaged_log_is_refused_and_left_as_it_is(self):
        whole = self.bytes_of_log()
        self.refuses(b"\x00" * 4096 + whole[4096:], "first page zeroed")
        self.refuses(whole[:len(whole) // 2], "truncated")
        self.refuses(b"this is no database, it is a letter" * 200, "another file")

    def test_one_flipped_byte_of_a_stored_turn_is_found(self):
        whole = self.bytes_of_log()
        turn = whole.index(b'{"tenant":"demo","kind":"conversation"')
        for place in (turn + 12, whole.index(b'"decision"', turn) + 2):
            changed = bytearray(whole)
            changed[place] ^= 1
            self.write_log(bytes(changed))
            done = run("audit", "verify", "--data", self.data)
            if done.returncode == 8:
                difference = json.loads(done.stdout)["first_difference"]
                self.assertRegex(difference["position"], r"^turns/\d+/\d+$")
            else:
                self.check(done, 1)
                self.assertIn(b"not as they were written", done.stdout + done.stderr)

    def test_a_second_process_is_told_that_the_folder_is_taken(self):
        server = Server(self.folder, self.data)
        self.addCleanup(server.kill)
        second = self.check(run("server", "run", "--data", self.data, "--listen", "127.0.0.1:0",
                                "--admin", "127.0.0.1:0"), 5)
        self.assertIn(b"nother process", second.stdout + second.stderr)
        self.assertTrue(server.alive())
        self.check(run("audit", "verify", "--data", self.data))
        self.assertEqual(0, server.stop())


if __name__ == "__main__":
    program.main()
