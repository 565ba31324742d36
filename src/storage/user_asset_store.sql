-- find
select type, bytes, created_at
from user_assets
where tenant_id = $1 and id = $2;

-- insert_logo
insert into user_assets (tenant_id, id, type, bytes, created_at)
select $1, $2, $3, $4, $5
where (
    select count(*)
    from user_assets
    where tenant_id = $1 and user_id is null and interaction_id is null
  ) < $6;

-- remove_logo
delete from user_assets
where tenant_id = $1 and id = $2 and user_id is null and interaction_id is null;

-- insert_avatar
insert into user_assets (tenant_id, id, type, bytes, user_id, created_at)
values ($1, $2, $3, $4, $5, $6);

-- remove_avatars
delete from user_assets
where tenant_id = $1 and user_id = $2 and id <> $3;

-- insert_waiting
insert into user_assets (tenant_id, id, type, bytes, interaction_id, created_at)
values ($1, $2, $3, $4, $5, $6);

-- remove_waiting
delete from user_assets
where tenant_id = $1 and interaction_id = $2;

-- remove_oldest_waiting
-- In steps: each insertion adds one, so there is never more than one to remove.
delete from user_assets
where tenant_id = $1
  and id in (
    select id
    from user_assets
    where tenant_id = $1 and interaction_id is not null
    order by created_at desc
    limit 100
    offset $2
  );

-- adopt
update user_assets
set user_id = $4, interaction_id = null
where tenant_id = $1 and id = $2 and interaction_id = $3;
