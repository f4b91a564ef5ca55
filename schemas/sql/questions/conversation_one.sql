-- reads: conversations
-- One conversation, or no row.
SELECT * FROM conversations
WHERE tenant = :tenant AND conversation = :conversation
