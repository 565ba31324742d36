#include "app/routes.h"

#include "app/test_house.h"
#include "base/log.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace daemun::app {
namespace {

using house::House;
using house::with_house;

// Its disk is full: it reads and does not write.
class FullDatabase final : public storage::Database {
 public:
  explicit FullDatabase(storage::Database& database) : database_(database) {}
  storage::Engine engine() const override { return database_.engine(); }
  Task<storage::Rows> read(storage::Query query) override {
    return database_.read(std::move(query));
  }
  Task<std::vector<storage::Rows>> read_all(std::vector<storage::Query> queries) override {
    return database_.read_all(std::move(queries));
  }
  Task<Result<void, storage::Conflict>> commit(storage::Plan /*plan*/) override {
    throw std::runtime_error("database or disk is full");
  }
  Counters counters() const override { return database_.counters(); }

 private:
  storage::Database& database_;
};

http::Response ask_readiness(House& house, storage::Database& database) {
  const http::Router router(operation_routes(
      {.metrics = [] { return std::string(); },
       .database = database,
       .clock = house.clock,
       .endpoints = {}}
  ));
  const auto match = router.find(http::Method::get, "/readyz");
  REQUIRE(match.route != nullptr);
  return run_task(match.route->handler({}));
}

TEST_CASE("/readyz is 200 when the database reads and writes, and 503 when it only reads") {
  with_house([](House& house) {
    CHECK(ask_readiness(house, *house.database).status == 200);
    FullDatabase full(*house.database);
    set_log_level("error");
    const auto refused = ask_readiness(house, full);
    set_log_level("info");
    CHECK(refused.status == 503);
    CHECK(*refused.find("retry-after") == "1");
  });
}

}  // namespace
}  // namespace daemun::app
