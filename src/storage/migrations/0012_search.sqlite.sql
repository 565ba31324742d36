-- An index of the letters in what users are searched by, three at a time: it finds those that a
-- pattern may match wherever the pattern has its wildcards (user_search.h). Triggers keep it, with
-- functions of SQLite alone, so that a server of the version before may go on writing.
--
-- A number of its own stands for a user there: rowids of users would change in a VACUUM.
create table user_search_keys (
  number integer primary key,
  tenant_id text not null,
  user_id text not null,
  unique (tenant_id, user_id)
);

-- The letters alone: no text, no places. The tokenizer ignores case, one character at a time. What
-- Unicode changes otherwise is written as its result: the dotted I, and the sigma at a word's end.
create virtual table user_search
  using fts5 (letters, content = '', columnsize = 0, detail = none, tokenize = 'trigram');

create view user_search_letters as
select k.number, u.tenant_id, u.id, replace(replace(
    u.id || char(10) || coalesce(u.username, '') || char(10) || coalesce(u.primary_email, '') ||
    char(10) || coalesce(u.primary_phone, '') || char(10) || coalesce(u.name, ''),
    char(304), 'i' || char(775)), char(962), char(963)) as letters
from users u
join user_search_keys k on k.tenant_id = u.tenant_id and k.user_id = u.id;

create trigger user_search_insert after insert on users
begin
  insert into user_search_keys (tenant_id, user_id) values (new.tenant_id, new.id);
  insert into user_search (rowid, letters)
    select number, letters from user_search_letters
    where tenant_id = new.tenant_id and id = new.id;
end;

-- An entry is taken back with the letters that it was made of, so before they change.
create trigger user_search_before_update
before update of id, username, primary_email, primary_phone, name on users
when (old.id, old.username, old.primary_email, old.primary_phone, old.name)
  is not (new.id, new.username, new.primary_email, new.primary_phone, new.name)
begin
  insert into user_search (user_search, rowid, letters)
    select 'delete', number, letters from user_search_letters
    where tenant_id = old.tenant_id and id = old.id;
end;

create trigger user_search_update
after update of id, username, primary_email, primary_phone, name on users
when (old.id, old.username, old.primary_email, old.primary_phone, old.name)
  is not (new.id, new.username, new.primary_email, new.primary_phone, new.name)
begin
  update user_search_keys set user_id = new.id
    where tenant_id = old.tenant_id and user_id = old.id and new.id <> old.id;
  insert into user_search (rowid, letters)
    select number, letters from user_search_letters
    where tenant_id = new.tenant_id and id = new.id;
end;

create trigger user_search_delete before delete on users
begin
  insert into user_search (user_search, rowid, letters)
    select 'delete', number, letters from user_search_letters
    where tenant_id = old.tenant_id and id = old.id;
  delete from user_search_keys where tenant_id = old.tenant_id and user_id = old.id;
end;

insert into user_search_keys (tenant_id, user_id) select tenant_id, id from users;
insert into user_search (rowid, letters) select number, letters from user_search_letters;
