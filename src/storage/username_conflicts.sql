-- count
-- User names are ASCII, which both engines lower alike.
select count(*) as total
from (
  select lower(username)
  from users
  where tenant_id = $1 and username is not null
  group by lower(username) having count(*) > 1
) as conflicts;

-- samples
select lower(username) as lowered, id
from users
where tenant_id = $1
  and lower(username) in (
    select lower(username)
    from users
    where tenant_id = $1 and username is not null
    group by lower(username) having count(*) > 1
    order by lower(username) limit $2
  )
order by lower(username), id;

-- ignore
update sign_in_experiences
set ignores_username_case = true
where tenant_id = $1;

-- fill_keys
update users
set username_key = lower(username)
where tenant_id = $1 and username is not null;

-- distinguish
update sign_in_experiences
set ignores_username_case = false
where tenant_id = $1;

-- clear_keys
update users
set username_key = null
where tenant_id = $1 and username_key is not null;
