-- find
select id, user_id, holder, kind, purpose, data, sealed_data, password_updated_at, created_at,
    expires_at, verified_at
from account_verifications
where tenant_id = $1 and id = $3 and user_id = $2;

-- find_newest
select id, user_id, holder, kind, purpose, data, sealed_data, password_updated_at, created_at,
    expires_at, verified_at
from account_verifications
where tenant_id = $1 and user_id = $2 and kind = $3 and purpose = $4
order by created_at desc, id desc
limit 1;

-- insert
insert into account_verifications (tenant_id, id, user_id, kind, purpose, data, sealed_data,
    password_updated_at, created_at, expires_at, verified_at, holder)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12);

-- keep_newest
delete from account_verifications
where tenant_id = $1
  and user_id = $2
  and id not in (
    select id
    from account_verifications
    where tenant_id = $1 and user_id = $2
    order by created_at desc, id desc
    limit $3
  );

-- verify
update account_verifications
set verified_at = $4, data = $5, sealed_data = $6
where tenant_id = $1 and user_id = $2 and id = $3 and verified_at is null;

-- remove
delete from account_verifications
where tenant_id = $1 and user_id = $2 and id = $3;

-- remove_expired
-- A bounded step, so that the writer is never busy for long.
delete from account_verifications
where tenant_id = $1
  and id in (
    select id
    from account_verifications
    where tenant_id = $1 and expires_at < $2
    limit 1000
  );
