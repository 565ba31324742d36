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
