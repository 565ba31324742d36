-- list
select id, content, created_at
from development_messages
where tenant_id = $1 and created_at > $2
order by created_at desc, id limit $3;

-- insert
insert into development_messages (tenant_id, id, content, created_at)
values ($1, $2, $3, $4);

-- remove_overflow
delete from development_messages
where tenant_id = $1
  and id not in (
    select id
    from development_messages
    where tenant_id = $1
    order by created_at desc, id limit $2
  );

-- remove_all
delete from development_messages
where tenant_id = $1;

-- remove_expired
delete from development_messages
where tenant_id = $1 and created_at < $2;
