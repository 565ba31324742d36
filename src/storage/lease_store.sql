-- take
update leases
set holder = $2, expires_at = $4
where name = $1 and expires_at <= $3;

-- renew
update leases
set expires_at = $4
where name = $1 and holder = $2 and expires_at > $3;

-- readiness
update leases
set expires_at = $1
where name = 'readiness';
