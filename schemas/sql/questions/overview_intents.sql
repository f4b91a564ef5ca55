-- reads: overview
-- Days from :from to :to, both included.
SELECT * FROM overview_intents
WHERE tenant = :tenant AND day >= :from AND day <= :to
ORDER BY day, intent
