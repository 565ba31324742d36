-- page
select id, primary_phone
from users
where tenant_id = $1 and primary_phone > $2
order by primary_phone limit $3;
