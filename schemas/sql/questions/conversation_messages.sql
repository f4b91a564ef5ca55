-- reads: messages
-- In order; :after and :after_place are the sequence and place of the last row seen (0 at first).
SELECT * FROM messages
WHERE tenant = :tenant AND conversation = :conversation
  AND (sequence > :after OR (sequence = :after AND place > :after_place))
ORDER BY sequence, place
LIMIT :limit
