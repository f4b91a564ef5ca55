-- reads: conversations
-- Newest first; :before_at and :before_conversation of the last row seen (9007199254740991, ''
-- for the first page); :owner, :status, :stage: '' = any.
SELECT * FROM conversations
WHERE tenant = :tenant
  AND (last_at < :before_at OR (last_at = :before_at AND conversation < :before_conversation))
  AND (:owner = '' OR owner = :owner)
  AND (:status = '' OR status = :status)
  AND (:stage = '' OR stage = :stage)
ORDER BY last_at DESC, conversation DESC
LIMIT :limit
