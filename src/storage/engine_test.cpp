// What both engines promise, asked of each with the same tests.
#include "base/unavailable.h"
#include "storage/database.h"
#include "support/engines.h"
#include "support/storage.h"

#include <doctest/doctest.h>

#include <atomic>
#include <limits>
#include <thread>

namespace daemun::storage {
namespace {

using test::commit;
using test::commit_all;
using test::for_each_engine;
using test::read;
using test::Verdict;

constexpr Sql insert_code{"insert into code (id, owner, uses) values ($1, $2, $3)"};
constexpr Sql redeem_code{"update code set redeemed = true where id = $1 and redeemed = false"};
constexpr Sql count_codes{"select count(*) as total from code"};

Plan a_plan(Sql sql, std::vector<SqlValue> parameters, RowCount expect = RowCount::any()) {
  Plan plan;
  plan.add({.sql = sql, .parameters = std::move(parameters), .expect = expect});
  return plan;
}

Plan a_code(std::int64_t id) {
  return a_plan(insert_code, {id, std::nullopt, 0});
}

std::unique_ptr<Database> open_with_tables(const DatabaseConfig& config) {
  auto database = open_database(config);
  Plan plan;
  plan.add({.sql{"create table owner (name text primary key)"}, .parameters{}});
  plan.add(
      {.sql{"create table code ("
            "  id bigint primary key,"
            "  owner text constraint code_owner references owner (name),"
            "  uses bigint not null constraint code_uses check (uses < 10),"
            "  redeemed boolean not null default false)"},
       .parameters{}}
  );
  plan.add(
      {.sql{"create table value ("
            "  id bigint primary key, flag boolean, number bigint, words text, data bytea)"},
       .parameters{}}
  );
  plan.add({.sql{"insert into owner (name) values ('alice')"}, .parameters{}});
  REQUIRE(commit(*database, std::move(plan)).committed());
  return database;
}

std::int64_t code_count(Database& database) {
  return read(database, {.sql = count_codes, .parameters{}}).front().integer("total");
}

}  // namespace

TEST_CASE("commit lets exactly one of many threads win a conditional update") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    for (std::int64_t id = 1; id <= 20; ++id) {
      REQUIRE(commit(*database, a_code(id)).committed());
      std::atomic<int> winners = 0;
      std::atomic<int> losers = 0;
      std::vector<std::thread> threads;
      for (int i = 0; i < 8; ++i) {
        threads.emplace_back([&] {
          const auto verdict = commit(*database, a_plan(redeem_code, {id}, RowCount::exactly(1)));
          if (verdict.committed()) ++winners;
          if (verdict.conflict && verdict.conflict->reason == Conflict::Reason::row_count) ++losers;
        });
      }
      for (auto& thread : threads)
        thread.join();
      CHECK(winners == 1);
      CHECK(losers == 7);
    }
  });
}

TEST_CASE("commit isolates the plans of a batch from one another") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    std::vector<Plan> plans;
    for (std::int64_t id = 0; id < 200; ++id) {
      Plan plan = a_code(1000 + id);
      // Each of these has changed a row when it fails.
      if (id % 10 == 3) plan.add(a_plan(insert_code, {1000 + id, "alice", 0}));
      if (id % 10 == 5) plan.add(a_plan(redeem_code, {-1}, RowCount::exactly(1)));
      if (id % 10 == 7) plan.add(a_plan(insert_code, {5000 + id, "nobody", 0}));
      if (id % 10 == 9) plan.add(a_plan({"insert into no_such_table values (1)"}, {}));
      plans.push_back(std::move(plan));
    }
    const auto verdicts = commit_all(*database, std::move(plans));
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      CAPTURE(i);
      const Verdict& verdict = verdicts[i];
      const auto remainder = i % 10;
      if (remainder == 9) {
        CHECK(verdict.error != nullptr);
        CHECK_THROWS_AS(std::rethrow_exception(verdict.error), std::runtime_error);
      } else if (remainder == 3 || remainder == 5 || remainder == 7) {
        REQUIRE(verdict.conflict);
        CHECK(verdict.conflict->statement == 1);
        const auto expected = remainder == 3   ? Conflict::Reason::unique
                              : remainder == 5 ? Conflict::Reason::row_count
                                               : Conflict::Reason::foreign_key;
        CHECK(verdict.conflict->reason == expected);
      } else {
        CHECK(verdict.committed());
      }
    }
    CHECK(code_count(*database) == 120);
  });
}

TEST_CASE("commit lets the plans of a batch see those before them") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    std::vector<Plan> plans;
    plans.push_back(a_code(1));
    for (int i = 0; i < 20; ++i)
      plans.push_back(a_plan(redeem_code, {1}, RowCount::exactly(1)));
    const auto verdicts = commit_all(*database, std::move(plans));
    CHECK(verdicts[0].committed());
    CHECK(verdicts[1].committed());
    for (std::size_t i = 2; i < verdicts.size(); ++i)
      CHECK(verdicts[i].conflict);
  });
}

TEST_CASE("commit undoes the statements before the one that fails") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    Plan plan = a_code(1);
    plan.add(a_plan(redeem_code, {2}, RowCount::exactly(1)));
    plan.add(a_code(3));
    const auto verdict = commit(*database, std::move(plan));
    REQUIRE(verdict.conflict);
    CHECK(verdict.conflict->reason == Conflict::Reason::row_count);
    CHECK(verdict.conflict->statement == 1);
    CHECK(code_count(*database) == 0);
  });
}

TEST_CASE("commit names the constraint that a plan breaks") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    const bool sqlite = database->engine() == Engine::sqlite;
    REQUIRE(commit(*database, a_code(1)).committed());
    const auto conflict_of = [&](Plan plan) {
      auto verdict = commit(*database, std::move(plan));
      REQUIRE(verdict.conflict);
      return *verdict.conflict;
    };
    const auto unique = conflict_of(a_code(1));
    CHECK(unique.reason == Conflict::Reason::unique);
    CHECK(unique.constraint == (sqlite ? "code.id" : "code_pkey"));
    const auto foreign_key = conflict_of(a_plan(insert_code, {2, "nobody", 0}));
    CHECK(foreign_key.reason == Conflict::Reason::foreign_key);
    CHECK(foreign_key.constraint == (sqlite ? "" : "code_owner"));
    const auto check = conflict_of(a_plan(insert_code, {2, "alice", 10}));
    CHECK(check.reason == Conflict::Reason::check);
    CHECK(check.constraint == "code_uses");
    const auto not_null = conflict_of(a_plan(insert_code, {2, "alice", std::nullopt}));
    CHECK(not_null.reason == Conflict::Reason::check);
    CHECK(not_null.constraint == (sqlite ? "code.uses" : ""));
  });
}

TEST_CASE("read returns values as they were written") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    std::string all_bytes;
    for (int i = 0; i < 256; ++i)
      all_bytes.push_back(static_cast<char>(i));
    const std::int64_t lowest = std::numeric_limits<std::int64_t>::min();
    const std::int64_t highest = std::numeric_limits<std::int64_t>::max();
    const Sql insert{
        "insert into value (id, flag, number, words, data) values ($1, $2, $3, $4, $5)"};
    Plan plan;
    plan.add(a_plan(insert, {1, true, lowest, "대문 \xf0\x9f\x9a\xaa '\"\\ $1", Bytes{all_bytes}}));
    plan.add(a_plan(insert, {2, false, highest, "", Bytes{}}));
    plan.add(a_plan(insert, {3, std::nullopt, std::nullopt, std::nullopt, std::nullopt}));
    REQUIRE(commit(*database, std::move(plan)).committed());

    const Sql select{"select flag, number, words, data from value where id >= $1 order by id"};
    const auto rows = read(*database, {.sql = select, .parameters = {1}});
    REQUIRE(rows.size() == 3);
    CHECK(rows[0].boolean("flag"));
    CHECK(rows[0].integer("number") == lowest);
    CHECK(rows[0].text("words") == "대문 \xf0\x9f\x9a\xaa '\"\\ $1");
    CHECK(rows[0].bytes("data") == all_bytes);
    CHECK(!rows[1].boolean("flag"));
    CHECK(rows[1].integer("number") == highest);
    CHECK(rows[1].text("words").empty());
    CHECK(rows[1].bytes("data").empty());
    for (const auto& column : rows.columns())
      CHECK(rows[2].is_null(column));
    CHECK_THROWS_AS(rows[2].text("words"), std::logic_error);
    CHECK_THROWS_AS(rows[0].integer("words"), std::logic_error);
    CHECK_THROWS_AS(rows[0].text("word"), std::logic_error);
  });
}

TEST_CASE("parameters are bound by their number") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    const Sql insert{"insert into value (words, number, id) values ($2, $3, $1)"};
    REQUIRE(commit(*database, a_plan(insert, {7, "words", 9})).committed());
    const Sql select{"select id from value where number = $2 and words = $1 and $1 = words"};
    const auto rows = read(*database, {.sql = select, .parameters = {"words", 9}});
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].integer("id") == 7);
    const Query short_query{.sql = select, .parameters = {"words"}};
    CHECK_THROWS_AS(read(*database, short_query), std::runtime_error);
  });
}

TEST_CASE("text with a NUL or broken UTF-8 is refused") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    const Sql insert{"insert into owner (name) values ($1)"};
    for (const auto& text : {std::string("a\0b", 3), std::string("\xc3(")}) {
      const auto verdict = commit(*database, a_plan(insert, {text}));
      CHECK_THROWS_AS(std::rethrow_exception(verdict.error), std::runtime_error);
    }
  });
}

TEST_CASE("read sees what was committed before it, on any thread") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    std::vector<std::thread> threads;
    std::atomic<int> missing = 0;
    for (std::int64_t thread = 0; thread < 4; ++thread) {
      threads.emplace_back([&, thread] {
        for (std::int64_t i = 0; i < 50; ++i) {
          const std::int64_t id = thread * 1000 + i;
          if (!commit(*database, a_code(id)).committed()) ++missing;
          const Sql select{"select id from code where id = $1"};
          if (read(*database, {.sql = select, .parameters = {id}}).size() != 1) ++missing;
        }
      });
    }
    for (auto& thread : threads)
      thread.join();
    CHECK(missing == 0);
  });
}

namespace {

// How many codes there are before and after another thread, which is waited for here, adds one.
Task<std::pair<std::int64_t, std::int64_t>> count_around_commit(Database* database) {
  Query query{.sql = count_codes, .parameters{}};
  const auto before = co_await database->read(query);
  std::thread([database] { CHECK(commit(*database, a_code(1)).committed()); }).join();
  const auto after = co_await database->read(std::move(query));
  co_return std::pair(before.front().integer("total"), after.front().integer("total"));
}

Task<std::int64_t> count_after_own_commit(Database* database) {
  Query query{.sql = count_codes, .parameters{}};
  const auto before = co_await database->read(query);
  const auto committed = co_await database->commit(a_code(2));
  CHECK(committed);
  const auto after = co_await database->read(std::move(query));
  co_return after.front().integer("total") - before.front().integer("total");
}

}  // namespace

TEST_CASE("read sees a commit that its caller knows of, within one turn of a loop") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    CHECK(
        run_task(count_around_commit(database.get())) == std::pair<std::int64_t, std::int64_t>(0, 1)
    );
    CHECK(run_task(count_after_own_commit(database.get())) == 1);
  });
}

TEST_CASE("read_all answers each query with its rows") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    std::vector<Query> queries;
    queries.push_back({.sql{"select name from owner"}, .parameters{}});
    queries.push_back({.sql = count_codes, .parameters{}});
    queries.push_back({.sql{"select id from code"}, .parameters{}});
    const auto answers = run_task(database->read_all(std::move(queries)));
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].front().text("name") == "alice");
    CHECK(answers[1].front().integer("total") == 0);
    CHECK(answers[2].empty());
  });
}

TEST_CASE("read answers a text of a call with its own parameters, however many texts came before") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    for (int round = 0; round < 3; ++round) {
      for (int i = 0; i < 40; ++i) {
        Query query{.parameters = {round}};
        query.text = "select cast($1 as bigint) + " + std::to_string(i) + " as sum";
        CHECK(read(*database, query).front().integer("sum") == round + i);
        query.parameters = {-round};
        CHECK(read(*database, query).front().integer("sum") == i - round);
      }
    }
  });
}

TEST_CASE("read fails for a wrong query and leaves the others alone") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    std::vector<Query> queries;
    for (int i = 0; i < 40; ++i) {
      queries.push_back(
          i % 4 == 1 ? Query{.sql{"select nothing from nowhere"}, .parameters{}}
                     : Query{.sql = count_codes, .parameters{}}
      );
    }
    const auto answers = test::read_each(*database, std::move(queries));
    for (std::size_t i = 0; i < answers.size(); ++i) {
      CAPTURE(i);
      CHECK((answers[i].error != nullptr) == (i % 4 == 1));
      CHECK(answers[i].rows.size() == (i % 4 == 1 ? 0 : 1));
    }
    const Query writing{.sql{"delete from owner where name = $1"}, .parameters = {"alice"}};
    CHECK_THROWS(read(*database, writing));
  });
}

TEST_CASE("commit throws Unavailable when its queue is full") {
  for_each_engine([](DatabaseConfig config) {
    config.queue_limit = 1;
    const auto database = open_with_tables(config);
    std::vector<Plan> plans;
    for (std::int64_t id = 0; id < 1000; ++id)
      plans.push_back(a_code(id));
    std::int64_t committed = 0;
    std::int64_t refused = 0;
    for (const auto& verdict : commit_all(*database, std::move(plans))) {
      if (verdict.committed()) {
        ++committed;
      } else {
        CHECK_THROWS_AS(std::rethrow_exception(verdict.error), Unavailable);
        ++refused;
      }
    }
    CHECK(committed > 0);
    CHECK(refused > 0);
    CHECK(code_count(*database) == committed);
  });
}

TEST_CASE("a database that is destroyed while busy answers every call") {
  for_each_engine([](const DatabaseConfig& config) {
    auto database = open_with_tables(config);
    boost::asio::io_context loop(1);
    std::vector<Verdict> verdicts(500);
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      test::start_commit(loop, *database, a_code(static_cast<std::int64_t>(i)), verdicts[i]);
    }
    loop.poll();  // all calls are under way
    database.reset();
    loop.run();
    for (const auto& verdict : verdicts) {
      if (!verdict.committed()) CHECK_THROWS_AS(std::rethrow_exception(verdict.error), Unavailable);
    }
  });
}

TEST_CASE("counters tell queries, plans and conflicts") {
  for_each_engine([](const DatabaseConfig& config) {
    const auto database = open_with_tables(config);
    const auto before = database->counters();
    CHECK(commit(*database, a_code(1)).committed());
    CHECK(commit(*database, a_code(1)).conflict);
    CHECK(commit(*database, Plan()).committed());
    code_count(*database);
    const auto after = database->counters();
    CHECK(after.commits - before.commits == 1);
    CHECK(after.conflicts - before.conflicts == 1);
    CHECK(after.reads - before.reads == 1);
  });
}

TEST_CASE("open_database says what is wrong with a URL and keeps its password") {
  const auto reason = [](const std::string& url) {
    try {
      open_database({.url = url});
    } catch (const std::runtime_error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  for (const std::string url :
       {"mysql://daemun:hunter2@localhost/daemun",
        "postgres://daemun:hunter2%zz@localhost/daemun",
        "postgres://daemun:hun/ter2@localhost/daemun",
        "postgres://daemun:hun@ter2@localhost/daemun",
        "postgres://daemun:hunter2@localhost:1/daemun",
        "sqlite:",
        "sqlite:/no/such/folder/daemun.db"}) {
    CAPTURE(url);
    const auto message = reason(url);
    CAPTURE(message);
    CHECK(!message.empty());
    CHECK(message.find("hun") == std::string::npos);
    CHECK(message.find("ter2") == std::string::npos);
  }
}

}  // namespace daemun::storage
