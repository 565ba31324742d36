-- Phone numbers get their canonical form (src/domain/phone_number.cpp has the same list): without the 0 (in
-- Hungary 06) that is dialed inside the country. A number that another user has in canonical form stays as it
-- is; `daemun doctor` lists it.
create table phone_trunk_codes (code text not null primary key);
insert into phone_trunk_codes (code) values
  ('20'), ('27'), ('31'), ('32'), ('33'), ('40'), ('41'), ('43'), ('44'), ('46'), ('49'), ('51'),
  ('53'), ('54'), ('55'), ('58'), ('60'), ('61'), ('62'), ('63'), ('64'), ('66'), ('81'), ('82'),
  ('84'), ('86'), ('90'), ('91'), ('92'), ('93'), ('94'), ('95'), ('98'), ('211'), ('212'),
  ('213'), ('218'), ('231'), ('232'), ('233'), ('234'), ('243'), ('249'), ('250'), ('251'),
  ('252'), ('254'), ('255'), ('256'), ('260'), ('261'), ('262'), ('263'), ('264'), ('265'),
  ('291'), ('353'), ('355'), ('358'), ('359'), ('370'), ('373'), ('374'), ('375'), ('377'),
  ('380'), ('381'), ('382'), ('383'), ('385'), ('386'), ('387'), ('389'), ('421'), ('423'),
  ('508'), ('590'), ('591'), ('593'), ('594'), ('595'), ('596'), ('598'), ('686'), ('850'),
  ('855'), ('856'), ('880'), ('886'), ('961'), ('962'), ('963'), ('964'), ('966'), ('967'),
  ('970'), ('971'), ('972'), ('976'), ('977'), ('994'), ('995'), ('996');

update users set primary_phone =
  (select t.code || substr(users.primary_phone, length(t.code) + 2) from phone_trunk_codes t
    where substr(users.primary_phone, 1, length(t.code)) = t.code)
  where exists (select 1 from phone_trunk_codes t
    where substr(users.primary_phone, 1, length(t.code)) = t.code
      and substr(users.primary_phone, length(t.code) + 1, 1) = '0'
      and substr(users.primary_phone, length(t.code) + 2, 1) not in ('', '0')
      and not (t.code = '250' and substr(users.primary_phone, 5, 1) = '6')
      and length(users.primary_phone) > 7
      and not exists (select 1 from users o where o.tenant_id = users.tenant_id
        and o.primary_phone = t.code || substr(users.primary_phone, length(t.code) + 2)));
update users set primary_phone = '36' || substr(primary_phone, 5)
  where primary_phone like '3606%' and length(primary_phone) > 8
    and not exists (select 1 from users o where o.tenant_id = users.tenant_id
      and o.primary_phone = '36' || substr(users.primary_phone, 5));
drop table phone_trunk_codes;

-- User names in lower case, where a tenant ignores their case; null in others.
alter table sign_in_experiences add column ignores_username_case boolean not null default false;
alter table users add column username_key text;
create unique index users_username_key on users (tenant_id, username_key);
