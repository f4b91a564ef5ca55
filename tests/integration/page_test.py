"""The page at `/`, in a real browser, beside a real server."""
import os
import unittest

import browser
import program
from program import ORDER, Folder, Server, chatwoot_message, wait_until

# Relative luminance and contrast as WCAG 2.2 has them; the background is the nearest one that is not transparent.
CONTRAST = """
const light = (rgb) => { const [r, g, b] = rgb.map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
const parts = (color) => color.match(/[\\d.]+/g).map(Number);
const behind = (node) => { for (; node; node = node.parentElement) { const c = parts(getComputedStyle(node).backgroundColor);
  if (c.length < 4 || c[3] > 0.99) return c.slice(0, 3); } return [255, 255, 255]; };
const poor = [];
for (const node of document.querySelectorAll('body *')) {
  const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
  const box = node.getBoundingClientRect();
  if (!words || box.width < 2 || !node.checkVisibility()) continue;
  const a = light(parts(getComputedStyle(node).color).slice(0, 3)), b = light(behind(node));
  const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  if (ratio < 4.5) poor.push(`${node.tagName} "${node.textContent.trim().slice(0, 30)}" ${ratio.toFixed(2)}`);
}
return poor;
"""
UNNAMED = """
return [...document.querySelectorAll('button, input, meter, nav, section, form, [role]')].filter((node) =>
  node.checkVisibility() && !(node.textContent.trim() || node.getAttribute('aria-label') || node.getAttribute('aria-labelledby') ||
  node.labels?.length)).map((node) => node.outerHTML.slice(0, 80));
"""


@unittest.skipUnless(browser.DRIVER and browser.CHROMIUM, browser.MISSING)
class Page(Folder):
    def setUp(self):
        super().setUp()
        self.pictures = os.path.join(os.path.dirname(program.program), "screenshots")
        self.server = Server(self.folder, self.data, [self.copy_of_pack("demo", quiet_window_s="0")])
        self.addCleanup(self.server.kill)
        self.browser = browser.Browser()
        self.addCleanup(self.browser.close)
        self.address = "http://127.0.0.1:%d" % self.server.port

    def enter(self, role="ceo"):
        self.browser.open("%s/#tenant=demo&token=%s" % (self.address, self.server.token(role)))
        wait_until(lambda: self.browser.run("return document.getElementById('link').dataset.state") == "open",
                   "the page is live")

    def say(self, message, thread, text, name="Mariana Ibarra"):
        body = chatwoot_message(message, thread, text)
        body["sender"]["name"] = name
        self.assertEqual(200, self.server.webhook(body)[0])

    def text(self, selector):
        return self.browser.run("return document.querySelector(arguments[0])?.innerText || ''", selector)

    def shows(self, selector, *words):
        wait_until(lambda: all(word in self.text(selector) for word in words), "%s in %s" % (words, selector))

    def clean(self):
        self.assertEqual([], self.browser.complaints())
        self.assertEqual([], self.browser.run(CONTRAST))
        self.assertEqual([], self.browser.run(UNNAMED))
        wide = self.browser.run("return [document.documentElement.scrollWidth, innerWidth]")
        self.assertLessEqual(wide[0], wide[1], "nothing is pushed off the side")

    def test_dialogue_and_quote_are_shown_as_they_happen(self):
        self.enter()
        self.assertEqual("%s/" % self.address, self.browser.run("return location.href"), "the token is taken off")
        self.assertIn("nadie ha escrito", self.text("#nothing"))
        self.clean()
        self.say(1, 71, "Hola, buenas tardes")
        self.shows("#dialogue", "buenas tardes", "Botica Industrial El Faro")
        self.browser.run("window.stays = true;")
        self.say(2, 71, ORDER)
        self.shows("#dialogue", ORDER, "Aquí tiene su cotización")
        self.shows("#quote", "Guante de nitrilo", "8,660.56", "Vigente", "Impuestos")
        self.shows("#stage", "Etapa 5 de 9", "Cotizar")
        self.shows("#name", "Mariana Ibarra")
        self.assertTrue(self.browser.run("return window.stays"), "nothing was loaded again")
        self.say(3, 72, "¿Tienen alcohol de 1 litro?", "Julián Peña")
        self.shows("#conversations", "Julián Peña", "Mariana Ibarra")
        self.browser.run("document.querySelector('#dialogue .ours:last-child details').open = true")
        for name, theme, size in (("desktop", "light", (1280, 860, False)), ("desktop-dark", "dark", (1280, 860, False)),
                                  ("tablet", "light", (820, 1180, True)), ("phone", "light", (360, 780, True)),
                                  ("phone-dark", "dark", (360, 780, True))):
            self.browser.size(*size)
            self.browser.theme(theme)
            self.clean()
            self.browser.picture(os.path.join(self.pictures, name + ".png"))
        self.browser.run("document.getElementById('offer').scrollIntoView()")
        self.browser.picture(os.path.join(self.pictures, "phone-quote.png"))

    def test_customers_words_are_never_markup(self):
        self.enter()
        self.say(1, 73, "<img src=x onerror=\"document.title='owned'\"><b>hola</b> <script>document.title='owned'</script>",
                 "<i>Eva</i>")
        self.shows("#dialogue", "<b>hola</b>", "onerror")
        self.shows("#name", "<i>Eva</i>")
        self.assertEqual(0, self.browser.run("return document.querySelectorAll('#dialogue img, #dialogue b b, #name i').length"))
        self.assertIn("Orkesta", self.browser.run("return document.title"))
        self.clean()

    def test_it_can_be_used_without_a_mouse(self):
        self.say(1, 74, "hola", "Primera")
        self.say(2, 75, "buenos días", "Segunda")
        self.enter()
        self.shows("#conversations", "Primera", "Segunda")
        self.browser.run("document.activeElement.blur()")
        self.browser.press("\ue004")
        self.assertEqual("skip", self.browser.run("return document.activeElement.className"))
        self.browser.press("\ue004")
        focused = lambda: self.browser.run("return document.activeElement.innerText")
        first = focused()
        self.browser.press("\ue015")  # Down
        self.assertNotEqual(first, focused())
        self.assertRegex(focused(), "Primera|Segunda")
        self.browser.press("\ue007")  # Enter
        wait_until(lambda: self.text("#name") in focused(), "the chosen one is shown")
        self.assertNotEqual("none", self.browser.run("return getComputedStyle(document.activeElement).outlineStyle"))

    def test_a_link_that_broke_is_told_and_heals(self):
        self.enter()
        self.say(1, 76, "hola")
        self.shows("#dialogue", "hola")
        port = self.server.port
        self.assertEqual(0, self.server.stop(), self.server.said())
        wait_until(lambda: self.browser.run("return document.getElementById('link').dataset.state") == "lost", "it is told")
        self.assertIn("Reconectando", self.text("#link"))
        again = Server(self.folder, self.data, listen="127.0.0.1:%d" % port)
        self.addCleanup(again.kill)
        self.server = again
        wait_until(lambda: self.browser.run("return document.getElementById('link').dataset.state") == "open", "it heals", 60)
        self.say(2, 76, "¿siguen ahí?")
        self.shows("#dialogue", "hola", "¿siguen ahí?")
        self.assertEqual(1, self.text("#dialogue").count("siguen ahí"))

    def test_a_key_that_is_refused_is_said_in_words(self):
        self.browser.open("%s/#tenant=demo&token=wrong" % self.address)
        self.shows("#refusal", "no vale")
        self.assertTrue(self.browser.run("return document.querySelector('main').hidden"))
        self.browser.complaints()  # The refused request itself is one.
        self.clean()
        self.browser.picture(os.path.join(self.pictures, "sign-in.png"))


if __name__ == "__main__":
    program.main()
