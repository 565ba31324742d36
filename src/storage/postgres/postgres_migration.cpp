#include "base/clock.h"
#include "storage/migration_session.h"

#include <libpq-fe.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace daemun::storage {
namespace {

using ResultPointer = std::unique_ptr<PGresult, decltype(&PQclear)>;

// Any number will do as long as all processes use the same: "daemun" in ASCII.
constexpr const char* take_lock = "select pg_advisory_lock(110369476277614)";

class PostgresMigration final : public MigrationSession {
 public:
  explicit PostgresMigration(const std::string& url) : connection_(connect(url)) {
    if (PQstatus(connection_.get()) != CONNECTION_OK) throw std::runtime_error(message());
    PQsetNoticeProcessor(
        connection_.get(), [](void*, const char*) {}, nullptr
    );
    execute("set statement_timeout = 0; set standard_conforming_strings = on");
  }

  int version() override {
    if (single_value("select to_regclass('daemun_schema') is not null") == "f") return 0;
    return std::stoi(single_value("select coalesce(max(version), 0) from daemun_schema"));
  }

  void apply(const Migration& migration) override {
    // The lock is of the session: held across the transaction, gone with the connection.
    execute(take_lock);
    execute("begin");
    try {
      if (version() < migration.number) apply_in_transaction(migration);
      execute("commit");
    } catch (...) {
      end_failed_transaction();
      throw;
    }
    execute("select pg_advisory_unlock_all()");
  }

 private:
  using Connection = std::unique_ptr<PGconn, decltype(&PQfinish)>;

  static Connection connect(const std::string& url) {
    const char* keywords[] = {"fallback_application_name", "connect_timeout", "dbname", nullptr};
    const char* values[] = {"daemun", "10", url.c_str(), nullptr};
    return {PQconnectdbParams(keywords, values, 1), &PQfinish};
  }

  void apply_in_transaction(const Migration& migration) {
    execute(
        "create table if not exists daemun_schema ("
        "  version integer primary key, name text not null, applied_at bigint not null)"
    );
    execute(std::string(migration.postgres));
    const auto number = std::to_string(migration.number);
    const std::string name(migration.name);
    const auto now = std::to_string(to_unix_ms(SystemClock().now()));
    const char* values[] = {number.c_str(), name.c_str(), now.c_str()};
    const ResultPointer result(
        PQexecParams(
            connection_.get(),
            "insert into daemun_schema (version, name, applied_at) values ($1, $2, $3)",
            3,
            nullptr,
            values,
            nullptr,
            nullptr,
            0
        ),
        &PQclear
    );
    if (PQresultStatus(result.get()) != PGRES_COMMAND_OK) throw std::runtime_error(message());
  }

  void end_failed_transaction() {
    const ResultPointer rollback(PQexec(connection_.get(), "rollback"), &PQclear);
    const ResultPointer unlock(
        PQexec(connection_.get(), "select pg_advisory_unlock_all()"), &PQclear
    );
  }

  ResultPointer execute(const std::string& script) {
    ResultPointer result(PQexec(connection_.get(), script.c_str()), &PQclear);
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
      throw std::runtime_error(message());
    }
    return result;
  }

  std::string single_value(const std::string& query) {
    return PQgetvalue(execute(query).get(), 0, 0);
  }

  std::string message() const {
    std::string text = PQerrorMessage(connection_.get());
    while (!text.empty() && text.back() == '\n')
      text.pop_back();
    return text;
  }

  Connection connection_;
};

}  // namespace

std::unique_ptr<MigrationSession> open_postgres_migration(const std::string& url) {
  return std::make_unique<PostgresMigration>(url);
}

}  // namespace daemun::storage
