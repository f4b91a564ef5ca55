// Live dialogue and quote, straight from the API; no build step. The token stays in memory.
const part = (id) => document.getElementById(id);
const state = { tenant: "", token: "", position: "", rows: [], shown: "", thread: null };
const list_size = 50;

const stages = { greeting: "Saludo", discovery: "Descubrir", qualification: "Calificar",
  presentation: "Presentar", quote: "Cotizar", negotiation: "Negociar", objection: "Objeción",
  closing: "Cerrar", follow_up: "Seguimiento" };
const intents = { greeting: "Saludo", product_query: "Pregunta por un producto",
  price_query: "Pregunta por un precio", quote_request: "Pide cotización",
  discount_request: "Pide descuento", objection_price: "Objeta el precio",
  objection_trust: "Duda del negocio", objection_timing: "Lo deja para después",
  order_confirm: "Confirma el pedido", payment_request: "Quiere pagar",
  payment_status: "Pregunta por su pago", order_status: "Pregunta por su pedido",
  support_warranty: "Garantía", return_refund: "Devolución", faq_hours: "Horario",
  faq_location: "Ubicación", faq_shipping: "Envíos", faq_payment_methods: "Formas de pago",
  human_handoff: "Pide una persona", free_resources: "Recursos gratuitos",
  syllabus_request: "Pide el temario", contact_info: "Da sus datos",
  privacy_accept: "Acepta privacidad", privacy_decline: "Rechaza privacidad",
  booking_request: "Pide cita", complaint: "Queja", thanks: "Agradece", goodbye: "Se despide",
  unsubscribe: "No quiere mensajes", other: "Otro tema" };
const agents = { policy: "Política", Understanding: "Comprensión", AliasNormalizer: "Alias",
  CatalogMapper: "Catálogo", PriceResolver: "Precios", QuoteBuilder: "Cotización",
  Knowledge: "Conocimiento", ReplyGuard: "Revisión de la respuesta", channel: "Canal" };
const verdicts = { automatic: "automático", unsure: "con duda", clarify: "pide aclarar",
  approve: "pide aprobación", refused: "no procede", waits: "espera", hand_off: "pasa a una persona",
  missing: "sin dato", silent: "calla", ignored: "sin cambio", failed: "falló", done: "hecho" };
const statuses = { offered: "Vigente", accepted: "Aceptada", rejected: "Rechazada",
  expired: "Vencida", revised: "Sustituida", withdrawn: "Retirada", proposed: "Por aprobar" };
const owners = { bot: "Atiende Orkesta", person: "Atiende una persona", queue: "Espera a una persona" };
const channels = { chatwoot: "Chatwoot", whatsapp: "WhatsApp", telegram: "Telegram", web: "Web" };

const percent = new Intl.NumberFormat("es-MX", { style: "percent", maximumFractionDigits: 0 });
const clock = new Intl.DateTimeFormat("es-MX", { hour: "2-digit", minute: "2-digit" });
const moment = new Intl.DateTimeFormat("es-MX", { dateStyle: "medium", timeStyle: "short" });

const headers = () => ({ Authorization: `Bearer ${state.token}`, "X-Org-Id": state.tenant });

async function get(path) {
  const answer = await fetch(`/api/v1${path}`, { headers: headers(), cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

// Amounts are whole minor units; the currency says how many digits they have.
function money(amount) {
  const format = new Intl.NumberFormat("es-MX", { style: "currency", currency: amount.currency });
  return format.format(amount.minor_units / 10 ** format.resolvedOptions().maximumFractionDigits);
}

// Customers' text becomes text nodes, never HTML.
function element(name, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(name);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

function link(status, words) {
  part("link").dataset.state = status;
  part("link").textContent = words;
}

const name_of = (row) => row.name || row.phone || `Cliente ${row.id.slice(0, 6)}`;
const channel_of = (row) => channels[row.channel] || row.channel || "";

// ---- what is shown --------------------------------------------------------------------------

function drawList() {
  const rows = state.rows;
  part("nothing").hidden = rows.length > 0;
  part("count").textContent = rows.length >= list_size ? `${rows.length}+` : rows.length || "";
  const focused = document.activeElement?.dataset?.id;
  part("conversations").replaceChildren(...rows.map((row) => {
    const top = element("span", { className: "row" }, element("b", { text: name_of(row) }),
      element("time", { text: row.last_at ? clock.format(new Date(row.last_at)) : "" }));
    const below = element("span", { className: "row" },
      element("span", { text: row.last_text || "", className: "last" }));
    const chips = element("span", { className: "row" },
      element("span", { text: stages[row.stage] || row.stage, className: "chip" }));
    if (row.quote_total) chips.append(element("span", { text: money(row.quote_total), className: "sum" }));
    const button = element("button", { type: "button", "data-id": row.id }, top, below, chips);
    if (row.id === state.shown) button.setAttribute("aria-current", "true");
    button.addEventListener("click", () => open(row.id));
    return element("li", {}, button);
  }));
  if (focused) document.querySelector(`#conversations [data-id="${CSS.escape(focused)}"]`)?.focus();
}

function drawHead() {
  const row = state.rows.find((one) => one.id === state.shown);
  if (!row) return;
  part("name").textContent = name_of(row);
  part("facts").textContent = [channel_of(row), owners[row.owner] || row.owner].filter(Boolean).join(" · ");
  const order = Object.keys(stages);
  const at = order.indexOf(row.stage);
  part("stage").textContent = `Etapa ${at + 1} de ${order.length}: ${stages[row.stage] || row.stage}`;
  part("stages").replaceChildren(...order.map((stage, i) => {
    const item = element("li", { className: i < at ? "past" : "", title: stages[stage] },
      element("span", { text: stages[stage], className: "unseen" }));
    if (i === at) item.setAttribute("aria-current", "step");
    return item;
  }));
}

function confidence(value) {
  const meter = element("meter", { min: 0, max: 1, low: 0.6, high: 0.8, optimum: 1, value,
    "aria-label": "Confianza" });
  return [meter, percent.format(value)];
}

function bubble(line) {
  const ours = line.by !== "customer";
  const item = element("li", { className: ours ? "ours" : "theirs" },
    element("span", { text: ours ? "Negocio: " : "Cliente: ", className: "unseen" }),
    element("p", { text: line.text }));
  const foot = element("div", { className: "foot" }, element("time", { text: clock.format(new Date(line.at)),
    datetime: line.at }));
  if (line.intent)
    foot.append(element("span", { className: "sure" }, `${intents[line.intent] || line.intent} `,
      ...(line.confidence === undefined ? [] : confidence(line.confidence))));
  item.append(foot);
  if (line.why?.length) {
    const reasons = line.why.map((one) => element("li", {},
      element("b", { text: agents[one.agent] || one.agent }), ` ${verdicts[one.verdict] || one.verdict} `,
      ...(one.confidence === undefined ? [] : confidence(one.confidence / 10000))));
    item.append(element("details", {}, element("summary", { text: "Por qué" }), element("ul", {}, ...reasons)));
  }
  return item;
}

function drawDialogue() {
  const log = part("dialogue");
  const opened = [...log.querySelectorAll("details")].map((one) => one.open);
  log.replaceChildren(...(state.thread?.lines || []).map(bubble));
  [...log.querySelectorAll("details")].forEach((one, i) => { one.open = opened[i] || false; });
  log.scrollTop = log.scrollHeight;
}

// Spanish plurals of units as tenants write them; kg, ml and the like have none.
function counted(quantity, unit) {
  const plural = Number(quantity) === 1 || unit.length < 3 ? "" : /[aeiouáéíóú]$/.test(unit) ? "s" : "es";
  return `${quantity} ${unit}${plural}`;
}

function figure(label, text, className) {
  return element("tr", { className: className || "" }, element("th", { text: label, scope: "row" }),
    element("td", { className: "roomy" }), element("td", { className: "roomy" }),
    element("td", { text, className: "figure" }));
}

function lineOf(line) {
  const many = counted(line.quantity, line.unit);
  const name = element("td", {}, element("span", { text: line.name }), element("small", { text: line.sku }),
    element("small", { text: `${many} × ${money(line.unit_price)}`, className: "tight" }));
  for (const discount of line.discounts || [])
    name.append(element("small", { text: `${discount.reason} −${money(discount.amount)}`, className: "discount" }));
  return element("tr", {}, name, element("td", { text: many, className: "roomy" }),
    element("td", { text: money(line.unit_price), className: "figure roomy" }),
    element("td", { text: money(line.subtotal), className: "figure" }));
}

function drawQuote() {
  const row = state.thread?.quote;
  if (!row)
    return part("quote").replaceChildren(element("p", { className: "hint",
      text: "Aún no hay cotización. Aparece aquí en cuanto se le ofrece al cliente." }));
  const quote = row.quote;
  const table = element("table", {}, element("caption", { text: "Artículos de la cotización", className: "unseen" }),
    element("thead", {}, element("tr", {}, ...["Artículo", "Cantidad", "Precio", "Importe"].map((text, i) =>
      element("th", { text, scope: "col", className: ["", "roomy", "figure roomy", "figure"][i] })))),
    element("tbody", {}, ...quote.lines.map(lineOf)));
  const foot = element("tfoot", {});
  if (quote.discount.minor_units) {
    foot.append(figure("Antes de descuentos", money(quote.gross)));
    foot.append(figure("Descuentos", `−${money(quote.discount)}`, "discount"));
  }
  foot.append(figure("Subtotal", money(quote.subtotal)), figure("Impuestos", money(quote.tax)),
    figure(`Total (${quote.currency})`, money(quote.total), "total"));
  table.append(foot);
  const top = element("p", { className: "row" }, element("b", { text: quote.number }),
    element("span", { text: statuses[row.status] || row.status, className: `chip status-${row.status}` }));
  part("quote").replaceChildren(top, element("div", { className: "wide" }, table), element("p", { className: "hint",
    text: `Versión ${quote.version} · válida hasta ${moment.format(new Date(quote.valid_until))}` }));
}

// ---- what is read ---------------------------------------------------------------------------

// One turn: what the customer said, what was answered and why.
function linesOf(turn) {
  const lines = [];
  for (const event of turn.events || [])
    if (event.type === "message.received.v1")
      lines.push({ by: "customer", text: event.text || "", at: turn.at, intent: event.intent,
        confidence: event.confidence === undefined ? undefined : event.confidence / 10000 });
  (turn.replies || []).forEach((reply, i) =>
    lines.push({ by: "us", text: reply.text, at: turn.at, why: i === 0 ? turn.explanation : [] }));
  return lines;
}

async function allTurns(id) {
  const turns = [];
  for (let page = null; !page || page.length === 200;) {
    const after = turns.length ? turns.at(-1).sequence : 0;
    page = (await get(`/conversations/${id}/turns?limit=200&after=${after}`)).turns;
    turns.push(...page);
  }
  return turns;
}

async function loadThread(id, wait) {
  const thread = { id, lines: [], sequence: 0, quote: null };
  try {
    for (const turn of await allTurns(id)) {
      thread.lines.push(...linesOf(turn));
      thread.sequence = turn.sequence;
    }
  } catch (error) {  // Roles that may not see turns see the messages.
    if (error.message !== "403") throw error;
    const { messages } = await get(`/conversations/${id}?${wait}`);
    thread.lines = messages.map((one) => ({ by: one.direction === "in" ? "customer" : "us",
      text: one.text || "", at: one.at, intent: one.direction === "in" ? one.intent : undefined }));
    thread.sequence = Math.max(0, ...messages.map((one) => one.sequence));
  }
  thread.quote = (await get(`/quotes?limit=1&conversation=${id}&${wait}`)).quotes[0] || null;
  return thread;
}

async function open(id, wait = "") {
  state.shown = id;
  drawList();
  drawHead();
  const thread = await loadThread(id, wait);
  if (state.shown !== id) return;  // Another one was chosen meanwhile.
  state.thread = thread;
  drawDialogue();
  drawQuote();
}

async function refreshList(wait = "") {
  const page = await get(`/conversations?limit=${list_size}&${wait}`);
  state.rows = page.conversations;
  drawList();
  drawHead();
  return page.position;
}

// Turns that arrive together are shown at once; rows and quote follow when the read models stand.
let waiting = null;
function later(position, quoted) {
  waiting = { position, quoted: quoted || waiting?.quoted || false, timer: waiting?.timer };
  waiting.timer ||= setTimeout(async () => {
    const { position: reached, quoted: again } = waiting;
    waiting = null;
    const wait = `timeout_ms=5000&wait_for=${encodeURIComponent(reached)}`;
    try {
      await refreshList(wait);
      if (!state.shown && state.rows.length) return await open(state.rows[0].id, wait);
      if (!again) return;
      const id = state.shown;
      const { quotes } = await get(`/quotes?limit=1&conversation=${id}&${wait}`);
      if (state.thread?.id !== id) return;
      state.thread.quote = quotes[0] || null;
      drawQuote();
    } catch { /* The stream tells when the link is lost. */ }
  }, 120);
}

function take(turn) {
  state.position = turn.position;
  const mine = turn.conversation && state.thread?.id === turn.conversation;
  if (mine && turn.sequence > state.thread.sequence) {
    state.thread.lines.push(...linesOf(turn));
    state.thread.sequence = turn.sequence;
    drawDialogue();
  }
  const quoted = (turn.events || []).some((one) => one.type.startsWith("quote."));
  if (turn.conversation) later(turn.position, mine && quoted);
}

async function load() {
  state.position = await refreshList();
  const first = state.rows.some((one) => one.id === state.shown) ? state.shown : state.rows[0]?.id;
  if (first) await open(first);
  else drawQuote();
}

async function frame(text) {
  const data = text.split("\n").find((one) => one.startsWith("data: "));
  if (text.includes("event: reset")) await load();
  else if (text.includes("event: turn") && data) take(JSON.parse(data.slice(6)));
}

// Server-sent events by fetch: EventSource cannot send the token in a header. Silence of 35 s is a
// lost link.
async function follow() {
  const lost = new AbortController();
  const wanted = headers();
  if (state.position) wanted["Last-Event-ID"] = state.position;
  const answer = await fetch("/api/v1/stream", { headers: wanted, signal: lost.signal, cache: "no-store" });
  if (!answer.ok) throw new Error(String(answer.status));
  link("open", "En vivo");
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let text = "";
  for (;;) {
    const silence = setTimeout(() => lost.abort(), 35000);
    const { value, done } = await reader.read().finally(() => clearTimeout(silence));
    if (done) return;
    const frames = (text + value).split("\n\n");
    text = frames.pop();
    for (const one of frames) await frame(one);
  }
}

async function run() {
  for (let pause = 1000; ; pause = Math.min(pause * 2, 30000)) {
    try {
      await load();
      await follow();
      pause = 1000;
    } catch (error) {
      if (["400", "401", "403"].includes(error.message)) return refused();
    }
    link("lost", "Reconectando…");
    await new Promise((wake) => setTimeout(wake, pause * (0.5 + Math.random() / 2)));
  }
}

function enter(inside) {
  part("sign-in").hidden = inside;
  document.querySelector("main").hidden = !inside;
  part("who").textContent = inside ? state.tenant : "";
}

function refused() {
  enter(false);
  link("closed", "Sin conexión");
  part("refusal").hidden = false;
  part("refusal").textContent = "Esa llave no vale para ese negocio, o ya venció.";
  part("token").value = "";
  part("token").focus();
}

part("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  state.tenant = part("tenant").value.trim();
  state.token = part("token").value.trim();
  part("refusal").hidden = true;
  enter(true);
  link("closed", "Conectando…");
  run();
});

// Arrow keys walk the list.
part("conversations").addEventListener("keydown", (event) => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  const all = [...part("conversations").querySelectorAll("button")];
  all[all.indexOf(document.activeElement) + step]?.focus();
});

// `#tenant=…&token=…` fills the form: a fragment never leaves the browser, and is taken off at once.
const given = new URLSearchParams(location.hash.slice(1));
if (given.get("token")) {
  history.replaceState(null, "", "/");
  part("tenant").value = given.get("tenant") || "";
  part("token").value = given.get("token");
  part("sign-in").requestSubmit();
}
