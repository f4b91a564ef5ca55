-- reads: quotes
-- One quote, or no row.
SELECT * FROM quotes
WHERE tenant = :tenant AND quote = :quote
