"""What lies on disk is its owner's alone."""
import os
import stat

import program
from program import PACKS, Folder, Server, run

DEMO = os.path.join(PACKS, "demo")


class Modes(Folder):
    def setUp(self):
        super().setUp()
        self.addCleanup(os.umask, os.umask(0))  # As bad as it gets.

    def modes(self):
        """The mode of every file and folder of the data."""
        found = {"": stat.S_IMODE(os.stat(self.data).st_mode)}
        for place, folders, files in os.walk(self.data):
            for name in folders + files:
                path = os.path.join(place, name)
                found[os.path.relpath(path, self.data)] = stat.S_IMODE(os.stat(path).st_mode)
        return found

    def assert_private(self, *expected):
        modes = self.modes()
        for name in expected:
            self.assertIn(name, modes)
        for name, mode in modes.items():
            folder = os.path.isdir(os.path.join(self.data, name))
            self.assertEqual(oct(0o700 if folder else 0o600), oct(mode), name)

    def test_chat_makes_files_that_nobody_else_reads(self):
        line = {"conversation": "c1", "text": "hola", "at": "2026-03-02T16:00:00Z"}
        self.check(run("chat", "--pack", DEMO, "--data", self.data, lines=[line]))
        self.assert_private("log/log.sqlite")

    def test_a_running_server_has_files_that_nobody_else_reads(self):
        os.makedirs(self.data, mode=0o755)
        server = Server(self.folder, self.data, [DEMO])
        self.addCleanup(server.kill)
        self.assertEqual(202, server.say("c1", "m1", "hola")[0])
        self.assert_private("log/log.sqlite-wal", "log/log.sqlite-shm", "keys.sqlite", "rows.sqlite")
        self.assertEqual(0, server.stop())

    def test_what_was_made_too_open_is_closed(self):
        self.check(run("tenants", "import", DEMO, "--data", self.data))
        for name in self.modes():
            path = os.path.join(self.data, name)
            os.chmod(path, 0o755 if os.path.isdir(path) else 0o644)
        self.check(run("tenants", "import", DEMO, "--data", self.data))
        self.assert_private("log/log.sqlite", "keys.sqlite")


if __name__ == "__main__":
    program.main()
