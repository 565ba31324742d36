-- administrators (part)
-- The users who hold the role named $2 in the tenant $1 and may sign in.
select 1
from roles r
join users_roles x on x.tenant_id = r.tenant_id and x.role_id = r.id
join users u on u.tenant_id = x.tenant_id and u.id = x.user_id
where r.tenant_id = $1 and r.name = $2 and u.is_suspended = false

-- able (part)
-- Of these, the ones who can: with a password that has not expired and an identifier that counts.
$include(administrators)
  and u.password_hash is not null
  and u.is_password_expired = false
  and (
    ($(username) and u.username is not null)
    or ($(email) and u.primary_email is not null)
    or ($(phone) and u.primary_phone is not null)
  )

-- is_staying (part)
-- An administrator who has asked for the deletion of the account is not counted on.
not exists (
    select 1
    from account_deletions d
    where d.tenant_id = u.tenant_id and d.user_id = u.id
  )

-- has_one
select exists ($include(administrators)) as has_one;

-- lock
-- The role's row stands for all who hold it: a change of the holders that came first is committed
-- by then. The second statement sees it, which one statement would not on PostgreSQL.
update roles
set name = name
where tenant_id = $1 and name = $2;

-- keep_one_without
update roles
set name = name
where tenant_id = $1
  and name = $2
  and (
    exists ($include(able, username=$4, email=$5, phone=$6) and u.id <> $3 and $include(is_staying))
    or exists ($include(able, username=$7, email=$8, phone=$9) and u.id = $3)
    or not exists ($include(able, username=$4, email=$5, phone=$6) and u.id = $3)
  );

-- keep_one_under
update roles
set name = name
where tenant_id = $1
  and name = $2
  and (
    exists ($include(able, username=$6, email=$7, phone=$8) and $include(is_staying))
    or not exists ($include(able, username=$3, email=$4, phone=$5) and $include(is_staying))
  );

-- find_setup
select value
from logto_configs
where tenant_id = $1
  and key = $3
  and not exists ($include(administrators));

-- open_setup (no settings)
insert into logto_configs (tenant_id, key, value)
select $1, $3, $4
where not exists ($include(administrators))
on conflict do nothing;

-- pass_setup (no settings)
delete from logto_configs
where tenant_id = $1
  and key = $3
  and value = $4
  and not exists ($include(administrators));

-- close_setup (no settings)
delete from logto_configs
where tenant_id = $1 and key = $2;
