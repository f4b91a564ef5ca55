-- reads: turns
-- One turn, or no row.
SELECT * FROM turns
WHERE tenant = :tenant AND entity = :entity AND sequence = :sequence
