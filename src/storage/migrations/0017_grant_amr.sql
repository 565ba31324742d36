-- How the person signed in, where the ID token is to say so: words of RFC 8176, with spaces between.
alter table grants add column amr text not null default '';
