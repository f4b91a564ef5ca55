-- reads: approvals
-- Newest first; :before_at and :before_approval of the last row seen; :status, :conversation: ''
-- = any.
SELECT * FROM approvals
WHERE tenant = :tenant
  AND (requested_at < :before_at OR (requested_at = :before_at AND approval < :before_approval))
  AND (:status = '' OR status = :status)
  AND (:conversation = '' OR conversation = :conversation)
ORDER BY requested_at DESC, approval DESC
LIMIT :limit
