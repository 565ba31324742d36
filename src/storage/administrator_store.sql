-- administrators (part)
-- Who holds the role named $2 in the tenant $1 and may sign in.
select 1
from roles r
join users_roles x on x.tenant_id = r.tenant_id and x.role_id = r.id
join users u on u.tenant_id = x.tenant_id and u.id = x.user_id
where r.tenant_id = $1 and r.name = $2 and u.is_suspended = false

-- able (part)
-- Of these, who can: with a password that has not expired. The identifiers that count are added.
$include(administrators)
  and u.password_hash is not null
  and u.is_password_expired = false

-- has_one
select exists ($include(administrators)) as has_one;

-- lock
-- The role's row stands for all who hold it: whoever has changed it comes first. The second
-- statement sees what the first has waited for, which one statement would not on PostgreSQL.
update roles
set name = name
where tenant_id = $1 and name = $2;

-- keep_one_without
update roles
set name = name
where tenant_id = $1
  and name = $2
  and (
    exists (
      $include(able)
        and (
          ($4 and u.username is not null)
          or ($5 and u.primary_email is not null)
          or ($6 and u.primary_phone is not null)
        )
        and u.id <> $3
    )
    or exists (
      $include(able)
        and (
          ($7 and u.username is not null)
          or ($8 and u.primary_email is not null)
          or ($9 and u.primary_phone is not null)
        )
        and u.id = $3
    )
    or not exists (
      $include(able)
        and (
          ($4 and u.username is not null)
          or ($5 and u.primary_email is not null)
          or ($6 and u.primary_phone is not null)
        )
        and u.id = $3
    )
  );

-- keep_one_under
update roles
set name = name
where tenant_id = $1
  and name = $2
  and (
    exists (
      $include(able)
        and (
          ($6 and u.username is not null)
          or ($7 and u.primary_email is not null)
          or ($8 and u.primary_phone is not null)
        )
    )
    or not exists (
      $include(able)
        and (
          ($3 and u.username is not null)
          or ($4 and u.primary_email is not null)
          or ($5 and u.primary_phone is not null)
        )
    )
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
