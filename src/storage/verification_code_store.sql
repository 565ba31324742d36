-- find
select id, identifier, usage_type, code_hash, tries, created_at, consumed_at
from verification_codes
where tenant_id = $1 and scope = $2 and identifier_type = $3;

-- put
insert into verification_codes (tenant_id, scope, identifier_type, id, identifier, usage_type,
    code_hash, tries, created_at)
values ($1, $2, $3, $4, $5, $6, $7, 0, $8)
on conflict (tenant_id, scope, identifier_type) do update
set id = excluded.id,
    identifier = excluded.identifier,
    usage_type = excluded.usage_type,
    code_hash = excluded.code_hash,
    tries = 0,
    created_at = excluded.created_at,
    consumed_at = null;

-- take_try
update verification_codes
set tries = tries + 1
where tenant_id = $1
  and scope = $2
  and identifier_type = $3
  and id = $4
  and consumed_at is null
  and tries < $5;

-- consume
update verification_codes
set consumed_at = $5
where tenant_id = $1
  and scope = $2
  and identifier_type = $3
  and id = $4
  and consumed_at is null;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from verification_codes
where tenant_id = $1
  and (scope, identifier_type) in (
    select scope, identifier_type
    from verification_codes
    where tenant_id = $1 and created_at < $2
    limit 1000
  );
