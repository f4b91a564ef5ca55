"""What bad input gets from the real server: the table of README and of the reliability rules, row by row."""
import os
import shutil
import subprocess
import time
import unittest

import program
from program import ORDER, ORDER_TOTAL, PACKS, Folder, Server, chatwoot_message, inbound, signed, wait_until
from server_test import ServerTest, events_of

CARD = "4111 1111 1111 1111"


def everything_in(folder):
    """Every byte of every file of a folder, by path."""
    found = {}
    for place, _, files in os.walk(folder):
        for file in files:
            with open(os.path.join(place, file), "rb") as opened:
                found[os.path.join(place, file)] = opened.read()
    return found


class Messages(ServerTest):
    def answered(self, thread, text):
        """The turns of a message once it was answered in words."""
        taken = self.status(202, self.server.say(thread, "m-" + thread, text))
        conversation = self.entity_id(taken)
        seen = lambda: [turn for turn in self.turns(conversation, taken["position"]) if turn["replies"]]
        wait_until(seen, "an answer to " + thread)
        return self.turns(conversation)

    def offered(self, turns):
        return [event for turn in turns for event in events_of(turn) if event == "quote.offered.v1"]

    def test_20000_characters_get_an_orderly_answer(self):
        turns = self.answered("long", ("hola " * 4000))
        self.assertEqual([], self.offered(turns))
        longer = self.status(202, self.server.say("longer", "m1", "ñ" * 30000))
        text = self.read("/conversations/" + self.entity_id(longer), longer["position"])["messages"][0]["text"]
        self.assertEqual("ñ" * 20000, text[:20000])
        self.assertLess(len(text), 20200, "cut at 20,000 code points, and noted")

    def test_only_emoji_and_control_characters_get_an_orderly_answer(self):
        for thread, text in (("emoji", "\U0001F600\U0001F44D\U0001F3FD\U0001F1F2\U0001F1FD" * 30),
                             ("control", "\u0001\u0002\u0007\u200b\u202e hola \u0000fin".replace("\u0000", "")),
                             ("letters", "Z\u0335\u0321\u0353a\u0300\u0301\u0302" * 300)):
            self.assertEqual([], self.offered(self.answered(thread, text)), thread)
        nul = self.server.api("POST", "/inbound", b'{"channel":"web","account":"1","conversation":"nul",'
                              b'"message":{"id":"1","kind":"text","text":"a\\u0000b"}}', role="connector")
        self.assertIn(nul[0], (202, 400), nul[1])

    def test_quantities_that_cannot_be_are_asked_about(self):
        for thread, text in (("zero", "0 cajas de guantes nitrilo M"),
                             ("huge", "1000000000000000 cajas de guantes nitrilo M"),
                             ("huger", "necesito 99999999999999999999999 cajas de guantes nitrilo M"),
                             ("unknown", "quiero 3 unicornios voladores de peluche"),
                             ("unit", "5 litros de guantes nitrilo M")):
            turns = self.answered(thread, text)
            with self.subTest(thread):
                self.assertEqual([], self.offered(turns))
                self.assertEqual([], self.read("/dead-letters?limit=200")["dead_letters"])

    def test_a_card_number_is_masked_before_the_first_write(self):
        forms = [CARD, CARD.replace(" ", "-"), CARD.replace(" ", "")]
        self.answered("card", "cobra a mi tarjeta %s, cvv 987, o a %s; gracias" % (forms[0], forms[1]))
        body = chatwoot_message(601, 6001, "mi tarjeta es " + forms[2])
        body["conversation"]["messages"] = [{"content": "mi tarjeta es " + forms[2]}]
        self.status(200, self.server.webhook(body))
        self.status(202, self.server.say("card-name", "m", "hola", contact={"name": "Ana " + forms[2]}))
        wait_until(lambda: any(c["channel"] == "chatwoot" for c in self.read("/conversations")["conversations"]),
                   "the webhook's conversation")
        time.sleep(1)
        texts = everything_in(self.server.data)
        texts["server's words"] = self.server.said().encode()
        texts["export"] = program.run("export", "turns", "--data", self.server.data).stdout
        texts["metrics"] = self.server.request("GET", "/metrics", admin=True)[1].encode()
        self.assertIn(b"[card removed]", texts["export"])
        for name, text in texts.items():
            for form in forms:
                self.assertFalse(form.encode() in text or form.encode("utf-16-le") in text, name)

    def test_json_that_is_none_is_refused_at_every_door(self):
        bad = {"brackets": b"[" * 100000, "braces": b'{"a":' * 30000, "open": b"{", "nothing": b"",
               "not UTF-8": b'{"channel":"\xff\xfe"}', "cut UTF-8": b'{"a":"\xc3"}', "overlong": b'{"a":"\xc0\xaf"}',
               "surrogate": b'{"a":"\\ud800"}', "two values": b"{}{}", "NaN": b'{"a":NaN}', "comment": b'{"a":1/**/}',
               "BOM": b"\xef\xbb\xbf{}", "same key twice": b'{"a":1,"a":2}', "depth 33": b'{"a":' + b"[" * 32 + b"]" * 32 + b"}",
               "UTF-16": '{"a":1}'.encode("utf-16")}
        for name, raw in bad.items():
            with self.subTest(name):
                self.status(400, self.server.api("POST", "/inbound", raw, role="connector"))
                self.status(400, self.server.api("POST", "/context", raw))
                if name not in ("two values", "BOM", "same key twice", "depth 33", "surrogate"):
                    self.status(400, self.server.webhook(raw))
        self.assertTrue(self.server.alive())

    def test_bodies_that_are_too_large_are_refused_at_every_door(self):
        self.status(413, self.server.api("POST", "/inbound", b" " * ((256 << 10) + 1), role="connector"))
        self.status(413, self.server.webhook(b" " * ((1 << 20) + 1)))
        self.status(413, self.server.api("POST", "/context", b" " * ((10 << 20) + 1)))
        self.assertTrue(self.server.alive())

    def test_a_stale_signature_is_refused(self):
        raw = b'{"event":"message_created"}'
        for age in (301, 3600, -301):
            self.status(401, self.server.webhook(raw, headers=signed(raw, at=time.time() - age)))


class Context(Folder):
    """`POST /api/v1/context`: a pack by HTTP."""

    def files(self, folder):
        found = []
        for place, _, files in os.walk(folder):
            for file in files:
                path = os.path.join(place, file)
                with open(path, encoding="utf-8") as opened:
                    found.append({"name": os.path.relpath(path, folder), "lines": opened.read().split("\n")})
        return found

    def setUp(self):
        super().setUp()
        self.server = Server(self.folder, self.data, [self.copy_of_pack("suministros-norte", quiet_window_s="0")])
        self.addCleanup(self.server.kill)
        self.demo = self.files(self.copy_of_pack("demo", quiet_window_s="0"))

    def test_a_pack_is_imported_and_sells(self):
        self.assertEqual([], self.server.api("GET", "/quotes")[1]["quotes"])
        answer = self.server.api("POST", "/context", {"files": self.demo}, timeout=60)
        self.assertEqual(202, answer[0], answer[1])
        self.assertEqual("demo/tenant/demo", answer[1]["entity"])
        self.assertEqual(200, self.server.api("GET", "/conversations?wait_for=%s&timeout_ms=10000" %
                                              answer[1]["position"], timeout=30)[0])
        self.server.say("first", "m1", ORDER)
        quotes = wait_until(lambda: self.server.api("GET", "/quotes")[1]["quotes"], "a quote")
        self.assertEqual(ORDER_TOTAL, quotes[0]["total"])

    def test_a_pack_with_a_mistake_is_named_by_file_line_and_column(self):
        for file in self.demo:
            if file["name"] == "products.csv":
                file["lines"][1] = file["lines"][1].replace("iva16", "iva99")
        answer = self.server.api("POST", "/context", {"files": self.demo})
        self.assertEqual(422, answer[0], answer[1])
        self.assertIn(("products.csv", 2), [(m["file"], m["line"]) for m in answer[1]["mistakes"]])
        self.server.say("first", "m1", "hola")
        self.assertEqual([], self.server.api("GET", "/quotes")[1]["quotes"])

    def test_a_pack_of_another_tenant_a_strange_name_and_no_files_are_refused(self):
        other = {"tenant": "suministros-norte"}
        self.assertEqual(422, self.server.api("POST", "/context", {"files": self.demo}, **other)[0])
        for name in ("../../tenant.toml", "/etc/passwd", "knowledge/../../x.md", "a\\b", "", "a\tb"):
            files = self.demo + [{"name": name, "lines": ["x"]}]
            self.assertEqual(400, self.server.api("POST", "/context", {"files": files})[0], name)
        for body in ({}, {"files": {}}, {"files": [{"name": "a"}]}, {"files": [{"name": "a", "lines": [1]}]}, []):
            self.assertEqual(400, self.server.api("POST", "/context", body)[0], body)
        self.assertEqual(422, self.server.api("POST", "/context", {"files": []})[0])


class Positions(Folder):
    def test_a_position_that_is_not_reached_in_time_is_a_504(self):
        server = Server(self.folder, self.data, [os.path.join(PACKS, "demo")])
        self.addCleanup(server.kill)
        server.token("connector"), server.token("ceo")
        self.assertEqual(0, server.stop())
        ahead = self.data + "-ahead"  # The same installation, some messages later.
        shutil.copytree(self.data, ahead)
        later = Server(self.folder, ahead)
        self.addCleanup(later.kill)
        position = [later.say("c", "m%d" % number, "hola")[1] for number in range(20)][-1]["position"]
        later.kill()
        again = Server(self.folder, self.data)
        self.addCleanup(again.kill)
        begun = time.monotonic()
        answer = again.api("GET", "/conversations?timeout_ms=300&wait_for=" + position)
        self.assertEqual((504, "not_reached"), (answer[0], answer[1]["error"]["code"]))
        self.assertGreater(time.monotonic() - begun, 0.29)


def small_disk(folder, size):
    """Mounts a file system of its own; nothing when this user may not."""
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=%d" % size, "orkesta-test", folder],
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return done.returncode == 0


class FullDisk(Folder):
    def test_a_full_disk_is_refused_and_heals(self):  # T9
        disk = os.path.join(self.folder, "disk")
        os.makedirs(disk)
        if not small_disk(disk, 48 << 20):
            raise unittest.SkipTest("SKIPPED: no right to mount a small file system here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        data = os.path.join(disk, "data")
        server = Server(self.folder, data, [self.copy_of_pack("demo", quiet_window_s="0")])
        self.addCleanup(server.kill)
        before = server.say("disk", "before", "hola")
        self.assertEqual(202, before[0])
        seen = server.api("GET", "/conversations?wait_for=" + before[1]["position"])
        filler = os.path.join(disk, "filler")
        with open(filler, "wb", 0) as opened:
            try:
                while True:
                    opened.write(b"x" * (1 << 16))
            except OSError:
                pass
        refused = wait_until(lambda: self.until_refused(server), "a refusal")
        self.assertEqual((503, "unavailable"), (refused[0], refused[1]["error"]["code"]))
        self.assertIn("Retry-After", refused[2])
        reads = server.api("GET", "/conversations")
        self.assertEqual(200, reads[0], "reads go on")
        self.assertGreaterEqual(len(reads[1]["conversations"]), len(seen[1]["conversations"]))
        os.unlink(filler)
        begun = time.monotonic()
        healed = wait_until(lambda: [a for a in [server.say("disk", "after", "hola")] if a[0] == 202], "it heals", 20)
        self.assertLess(time.monotonic() - begun, 5)
        after = server.api("GET", "/conversations?timeout_ms=10000&wait_for=" + healed[0][1]["position"], timeout=30)
        self.assertEqual(200, after[0], after[1])
        self.assertEqual(0, server.stop())
        self.check(program.run("audit", "verify", "--data", data))

    def until_refused(self, server):
        """Large messages until the last page is used up."""
        self.count = getattr(self, "count", 0) + 1
        answer = server.say("disk-%d" % self.count, "m", "hola " * 3000)
        return answer if answer[0] != 202 else None

    def test_a_disk_that_is_full_from_the_start_is_told(self):
        disk = os.path.join(self.folder, "disk")
        os.makedirs(disk)
        if not small_disk(disk, 32 << 10):
            raise unittest.SkipTest("SKIPPED: no right to mount a small file system here")
        self.addCleanup(subprocess.run, ["umount", "-l", disk])
        done = program.run("tenants", "import", os.path.join(PACKS, "demo"), "--data", os.path.join(disk, "data"))
        self.assertIn(done.returncode, (1, 6), done.stderr)
        self.assertRegex(done.stderr.decode(), "(?i)full|disk|space")


class Files(Folder):
    """Any of the installation's files, damaged: refused with words, nothing overwritten."""

    def test_a_damaged_file_is_refused_and_left_as_it_is(self):
        server = Server(self.folder, self.data, [os.path.join(PACKS, "demo")])
        self.addCleanup(server.kill)
        server.say("c", "m", "hola")
        self.assertEqual(0, server.stop())
        for name in ("keys.sqlite", "rows.sqlite", "log/log.sqlite"):
            path = os.path.join(self.data, name)
            with open(path, "rb") as opened:
                whole = opened.read()
            for what, raw in (("another file", b"a letter, no database " * 400), ("cut", whole[:len(whole) // 2]),
                              ("first page", b"\0" * 4096 + whole[4096:])):
                with self.subTest(file=name, what=what):
                    with open(path, "wb") as opened:
                        opened.write(raw)
                    done = program.run("server", "run", "--data", self.data, "--listen", "127.0.0.1:0", "--admin",
                                       "127.0.0.1:0", timeout=60)
                    self.assertNotIn(done.returncode, (0, 7), done.stderr)
                    self.assertGreater(done.returncode, 0)
                    self.assertGreater(len(done.stderr.strip()), 40)
                    with open(path, "rb") as opened:
                        self.assertEqual(raw, opened.read())
            with open(path, "wb") as opened:
                opened.write(whole)
        again = Server(self.folder, self.data)
        self.addCleanup(again.kill)
        self.assertEqual(0, again.stop())


if __name__ == "__main__":
    program.main()
