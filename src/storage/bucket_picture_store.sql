-- insert
insert into bucket_pictures (tenant_id, id, type, created_at)
values ($1, $2, $3, $4);

-- list_unnamed
select b.tenant_id, b.id, b.type, b.created_at
from bucket_pictures b
where b.created_at < $1
  and not exists (
    select 1
    from user_assets a
    where a.tenant_id = b.tenant_id and a.id = b.id
  )
order by b.created_at, b.id
limit 100;

-- remove
delete from bucket_pictures
where tenant_id = $1 and id = $2;
