-- columns (part)
-- A user, in every statement that reads one.
u.id, u.username, u.primary_email, u.primary_phone, u.name, u.avatar, u.profile, u.custom_data,
    u.identities, u.application_id, u.is_suspended, u.last_sign_in_at, u.created_at, u.updated_at

-- with_password (part)
$include(columns), u.password_hash, u.password_algorithm, u.is_password_expired,
    u.password_updated_at

-- find
select $include(with_password)
from users u
where tenant_id = $1 and id = $2;

-- find_by_username
select $include(with_password)
from users u
where tenant_id = $1 and (username = $2 or username_key = $3)
order by case when username = $2 then 0 else 1 end limit 1;

-- find_by_email
select $include(with_password)
from users u
where tenant_id = $1 and primary_email = $2;

-- find_by_phone
select $include(with_password)
from users u
where tenant_id = $1 and primary_phone = $2;

-- list
select $include(columns)
from users u
where tenant_id = $1
order by created_at desc, id desc limit $2 offset $3;

-- setting_lock (part)
-- SQLite has one writer.

-- setting_lock (part, postgres)
-- A change of the setting fills the keys of the names that it sees, so the setting is held until the
-- name is committed.
for share of e

-- insert
-- The key of a name, in a tenant that ignores the case of user names, is the name in lower case,
-- which is unique. The setting is read in the statement that writes the name, for another process
-- may have changed it.
insert into users (tenant_id, id, username, primary_email, primary_phone, name, avatar, profile,
    custom_data, identities, application_id, is_suspended, last_sign_in_at, created_at, updated_at,
    password_hash, password_algorithm, password_updated_at, password_work, username_key)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, (
    select case when e.ignores_username_case then cast($20 as text) end
    from sign_in_experiences e
    where e.tenant_id = $1 $include(setting_lock)
  ));

-- changes (part)
update users
set username = case when $3 then $4 else username end,
    primary_email = case when $5 then $6 else primary_email end,
    primary_phone = case when $7 then $8 else primary_phone end,
    name = case when $9 then $10 else name end,
    avatar = case when $11 then $12 else avatar end,
    custom_data = coalesce($13, custom_data),
    profile = coalesce($14, profile),
    updated_at = $15,
    username_key = case when $3 then (
        select case when e.ignores_username_case then cast($16 as text) end
        from sign_in_experiences e
        where e.tenant_id = $1 $include(setting_lock)
      ) else username_key end
where tenant_id = $1 and id = $2

-- change
$include(changes);

-- change_at_sign_in
-- Only while the user is as it was read.
$include(changes)
  and not is_suspended
  and username is not distinct from $17
  and primary_email is not distinct from $18
  and primary_phone is not distinct from $19
  and custom_data = $20
  and profile = $21;

-- replace_profile
update users
set profile = $4, updated_at = $5
where tenant_id = $1 and id = $2 and profile = $3;

-- replace_custom_data
update users
set custom_data = $4, updated_at = $5
where tenant_id = $1 and id = $2 and custom_data = $3;

-- replace_identities
update users
set identities = $4, updated_at = $5
where tenant_id = $1 and id = $2 and identities = $3;

-- replace_logto_config
update users
set logto_config = $4, updated_at = $5
where tenant_id = $1 and id = $2 and logto_config = $3;

-- logto_config
select logto_config
from users
where tenant_id = $1 and id = $2;

-- put_identity
insert into user_identities (tenant_id, user_id, target, identity_id)
values ($1, $2, $3, $4)
on conflict (tenant_id, user_id, target) do update set identity_id = excluded.identity_id;

-- remove_identity
delete from user_identities
where tenant_id = $1 and user_id = $2 and target = $3;

-- find_identity
select user_id
from user_identities
where tenant_id = $1 and target = $2 and identity_id = $3;

-- require_identity
update user_identities
set identity_id = identity_id
where tenant_id = $1 and user_id = $2 and target = $3 and identity_id = $4;

-- add_to_count
insert into tenant_counters as c (tenant_id, name, value)
values ($1, 'users', $2)
on conflict (tenant_id, name) do update set value = c.value + excluded.value;

-- update_password
update users
set password_hash = $3, password_algorithm = $4, password_updated_at = $5,
    is_password_expired = false, updated_at = $5, password_work = $6
where tenant_id = $1 and id = $2;

-- add_password
update users
set password_hash = $3, password_algorithm = $4, password_updated_at = $5, updated_at = $5,
    password_work = $6
where tenant_id = $1 and id = $2 and password_hash is null;

-- require_proven
update users
set is_suspended = is_suspended
where tenant_id = $1
  and id = $2
  and coalesce(password_updated_at, 0) = $3
  and (cast($4 as text) is null or primary_email = $4)
  and (cast($5 as text) is null or primary_phone = $5);

-- hold
-- So that plans which count rows of the user's come one after the other; changes nothing.
update users
set is_suspended = is_suspended
where tenant_id = $1 and id = $2;

-- require_staying
-- No deletion is scheduled. Another statement has held the user's row, so that this one sees what was
-- committed before.
update users
set is_suspended = is_suspended
where tenant_id = $1
  and id = $2
  and not exists (
    select 1
    from account_deletions d
    where d.tenant_id = $1 and d.user_id = $2
  );

-- require_as_read
-- The user's row is held, so that the factors are counted as they are now.
update users
set is_suspended = is_suspended
where tenant_id = $1
  and id = $2
  and not is_suspended
  and updated_at = $3
  and $4 = (
    select count(*)
    from user_factors f
    where f.tenant_id = $1 and f.user_id = $2
  )
  and $5 = coalesce((
    select max(f.created_at)
    from user_factors f
    where f.tenant_id = $1 and f.user_id = $2
  ), 0);

-- list_password_work
-- From one to the next greater one, each by the index: there are few, and many users.
with recursive works (work) as (
  select min(password_work)
  from users
  where tenant_id = $1 and password_work is not null
  union all
  select (
    select min(u.password_work)
    from users u
    where u.tenant_id = $1 and u.password_work > works.work
  )
  from works
  where works.work is not null
)
select work
from works
where work is not null
limit 16;

-- update_password_expiration
-- What was proven before by a password that has expired counts no more, as after a change of it. Its
-- age stays, but for the millisecond that tells the difference.
update users
set is_password_expired = $3, updated_at = $4,
  password_updated_at = case
    when cast($3 as boolean) then coalesce(password_updated_at + 1, $4)
    else password_updated_at
  end
where tenant_id = $1 and id = $2;

-- renew_hash
update users
set password_hash = $4, password_algorithm = $5, password_work = $6
where tenant_id = $1 and id = $2 and password_hash = $3;

-- update_last_sign_in
update users
set last_sign_in_at = $3
where tenant_id = $1 and id = $2 and not is_suspended;

-- update_suspension
update users
set is_suspended = $3, updated_at = $4
where tenant_id = $1 and id = $2;

-- remove
delete from users
where tenant_id = $1 and id = $2;

-- assign_role
insert into users_roles (tenant_id, user_id, role_id)
values ($1, $2, $3)
on conflict do nothing;

-- assign_default_roles
insert into users_roles (tenant_id, user_id, role_id)
select r.tenant_id, u.id, r.id
from roles r
join users u on u.tenant_id = r.tenant_id
where r.tenant_id = $1 and u.id = $2 and r.is_default and r.type = 'User'
on conflict do nothing;

-- remove_role
delete from users_roles
where tenant_id = $1 and role_id = $2 and user_id = $3;

-- remove_roles
delete from users_roles
where tenant_id = $1 and user_id = $2;

-- give_role
insert into users_roles (tenant_id, user_id, role_id)
select tenant_id, $3, id
from roles
where tenant_id = $1 and id = $2 and type = 'User'
on conflict do nothing;

-- fill_username_keys
update users
set username_key = lower(username)
where tenant_id = $1 and username is not null;

-- clear_username_keys
update users
set username_key = null
where tenant_id = $1 and username_key is not null;
