-- reads: quotes
-- quotes_list of the conversations that own_conversations_list shows.
SELECT * FROM quotes
WHERE tenant = :tenant
  AND (offered_at < :before_at OR (offered_at = :before_at AND quote < :before_quote))
  AND (:status = '' OR status = :status)
  AND (:conversation = '' OR conversation = :conversation)
  AND EXISTS (SELECT 1 FROM conversations AS held
              WHERE held.tenant = :tenant AND held.conversation = quotes.conversation
                AND ((held.owner = 'person' AND held.owner_by = :user AND :user <> '')
                     OR (held.owner = 'queue' AND :sees_queue = 1)))
ORDER BY offered_at DESC, quote DESC
LIMIT :limit
