-- find
select places
from user_sign_in_places
where tenant_id = $1 and user_id = $2;

-- upsert
insert into user_sign_in_places (tenant_id, user_id, places, updated_at)
values ($1, $2, $3, $4)
on conflict (tenant_id, user_id) do update
set places = excluded.places, updated_at = excluded.updated_at;
