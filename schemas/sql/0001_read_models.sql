-- The read models of the first release. Every table's key begins with the tenant; times are
-- milliseconds since 1970 (UTC), 0 = never; amounts are minor units; sealed values are their JSON.

CREATE TABLE projection_tables (
  projection TEXT NOT NULL,
  table_name TEXT NOT NULL,
  PRIMARY KEY (projection, table_name)
);

-- What a projection has absorbed of a partition; `copy` is live or rebuilt.
CREATE TABLE projection_positions (
  projection TEXT NOT NULL,
  copy TEXT NOT NULL,
  partition_number BIGINT NOT NULL,
  turns_next BIGINT NOT NULL,
  input_next BIGINT NOT NULL,
  PRIMARY KEY (projection, copy, partition_number)
);

-- How often a projection was rebuilt: names the indexes of the next rebuild.
CREATE TABLE projection_rebuilds (
  projection TEXT NOT NULL PRIMARY KEY,
  generation BIGINT NOT NULL
);

-- conversations --------------------------------------------------------------------------------

CREATE TABLE conversations (
  tenant TEXT NOT NULL,
  conversation TEXT NOT NULL,
  channel TEXT NOT NULL DEFAULT '',
  account TEXT NOT NULL DEFAULT '',
  thread TEXT,
  entry TEXT NOT NULL DEFAULT '',
  campaign TEXT NOT NULL DEFAULT '',
  product TEXT NOT NULL DEFAULT '',
  customer TEXT NOT NULL DEFAULT '',
  name TEXT,
  email TEXT,
  phone TEXT,
  stage TEXT NOT NULL DEFAULT 'greeting',
  stage_at BIGINT NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT 'open',
  outcome TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT 'bot',
  owner_by TEXT NOT NULL DEFAULT '',
  owner_epoch BIGINT NOT NULL DEFAULT 0,
  handoff_reason TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '',
  intent TEXT NOT NULL DEFAULT '',
  sentiment TEXT NOT NULL DEFAULT '',
  consent TEXT NOT NULL DEFAULT '',
  erased BIGINT NOT NULL DEFAULT 0,
  started_at BIGINT NOT NULL DEFAULT 0,
  last_at BIGINT NOT NULL DEFAULT 0,
  last_in_at BIGINT NOT NULL DEFAULT 0,
  last_out_at BIGINT NOT NULL DEFAULT 0,
  last_text TEXT,
  messages_in BIGINT NOT NULL DEFAULT 0,
  messages_out BIGINT NOT NULL DEFAULT 0,
  messages_waiting BIGINT NOT NULL DEFAULT 0,
  turns BIGINT NOT NULL DEFAULT 0,
  dead_letters BIGINT NOT NULL DEFAULT 0,
  approvals_open BIGINT NOT NULL DEFAULT 0,
  quote TEXT NOT NULL DEFAULT '',
  quote_number TEXT NOT NULL DEFAULT '',
  quote_status TEXT NOT NULL DEFAULT '',
  quote_total BIGINT NOT NULL DEFAULT 0,
  quote_currency TEXT NOT NULL DEFAULT '',
  orders BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, conversation)
);
CREATE INDEX conversations_by_time ON conversations (tenant, last_at, conversation);

-- messages -------------------------------------------------------------------------------------

-- `message`: the keyed hash of the provider's id, or the id of the effect that sends ours.
CREATE TABLE messages (
  tenant TEXT NOT NULL,
  conversation TEXT NOT NULL,
  message TEXT NOT NULL,
  sequence BIGINT NOT NULL DEFAULT 0,
  place BIGINT NOT NULL DEFAULT 0,
  direction TEXT NOT NULL DEFAULT '',
  author TEXT NOT NULL DEFAULT '',
  author_id TEXT NOT NULL DEFAULT '',
  kind TEXT NOT NULL DEFAULT '',
  text TEXT,
  template TEXT NOT NULL DEFAULT '',
  intent TEXT NOT NULL DEFAULT '',
  confidence BIGINT NOT NULL DEFAULT 0,
  sentiment TEXT NOT NULL DEFAULT '',
  at BIGINT NOT NULL DEFAULT 0,
  sent_at BIGINT NOT NULL DEFAULT 0,
  edited_at BIGINT NOT NULL DEFAULT 0,
  state TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant, conversation, message)
);
CREATE INDEX messages_by_sequence ON messages (tenant, conversation, sequence, place);

-- What a channel says of ours, under its own id of them: sent < delivered < read.
CREATE TABLE message_states (
  tenant TEXT NOT NULL,
  conversation TEXT NOT NULL,
  message TEXT NOT NULL,
  state TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  at BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, conversation, message)
);

-- turns ----------------------------------------------------------------------------------------

-- `entity` is <kind>/<id>; `bytes` are the turn's own, to the letter.
CREATE TABLE turns (
  tenant TEXT NOT NULL,
  entity TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  at BIGINT NOT NULL DEFAULT 0,
  heard TEXT NOT NULL DEFAULT '',
  cause TEXT NOT NULL DEFAULT '',
  rules BIGINT NOT NULL DEFAULT 0,
  context BIGINT NOT NULL DEFAULT 0,
  digest TEXT NOT NULL DEFAULT '',
  partition_number BIGINT NOT NULL DEFAULT 0,
  turn_offset BIGINT NOT NULL DEFAULT 0,
  bytes TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant, entity, sequence)
);
CREATE INDEX turns_by_offset ON turns (tenant, turn_offset);

-- quotes ---------------------------------------------------------------------------------------

CREATE TABLE quotes (
  tenant TEXT NOT NULL,
  quote TEXT NOT NULL,
  conversation TEXT NOT NULL DEFAULT '',
  number TEXT NOT NULL DEFAULT '',
  version BIGINT NOT NULL DEFAULT 0,
  status TEXT NOT NULL DEFAULT '',
  customer TEXT NOT NULL DEFAULT '',
  approval TEXT NOT NULL DEFAULT '',
  lines BIGINT NOT NULL DEFAULT 0,
  currency TEXT NOT NULL DEFAULT '',
  gross BIGINT NOT NULL DEFAULT 0,
  discount BIGINT NOT NULL DEFAULT 0,
  subtotal BIGINT NOT NULL DEFAULT 0,
  tax BIGINT NOT NULL DEFAULT 0,
  total BIGINT NOT NULL DEFAULT 0,
  offered_at BIGINT NOT NULL DEFAULT 0,
  valid_until BIGINT NOT NULL DEFAULT 0,
  decided_at BIGINT NOT NULL DEFAULT 0,
  because TEXT NOT NULL DEFAULT '',
  placed_order TEXT NOT NULL DEFAULT '',
  sequence BIGINT NOT NULL DEFAULT 0,
  body TEXT NOT NULL DEFAULT '',
  PRIMARY KEY (tenant, quote)
);
CREATE INDEX quotes_by_time ON quotes (tenant, offered_at, quote);
CREATE INDEX quotes_by_conversation ON quotes (tenant, conversation, offered_at);

-- approvals ------------------------------------------------------------------------------------

CREATE TABLE approvals (
  tenant TEXT NOT NULL,
  approval TEXT NOT NULL,
  conversation TEXT NOT NULL DEFAULT '',
  what TEXT NOT NULL DEFAULT '',
  reasons TEXT NOT NULL DEFAULT '[]',
  status TEXT NOT NULL DEFAULT '',
  requested_at BIGINT NOT NULL DEFAULT 0,
  expires_at BIGINT NOT NULL DEFAULT 0,
  decided_at BIGINT NOT NULL DEFAULT 0,
  decided_by TEXT NOT NULL DEFAULT '',
  waited_ms BIGINT NOT NULL DEFAULT 0,
  note TEXT,
  discount_bp BIGINT,
  limit_amount BIGINT,
  limit_currency TEXT NOT NULL DEFAULT '',
  total BIGINT,
  currency TEXT NOT NULL DEFAULT '',
  because TEXT NOT NULL DEFAULT '',
  sequence BIGINT NOT NULL DEFAULT 0,
  request TEXT NOT NULL DEFAULT '',
  proposal TEXT,
  PRIMARY KEY (tenant, approval)
);
CREATE INDEX approvals_by_time ON approvals (tenant, status, requested_at, approval);

-- dead_letters ---------------------------------------------------------------------------------

CREATE TABLE dead_letters (
  tenant TEXT NOT NULL,
  entity TEXT NOT NULL,
  sequence BIGINT NOT NULL,
  place BIGINT NOT NULL,
  at BIGINT NOT NULL DEFAULT 0,
  heard TEXT NOT NULL DEFAULT '',
  heard_id TEXT NOT NULL DEFAULT '',
  reason TEXT NOT NULL DEFAULT '',
  fingerprint TEXT NOT NULL DEFAULT '',
  asked_by TEXT NOT NULL DEFAULT '',
  owner TEXT NOT NULL DEFAULT '',
  turn_offset BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, entity, sequence, place)
);
CREATE INDEX dead_letters_by_offset ON dead_letters (tenant, turn_offset, place);

-- overview: per tenant and day of the tenant's zone (YYYY-MM-DD) ------------------------------------

CREATE TABLE overview_days (
  tenant TEXT NOT NULL,
  day TEXT NOT NULL,
  turns BIGINT NOT NULL DEFAULT 0,
  conversations_started BIGINT NOT NULL DEFAULT 0,
  conversations_won BIGINT NOT NULL DEFAULT 0,
  conversations_lost BIGINT NOT NULL DEFAULT 0,
  conversations_closed BIGINT NOT NULL DEFAULT 0,
  conversations_reopened BIGINT NOT NULL DEFAULT 0,
  conversations_erased BIGINT NOT NULL DEFAULT 0,
  messages_in BIGINT NOT NULL DEFAULT 0,
  messages_out BIGINT NOT NULL DEFAULT 0,
  messages_failed BIGINT NOT NULL DEFAULT 0,
  duplicates BIGINT NOT NULL DEFAULT 0,
  dead_letters BIGINT NOT NULL DEFAULT 0,
  answers_bot BIGINT NOT NULL DEFAULT 0,
  answers_bot_waited_ms BIGINT NOT NULL DEFAULT 0,
  answers_person BIGINT NOT NULL DEFAULT 0,
  answers_person_waited_ms BIGINT NOT NULL DEFAULT 0,
  clarifications BIGINT NOT NULL DEFAULT 0,
  approvals_requested BIGINT NOT NULL DEFAULT 0,
  approvals_granted BIGINT NOT NULL DEFAULT 0,
  approvals_refused BIGINT NOT NULL DEFAULT 0,
  approvals_expired BIGINT NOT NULL DEFAULT 0,
  approvals_withdrawn BIGINT NOT NULL DEFAULT 0,
  approvals_waited_ms BIGINT NOT NULL DEFAULT 0,
  quotes_offered BIGINT NOT NULL DEFAULT 0,
  quotes_revised BIGINT NOT NULL DEFAULT 0,
  quotes_accepted BIGINT NOT NULL DEFAULT 0,
  quotes_accepted_waited_ms BIGINT NOT NULL DEFAULT 0,
  quotes_rejected BIGINT NOT NULL DEFAULT 0,
  quotes_expired BIGINT NOT NULL DEFAULT 0,
  quotes_withdrawn BIGINT NOT NULL DEFAULT 0,
  orders BIGINT NOT NULL DEFAULT 0,
  handoffs BIGINT NOT NULL DEFAULT 0,
  takeovers BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, day)
);

CREATE TABLE overview_amounts (
  tenant TEXT NOT NULL,
  day TEXT NOT NULL,
  currency TEXT NOT NULL,
  offered BIGINT NOT NULL DEFAULT 0,
  accepted BIGINT NOT NULL DEFAULT 0,
  accepted_discount BIGINT NOT NULL DEFAULT 0,
  accepted_tax BIGINT NOT NULL DEFAULT 0,
  ordered BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, day, currency)
);

-- How each agent judged: verdict is automatic, clarify, approve, ….
CREATE TABLE overview_agents (
  tenant TEXT NOT NULL,
  day TEXT NOT NULL,
  agent TEXT NOT NULL,
  verdict TEXT NOT NULL,
  reports BIGINT NOT NULL DEFAULT 0,
  confident_reports BIGINT NOT NULL DEFAULT 0,
  confidence_sum BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, day, agent, verdict)
);

CREATE TABLE overview_stages (
  tenant TEXT NOT NULL,
  day TEXT NOT NULL,
  stage TEXT NOT NULL,
  entered BIGINT NOT NULL DEFAULT 0,
  departed BIGINT NOT NULL DEFAULT 0,
  stayed_ms BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, day, stage)
);

CREATE TABLE overview_intents (
  tenant TEXT NOT NULL,
  day TEXT NOT NULL,
  intent TEXT NOT NULL,
  messages BIGINT NOT NULL DEFAULT 0,
  confidence_sum BIGINT NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant, day, intent)
);

INSERT INTO projection_tables (projection, table_name) VALUES
  ('conversations', 'conversations'),
  ('messages', 'messages'),
  ('messages', 'message_states'),
  ('turns', 'turns'),
  ('quotes', 'quotes'),
  ('approvals', 'approvals'),
  ('dead_letters', 'dead_letters'),
  ('overview', 'overview_days'),
  ('overview', 'overview_amounts'),
  ('overview', 'overview_agents'),
  ('overview', 'overview_stages'),
  ('overview', 'overview_intents');
