-- The cookie that a session was given under: it counts under no other name. Null before this version,
-- when every cookie was called "_session".
alter table sessions add column cookie_name text;
