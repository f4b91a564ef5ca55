"""Checking and importing tenants' packs."""
import json
import os

import program
from program import PACKS, Folder, objects, run


class Tenants(Folder):
    def test_every_pack_that_ships_is_right(self):
        for pack in sorted(os.listdir(PACKS)):
            if os.path.isdir(os.path.join(PACKS, pack)):
                self.check(run("tenants", "check", os.path.join(PACKS, pack)))

    def break_pack(self):
        pack = self.copy_of_pack("demo")
        prices = os.path.join(pack, "prices.csv")
        with open(prices, encoding="utf-8") as opened:
            lines = opened.read().split("\n")
        self.assertTrue(lines[4].startswith("mayoreo,,GN-S,MXN,50,126.65"), lines[4])
        lines[4] = "mayoreo,,GN-S,MXN,50,12a.65,,"
        lines[5] = lines[5].replace("GN-M", "NO-SUCH-SKU")
        with open(prices, "w", encoding="utf-8") as opened:
            opened.write("\n".join(lines))
        return pack

    def test_every_mistake_is_named_by_file_line_and_column(self):
        done = self.check(run("tenants", "check", self.break_pack(), "--json"), 2)
        said = [json.loads(line) for line in (done.stdout + done.stderr).decode().splitlines()
                if line.startswith("{")]
        self.assertEqual([("prices.csv", 5, 22), ("prices.csv", 6, 10)],
                         [(one["file"], one["line"], one["column"]) for one in said if "file" in one])

    def test_a_pack_with_a_mistake_is_not_imported(self):
        self.check(run("tenants", "import", self.break_pack(), "--data", self.data), 2)
        listed = run("tenants", "list", "--data", self.data, "--json")
        self.assertNotIn(b"demo", listed.stdout)

    def versions(self):
        return objects(self.check(run("tenants", "list", "--data", self.data, "--json")))

    def test_the_same_pack_twice_is_one_version(self):
        pack = self.copy_of_pack("demo")
        self.check(run("tenants", "import", pack, "--data", self.data))
        first = self.versions()
        self.check(run("tenants", "import", pack, "--data", self.data))
        self.assertEqual(first, self.versions())
        self.copy_of_pack("demo", quiet_window_s="7")
        self.check(run("tenants", "import", pack, "--data", self.data))
        self.assertNotEqual(first, self.versions())
        self.check(run("audit", "verify", "--data", self.data))


if __name__ == "__main__":
    program.main()
