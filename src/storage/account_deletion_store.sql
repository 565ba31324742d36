-- find
select user_id, scheduled_at, deletes_at
from account_deletions
where tenant_id = $1 and user_id = $2;

-- list_due
select d.user_id, d.scheduled_at, d.deletes_at
from account_deletions d
join users u on u.tenant_id = d.tenant_id and u.id = d.user_id
where d.tenant_id = $1 and d.deletes_at <= $2 and not u.is_suspended
order by d.deletes_at, d.user_id limit $3;

-- insert
insert into account_deletions (tenant_id, user_id, scheduled_at, deletes_at)
values ($1, $2, $3, $4);

-- cancel
delete from account_deletions
where tenant_id = $1 and user_id = $2 and deletes_at = $3;

-- remove
delete from account_deletions
where tenant_id = $1 and user_id = $2;

-- finish
delete from account_deletions
where tenant_id = $1 and user_id = $2 and deletes_at <= $3;
