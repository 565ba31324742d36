-- find
select id, user_id, context, creator_id, created_at, expires_at, consumed_at
from subject_tokens
where tenant_id = $1 and value_hash = $2;

-- insert
insert into subject_tokens (tenant_id, id, value_hash, user_id, context, creator_id, created_at,
    expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8);

-- consume
update subject_tokens
set consumed_at = $3
where tenant_id = $1 and id = $2 and consumed_at is null and expires_at > $3;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from subject_tokens
where tenant_id = $1
  and id in (
    select id
    from subject_tokens
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
