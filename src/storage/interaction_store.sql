-- find
select prompt, request, question, session_id, login, consent, experience_state, version, created_at,
    expires_at
from interactions
where tenant_id = $1 and id = $2;

-- insert
insert into interactions (tenant_id, id, prompt, request, question, session_id, login, consent,
    experience_state, version, created_at, expires_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- update
update interactions
set login = $4, consent = $5, experience_state = $6, version = version + 1
where tenant_id = $1 and id = $2 and version = $3;

-- consume
delete from interactions
where tenant_id = $1 and id = $2;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from interactions
where tenant_id = $1
  and id in (
    select id
    from interactions
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
