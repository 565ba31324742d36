-- What people are found by is compared by bytes, as SQLite does: an index then finds texts by their first letters,
-- and depends on no version of the machine's locales. The indexes are made anew.
alter table users
  alter column username type text collate "C",
  alter column primary_email type text collate "C",
  alter column primary_phone type text collate "C";
-- It is compared with an e-mail address.
alter table organization_invitations alter column invitee type text collate "C";
