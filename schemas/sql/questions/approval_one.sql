-- reads: approvals
-- One approval, or no row.
SELECT * FROM approvals
WHERE tenant = :tenant AND approval = :approval
