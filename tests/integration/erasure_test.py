"""Erasing a person: the words are gone, the proof stays."""
import json
import os

import program
from program import PACKS, Folder, objects, run

WORDS = ["Zenobia", "zafiro", "zenobia.ruiz@example.com"]
DEMO = os.path.join(PACKS, "demo")


class Erasure(Folder):
    def setUp(self):
        super().setUp()
        at = "2026-03-02T16:00:%02dZ"
        contact = {"name": "Zenobia Ruiz", "phone": "+525555550177", "email": WORDS[2]}
        lines = [{"conversation": "gone", "text": "hola soy Zenobia, quiero 5 cajas de guantes nitrilo M color zafiro",
                  "at": at % 0, "contact": contact},
                 {"conversation": "stays", "text": "hola, soy Hermenegilda", "at": at % 1},
                 {"advance_to": at % 20}]
        self.check(run("chat", "--pack", DEMO, "--data", self.data, lines=lines))

    def export(self):
        return self.check(run("export", "turns", "--data", self.data)).stdout.decode()

    def files_with(self, word):
        found = []
        for place, _, files in os.walk(self.data):
            for file in files:
                with open(os.path.join(place, file), "rb") as opened:
                    if word.encode() in opened.read():
                        found.append(file)
        return found

    def test_words_are_sealed_in_every_file_from_the_first_write(self):
        for word in WORDS + ["Hermenegilda", "5555550177"]:
            self.assertEqual([], self.files_with(word), word)
        self.assertIn("Zenobia", self.export())

    def test_an_erased_person_is_gone_and_the_log_still_proves_itself(self):
        done = self.check(run("erase", "--data", self.data, "--entity", "demo/conversation/gone", "--by", "ana"))
        answer = json.loads(done.stdout)
        self.assertEqual("demo/conversation/gone", answer["entity"])
        self.assertTrue(answer["subjects"] and answer["position"])
        text = self.export()
        for word in WORDS:
            self.assertNotIn(word, text)
            self.assertEqual([], self.files_with(word))
        self.assertIn("[erased]", text)
        self.assertIn("Hermenegilda", text, "the other conversation keeps its words")
        self.check(run("audit", "verify", "--data", self.data))
        replay = objects(self.check(run("audit", "replay", "--data", self.data)))[0]
        self.assertGreater(replay["erased"], 0)
        self.assertEqual(0, replay["differing"])

    def test_an_unknown_entity_is_not_found(self):
        self.check(run("erase", "--data", self.data, "--entity", "demo/conversation/nobody", "--by", "ana"), 3)


if __name__ == "__main__":
    program.main()
