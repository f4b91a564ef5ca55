"""The server over HTTP: what good input gets, and what bad input gets."""
import http.client
import json
import time

import program
from program import (ORDER, ORDER_TOTAL, Folder, Server, chatwoot_message, inbound, signed,
                     wait_until)


def events_of(turn):
    return [event["type"] for event in turn["events"]]


BIG_ORDER = "necesito 450 cajas de guantes nitrilo M"


class ServerTest(Folder):
    """One server for all the tests of this file, its quiet window 0."""

    @classmethod
    def setUpClass(cls):
        holder = cls("tearDown")
        Folder.setUp(holder)
        cls.addClassCleanup(holder.doCleanups)
        packs = [holder.copy_of_pack("demo", quiet_window_s="0"),
                 holder.copy_of_pack("suministros-norte", quiet_window_s="0")]
        cls.server = Server(holder.folder, holder.data, packs)
        cls.addClassCleanup(cls.server.kill)

    def status(self, wanted, answer):
        self.assertEqual(wanted, answer[0], answer[1])
        return answer[1]

    def entity_id(self, answer):
        return answer["entity"].rsplit("/", 1)[1]

    def read(self, path, position=None, **more):
        if position:
            path += ("&" if "?" in path else "?") + "wait_for=" + position + "&timeout_ms=10000"
        return self.status(200, self.server.api("GET", path, **more))

    def turns(self, conversation, position=None):
        return self.read("/conversations/%s/turns?limit=200" % conversation, position)["turns"]

    def dead_letters(self):
        return self.read("/dead-letters?limit=200")["dead_letters"]

    def settled(self, conversation):
        """How many turns there are once none has followed for a second."""
        count = -1
        while count != len(self.turns(conversation)):
            count = len(self.turns(conversation))
            time.sleep(1)
        return count

    def order(self, thread, text=ORDER):
        """Says it and waits for the turn that answers it."""
        taken = self.status(202, self.server.say(thread, "m-" + thread, text))
        conversation = self.entity_id(taken)
        answered = lambda: [turn for turn in self.turns(conversation, taken["position"]) if turn["replies"]]
        wait_until(answered, "an answer to " + text)
        return conversation, taken


class Api(ServerTest):
    def test_an_order_is_durable_then_quoted_and_read_back(self):
        conversation, _ = self.order("shop-1")
        quotes = wait_until(lambda: self.read("/quotes?conversation=" + conversation)["quotes"], "a quote")
        self.assertEqual([ORDER_TOTAL], [quote["total"] for quote in quotes])
        one = self.read("/conversations/" + conversation)
        self.assertEqual(conversation, one["conversation"]["id"])
        self.assertEqual([ORDER], [m["text"] for m in one["messages"] if m["direction"] == "in"])
        listed = self.read("/conversations")["conversations"]
        self.assertIn(conversation, [row["id"] for row in listed])
        turns = self.turns(conversation)
        self.assertEqual(list(range(1, len(turns) + 1)), [turn["sequence"] for turn in turns])
        page = self.read("/conversations/%s/turns?after=1" % conversation)["turns"]
        self.assertEqual([turn["stage"] for turn in turns[1:]], [turn["stage"] for turn in page])
        self.assertEqual("quote", turns[-1]["stage"])
        self.assertGreater(self.read("/overview")["days"][0]["quotes_offered"], 0)

    def test_a_repeat_is_the_same_entity_and_one_ignored_turn(self):
        conversation, first = self.order("repeat-1")
        before = self.settled(conversation)
        again = self.status(202, self.server.say("repeat-1", "m-repeat-1", ORDER))
        self.assertEqual(first["entity"], again["entity"])
        turns = self.turns(conversation, again["position"])
        new = turns[before:]
        self.assertLessEqual(len(new), 1)
        for turn in new:
            self.assertEqual(["duplicate.ignored.v1"], events_of(turn))
            self.assertEqual(([], []), (turn["replies"], turn["effects"]))

    def test_what_was_written_is_read_with_its_position(self):
        for number in range(5):
            taken = self.status(202, self.server.say("own-%d" % number, "m1", "hola"))
            seen = self.read("/conversations/" + self.entity_id(taken), taken["position"])
            self.assertEqual(["hola"], [m["text"] for m in seen["messages"] if m["direction"] == "in"])

    def test_what_is_no_position_is_refused(self):
        taken = self.status(202, self.server.say("late", "m1", "hola"))
        self.read("/conversations", taken["position"])
        broken = self.server.api("GET", "/conversations?wait_for=nonsense&timeout_ms=100")
        self.assertEqual(400, broken[0], broken[1])

    def test_who_may_not_enter(self):
        server = self.server
        ceo = "Bearer " + server.token("ceo")
        self.status(401, server.request("GET", "/api/v1/quotes", headers={"X-Org-Id": "demo"}))
        self.status(401, server.request("GET", "/api/v1/quotes", headers={
            "X-Org-Id": "demo", "Authorization": ceo[:-3] + "AAA"}))
        self.status(400, server.request("GET", "/api/v1/quotes", headers={"Authorization": ceo}))
        self.status(403, server.request("GET", "/api/v1/quotes", headers={
            "X-Org-Id": "suministros-norte", "Authorization": ceo}))
        self.status(403, server.api("POST", "/inbound", inbound("x", "y", "z"), role="ceo"))
        self.status(403, server.api("GET", "/quotes", role="connector"))
        self.status(403, server.api("GET", "/overview", role="operator"))

    def test_one_tenant_never_sees_another(self):
        conversation, _ = self.order("wall-1")
        other = {"tenant": "suministros-norte"}
        self.status(404, self.server.api("GET", "/conversations/" + conversation, **other))
        self.assertEqual([], self.read("/conversations/%s/turns" % conversation, **other)["turns"])
        self.assertEqual([], self.read("/quotes", **other)["quotes"])
        self.assertEqual([], [turn for turn in self.read("/events?limit=200", **other)["turns"]
                              if "conversation" in turn])

    def test_bad_bodies_are_refused_and_the_server_lives(self):
        send = lambda raw, **more: self.server.api("POST", "/inbound", raw, role="connector", **more)
        self.status(400, send(b"[" * 100000))
        self.status(400, send(b'{"a":' * 40000))
        self.status(400, send(b"{"))
        self.status(400, send(b'{"channel":"\xff\xfe"}'))
        self.status(413, send(b" " * (300 << 10)))
        self.status(422, send(inbound("", "m", "x")))
        self.status(422, send(dict(inbound("a", "m", "x"), surprise=1)))
        self.status(415, send(b"{}", headers={"Content-Type": "text/plain"}))
        self.status(404, self.server.api("GET", "/nothing"))
        self.status(405, self.server.api("POST", "/quotes", {}))
        self.status(400, self.server.request("GET", "/api/v1/../quotes"))
        self.assertTrue(self.server.alive())

    def test_an_approval_is_granted_over_http(self):
        conversation, _ = self.order("approve-1", BIG_ORDER)
        find = lambda: [a for a in self.read("/approvals?conversation=" + conversation)["approvals"]]
        approval = wait_until(find, "an open approval")[0]
        self.assertEqual([], [q for q in self.read("/quotes?conversation=" + conversation)["quotes"]
                              if q["status"] == "offered"])
        path = "/approvals/" + approval["id"]
        self.status(422, self.server.api("POST", path, {"decision": "perhaps"}))
        self.status(404, self.server.api("POST", "/approvals/none", {"decision": "grant"}))
        self.status(403, self.server.api("POST", path, {"decision": "grant"}, role="secretary"))
        taken = self.status(202, self.server.api("POST", path, {"decision": "grant", "note": "va"}))
        quotes = self.read("/quotes?conversation=" + conversation, taken["position"])["quotes"]
        self.assertEqual(["offered"], [quote["status"] for quote in quotes])

    def test_an_approval_is_refused_over_http(self):
        conversation, _ = self.order("refuse-1", BIG_ORDER)
        find = lambda: self.read("/approvals?conversation=" + conversation)["approvals"]
        approval = wait_until(find, "an open approval")[0]
        taken = self.status(202, self.server.api("POST", "/approvals/" + approval["id"], {"decision": "refuse"}))
        quotes = self.read("/quotes?conversation=" + conversation, taken["position"])["quotes"]
        self.assertEqual([], [quote for quote in quotes if quote["status"] == "offered"])
        self.assertNotEqual(approval["status"], find()[0]["status"])

    def test_health_and_metrics_stand_on_the_admin_listener(self):
        for path in ("/health", "/health/readiness", "/health/liveness"):
            self.status(200, self.server.request("GET", path, admin=True))
        text = self.status(200, self.server.request("GET", "/metrics", admin=True))
        self.assertIn("orkesta_turns_total", text)
        self.status(404, self.server.request("GET", "/metrics"))

    def test_the_documents_are_served_and_name_routes_that_exist(self):
        openapi = self.status(200, self.server.request("GET", "/openapi.json"))
        self.assertTrue(openapi["openapi"].startswith("3.1"))
        self.status(200, self.server.request("GET", "/asyncapi.json"))
        self.status(200, self.server.request("GET", "/"))
        for path, methods in openapi["paths"].items():
            given = path.replace("{id}", "x").replace("{provider}", "none").replace("{tenant}", "demo")
            wrong = self.server.request("DELETE", given.replace("{account}", "1"))
            self.assertEqual(405, wrong[0], path)
            allowed = {method.strip().lower() for method in wrong[2]["Allow"].split(",")}
            self.assertEqual(set(methods), allowed - {"head"}, path)


class Webhook(ServerTest):
    def test_a_signed_message_becomes_a_quote(self):
        body = chatwoot_message(501, 9001, ORDER)
        self.status(200, self.server.webhook(body))
        seen = lambda: [c for c in self.read("/conversations")["conversations"]
                        if c["channel"] == "chatwoot" and c.get("quote_total") == ORDER_TOTAL]
        conversation = wait_until(seen, "a quote for the webhook's message")[0]
        before = self.settled(conversation["id"])
        self.status(200, self.server.webhook(body))
        time.sleep(0.5)
        new = self.turns(conversation["id"])[before:]
        self.assertLessEqual(len(new), 1)
        for turn in new:
            self.assertEqual(["duplicate.ignored.v1"], events_of(turn))
            self.assertEqual(([], []), (turn["replies"], turn["effects"]))

    def test_a_bad_signature_is_refused_unread(self):
        raw = json.dumps(chatwoot_message(502, 9002, "hola")).encode()
        count = len(self.read("/conversations?limit=200")["conversations"])
        wrong = [signed(raw, "another-secret"), {}, signed(raw, at=time.time() - 3600),
                 signed(raw, at=time.time() + 3600), signed(raw + b" "),
                 dict(signed(raw), **{"X-Chatwoot-Signature": "sha256=00"})]
        for headers in wrong:
            self.status(401, self.server.webhook(raw, headers=headers))
        self.status(401, self.server.webhook(b"[" * 1000, headers={}))
        self.status(401, self.server.request("POST", "/webhooks/unheard/demo/3", raw, signed(raw)))
        self.status(401, self.server.request("POST", "/webhooks/chatwoot/nobody/3", raw, signed(raw)))
        self.assertEqual(count, len(self.read("/conversations?limit=200")["conversations"]))
        metrics = self.server.request("GET", "/metrics", admin=True)[1]
        self.assertRegex(metrics, r'refused\w*\{[^}]*signature[^}]*\} [1-9]')

    def test_an_unknown_event_is_taken_and_becomes_a_dead_letter(self):
        before = len(self.dead_letters())
        body = {"event": "moon_landed", "account": {"id": 3}, "id": 1}
        self.status(200, self.server.webhook(body))
        wait_until(lambda: len(self.dead_letters()) > before, "a dead letter")

    def test_a_foreign_account_is_taken_and_leaves_no_turn(self):
        count = len(self.read("/events?limit=200")["turns"])
        self.status(200, self.server.webhook(chatwoot_message(503, 9003, "hola", account=99)))
        time.sleep(0.5)
        self.assertEqual(count, len(self.read("/events?limit=200")["turns"]))

    def test_deep_and_large_bodies_are_refused_and_the_server_lives(self):
        self.status(400, self.server.webhook(b"[" * 100000))
        self.status(413, self.server.webhook(b" " * ((1 << 20) + 10)))
        self.assertTrue(self.server.alive())


class Stream(ServerTest):
    def frames(self, count, last=None):
        """The next turns of the live stream: (id, data)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        headers = {"Authorization": "Bearer " + self.server.token("ceo"), "X-Org-Id": "demo"}
        if last:
            headers["Last-Event-ID"] = last
        connection.request("GET", "/api/v1/stream", headers=headers)
        answer = connection.getresponse()
        self.assertEqual(200, answer.status)
        found, name = [], ""
        try:
            while len(found) < count:
                line = answer.readline().decode().rstrip("\n")
                if line.startswith("id: "):
                    name = line[4:]
                if line.startswith("event: reset"):
                    self.fail("the stream was reset")
                if line.startswith("data: ") and name:
                    found.append((name, json.loads(line[6:])))
        finally:
            connection.close()
        return found

    def test_a_stream_resumes_without_gap_or_double(self):
        for number in range(6):
            self.order("live-%d" % number, "hola")
        known = self.read("/events?limit=200")["turns"]
        expected = [turn["position"] for turn in known]
        got, last = [expected[0]], expected[0]
        while len(got) < len(expected):
            for name, data in self.frames(min(3, len(expected) - len(got)), last):
                self.assertEqual(name, data["position"])
                got.append(name)
                last = name
        self.assertEqual(expected, got)

    def test_what_happens_now_arrives(self):
        known = self.read("/events?limit=200")["turns"]
        taken = self.status(202, self.server.say("now-1", "m1", "hola"))
        # Turns of conversations from before may still come in between.
        last = known[-1]["position"]
        for _ in range(20):
            last, data = self.frames(1, last)[0]
            if data.get("conversation") == self.entity_id(taken):
                return
        self.fail("the turn never came")

    def test_a_forged_cursor_is_refused(self):
        self.status(400, self.server.api("GET", "/events?after=AAAA"))


if __name__ == "__main__":
    program.main()
