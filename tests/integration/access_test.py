"""Who may do what: every route x role x relation over HTTP (S5 to S7, T26)."""
import base64
import contextlib
import hashlib
import hmac
import http.client
import json
import os
import sqlite3
import time

import program
from program import ORDER, chatwoot_message, wait_until
from server_test import ServerTest

ROLES = {"ceo", "seller", "secretary", "professional", "operator", "connector"}
READERS = {"ceo", "seller", "secretary", "professional"}
OPEN, SIGNED = "no token", "a provider's signature"
# Every route of the public listener; one that is missing here fails.
MATRIX = {
    "POST /webhooks/{provider}/{tenant}/{account}": SIGNED,
    "POST /api/v1/inbound": {"connector"},
    "GET /api/v1/conversations": READERS,
    "GET /api/v1/conversations/{id}": READERS,
    "GET /api/v1/conversations/{id}/turns": {"ceo"},
    "GET /api/v1/quotes": READERS,
    "GET /api/v1/approvals": {"ceo", "seller"},
    "POST /api/v1/approvals/{id}": {"ceo", "seller"},
    "GET /api/v1/dead-letters": {"ceo", "operator"},
    "GET /api/v1/overview": {"ceo", "secretary"},
    "POST /api/v1/context": {"ceo"},
    "GET /api/v1/stream": {"ceo", "seller", "secretary"},
    "GET /api/v1/events": {"ceo", "seller", "secretary"},
    "GET /": OPEN, "GET /page.js": OPEN, "GET /page.css": OPEN, "GET /icon.svg": OPEN,
    "GET /openapi.json": OPEN, "GET /asyncapi.json": OPEN,
}


def part(value):
    raw = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class AccessTest(ServerTest):
    def setUp(self):
        keys = os.path.join(self.server.data, "keys.sqlite")
        with contextlib.closing(sqlite3.connect("file:%s?mode=ro" % keys, uri=True)) as opened:
            self.secret = bytes(opened.execute(
                "SELECT secret FROM secrets WHERE tenant = '~' AND name = 'tokens'").fetchone()[0])

    def forge(self, header=None, sign=True, **claims):
        """A token that is right but for what is given; a claim of None is left out."""
        now = int(time.time())
        full = {"iss": "orkesta", "aud": "orkesta-api", "sub": "u", "tenant": "demo", "role": "ceo",
                "jti": "j", "iat": now, "nbf": now, "exp": now + 600, **claims}
        text = part({"alg": "HS256", "typ": "JWT", "kid": "installation-1", **(header or {})}) + "." + part(
            {name: value for name, value in full.items() if value is not None})
        if not sign:
            return text + "."
        return text + "." + part(hmac.new(self.secret, text.encode(), hashlib.sha256).digest())

    def answer(self, route, token=None, org="demo", more=()):
        """Status and body; of a stream that opened, its status alone."""
        method, path = route.split(" ")
        path = path.format(id="none", provider="chatwoot", tenant="demo", account="3")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        try:
            connection.putrequest(method, path)
            body = b"{}" if method == "POST" else b""
            headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))] if body else []
            headers += [("Authorization", "Bearer " + token)] if token is not None else []
            headers += [("X-Org-Id", org)] if org is not None else []
            for name, value in headers + list(more):
                connection.putheader(name, value)
            connection.endheaders(body)
            answer = connection.getresponse()
            if answer.status == 200 and path == "/api/v1/stream":
                return 200, b""
            return answer.status, answer.read()
        finally:
            connection.close()

    def guarded(self):
        return {route: roles for route, roles in MATRIX.items() if isinstance(roles, set)}


class Matrix(AccessTest):
    def test_it_names_every_route_of_the_table(self):
        # The document equals the router's table: tests/gateway/documents_test.cpp.
        paths = self.server.request("GET", "/openapi.json")[1]["paths"]
        routes = {"%s %s" % (method.upper(), path): set(operation["x-roles"])
                  for path, methods in paths.items() for method, operation in methods.items()}
        self.assertEqual({route: roles if isinstance(roles, set) else set()
                          for route, roles in MATRIX.items()}, routes)

    def test_every_role_gets_what_is_its_own_and_nothing_else(self):
        for route, roles in self.guarded().items():
            for role in ROLES:
                status, _ = self.answer(route, self.server.token(role))
                with self.subTest(route=route, role=role, status=status):
                    if role in roles:
                        self.assertNotIn(status, (401, 403, 405, 500))
                    else:
                        self.assertEqual(403, status)
                    time.sleep(0.011)  # Within the tenant's rate.

    def test_open_routes_ask_for_nothing(self):
        for route, roles in MATRIX.items():
            if roles == OPEN:
                self.assertEqual(200, self.answer(route, org=None)[0], route)

    def test_a_webhook_wants_a_signature_and_no_token_helps(self):  # A21
        for route, roles in MATRIX.items():
            if roles == SIGNED:
                self.assertEqual(401, self.answer(route, self.server.token("connector"))[0])

    def test_no_route_is_open_to_a_wrong_token(self):  # A1 to A10, A14
        now, good = int(time.time()), self.server.token("ceo")
        head, body, signature = good.split(".")
        edited = json.loads(base64.urlsafe_b64decode(body + "=="))
        tokens = {
            "none": None, "empty": "", "no token": "x", "two parts": head + "." + body,
            "not UTF-8": "\xff\xfe.\xff.\xff", "cut": good[:-4], "flipped": good[:-2] + ("A" if good[-2] != "A" else "B") + good[-1],
            "role edited": head + "." + part(dict(edited, role="operator")) + "." + signature,
            "another key id": self.forge({"kid": "../keys"}), "key by jwk": self.forge({"jwk": {"kty": "oct", "k": "AA"}}),
            "key by URL": self.forge({"jku": "https://example.com"}), "critical": self.forge({"crit": ["x"]}),
            "refresh": self.forge({"typ": "refresh"}), "expired": self.forge(exp=now - 100, nbf=now - 900, iat=now - 900),
            "no end": self.forge(exp=None), "not yet": self.forge(nbf=now + 900), "issuer": self.forge(iss="other"),
            "audience": self.forge(aud="other"), "no tenant": self.forge(tenant=None), "no such role": self.forge(role="root"),
            "two roles": self.forge(role=None, roles=["ceo", "operator"])}
        for name in ("none", "None", "NONE", "nOnE", "RS256", "hs256"):
            tokens["alg " + name] = self.forge({"alg": name})
            tokens["unsigned " + name] = self.forge({"alg": name}, sign=False)
        told = set()
        for route in self.guarded():
            for name, token in tokens.items():
                status, text = self.answer(route, token)
                with self.subTest(route=route, token=name):
                    self.assertEqual(401, status, text)
                if status == 401:
                    error = json.loads(text)["error"]
                    told.add((error["code"], error["message"]))
        self.assertEqual(1, len(told), told)  # Nobody learns what was wrong with it.
        self.assertEqual(200, self.answer("GET /api/v1/quotes", self.forge())[0])  # The forgery is right.

    def test_every_route_wants_the_tenant_that_is_the_tokens(self):  # A11, A12
        for route, roles in self.guarded().items():
            token = self.server.token(sorted(roles)[0])
            foreign = self.server.token(sorted(roles)[0], "suministros-norte")
            with self.subTest(route=route):
                self.assertEqual(400, self.answer(route, token, org=None)[0])
                self.assertEqual(403, self.answer(route, token, org="suministros-norte")[0])
                self.assertEqual(403, self.answer(route, foreign)[0])
                self.assertEqual(403, self.answer(route, token, org="demo,suministros-norte")[0])
                self.assertEqual(403, self.answer(route, token, org="Demo")[0])
                two = self.answer(route, token, more=[("x-org-id", "suministros-norte")])
                self.assertEqual(400, two[0])

    def test_a_token_in_the_query_a_disguised_path_and_another_method_help_nobody(self):  # A15, A16, A19
        token = self.server.token("ceo")
        self.assertEqual(401, self.answer("GET /api/v1/quotes?token=" + token)[0])
        for path in ("//api/v1/quotes", "/api/v1/./quotes", "/api/v1/%71uotes", "/api%2fv1/quotes",
                     "/API/v1/quotes", "/api/v1/quotes.", "/api/v1/quotes/"):
            self.assertIn(self.answer("GET " + path, token)[0], (400, 404), path)
        self.assertEqual(405, self.answer("DELETE /api/v1/quotes", token,
                                          more=[("X-HTTP-Method-Override", "GET")])[0])

    def test_an_object_of_another_tenant_is_as_one_that_is_not_there(self):  # A13
        conversation, _ = self.order("matrix-wall")
        foreign = {"tenant": "suministros-norte"}
        there = self.server.api("GET", "/conversations/" + conversation, **foreign)
        nowhere = self.server.api("GET", "/conversations/none", **foreign)
        for answer in (there, nowhere):
            answer[1]["error"].pop("request_id")
        self.assertEqual((404, nowhere[1]), there[:2])


class Scope(AccessTest):
    """Sellers see what they hold and what waits in the queue; professionals what they hold."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.ids = {}

    def lists(self, token):
        found = {}
        for name in ("conversations", "quotes", "approvals"):
            status, text = self.answer("GET /api/v1/%s?limit=200" % name, token)
            if status != 200:
                continue
            rows = json.loads(text)[name]
            found[name] = {row["id"] if name == "conversations" else row["conversation"] for row in rows}
        return found

    def held(self, conversation, owner):
        wait_until(lambda: self.read("/conversations/" + conversation)["conversation"]["owner"] == owner,
                   "%s holds it" % owner)

    def staff_says(self, thread, user):
        body = chatwoot_message(7000 + thread, thread, "yo le atiendo")
        body.update(message_type="outgoing", sender={"id": user, "name": "Ana", "type": "user"})
        self.status(200, self.server.webhook(body))

    def ordered(self, thread, text=ORDER):
        self.status(200, self.server.webhook(chatwoot_message(thread, thread, text)))
        quoted = lambda: [c["id"] for c in self.read("/conversations?limit=200")["conversations"]
                          if c["id"] not in self.ids.values() and c.get("messages_out")]
        return wait_until(quoted, "an answer")[0]

    def test_each_sees_its_own(self):
        ids = self.ids
        for name, thread in (("bots", 1), ("anas", 2), ("luiss", 3), ("queues", 4)):
            ids[name] = self.ordered(thread)
        for name, thread, user in (("anas", 2, 7), ("luiss", 3, 8)):
            self.staff_says(thread, user)
            self.held(ids[name], "person")
        self.status(200, self.server.webhook(chatwoot_message(44, 4, "quiero hablar con una persona, un asesor humano por favor")))
        self.held(ids["queues"], "queue")

        seller = self.forge(role="seller", sub="chatwoot:7")
        professional = self.forge(role="professional", sub="chatwoot:7")
        nobody = self.forge(role="professional", sub="")
        self.assertEqual({ids["anas"], ids["queues"]}, self.lists(seller)["conversations"])
        self.assertEqual({ids["anas"], ids["queues"]}, self.lists(seller)["quotes"])
        self.assertEqual({ids["anas"]}, self.lists(professional)["conversations"])
        self.assertEqual({ids["anas"]}, self.lists(professional)["quotes"])
        self.assertEqual({"conversations": set(), "quotes": set()}, self.lists(nobody))
        self.assertEqual(set(ids.values()), self.lists(self.forge(role="secretary"))["conversations"])
        for name, conversation in ids.items():
            wanted = {seller: name in ("anas", "queues"), professional: name == "anas"}
            for token, sees in wanted.items():
                self.assertEqual(200 if sees else 404,
                                 self.answer("GET /api/v1/conversations/" + conversation, token)[0], name)
        turns = lambda token: {turn.get("conversation", turn.get("entity")) for turn in
                               json.loads(self.answer("GET /api/v1/events?limit=200", token)[1])["turns"]}
        self.assertEqual({ids["anas"], ids["queues"]}, turns(seller))
        self.assertLess(set(ids.values()), turns(self.server.token("ceo")))

    def test_nobody_approves_what_is_anothers(self):
        conversation, _ = self.order("scope-approval", "necesito 450 cajas de guantes nitrilo M")
        approval = wait_until(lambda: self.read("/approvals?conversation=" + conversation)["approvals"],
                              "an approval")[0]["id"]
        seller = {"Authorization": "Bearer " + self.forge(role="seller", sub="chatwoot:7"), "X-Org-Id": "demo"}
        self.assertEqual(404, self.server.request("POST", "/api/v1/approvals/" + approval,
                                                  {"decision": "grant"}, seller)[0])


if __name__ == "__main__":
    program.main()
