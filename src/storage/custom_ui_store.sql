-- find
select created_at
from custom_uis
where tenant_id = $1 and id = $2;

-- find_file
select bytes
from custom_ui_files
where tenant_id = $1 and custom_ui_id = $2 and path = $3;

-- insert
insert into custom_uis (tenant_id, id, created_at)
values ($1, $2, $3);

-- insert_file
insert into custom_ui_files (tenant_id, custom_ui_id, path, bytes)
values ($1, $2, $3, $4);

-- keep_newest
delete from custom_uis
where tenant_id = $1
  and id <> $2
  and id not in (
    select id
    from custom_uis
    where tenant_id = $1
    order by created_at desc, id desc
    limit $3
  );
