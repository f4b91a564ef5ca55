-- reads: quotes
-- Newest first; :before_at and :before_quote of the last row seen; :status, :conversation: '' =
-- any.
SELECT * FROM quotes
WHERE tenant = :tenant
  AND (offered_at < :before_at OR (offered_at = :before_at AND quote < :before_quote))
  AND (:status = '' OR status = :status)
  AND (:conversation = '' OR conversation = :conversation)
ORDER BY offered_at DESC, quote DESC
LIMIT :limit
