-- letters (part)
-- The expression of the index users_search (migration 12), to the letter.
translate(lower((u.id || chr(10) || coalesce(u.username, '') || chr(10) ||
    coalesce(u.primary_email, '') || chr(10) || coalesce(u.primary_phone, '') || chr(10) ||
    coalesce(u.name, '')) collate "und-x-icu"), U&'\03C2', U&'\03C3')

-- sqlite_matches (part)
-- How many users have the letters, as far as the limit.
select count(*) as matches
from (select 1 from user_search where user_search match $1 limit $2)

-- sqlite_candidates (part)
select k.user_id as id, k.tenant_id = $1 as is_ours
from (select rowid as number from user_search where user_search match $2 limit $3) m
join user_search_keys k on k.number = m.number

-- postgres_has_index (part)
select to_regclass('users_search') is not null as has_index

-- postgres_candidates (part)
-- Without the index, nothing is looked at.
select u.id, true as is_ours
from users u
where to_regclass('users_search') is not null
  and u.tenant_id = $1
  and $include(letters) like
    '%' || translate(lower($2 collate "und-x-icu"), U&'\03C2', U&'\03C3') || '%' limit $3
