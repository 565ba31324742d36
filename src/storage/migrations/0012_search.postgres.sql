-- An index of the letters in what users are searched by, three at a time: it finds those that a
-- pattern may match wherever the pattern has its wildcards (user_search.h). It takes the extension
-- pg_trgm, which the owner of a database may create. Without that right, or where the extension is
-- not installed, searches look at all users as before: then create the extension as a superuser
-- and call daemun_create_search_index() as the owner of the tables.
--
-- A change of case at the end of a word is taken back, for it depends on what follows. New entries
-- wait in a list, which is short, since each search reads it.
create function daemun_create_search_index() returns boolean language plpgsql as $$
begin
  create extension if not exists pg_trgm;
  create index if not exists users_search on users using gin (translate(lower((
      id || chr(10) || coalesce(username, '') || chr(10) || coalesce(primary_email, '') ||
      chr(10) || coalesce(primary_phone, '') || chr(10) || coalesce(name, '')
    ) collate "und-x-icu"), U&'\03C2', U&'\03C3') gin_trgm_ops)
    with (gin_pending_list_limit = 256);
  analyze users;
  return true;
exception
  when insufficient_privilege or undefined_file or feature_not_supported or undefined_object then
    return false;
end $$;

select daemun_create_search_index();
