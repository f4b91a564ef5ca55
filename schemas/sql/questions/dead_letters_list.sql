-- reads: dead_letters
-- Newest first; :before and :before_place are the last row's turn_offset and place
-- (9007199254740991, 0 for the first page); :reason: '' = any.
SELECT * FROM dead_letters
WHERE tenant = :tenant
  AND (turn_offset < :before OR (turn_offset = :before AND place < :before_place))
  AND (:reason = '' OR reason = :reason)
ORDER BY turn_offset DESC, place DESC
LIMIT :limit
