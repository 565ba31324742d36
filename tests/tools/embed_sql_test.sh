#!/usr/bin/env bash
# Shows that embed_sql makes constants of a good file and refuses each wrong thing in it.
# usage: embed_sql_test.sh EMBED_SQL
set -euo pipefail

embed_sql="$1"
scratch="$(mktemp -d)"
trap 'rm -rf "$scratch"' EXIT
failures=0

mkdir "$scratch/migrations"
cat >"$scratch/migrations/1.sql" <<'SQL'
create table apps (id text primary key);
create table app_keys (
  app_id text references apps (id)
    on delete cascade
);
SQL

fail() { # what
  failures=$((failures + 1))
  echo "FAILED: $1"
}

run() { # the file is on standard input
  cat >"$scratch/user_store.sql"
  "$embed_sql" "$scratch/out" "$scratch/user_store.sql" "$scratch/migrations/1.sql" >"$scratch/said" 2>&1
}

makes() { # words of the header
  grep -qF -- "$1" "$scratch/out/user_store_sql.h" || fail "should make: $1"
}

refuses() { # what, words of the complaint
  if run; then
    fail "$1 was not refused"
  elif ! grep -qF -- "$2" "$scratch/said"; then
    fail "$1 was refused for another reason: $(cat "$scratch/said")"
  fi
}

run <<'SQL' || fail "a good file: $(cat "$scratch/said")"
-- columns (part)
u.id, u.name

-- find
-- By a list of names.
select $include(columns)
from users u
where u.tenant_id = $1 and u.name in (select x.value from $list(2, x));

-- lock
select id
from users
where tenant_id = $1;

-- lock (postgres)
-- SQLite has one writer.
select id
from users
where tenant_id = $1
for update;
SQL
makes 'std::string_view columns'
makes '"select u.id, u.name from users u where u.tenant_id = $1 and u.name in (select x.value from json_each($2) as x)"'
makes '(select x.value from json_array_elements_text($2::json) as x(value))"'
makes '"select id from users where tenant_id = $1 for update"'

run <<'SQL' || fail "a family: $(cat "$scratch/said")"
-- named (part)
x.name = $(name)

-- find (member: user, application)
select x.id
from $(member)s x
where $include(named, name=$1);
SQL
makes '"select x.id from users x where x.name = $1"'
makes '"select x.id from applications x where x.name = $1"'
makes 'find[] = {user_find, application_find};'

run <<'SQL' || fail "settings: $(cat "$scratch/said")"
-- keys (cached)
select app_id
from app_keys;

-- add_key
insert into app_keys (app_id)
values ($1);

-- remove
delete from apps
where id = $1;

-- rename
update apps
set id = $2
where id = $1;

-- lock (no settings)
update app_keys
set app_id = app_id
where app_id = $1;
SQL
settings="$(grep -B1 'changes_settings = true' "$scratch/out/user_store_sql.h" | grep -o '"[a-z]* [a-z_]* [a-z_]*' | tr '\n' ' ')"
[[ $settings == '"insert into app_keys "delete from apps ' ]] || fail "changes settings: $settings"

refuses "a mark that says nothing" "it needs no mark" <<<$'-- lock (no settings)\nupdate users set id = id;'
refuses "an unknown mark" "not a title" <<<$'-- find (often)\nselect 1;'
refuses "a gap in the parameters" "a parameter is missing" <<<$'-- find\nselect id from users where id = $2;'
refuses "an unknown part" "there is no block columns" <<<$'-- find\nselect $include(columns) from users;'
refuses "an unknown file" "there is no such file" <<<$'-- find\nselect $include(role_store.columns) from users;'
refuses "a part without its word" "nothing is given for \$(name)" <<<$'-- named (part)\nname = $(name)\n\n-- find\nselect $include(named);'
refuses "a statement as a part" "is not a part" <<<$'-- list\nselect 1;\n\n-- find\nselect $include(list);'
refuses "a statement without its end" "statements end with ';'" <<<$'-- find\nselect 1'
refuses "a variant without a reason" "says no reason to differ" <<<$'-- find\nselect 1;\n\n-- find (postgres)\nselect 2;'
refuses "a variant of nothing" "there is no block find" <<<$'-- find (postgres)\n-- It differs.\nselect 2;'
refuses "a name that is there" "there are two of find" <<<$'-- find\nselect 1;\n\n-- find\nselect 2;'
refuses "a block without a name" "a block begins with" <<<'select 1;'

exit $((failures > 0))
