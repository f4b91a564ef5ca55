-- reads: approvals
-- approval_one, when own_conversation_one shows its conversation.
SELECT * FROM approvals
WHERE tenant = :tenant AND approval = :approval
  AND EXISTS (SELECT 1 FROM conversations AS held
              WHERE held.tenant = :tenant AND held.conversation = approvals.conversation
                AND ((held.owner = 'person' AND held.owner_by = :user AND :user <> '')
                     OR (held.owner = 'queue' AND :sees_queue = 1)))
