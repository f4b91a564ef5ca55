"""The reply's way out: Chatwoot's API, played by a server of the test's own."""
import http.server
import json
import threading
import time

import program
from program import ORDER, Folder, Server, chatwoot_message, wait_until


class FakeChatwoot:
    """Keeps what was posted; `script` says how each next POST goes: 200, 500 or "lost"."""

    def __init__(self, script=()):
        self.script = list(script)
        self.posts = []
        self.messages = []
        fake = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_):
                pass

            def answer(self, status, body):
                raw = json.dumps(body).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                fake.posts.append((self.path, dict(self.headers.items()), body))
                step = fake.script.pop(0) if fake.script else 200
                if step == 500:
                    return self.answer(500, {"error": "try later"})
                message = dict(body, id=7000 + len(fake.messages), message_type=1)
                fake.messages.append(message)
                if step == "lost":
                    self.close_connection = True
                    self.connection.close()
                    return None
                return self.answer(200, message)

            def do_GET(self):
                self.answer(200, {"meta": {}, "payload": fake.messages})

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d" % self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    def stop(self):
        self.server.shutdown()
        self.server.server_close()


class Channel(Folder):
    def send(self, script):
        """One order with the API behaving as told: the API and the server."""
        fake = FakeChatwoot(script)
        self.addCleanup(fake.stop)
        server = Server(self.folder, self.data, [self.copy_of_pack("demo", quiet_window_s="0")],
                        {"demo/chatwoot/3/base_url": fake.url,
                         "demo/chatwoot/3/access_token": "integration-access-token"})
        self.addCleanup(server.kill)
        self.assertEqual(200, server.webhook(chatwoot_message(601, 9101, ORDER))[0])
        wait_until(lambda: fake.messages, "a reply at the API", 45)
        self.assertEqual(200, server.webhook(chatwoot_message(601, 9101, ORDER))[0])
        return fake, server

    def reply_states(self, server):
        rows = server.api("GET", "/conversations")[1]["conversations"]
        messages = server.api("GET", "/conversations/" + rows[0]["id"])[1]["messages"]
        return [message["state"] for message in messages if message["direction"] == "out"]

    def wait_for_sent(self, server):
        wait_until(lambda: self.reply_states(server) and "sent" in "".join(self.reply_states(server)),
                   "the reply is known to be sent", 45)

    def test_a_reply_is_sent_once_with_its_key(self):
        fake, server = self.send([])
        self.wait_for_sent(server)
        time.sleep(1)
        self.assertEqual(1, len(fake.posts))
        path, headers, body = fake.posts[0]
        self.assertEqual("/api/v1/accounts/3/conversations/9101/messages", path)
        headers = {name.lower(): value for name, value in headers.items()}
        self.assertEqual("integration-access-token", headers["api_access_token"])
        rows = server.api("GET", "/conversations")[1]["conversations"]
        turns = server.api("GET", "/conversations/%s/turns?limit=200" % rows[0]["id"])[1]["turns"]
        sends = [effect["id"] for turn in turns for effect in turn["effects"]
                 if effect["type"] == "send_message"]
        self.assertEqual([headers["idempotency-key"]], sends)
        self.assertIn("8,660.56", body["content"])

    def test_a_failed_send_is_tried_again_under_the_same_key(self):
        fake, server = self.send([500])
        self.wait_for_sent(server)
        self.assertEqual(1, len(fake.messages))
        keys = {{name.lower(): value for name, value in headers.items()}["idempotency-key"]
                for _, headers, _ in fake.posts}
        self.assertEqual(2, len(fake.posts))
        self.assertEqual(1, len(keys))

    def test_a_lost_answer_is_looked_up_not_sent_twice(self):
        fake, server = self.send(["lost"])
        self.wait_for_sent(server)
        time.sleep(1)
        self.assertEqual(1, len(fake.messages))


if __name__ == "__main__":
    program.main()
