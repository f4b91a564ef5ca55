"""A headless Chromium over the WebDriver protocol, which is JSON over HTTP: no library is needed."""
import base64
import http.client
import json
import os
import shutil
import subprocess
import tempfile

from program import wait_until

DRIVER = shutil.which("chromedriver")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
MISSING = "SKIPPED: no chromium and chromedriver here (Debian: chromium chromium-driver)"


class Browser:
    def __init__(self, width=1280, height=860, language="es-MX"):
        self.folder = tempfile.mkdtemp(prefix="orkesta-browser-")
        self.said = os.path.join(self.folder, "driver.log")
        # Its port is in its output: 0 picks a free one.
        with open(self.said, "wb") as log:
            self.driver = subprocess.Popen([DRIVER, "--port=0"], stdout=log, stderr=subprocess.STDOUT)
        self.session = None
        try:
            self.port = int(wait_until(self._port, "chromedriver listens"))
            arguments = ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                         "--lang=" + language, "--window-size=%d,%d" % (width, height),
                         "--disable-background-networking", "--user-data-dir=" + os.path.join(self.folder, "profile")]
            wanted = {"browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"},
                      "goog:chromeOptions": {"binary": CHROMIUM, "args": arguments}}
            made = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self.session = "/session/" + made["sessionId"]
        except BaseException:
            self.close()
            raise

    def _port(self):
        with open(self.said, encoding="utf-8", errors="replace") as opened:
            text = opened.read()
        return text.split("on port ")[-1].split(".")[0].strip() if "started successfully on port" in text else None

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=90)
        try:
            connection.request(method, path, None if body is None else json.dumps(body),
                               {"Content-Type": "application/json"})
            answer = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(answer, dict) and "error" in answer:
            raise AssertionError("%s %s: %s" % (method, path, answer.get("message", "")[:400]))
        return answer

    def open(self, url):
        self.ask("POST", self.session + "/url", {"url": url})

    def run(self, script, *arguments):
        """The script's `return`, as JSON."""
        return self.ask("POST", self.session + "/execute/sync", {"script": script, "args": list(arguments)})

    def command(self, name, **parameters):
        """One of Chromium's own commands: device size, media features."""
        return self.ask("POST", self.session + "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def size(self, width, height, mobile=False):
        self.command("Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=1,
                     mobile=mobile)

    def theme(self, name):
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": name}])

    def press(self, key):
        """A key on what has the focus: `\\ue004` is Tab."""
        actions = [{"type": "key", "id": "keys", "actions": [{"type": "keyDown", "value": key}, {"type": "keyUp", "value": key}]}]
        self.ask("POST", self.session + "/actions", {"actions": actions})

    def complaints(self):
        """What the console holds since the last call: errors, warnings, refusals of the policy."""
        return [entry["message"] for entry in self.ask("POST", self.session + "/se/log", {"type": "browser"})
                if entry["level"] in ("SEVERE", "WARNING")]

    def picture(self, file):
        raw = base64.b64decode(self.ask("GET", self.session + "/screenshot"))
        os.makedirs(os.path.dirname(file), exist_ok=True)
        with open(file, "wb") as opened:
            opened.write(raw)

    def close(self):
        try:
            if self.session:
                self.ask("DELETE", self.session)
        finally:
            self.driver.terminate()
            try:
                self.driver.wait(15)
            except subprocess.TimeoutExpired:
                self.driver.kill()
                self.driver.wait()
            shutil.rmtree(self.folder, ignore_errors=True)
