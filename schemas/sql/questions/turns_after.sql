-- reads: turns
-- The tenant's turns in the order of the log; :after is the last offset seen (-1 from the start).
SELECT * FROM turns
WHERE tenant = :tenant AND turn_offset > :after
ORDER BY turn_offset
LIMIT :limit
