"""A backup is a restore that was tried (R18), while the server writes; erasures are applied again."""
import json
import os
import shutil
import subprocess

import program
from program import SOURCE, Folder, Server, objects, run, wait_until


class Backup(Folder):
    def back_up(self, target):
        return subprocess.run([os.path.join(SOURCE, "ops", "backup"), self.data, target], timeout=60,
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              env={**os.environ, "ORKESTA_PROGRAM": program.program})

    def digests(self, data):
        lines = objects(self.check(run("projections", "digest", "--json", "--data", data)))
        return {line["projection"]: line["digest"] for line in lines}

    def serving(self, data, packs=()):
        server = Server(self.folder, data, packs)
        self.addCleanup(server.kill)
        return server

    def test_a_restored_copy_proves_itself_and_an_erased_person_stays_erased(self):
        pack = self.copy_of_pack("demo", quiet_window_s="0")
        server = self.serving(self.data, [pack])
        for thread in ("gone", "stays"):
            self.assertEqual(202, server.say(thread, "m-" + thread, "hola, soy Zenobia " + thread)[0])
        copy = os.path.join(self.folder, "copy")
        self.check(self.back_up(copy))
        self.assertEqual(1, self.back_up(copy).returncode, "a backup overwrites nothing")
        server.stop()

        key = next(line["entity"] for line in objects(run("export", "turns", "--data", self.data))
                   if "Zenobia gone" in json.dumps(line))
        self.check(run("erase", "--data", self.data, "--entity", key, "--by", "ana"))
        self.assertIn("Zenobia gone", run("export", "turns", "--data", copy).stdout.decode())
        with open(os.path.join(self.data, "keys.sqlite.destroyed")) as lost, \
                open(os.path.join(copy, "keys.sqlite.destroyed"), "a") as kept:
            shutil.copyfileobj(lost, kept)
        restored = self.serving(copy)
        wait_until(lambda: self.digests(copy)["conversations"] != "0" * 64, "read models are back")
        restored.stop()
        self.check(run("audit", "verify", "--data", copy))
        replayed = json.loads(self.check(run("audit", "replay", "--data", copy)).stdout)
        self.assertEqual(0, replayed["differing"])
        text = run("export", "turns", "--data", copy).stdout.decode()
        self.assertNotIn("Zenobia gone", text)
        self.assertIn("Zenobia stays", text)


if __name__ == "__main__":
    program.main()
