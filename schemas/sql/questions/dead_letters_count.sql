-- reads: dead_letters
-- How many by reason, first and last.
SELECT reason, COUNT(*) AS dead_letters, MIN(at) AS first_at, MAX(at) AS last_at
FROM dead_letters
WHERE tenant = :tenant
GROUP BY reason
ORDER BY dead_letters DESC, reason
