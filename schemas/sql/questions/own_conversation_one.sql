-- reads: conversations
-- conversation_one, when :user holds it, or with :sees_queue = 1 it waits in the queue.
SELECT * FROM conversations
WHERE tenant = :tenant AND conversation = :conversation
  AND ((owner = 'person' AND owner_by = :user AND :user <> '')
       OR (owner = 'queue' AND :sees_queue = 1))
