-- reads: conversations
-- How many by owner and status.
SELECT owner, status, COUNT(*) AS conversations, SUM(messages_waiting) AS messages_waiting
FROM conversations
WHERE tenant = :tenant
GROUP BY owner, status
ORDER BY owner, status
