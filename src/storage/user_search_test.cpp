// The index of letters finds what a look at all users finds, and nothing else.
#include "storage/user_search.h"

#include "base/like_trigrams.h"
#include "base/unicode.h"
#include "storage/migrate.h"
#include "storage/test_stores.h"
#include "storage/user_list_store.h"
#include "support/postgres_server.h"

#include <algorithm>
#include <array>
#include <random>
#include <set>
#include <string>

namespace daemun::storage {
namespace {

using test::Stores;
using Ids = std::set<std::string>;
using Passwords = UserListStore::Passwords;

// Of scripts with and without case, of cases that are odd, and the characters of patterns.
constexpr std::array<const char*, 32> alphabet{
    "a",
    "A",
    "b",
    "B",
    "i",
    "I",
    "k",
    "s",
    "S",
    "z",
    "1",
    "2",
    "@",
    ".",
    " ",
    "%",
    "_",
    "\\",
    "\"",
    "'",
    "\xc3\xa9",
    "\xc3\x89",
    "\xc4\xb0",
    "\xc4\xb1",
    "\xcf\x83",
    "\xcf\x82",
    "\xce\xa3",
    "\xe2\x84\xaa",
    "\xea\xb9\x80",
    "\xec\xb2\xa0",
    "\xe1\x83\x90",
    "\xf0\x9f\x98\x80"};

std::string to_utf8(char32_t code) {
  const auto tail = [&](unsigned shift) {
    return static_cast<char>(0x80 | (code >> shift & 0x3f));
  };
  if (code < 0x800) return {static_cast<char>(0xc0 | code >> 6), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xe0 | code >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xf0 | code >> 18), tail(12), tail(6), tail(0)};
}

struct House {
  explicit House(test::TestEngine engine) : fresh(engine) {
    migrate(fresh.config());
    // A small table is read as a whole otherwise.
    if (engine == test::TestEngine::postgres) {
      test::run_postgres_script(
          fresh.config().url,
          "do $$ begin execute format('alter database %I set enable_seqscan = off', "
          "current_database()); end $$"
      );
    }
    database = open_database(fresh.config());
  }

  const test::TestDatabase fresh;
  std::unique_ptr<Database> database;
  crypto::SystemRandom random{};
  Vault vault{Secret(std::string(32, 'v')), random};
};

class Chance {
 public:
  std::size_t below(std::size_t limit) { return numbers_() % limit; }
  std::string word(std::size_t length) {
    std::string text;
    for (std::size_t i = 0; i < length; ++i)
      text += alphabet[below(alphabet.size())];
    return text;
  }
  // Some of the characters of a text, others replaced by wildcards or by those of other case.
  std::string pattern_of(const std::string& text) {
    std::string pattern = below(4) == 0 ? "" : "%";
    std::size_t at = 0;
    for (std::size_t skipped = below(3); skipped > 0 && at < text.size(); --skipped)
      at = behind(text, at);
    for (std::size_t taken = 1 + below(6); taken > 0 && at < text.size(); --taken) {
      const auto character = text.substr(at, behind(text, at) - at);
      at += character.size();
      const auto change = below(8);
      if (change == 0) {
        pattern += below(2) == 0 ? "_" : "%";
      } else if (character == "%" || character == "_" || character == "\\") {
        pattern += "\\" + character;
      } else {
        pattern += change == 1 ? to_other_case(character) : character;
      }
    }
    return pattern + (below(4) == 0 ? "" : "%");
  }

 private:
  static std::size_t behind(const std::string& text, std::size_t at) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xc0) == 0x80)
      ++at;
    return at;
  }
  static std::string to_other_case(const std::string& character) {
    static constexpr std::array<std::pair<const char*, const char*>, 8> cases{{
        {"a", "A"},
        {"b", "B"},
        {"i", "I"},
        {"s", "S"},
        {"z", "Z"},
        {"\xc3\xa9", "\xc3\x89"},
        {"\xcf\x83", "\xce\xa3"},
        {"\xcf\x82", "\xce\xa3"},
    }};
    for (const auto& [small, large] : cases) {
      if (character == small) return large;
      if (character == large) return small;
    }
    return character;
  }

  std::mt19937 numbers_{12};
};

User a_random_user(Chance& chance, int number) {
  auto user = test::a_user("user" + std::to_string(number));
  user.name = chance.word(2 + chance.below(8));
  user.username = std::nullopt;
  user.primary_email = chance.below(2) == 0
                           ? std::optional("mail" + std::to_string(number) + "@example.com")
                           : std::nullopt;
  return user;
}

Ids ids_of(const Rows& rows) {
  Ids ids;
  for (const auto& row : rows)
    ids.insert(row.text("id"));
  return ids;
}

Ids ids_of(const UserListStore::Page& page) {
  Ids ids;
  for (const auto& listed : page.users)
    ids.insert(listed.user.id.value());
  return ids;
}

UserFilter a_filter(std::vector<std::string> patterns, Search::Joint joint = Search::Joint::any) {
  UserFilter filter;
  filter.search.joint = joint;
  for (auto& pattern : patterns) {
    filter.search.conditions.push_back(
        {.fields = {"id", "primaryEmail", "primaryPhone", "username", "name"},
         .values = {std::move(pattern)}}
    );
  }
  return filter;
}

bool uses_index(Stores& stores, const Search& search) {
  const UserSearch users(stores.database, stores.tenant);
  return run_task(users.find_candidates(search)).has_value();
}

// With the index and without.
void check_search(Stores& stores, const UserFilter& filter) {
  const UserListStore lists(stores.database, stores.tenant);
  const auto page = run_task(lists.list(filter, Window::all(), Passwords::left_out));
  const auto query = lists.make_queries(filter, Window::all(), Passwords::left_out).front();
  const auto expected = ids_of(test::read(stores.database, query));
  CAPTURE(filter.search.conditions.front().values.front());
  CAPTURE(filter.search.is_case_sensitive);
  CHECK(ids_of(page) == expected);
  CHECK(page.total == static_cast<std::int64_t>(expected.size()));
}

}  // namespace

TEST_CASE("a search with wildcards finds the same users with the index of letters and without") {
  for (const auto engine : test::test_engines()) {
    CAPTURE(test::to_string(engine));
    House house(engine);
    Stores stores{*house.database, house.vault, TenantId("tenant")};
    stores.run(stores.tenants.insert("Tenant", test::now));
    Chance chance;
    std::vector<User> users;
    for (int i = 0; i < 200; ++i) {
      users.push_back(a_random_user(chance, i));
      stores.run(stores.users.insert(users.back(), std::nullopt));
    }
    int by_index = 0;
    for (int round = 0; round < 300; ++round) {
      const auto& user = users[chance.below(users.size())];
      auto filter = a_filter({chance.pattern_of(*user.name)});
      filter.search.is_case_sensitive = chance.below(2) == 0;
      if (uses_index(stores, filter.search)) ++by_index;
      check_search(stores, filter);
    }
    CHECK(by_index > 50);
  }
}

TEST_CASE("the index of letters follows the changes of users") {
  for (const auto engine : test::test_engines()) {
    CAPTURE(test::to_string(engine));
    House house(engine);
    Stores stores{*house.database, house.vault, TenantId("tenant")};
    Stores others{*house.database, house.vault, TenantId("other")};
    for (auto* tenant : {&stores, &others}) {
      tenant->run(tenant->tenants.insert("Tenant", test::now));
      auto user = test::a_user("first");
      user.username = "marigold";
      tenant->run(tenant->users.insert(user, std::nullopt));
    }
    const UserListStore lists(*house.database, stores.tenant);
    const auto found = [&](const char* pattern) {
      const auto filter = a_filter({pattern});
      CHECK(uses_index(stores, filter.search));
      check_search(stores, filter);
      return run_task(lists.list(filter, Window::all(), Passwords::left_out)).total;
    };
    CHECK(found("%rigol%") == 1);
    const UserChanges renamed{.username = {.is_given = true, .value = "nasturtium"}};
    stores.run(stores.users.update(UserId("first"), renamed, test::now));
    CHECK(found("%rigol%") == 0);
    CHECK(found("%sturti%") == 1);
    const UserChanges named{.name = {.is_given = true, .value = "Rosa Marina"}};
    stores.run(stores.users.update(UserId("first"), named, test::now));
    CHECK(found("%SA MAR%") == 1);
    CHECK(found("%sturti%") == 1);
    stores.run(stores.users.remove(UserId("first")));
    CHECK(found("%sturti%") == 0);
    const UserListStore other_lists(*house.database, others.tenant);
    const auto page =
        run_task(other_lists.list(a_filter({"%rigol%"}), Window::all(), Passwords::left_out));
    CHECK(page.total == 1);
  }
}

// Those that SQLite's index knows no case of must not be looked up (like_trigrams.cpp).
TEST_CASE("the index of letters folds every character that is looked up as a search does") {
  const test::TestDatabase fresh(test::TestEngine::sqlite_memory);
  migrate(fresh.config());
  const auto database = open_database(fresh.config());
  static constexpr Sql insert{"insert into user_search (rowid, letters) values ($1, $2)"};
  static constexpr Sql find{"select rowid as number from user_search where user_search match $1"};
  std::int64_t changing = 0;
  std::vector<std::string> missed;
  for (char32_t code = 0x80; code <= 0x10ffff; ++code) {
    if (code >= 0xd800 && code <= 0xdfff) continue;
    const auto character = to_utf8(code);
    if (to_lower(character) == character) continue;
    const auto text = "x" + character + "y";
    const auto trigrams = find_like_trigrams(text, PatternCase::ignored);
    ++changing;
    if (trigrams.empty()) continue;
    Plan plan;
    plan.add({.sql = insert, .parameters = {changing, to_indexed_letters(text)}});
    REQUIRE(test::commit(*database, std::move(plan)).committed());
    std::string match;
    for (const auto& trigram : trigrams)
      match += (match.empty() ? "\"" : " AND \"") + trigram + "\"";
    const auto rows = test::read(*database, {.sql = find, .parameters = {match}});
    const bool is_found = std::any_of(rows.begin(), rows.end(), [&](const Row& row) {
      return row.integer("number") == changing;
    });
    if (!is_found) missed.push_back(character);
  }
  CHECK(changing > 1000);
  CHECK(missed == std::vector<std::string>());
}

TEST_CASE("several conditions use the index when it serves each, or one of those that all must hold"
) {
  for (const auto engine : test::test_engines()) {
    CAPTURE(test::to_string(engine));
    House house(engine);
    Stores stores{*house.database, house.vault, TenantId("tenant")};
    stores.run(stores.tenants.insert("Tenant", test::now));
    for (const char* name : {"anemone", "bluebell", "crocus"}) {
      auto user = test::a_user(name);
      user.username = name;
      stores.run(stores.users.insert(user, std::nullopt));
    }
    const struct {
      std::vector<std::string> patterns;
      Search::Joint joint;
      bool is_indexed;
    } rows[] = {
        {{"%nemon%", "%lueb%"}, Search::Joint::any, true},
        {{"%nemon%", "%u%"}, Search::Joint::any, false},
        {{"%rocu%", "%u%"}, Search::Joint::all, true},
        {{"%o%", "%u%"}, Search::Joint::all, false},
        {{"%nothing like it%"}, Search::Joint::any, true},
    };
    for (const auto& row : rows) {
      const auto filter = a_filter(row.patterns, row.joint);
      CAPTURE(row.patterns.front());
      CHECK(uses_index(stores, filter.search) == row.is_indexed);
      check_search(stores, filter);
    }
  }
}

TEST_CASE(
    "PostgreSQL is migrated and searched without the right to pg_trgm, and gets the index later"
) {
  const auto engines = test::test_engines();
  if (std::find(engines.begin(), engines.end(), test::TestEngine::postgres) == engines.end())
    return;
  const test::PostgresServer server;
  test::run_postgres_script(server.url(), "create role keeper login");
  test::run_postgres_script(server.url(), "create database house");
  auto url = server.url("house");
  test::run_postgres_script(url, "grant create on schema public to keeper");
  const auto superuser_url = url;
  url.replace(url.find("://") + 3, url.find('@') - url.find("://") - 3, "keeper");

  migrate({.url = url});
  const auto database = open_database({.url = url});
  crypto::SystemRandom random;
  Vault vault{Secret(std::string(32, 'v')), random};
  Stores stores{*database, vault, TenantId("tenant")};
  stores.run(stores.tenants.insert("Tenant", test::now));
  stores.run(stores.users.insert(test::a_user("marigold"), std::nullopt));
  const UserSearch users(*database, stores.tenant);
  const auto filter = a_filter({"%rigo%"});
  CHECK(!run_task(users.has_index()));
  CHECK(!uses_index(stores, filter.search));
  check_search(stores, filter);

  test::run_postgres_script(superuser_url, "create extension pg_trgm");
  test::run_postgres_script(url, "select daemun_create_search_index()");
  CHECK(run_task(users.has_index()));
  CHECK(uses_index(stores, filter.search));
  check_search(stores, filter);
}

TEST_CASE("a search that the index cannot narrow looks at all users") {
  for (const auto engine : test::test_engines()) {
    House house(engine);
    Stores stores{*house.database, house.vault, TenantId("tenant")};
    stores.run(stores.tenants.insert("Tenant", test::now));
    constexpr int count = UserSearch::max_candidates + 1;
    for (int i = 0; i < count;) {
      Plan plan;
      for (int end = std::min(count, i + 100); i < end; ++i) {
        auto user = test::a_user("user" + std::to_string(i));
        user.username = "many" + std::to_string(i);
        plan.add(stores.users.insert(user, std::nullopt));
      }
      stores.run(std::move(plan));
    }
    const auto common = a_filter({"%many%"});
    CHECK(!uses_index(stores, common.search));
    const UserListStore lists(*house.database, stores.tenant);
    const Window page{.limit = 20, .offset = 0};
    CHECK(run_task(lists.list(common, page, Passwords::left_out)).total == count);
    const auto rare = a_filter({"%any1234%"});
    CHECK(uses_index(stores, rare.search));
    check_search(stores, rare);
  }
}

}  // namespace daemun::storage
