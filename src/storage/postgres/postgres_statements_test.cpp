#include "storage/described.h"
#include "storage/migrate.h"
#include "storage/postgres/postgres_values.h"
#include "support/engines.h"

#include <doctest/doctest.h>
#include <libpq-fe.h>

#include <memory>

namespace daemun::storage {
namespace {

using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;
using Answer = std::unique_ptr<PGresult, decltype(&PQclear)>;

Described describe(PGconn* connection, const char* text) {
  const Answer prepared(PQprepare(connection, "", text, 0, nullptr), &PQclear);
  const std::string error = PQresultErrorMessage(prepared.get());
  CHECK(error.empty());
  const Answer answer(PQdescribePrepared(connection, ""), &PQclear);
  Described described{.parameters = static_cast<std::size_t>(PQnparams(answer.get()))};
  for (int column = 0; column < PQnfields(answer.get()); ++column) {
    described.columns.emplace_back(PQfname(answer.get(), column));
    CAPTURE(described.columns.back());
    CHECK(is_readable(PQftype(answer.get(), column)));
  }
  return described;
}

}  // namespace

TEST_CASE("PostgreSQL prepares every statement, with a name and a readable type for each column") {
  for (const auto engine : test::test_engines()) {
    if (engine != test::TestEngine::postgres) continue;
    const test::TestDatabase database(engine);
    migrate(database.config());
    const Connection connection(PQconnectdb(database.config().url.c_str()), &PQfinish);
    for (const auto& statement : statements()) {
      CAPTURE(statement.file);
      CAPTURE(statement.name);
      const Sql& sql = statement.sql;
      check_described(
          statement, describe(connection.get(), sql.postgres ? sql.postgres : sql.text)
      );
    }
  }
}

}  // namespace daemun::storage
