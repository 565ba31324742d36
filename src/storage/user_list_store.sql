-- columns (part)
$include(user_store.columns), u.password_hash is not null as has_password

-- without_password (part)
$include(columns), null as password_hash, null as password_algorithm

-- with_password (part)
$include(columns), u.password_hash, u.password_algorithm

-- page_of_users (part)
from users u
where u.tenant_id = $1
order by u.created_at desc, u.id desc limit $2 offset $3

-- page_of_users (part, postgres)
-- SQLite passes over the users before the page in the index alone. PostgreSQL would read them all,
-- so there the index finds the page first; the '+' keeps it from walking through all users in the
-- order of the list.
from users u
where u.tenant_id = $1
  and u.id in (
    select id
    from users
    where tenant_id = $1
    order by created_at desc, id desc limit $2 offset $3
  )
order by +u.created_at desc, u.id desc

-- all (part)
from users u
where u.tenant_id = $1

-- lacks_role (part)
and not exists (
    select 1
    from users_roles r
    where r.tenant_id = u.tenant_id and r.user_id = u.id and r.role_id = $?
  )

-- is_outside (part)
and not exists (
    select 1
    from organization_users o
    where o.tenant_id = u.tenant_id and o.organization_id = $? and o.user_id = u.id
  )

-- unused_code (part)
exists (
      select 1
      from user_backup_codes c
      where c.tenant_id = f.tenant_id and c.factor_id = f.id and c.used_at is null
    )

-- has_factor (part)
and exists (
    select 1
    from user_factors f
    where f.tenant_id = u.tenant_id and f.user_id = u.id and f.type = $?
  )

-- has_backup_codes (part)
and exists (
    select 1
    from user_factors f
    where f.tenant_id = u.tenant_id
      and f.user_id = u.id
      and f.type = 'BackupCode'
      and $include(unused_code)
  )

-- has_no_factor (part)
and not exists (
    select 1
    from user_factors f
    where f.tenant_id = u.tenant_id
      and f.user_id = u.id
      and (f.type <> 'BackupCode' or $include(unused_code))
  )

-- is_among_sqlite (part)
and u.id in (select value from json_each($?))

-- is_among_postgres (part)
and u.id in (select x.value from json_array_elements_text($?::json) as x(value))

-- page
select $include(without_password)
$include(page_of_users);

-- page_with_passwords
select $include(with_password)
$include(page_of_users);

-- find
select $include(with_password)
from users u
where u.tenant_id = $1 and u.id = $2;

-- count
select value
from tenant_counters
where tenant_id = $1 and name = 'users';
