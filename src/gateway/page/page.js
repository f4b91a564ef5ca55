// The live dialogue and the quote, straight from the API; no build step. The token stays in memory.
const part = (id) => document.getElementById(id);
const state = { tenant: "", token: "", position: "", threads: new Map(), shown: "" };

const headers = () => ({ Authorization: `Bearer ${state.token}`, "X-Org-Id": state.tenant });

async function get(path) {
  const answer = await fetch(path, { headers: headers() });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return answer.json();
}

function money(amount) {
  const digits = new Intl.NumberFormat("es", { style: "currency", currency: amount.currency })
    .resolvedOptions().maximumFractionDigits;
  return new Intl.NumberFormat("es-MX", { style: "currency", currency: amount.currency })
    .format(amount.minor_units / 10 ** digits);
}

function element(name, text, className) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;  // Customers' text is never HTML.
  if (className) made.className = className;
  return made;
}

function link(status, words) {
  part("link").dataset.state = status;
  part("link").textContent = words;
}

function thread(id) {
  if (!state.threads.has(id))
    state.threads.set(id, { id, lines: [], stage: "", quote: null, at: "" });
  return state.threads.get(id);
}

function take(turn) {
  state.position = turn.position;
  if (!turn.conversation) return;
  const mine = thread(turn.conversation);
  mine.stage = turn.stage || mine.stage;
  mine.at = turn.at || mine.at;
  for (const event of turn.events || [])
    if (event.type === "message.received.v1") mine.lines.push({ text: event.text, at: turn.at });
  for (const reply of turn.replies || [])
    mine.lines.push({ text: reply.text, at: turn.at, ours: true });
  if (turn.quote && (turn.events || []).some((e) => e.type.startsWith("quote."))) mine.quote = turn.quote;
  if (!state.shown) state.shown = turn.conversation;
}

function drawConversations() {
  const list = part("conversations");
  list.replaceChildren();
  const newest = [...state.threads.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  part("nothing").hidden = newest.length > 0;
  for (const one of newest) {
    const button = element("button", `${one.id.slice(0, 10)} · ${one.stage}`);
    button.setAttribute("aria-current", one.id === state.shown);
    const last = one.lines.at(-1);
    button.append(element("small", last ? last.text : ""));
    button.addEventListener("click", () => { state.shown = one.id; draw(); });
    const item = element("li");
    item.append(button);
    list.append(item);
  }
}

function drawDialogue(mine) {
  part("stage").textContent = mine.stage ? `· ${mine.stage}` : "";
  part("dialogue").replaceChildren(...mine.lines.map((line) => {
    const item = element("li", line.text, line.ours ? "ours" : "theirs");
    item.append(element("time", new Date(line.at).toLocaleTimeString("es-MX")));
    return item;
  }));
}

function row(cells) {
  const made = element("tr");
  cells.forEach((text, i) => made.append(element("td", text, i > 0 ? "figure" : "")));
  return made;
}

function drawQuote(quote) {
  const box = part("quote");
  if (!quote) return box.replaceChildren(element("p", "Aún no hay cotización.", "hint"));
  const table = element("table");
  table.append(element("caption", `${quote.number} · versión ${quote.version}`));
  const body = element("tbody");
  for (const line of quote.lines)
    body.append(row([`${line.quantity} ${line.unit} · ${line.name}`, money(line.unit_price), money(line.total)]));
  const foot = element("tfoot");
  foot.append(row(["Subtotal", "", money(quote.subtotal)]), row(["Descuento", "", money(quote.discount)]),
              row(["Impuestos", "", money(quote.tax)]), row(["Total", "", money(quote.total)]));
  table.append(body, foot);
  box.replaceChildren(table, element("p", `Válida hasta ${new Date(quote.valid_until).toLocaleString("es-MX")}`, "hint"));
}

function draw() {
  drawConversations();
  const mine = state.threads.get(state.shown);
  if (!mine) return;
  drawDialogue(mine);
  drawQuote(mine.quote);
}

async function catchUp() {
  for (;;) {
    const after = state.position ? `&after=${encodeURIComponent(state.position)}` : "";
    const page = await get(`/api/v1/events?limit=200${after}`);
    page.turns.forEach(take);
    if (page.turns.length < 200) break;
  }
  draw();
}

// Server-sent events by fetch: EventSource cannot send the token in a header.
async function follow() {
  const wanted = headers();
  if (state.position) wanted["Last-Event-ID"] = state.position;
  const answer = await fetch("/api/v1/stream", { headers: wanted });
  if (!answer.ok) throw new Error(`${answer.status}`);
  link("open", "en vivo");
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    text += value;
    const frames = text.split("\n\n");
    text = frames.pop();
    for (const frame of frames) {
      const data = frame.split("\n").find((l) => l.startsWith("data: "));
      if (frame.includes("event: turn") && data) take(JSON.parse(data.slice(6)));
      if (frame.includes("event: reset")) { state.position = ""; state.threads.clear(); await catchUp(); }
    }
    draw();
  }
}

async function run() {
  for (let pause = 1000; ; pause = Math.min(pause * 2, 30000)) {
    try {
      await catchUp();
      await follow();
      pause = 1000;
    } catch (error) {
      if (["401", "403"].includes(error.message)) return refused();
    }
    link("lost", "reconectando…");
    await new Promise((wake) => setTimeout(wake, pause * (0.5 + Math.random() / 2)));
  }
}

function refused() {
  link("closed", "el token no vale para ese negocio");
  part("sign-in").hidden = false;
  document.querySelector("main").hidden = true;
}

part("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  state.tenant = part("tenant").value.trim();
  state.token = part("token").value.trim();
  part("sign-in").hidden = true;
  document.querySelector("main").hidden = false;
  link("closed", "conectando…");
  run();
});

// `#tenant=…&token=…` fills the form: a fragment never leaves the browser, and is taken off at once.
const given = new URLSearchParams(location.hash.slice(1));
if (given.get("token")) {
  history.replaceState(null, "", "/");
  part("tenant").value = given.get("tenant") || "";
  part("token").value = given.get("token");
  part("sign-in").requestSubmit();
}
