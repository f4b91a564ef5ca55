-- reads: conversations
-- conversations_list of what :user holds; with :sees_queue = 1 also of what waits in the queue.
SELECT * FROM conversations
WHERE tenant = :tenant
  AND ((owner = 'person' AND owner_by = :user AND :user <> '')
       OR (owner = 'queue' AND :sees_queue = 1))
  AND (last_at < :before_at OR (last_at = :before_at AND conversation < :before_conversation))
  AND (:owner = '' OR owner = :owner)
  AND (:status = '' OR status = :status)
  AND (:stage = '' OR stage = :stage)
ORDER BY last_at DESC, conversation DESC
LIMIT :limit
