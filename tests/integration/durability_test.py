"""Nothing acknowledged is lost and nothing happens twice, whatever becomes of the process."""
import contextlib
import json
import os
import random
import sqlite3
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
                 {"conversation": "c2", "text": "hola", "at": AT % 5},
                 {"conversation": "c2", "text": "quiero 20 cubrebocas", "at": AT % 15},
                 {"advance_to": AT % 50}]
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

    def stored(self):
        """Every record of the log: its place `topic/partition/offset`, and its bytes."""
        with contextlib.closing(sqlite3.connect("file:%s?mode=ro&immutable=1" % self.log, uri=True)) as opened:
            topics = dict(opened.execute("SELECT id, name FROM topics"))
            return [("%s/%d/%d" % (topics[key >> 52], key >> 40 & 0xfff, key & (1 << 40) - 1), bytes(record))
                    for key, record in opened.execute("SELECT k, record FROM log ORDER BY k")]

    def flip(self, whole, place, bit):
        changed = bytearray(whole)
        changed[place] ^= 1 << bit
        self.write_log(bytes(changed))
        return run("audit", "verify", "--data", self.data)

    def flips_of(self, chance, whole, record, count):
        """Places in the file of bytes of this record: its first, its last, and some between."""
        found = []
        offsets = [0, len(record) - 1] + [chance.randrange(len(record)) for _ in range(20)]
        for offset in offsets:
            # A record of many pages is not in one piece, and what is written twice is no place.
            begin = 0 if whole.count(record) == 1 else max(0, min(offset - 32, len(record) - 64))
            around = record if begin == 0 and whole.count(record) == 1 else record[begin:begin + 64]
            if len(found) < count and whole.count(around) == 1:
                found.append(whole.index(around) + offset - begin)
        return found

    def test_any_flipped_byte_of_a_stored_record_is_named(self):  # P6
        chance, whole, tried = random.Random(20260302), self.bytes_of_log(), {}
        for place, record in self.stored():
            topic = place.split("/")[0]
            for at in self.flips_of(chance, whole, record, 8 if topic == "turns" else 3):
                done = self.check(self.flip(whole, at, chance.randrange(8)), 8)
                told = json.loads(done.stdout)
                self.assertFalse(told["ok"])
                self.assertEqual(place, told["first_difference"]["position"], at)
                tried[topic] = tried.get(topic, 0) + 1
        self.assertGreaterEqual(tried["turns"], 40, tried)
        self.assertGreaterEqual(tried["inbound"], 6, tried)
        self.write_log(whole)
        self.check(run("audit", "verify", "--data", self.data))

    def test_a_flipped_byte_anywhere_is_named_or_changes_no_turn(self):
        chance, whole = random.Random(7), self.bytes_of_log()
        export = lambda: self.check(run("export", "turns", "--raw", "--data", self.data)).stdout
        before = export()
        for at in [chance.randrange(len(whole)) for _ in range(40)]:
            done = self.flip(whole, at, chance.randrange(8))
            self.assertIn(done.returncode, (0, 8), (at, done.stdout, done.stderr))
            if done.returncode == 0:
                self.assertEqual(before, export(), at)

    def test_a_record_that_was_taken_out_is_named(self):
        place, _ = [one for one in self.stored() if one[0].startswith("inbound/")][-1]
        _, partition, offset = place.split("/")
        with contextlib.closing(sqlite3.connect(self.log)) as opened, opened:
            opened.execute("DELETE FROM log WHERE (k & ?) = ? AND (k >> 40 & 4095) = ? AND k >> 52 = "
                           "(SELECT id FROM topics WHERE name = 'inbound')",
                           ((1 << 40) - 1, int(offset), int(partition)))
        done = self.check(run("audit", "verify", "--data", self.data), 8)
        self.assertEqual(place, json.loads(done.stdout)["first_difference"]["position"])

    def test_damage_in_the_write_ahead_log_is_named(self):
        self.data = os.path.join(self.folder, "served")
        server = Server(self.folder, self.data, [os.path.join(PACKS, "demo")])
        self.addCleanup(server.kill)
        for number in range(6):
            self.assertEqual(202, server.say("wal", "m%d" % number, "hola")[0])
        server.kill()
        self.check(run("audit", "verify", "--data", self.data))
        with open(os.path.join(self.data, "log", "log.sqlite-wal"), "r+b") as opened:
            middle = opened.seek(0, os.SEEK_END) // 3
            opened.seek(middle)
            byte = opened.read(1)[0]
            opened.seek(middle)
            opened.write(bytes([byte ^ 4]))
        done = self.check(run("audit", "verify", "--data", self.data), 8)
        self.assertEqual("log.sqlite-wal", json.loads(done.stdout)["first_difference"]["position"])

    def test_what_chat_simulated_is_not_served(self):
        """Its keys can be computed by anybody, those of its tokens too."""
        done = self.check(run("server", "run", "--data", self.data, "--listen", "127.0.0.1:0",
                              "--admin", "127.0.0.1:0"), 2)
        self.assertIn(b"chat", done.stderr)

    def test_a_second_process_is_told_that_the_folder_is_taken(self):
        self.data = os.path.join(self.folder, "served")
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
