-- reads: messages
-- What the channel said of our messages, under its own ids.
SELECT * FROM message_states
WHERE tenant = :tenant AND conversation = :conversation
ORDER BY at, message
LIMIT :limit
