"""`orkesta chat` and `orkesta price`: what stands in the program's contract."""
import os
import subprocess
import sys
import unittest

import program
from program import ORDER, ORDER_TOTAL, PACKS, SHARED, Folder, event_types, objects, run, turns_of

DEMO = os.path.join(PACKS, "demo")
AT = "2026-03-02T16:00:%02dZ"


def said(text, second=0, **more):
    return {"conversation": "c1", "text": text, "at": AT % second, **more}


class Chat(Folder):
    def chat(self, *lines, status=0, data=None, pack=DEMO):
        done = run("chat", "--pack", pack, *(["--data", data] if data else []), lines=lines)
        return objects(self.check(done, status))

    def test_an_order_gets_its_quote_at_once_or_after_the_quiet_window(self):
        first, moved = self.chat(said(ORDER), {"advance_to": AT % 10})
        turns = turns_of(first) + turns_of(moved)
        offers = [turn for turn in turns if "quote.offered.v1" in event_types([turn])]
        self.assertEqual(1, len(offers))
        quote = offers[0]["quote"]
        self.assertEqual(ORDER_TOTAL, quote["total"])
        self.assertEqual([("GN-M", 50), ("CB-AZU", 20)],
                         [(line["sku"], line["quantity"]) for line in quote["lines"]])
        self.assertEqual(866056, sum(line["total"]["minor_units"] for line in quote["lines"]))
        self.assertEqual(["quote"], [reply["kind"] for reply in offers[0]["replies"]])
        self.assertIn("8,660.56", offers[0]["replies"][0]["text"])

    def test_a_burst_is_answered_once(self):
        answers = self.chat(said("hola"), said("necesito 50 cajas de guantes nitrilo M", 2),
                            said("y 20 cubrebocas", 4), {"advance_to": AT % 30})
        turns = [turn for answer in answers for turn in turns_of(answer)]
        self.assertEqual(1, sum(len(turn["replies"]) for turn in turns))
        self.assertEqual([ORDER_TOTAL], [turn["quote"]["total"] for turn in turns if "quote" in turn])

    def test_the_same_input_gives_the_same_bytes(self):
        lines = [said(ORDER, message_id="m1"), {"advance_to": AT % 10}, said("si, lo confirmo", 20),
                 {"advance_to": AT % 40}]
        first, second = (run("chat", "--pack", DEMO, lines=lines) for _ in range(2))
        self.check(first)
        self.assertEqual(first.stdout, second.stdout)
        self.assertGreater(len(first.stdout), 1000)

    def test_a_duplicate_is_one_ignored_turn_and_nothing_else(self):
        answers = self.chat(said(ORDER, message_id="m1"), {"advance_to": AT % 10},
                            said(ORDER, 20, message_id="m1"), {"advance_to": AT % 40})
        again = answers[2]
        self.assertEqual(["duplicate.ignored.v1"], event_types([again]))
        self.assertEqual(([], []), (again["replies"], again["effects"]))
        self.assertNotIn("then", again)
        self.assertEqual([], answers[3]["turns"])

    def test_a_card_number_stands_nowhere(self):
        card = "4111 1111 1111 1111"
        data = self.data
        self.chat(said("cobra a mi tarjeta %s por favor" % card), {"advance_to": AT % 10}, data=data)
        done = run("chat", "--pack", DEMO, "--data", data,
                   lines=[said("o a 4111-1111-1111-1111, o 4111111111111111", 20),
                          {"advance_to": AT % 40}])
        self.check(done)
        forms = [b"4111 1111 1111", b"4111-1111-1111", b"411111111111"]
        texts = {"output": done.stdout, "export": run("export", "turns", "--data", data).stdout}
        for place, _, files in os.walk(data):
            for file in files:
                with open(os.path.join(place, file), "rb") as opened:
                    texts[file] = opened.read()
        self.assertIn(b"[card removed]", texts["output"])
        for name, text in texts.items():
            for form in forms:
                self.assertNotIn(form, text, name)

    def test_lines_that_cannot_be_read_get_an_error_in_their_place(self):
        answers = self.chat(said("hola"), "not json", {"conversation": "c1"}, {"advance_to": "soon"},
                            {"conversation": "c1", "command": {"type": "dance", "by": "ana"}},
                            "[" * 100000, {"advance_to": AT % 10}, status=7)
        self.assertEqual(7, len(answers))
        self.assertEqual([False, True, True, True, True, True, False],
                         ["error" in answer for answer in answers])
        for answer in answers[1:6]:
            self.assertEqual({"code", "message"}, set(answer["error"]))
        self.assertEqual(1, len(answers[6]["turns"][0]["replies"]))

    def test_an_error_echoes_the_id_of_its_line(self):
        answers = self.chat({"id": "line-7", "conversation": "c1"}, status=7)
        self.assertEqual("line-7", answers[0].get("id"))

    def test_runs_over_one_folder_continue_one_another(self):
        self.chat(said(ORDER, message_id="m1"), {"advance_to": AT % 10}, data=self.data)
        again, confirmed, moved = self.chat(said(ORDER, 20, message_id="m1"), said("si, confirmo el pedido", 25),
                                            {"advance_to": AT % 50}, data=self.data)
        self.assertEqual(["duplicate.ignored.v1"], event_types([again]))
        self.assertIn("quote.accepted.v1", event_types([confirmed] + moved["turns"]))
        self.check(run("audit", "verify", "--data", self.data))
        self.check(run("audit", "replay", "--data", self.data))

    def test_edits_deletions_and_operators_are_answered_in_order(self):
        operator = lambda kind, by, **more: {"conversation": "c1", "command": {"type": kind, "by": by, **more}}
        answers = self.chat(
            {"conversation": "c1", "deleted": "m0", "at": AT % 0}, said("hola", 0, message_id="m0"),
            {"conversation": "c1", "edited": "m1", "text": ORDER, "at": AT % 1},
            said("necesito guantes", 2, message_id="m1"), {"advance_to": AT % 10},
            operator("take", "ana"), operator("take", "ana"), operator("take", "luis"),
            operator("send", "ana", text="Le atiende Ana."), operator("grant", "ana"),
            operator("refuse", "ana", note="no"), operator("release", "ana"), operator("release", "ana"))
        self.assertEqual([], event_types([answers[6]])[1:], "a second take changes nothing")
        refused = answers[7]["events"]
        self.assertEqual([("inbound.rejected.v1", "ana")], [(e["type"], e["owner"]) for e in refused])
        self.assertIn("Le atiende Ana.", [reply["text"] for turn in turns_of(answers[8]) for reply in turn["replies"]])
        for illegal in (answers[9], answers[10]):
            self.assertEqual(["inbound.rejected.v1"], event_types([illegal]))

    def test_an_order_over_the_limit_waits_for_a_person(self):
        asked = self.chat(said("necesito 450 cajas de guantes nitrilo M"), {"advance_to": AT % 10},
                          {"conversation": "c1", "command": {"type": "grant", "by": "jefa"}})
        types = event_types(turns_of(asked[0]) + turns_of(asked[1]))
        self.assertIn("approval.requested.v1", types)
        self.assertNotIn("quote.offered.v1", types)
        self.assertIn("quote.offered.v1", event_types(turns_of(asked[2])))

    def test_odd_messages_get_an_orderly_answer(self):
        texts = ["guantes " * 2500, "\U0001F600\U0001F44D\U0001F3FD" * 20, "\u0001\u0002\u200b\u202e\u0007", "",
                 "0 cajas de guantes nitrilo M",
                 "1000000000000000 cajas de guantes nitrilo M", "3 unicornios voladores",
                 "5 litros de guantes nitrilo M", "necesito -5 cajas de guantes nitrilo M",
                 "menos 5 cajas de guantes nitrilo M", "10^15 cajas de guantes nitrilo M"]
        lines = []
        for number, text in enumerate(texts):
            lines.append({"conversation": "odd-%d" % number, "text": text, "at": AT % 0})
        answers = self.chat(*lines, {"advance_to": AT % 30})
        turns = [turn for answer in answers for turn in turns_of(answer)]
        self.assertNotIn("quote.offered.v1", event_types(turns))
        replied = {turn["conversation"] for turn in turns if turn["replies"]}
        self.assertLessEqual({"odd-%d" % n for n in (4, 5, 6, 7, 8, 9, 10)}, replied)

    def test_a_number_that_cannot_be_sold_is_asked_again_with_the_reason(self):
        for wrong, reason in (("-5", "mayor que cero"), ("0", "mayor que cero"), ("menos 5", "mayor que cero"),
                              ("10^15", "más de lo que puedo"), ("menos 5 cajas de guantes nitrilo M", "mayor que cero"),
                              ("10^15 cajas de guantes nitrilo M", "más de lo que puedo")):
            answers = self.chat(said("guantes nitrilo M"), {"advance_to": AT % 10}, said(wrong, 20),
                                {"advance_to": AT % 30}, said("5 cajas", 40), {"advance_to": AT % 50})
            asked, again, quoted = (turns_of(answers[n]) + turns_of(answers[n + 1]) for n in (0, 2, 4))
            self.assertIn("clarification.asked.v1", event_types(asked), wrong)
            self.assertIn("clarification.asked.v1", event_types(again), wrong)
            self.assertNotIn("quote.offered.v1", event_types(again), wrong)
            self.assertIn(reason, " ".join(reply["text"] for turn in again for reply in turn["replies"]), wrong)
            self.assertEqual([5], [line["quantity"] for turn in quoted if "quote" in turn
                                   for line in turn["quote"]["lines"]], wrong)


@unittest.skipUnless(os.path.exists(os.path.join(SHARED, "tools", "pricing-check")),
                     "SKIPPED: the shared pricing cases are not beside the source folder")
class PricingCases(unittest.TestCase):
    def check_part(self, part):
        folder = os.path.join(SHARED, "tools", "pricing-check")
        report = os.path.join(os.environ.get("TMPDIR", "/tmp"), "orkesta-pricing-%d.json" % os.getpid())
        done = subprocess.run([sys.executable, folder, program.program, "--only", part, "--json", report],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=110)
        if os.path.exists(report):
            os.unlink(report)
        return done.returncode, done.stdout.decode()

    def test_every_price_case_is_right_to_the_minor_unit(self):
        status, text = self.check_part("price")
        self.assertEqual(0, status, text[-2000:])

    def test_messages_are_right_and_nothing_is_offered_that_had_to_be_asked(self):
        _, text = self.check_part("chat")
        import re
        share = re.search(r"\(([\d.]+) %\)", text)
        self.assertIsNotNone(share, text[-2000:])
        self.assertGreaterEqual(float(share.group(1)), 85.0, text[-2000:])
        self.assertRegex(text, r"offered though it had to ask[^\n]*: 0\b")


if __name__ == "__main__":
    program.main()
