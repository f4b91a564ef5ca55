-- reads: approvals
-- approvals_list of the conversations that own_conversations_list shows.
SELECT * FROM approvals
WHERE tenant = :tenant
  AND (requested_at < :before_at OR (requested_at = :before_at AND approval < :before_approval))
  AND (:status = '' OR status = :status)
  AND (:conversation = '' OR conversation = :conversation)
  AND EXISTS (SELECT 1 FROM conversations AS held
              WHERE held.tenant = :tenant AND held.conversation = approvals.conversation
                AND ((held.owner = 'person' AND held.owner_by = :user AND :user <> '')
                     OR (held.owner = 'queue' AND :sees_queue = 1)))
ORDER BY requested_at DESC, approval DESC
LIMIT :limit
