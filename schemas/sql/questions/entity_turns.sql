-- reads: turns
-- One entity's turns (<kind>/<id>) in order, with their bytes; :after is the last sequence seen.
SELECT * FROM turns
WHERE tenant = :tenant AND entity = :entity AND sequence > :after
ORDER BY sequence
LIMIT :limit
