#include "storage/user_list_store.h"

#include "storage/migrate.h"
#include "storage/test_stores.h"
#include "storage/user_factor_store.h"
#include "support/postgres_server.h"

namespace daemun::storage {
namespace {

using test::for_each_engine;
using test::now;
using test::Stores;
using Passwords = UserListStore::Passwords;

UserListStore lists_of(Stores& stores) {
  return {stores.database, stores.tenant};
}

void add_users(Stores& stores, int count) {
  for (int i = 1; i <= count; ++i) {
    auto user = test::a_user("user0000000" + std::to_string(i));
    user.created_at = now + Seconds(i);
    user.name = i % 2 == 0 ? "even" : "odd";
    std::optional<UserPassword> password;
    if (i == 1) password = UserPassword{.hash = "hash", .algorithm = "MD5"};
    stores.run(stores.users.insert(user, password));
  }
}

std::string digits(const UserListStore::Page& page) {
  std::string text;
  for (const auto& listed : page.users)
    text += listed.user.id.value().back();
  return text;
}

UserListStore::Page list(Stores& stores, UserFilter filter, Window window = Window::all()) {
  return run_task(lists_of(stores).list(std::move(filter), window, Passwords::left_out));
}

std::string plan_of(Database& database, Query query) {
  const bool is_sqlite = database.engine() == Engine::sqlite;
  query.text = std::string(is_sqlite ? "explain query plan " : "explain ") +
               (query.text.empty() ? query.sql.text : query.text.c_str());
  std::string plan;
  for (const auto& row : test::read(database, std::move(query)))
    plan += (is_sqlite ? row.text("detail") : row.text("QUERY PLAN")) + "\n";
  return plan;
}

// PostgreSQL reads a small table as a whole otherwise.
void read_by_indexes_alone(const std::string& url) {
  test::run_postgres_script(
      url,
      "do $$ begin execute format('alter database %I set enable_seqscan = off', "
      "current_database()); end $$"
  );
}

}  // namespace

TEST_CASE("UserListStore lists the newest first, by window, with the number of all") {
  for_each_engine([](Stores& stores, Stores& others) {
    CHECK(list(stores, {}).total == 0);
    add_users(stores, 5);
    add_users(others, 2);
    const auto all = list(stores, {});
    CHECK(digits(all) == "54321");
    CHECK(all.total == 5);
    const auto part = list(stores, {}, Window{.limit = 2, .offset = 1});
    CHECK(digits(part) == "43");
    CHECK(part.total == 5);
    CHECK(digits(list(stores, {}, Window{.limit = 2, .offset = 9})).empty());
  });
}

TEST_CASE("UserListStore counts users through every plan that adds or removes them") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_users(stores, 3);
    stores.run(stores.users.remove(UserId("user00000001")));
    CHECK(
        stores.conflict(stores.users.remove(UserId("user00000001"))) == Conflict::Reason::row_count
    );
    CHECK(
        stores.conflict(stores.users.insert(test::a_user("user00000002"), std::nullopt)) ==
        Conflict::Reason::unique
    );
    CHECK(
        others.conflict(others.users.remove(UserId("user00000002"))) == Conflict::Reason::row_count
    );
    CHECK(list(stores, {}).total == 2);
    CHECK(list(others, {}).total == 0);
  });
}

TEST_CASE("UserListStore narrows to a search, and leaves out by role and organization") {
  for_each_engine([](Stores& stores) {
    add_users(stores, 4);
    stores.run(stores.roles.insert({.id = RoleId("r"), .name = "r", .description = ""}));
    stores.run(stores.users.assign_role(UserId("user00000002"), RoleId("r")));
    stores.run(stores.access.insert_organization(
        {.id = OrganizationId("o"), .name = "o", .description = {}, .is_mfa_required = false}, now
    ));
    stores.run(stores.access.add_member(OrganizationId("o"), UserId("user00000003")));
    UserFilter filter;
    filter.without_role = RoleId("r");
    auto page = list(stores, filter, Window{.limit = 2, .offset = 0});
    CHECK(digits(page) == "43");
    CHECK(page.total == 3);
    filter.outside_organization = OrganizationId("o");
    CHECK(digits(list(stores, filter)) == "41");
    filter.search.conditions.push_back({.fields = {"name"}, .match = Match::like, .values = {"E%"}}
    );
    page = list(stores, filter);
    CHECK(digits(page) == "4");
    CHECK(page.total == 1);
    filter.search.conditions.front() = {
        .fields = {"username"},
        .match = Match::exact,
        .values = {"NAME_user00000001", "name_USER00000002"}};
    CHECK(digits(list(stores, filter)) == "1");
  });
}

TEST_CASE("UserListStore narrows to the people who have a factor, or none") {
  for_each_engine([](Stores& stores) {
    add_users(stores, 5);
    const UserFactorStore factors(stores.database, stores.vault, stores.tenant);
    const auto factor_of = [](int user, Factor type) {
      const auto id = "user0000000" + std::to_string(user);
      UserFactor factor{
          .id = id + std::string(to_string(type)), .user_id = UserId(id), .type = type};
      factor.created_at = now;
      if (type == Factor::totp) factor.totp_secret = Secret("twenty secret bytes!");
      if (type == Factor::web_authn)
        factor.passkey = {.credential_id = id, .public_key = "k", .rp_id = "auth.example"};
      return factor;
    };
    stores.run(factors.insert(factor_of(1, Factor::totp)));
    stores.run(factors.insert(factor_of(2, Factor::totp)));
    stores.run(factors.insert(factor_of(2, Factor::web_authn)));
    for (const int user : {2, 3}) {
      const auto set = factor_of(user, Factor::backup_code);
      stores.run(factors.replace_backup_codes(set, {factors.hash_backup_code(set.id, "code")}));
    }
    const auto who = [&](FactorFilter factor) {
      UserFilter filter;
      filter.factor = factor;
      const auto page = list(stores, filter);
      CHECK(page.total == static_cast<std::int64_t>(page.users.size()));
      return digits(page);
    };
    CHECK(who(FactorFilter::totp) == "21");
    CHECK(who(FactorFilter::web_authn) == "2");
    CHECK(who(FactorFilter::backup_code) == "32");
    CHECK(who(FactorFilter::none) == "54");
    // Codes that are used up are none.
    const auto set = factor_of(3, Factor::backup_code);
    stores.run(factors.use_backup_code(set, factors.hash_backup_code(set.id, "code"), now));
    CHECK(who(FactorFilter::backup_code) == "2");
    CHECK(who(FactorFilter::none) == "543");
    UserFilter odd;
    odd.factor = FactorFilter::none;
    odd.search.conditions.push_back({.fields = {"name"}, .match = Match::exact, .values = {"odd"}});
    CHECK(digits(list(stores, odd, Window{.limit = 1, .offset = 0})) == "5");
    CHECK(list(stores, odd, Window{.limit = 1, .offset = 0}).total == 2);
  });
}

TEST_CASE("UserListStore counts a narrowed list only where its page does not tell the number") {
  for_each_engine([](Stores& stores) {
    add_users(stores, 5);
    UserFilter odd;
    odd.search.conditions.push_back({.fields = {"name"}, .match = Match::exact, .values = {"odd"}});
    const struct {
      Window window{};
      const char* digits = "";
      std::uint64_t reads = 0;
    } rows[] = {
        {Window::all(), "531", 1},
        {{.limit = 4, .offset = 0}, "531", 1},
        {{.limit = 3, .offset = 0}, "531", 2},
        {{.limit = 2, .offset = 0}, "53", 2},
        {{.limit = 2, .offset = 2}, "1", 1},
        {{.limit = 2, .offset = 4}, "", 2},
    };
    for (const auto& row : rows) {
      CAPTURE(row.window.limit);
      CAPTURE(row.window.offset);
      const auto before = stores.database.counters().reads;
      const auto page = list(stores, odd, row.window);
      CHECK(stores.database.counters().reads - before == row.reads);
      CHECK(digits(page) == row.digits);
      CHECK(page.total == 3);
    }
  });
}

TEST_CASE("UserListStore finds a page, and a user by an identifier, by indexes of SQLite") {
  for_each_engine([](Stores& stores) {
    if (stores.database.engine() != Engine::sqlite) return;
    const Window page{.limit = 20, .offset = 0};
    const auto lists = lists_of(stores);
    const auto plain =
        plan_of(stores.database, lists.make_queries({}, page, Passwords::left_out)[0]);
    CAPTURE(plain);
    CHECK(plain == "SEARCH u USING INDEX users_created_at (tenant_id=?)\n");
    const struct {
      const char* field;
      const char* index;
    } cases[] = {
        {"id", "sqlite_autoindex_users_1 (tenant_id=? AND id=?)"},
        {"primaryEmail", "users_primary_email (tenant_id=? AND primary_email=?)"},
        {"primaryPhone", "users_primary_phone (tenant_id=? AND primary_phone=?)"},
        {"username", "users_username_lower (tenant_id=? AND <expr>=?)"},
    };
    for (const auto& one : cases) {
      const char* field = one.field;
      const char* index = one.index;
      for (const std::size_t count : {1UL, 3UL}) {
        CAPTURE(field);
        UserFilter filter;
        filter.search.conditions.push_back(
            {.fields = {field},
             .match = Match::exact,
             .values = std::vector<std::string>(count, "value")}
        );
        for (const auto& query : lists.make_queries(filter, page, Passwords::left_out)) {
          const auto plan = plan_of(stores.database, query);
          CAPTURE(plan);
          CHECK(plan.find(index) != std::string::npos);
        }
      }
    }
  });
}

TEST_CASE("UserListStore looks at a part of an index for first letters and a wildcard") {
  const struct {
    const char* field;
    const char* pattern;
    bool is_case_sensitive;
    const char* sqlite;
    const char* postgres;
  } rows[] = {
      {"primaryEmail",
       "Ann_%@x",
       false,
       "users_primary_email (tenant_id=? AND primary_email>? AND primary_email<?)",
       "(primary_email >= 'ann'::text) AND (primary_email < 'ano'::text)"},
      {"primaryEmail",
       "ann\\__",
       true,
       "users_primary_email (tenant_id=? AND primary_email>? AND primary_email<?)",
       "(primary_email >= 'ann_'::text) AND (primary_email < 'ann`'::text)"},
      {"primaryEmail",
       "김%",
       false,
       "users_primary_email (tenant_id=? AND primary_email>? AND primary_email<?)",
       "(primary_email >= '김'::text) AND (primary_email < '깁'::text)"},
      {"primaryPhone",
       "82%",
       false,
       "users_primary_phone (tenant_id=? AND primary_phone>? AND primary_phone<?)",
       "(primary_phone >= '82'::text) AND (primary_phone < '83'::text)"},
      {"username",
       "Zed%",
       false,
       "users_username_lower (tenant_id=? AND <expr>>? AND <expr><?)",
       "(lower(username) >= 'zed'::text) AND (lower(username) < 'zee'::text)"},
      {"username",
       "Zed%",
       true,
       "users_username (tenant_id=? AND username>? AND username<?)",
       "(username >= 'Zed'::text) AND (username < 'Zee'::text)"},
  };
  for (const auto engine : test::test_engines()) {
    const test::TestDatabase fresh(engine);
    migrate(fresh.config());
    const bool is_postgres = engine == test::TestEngine::postgres;
    if (is_postgres) read_by_indexes_alone(fresh.config().url);
    const auto database = open_database(fresh.config());
    const UserListStore lists(*database, TenantId("t"));
    for (const auto& row : rows) {
      UserFilter filter;
      filter.search.conditions.push_back({.fields = {row.field}, .values = {row.pattern}});
      filter.search.is_case_sensitive = row.is_case_sensitive;
      const Window page{.limit = 20, .offset = 0};
      for (const auto& query : lists.make_queries(filter, page, Passwords::left_out)) {
        const auto plan = plan_of(*database, query);
        CAPTURE(plan);
        CHECK(plan.find(is_postgres ? row.postgres : row.sqlite) != std::string::npos);
      }
    }
  }
}

TEST_CASE("UserListStore tells who has a password, and shows hashes on demand only") {
  for_each_engine([](Stores& stores, Stores& others) {
    add_users(stores, 2);
    const auto page = list(stores, {});
    CHECK_FALSE(page.users[0].has_password);
    CHECK(page.users[1].has_password);
    CHECK_FALSE(page.users[1].password);
    for (const auto& filter : {UserFilter{}, UserFilter{.without_role = RoleId("none")}}) {
      const auto with = run_task(lists_of(stores).list(filter, Window::all(), Passwords::included));
      CHECK_FALSE(with.users[0].password);
      REQUIRE(with.users[1].password);
      CHECK(with.users[1].password->hash == "hash");
      CHECK(with.users[1].password->algorithm == "MD5");
    }
    const auto found = run_task(lists_of(stores).find(UserId("user00000001")));
    REQUIRE(found);
    CHECK(found->has_password);
    CHECK(found->password->hash == "hash");
    CHECK_FALSE(run_task(lists_of(others).find(UserId("user00000001"))));
  });
}

}  // namespace daemun::storage
