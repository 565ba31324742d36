#include "storage/postgres/postgres_connection.h"

#include "storage/postgres/postgres_values.h"

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <poll.h>
#include <string_view>
#include <utility>

namespace daemun::storage {
namespace {

using SteadyClock = std::chrono::steady_clock;

// Integers and bytes come as they are, without a detour over digits.
constexpr int result_format = 1;

// Commits are durable even where the operator's default is not. A process that stops in the middle
// of a transaction does not keep its locks.
constexpr const char* session_settings =
    "set statement_timeout = '5s'; set idle_in_transaction_session_timeout = '10s';"
    "set client_encoding = 'UTF8'; set standard_conforming_strings = on;"
    "set default_transaction_isolation = 'read committed';"
    "select set_config('synchronous_commit', 'on', false)"
    " where current_setting('synchronous_commit') = 'off';";

std::string field(const PGresult* result, int code) {
  const char* text = PQresultErrorField(result, code);
  return text ? text : "";
}

PostgresError to_error(const PGresult* result) {
  return {
      .sqlstate = field(result, PG_DIAG_SQLSTATE),
      .message = field(result, PG_DIAG_MESSAGE_PRIMARY),
      .constraint = field(result, PG_DIAG_CONSTRAINT_NAME)};
}

// The server's last words, or (without SQLSTATE) libpq's own report of a broken connection.
bool ends_connection(const PGresult* result) {
  const auto severity = field(result, PG_DIAG_SEVERITY_NONLOCALIZED);
  return severity == "FATAL" || severity == "PANIC" || field(result, PG_DIAG_SQLSTATE).empty();
}

// libpq's functions for these take what they do not change.
std::string tag_of(const PGresult* result) {
  return PQcmdStatus(const_cast<PGresult*>(result));
}

std::size_t changed_rows(const PGresult* result) {
  const std::string_view text = PQcmdTuples(const_cast<PGresult*>(result));
  std::size_t count = 0;
  std::from_chars(text.data(), text.data() + text.size(), count);
  return count;
}

// libpq ends its messages with a line feed and may use several lines.
std::string one_line(std::string text) {
  while (!text.empty() && text.back() == '\n')
    text.pop_back();
  std::erase(text, '\t');
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

std::optional<Conflict> to_conflict(const PostgresError& error) {
  Conflict conflict{
      .reason = Conflict::Reason::unique, .statement = 0, .constraint = error.constraint};
  if (error.sqlstate == "23505") return conflict;
  if (error.sqlstate == "23503") {
    conflict.reason = Conflict::Reason::foreign_key;
    return conflict;
  }
  if (error.sqlstate == "23514" || error.sqlstate == "23502") {
    conflict.reason = Conflict::Reason::check;
    return conflict;
  }
  return std::nullopt;
}

bool is_contention(const PostgresError& error) {
  return error.sqlstate == "40001" || error.sqlstate == "40P01";
}

CallFailure to_failure(const PostgresError& error) {
  // Connection, resources, operator intervention (a timeout, a shutdown), system errors; and a
  // server that has become a read-only standby.
  static constexpr std::string_view machine_classes[] = {"08", "40", "53", "55", "57", "58", "XX"};
  const std::string_view sqlstate = error.sqlstate;
  const bool machine = sqlstate == "25006" ||
                       std::any_of(
                           std::begin(machine_classes),
                           std::end(machine_classes),
                           [&](std::string_view prefix) { return sqlstate.starts_with(prefix); }
                       );
  auto kind = machine ? CallFailure::Kind::unavailable : CallFailure::Kind::wrong_statement;
  // A regular expression, an escape.
  if (sqlstate == "2201B" || sqlstate == "22025") kind = CallFailure::Kind::wrong_value;
  return {kind, error.message + " (" + error.sqlstate + ")"};
}

PostgresCommand to_command(const Query& query) {
  if (!query.text.empty())
    return {query.text.c_str(), &query.parameters, PostgresCommand::Lifetime::once};
  return {query.sql.postgres ? query.sql.postgres : query.sql.text, &query.parameters};
}

void require_postgres_url(const std::string& url) {
  char* ignored_message = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options(
      PQconninfoParse(url.c_str(), &ignored_message), &PQconninfoFree
  );
  PQfreemem(ignored_message);
  const std::string advice = "; percent-encode special characters of the user and the password";
  if (!options) throw std::runtime_error("the PostgreSQL URL is malformed" + advice);
  for (const auto* option = options.get(); option->keyword; ++option) {
    const std::string_view keyword = option->keyword;
    const std::string_view value = option->val ? option->val : "";
    // "postgres://user:pa/ss@host" and "postgres://user:pa@ss@host" end up here.
    if (keyword == "port" && value.find_first_not_of("0123456789,") != std::string_view::npos) {
      throw std::runtime_error("the port of the PostgreSQL URL is not a number" + advice);
    }
    if (keyword == "host" && value.find('@') != std::string_view::npos && !value.starts_with("@")) {
      throw std::runtime_error("the host of the PostgreSQL URL holds an '@'" + advice);
    }
  }
}

PostgresConnection::PostgresConnection(
    const std::string& url, Use use, std::chrono::milliseconds timeout
) {
  connect(url, SteadyClock::now() + timeout);
  set_up_session(use);
}

void PostgresConnection::connect(const std::string& url, Instant give_up_at) {
  // The URL comes last, so that it overrides these.
  const char* keywords[] = {
      "fallback_application_name", "tcp_user_timeout", "keepalives_idle", "dbname", nullptr};
  const char* values[] = {"daemun", "5000", "30", url.c_str(), nullptr};
  handle_.reset(PQconnectStartParams(keywords, values, 1));
  if (!handle_ || PQstatus(handle_.get()) == CONNECTION_BAD) lose();
  while (true) {
    switch (PQconnectPoll(handle_.get())) {
      case PGRES_POLLING_OK:
        return;
      case PGRES_POLLING_READING:
        wait_for_socket(POLLIN, give_up_at);
        break;
      case PGRES_POLLING_WRITING:
        wait_for_socket(POLLOUT, give_up_at);
        break;
      default:
        lose();
    }
  }
}

void PostgresConnection::set_up_session(Use use) {
  PQsetNoticeProcessor(
      handle_.get(), [](void*, const char*) {}, nullptr
  );
  std::string settings = session_settings;
  if (use == Use::read_only) settings += "set default_transaction_read_only = on;";
  if (PQsetnonblocking(handle_.get(), 1) != 0 || PQsendQuery(handle_.get(), settings.c_str()) != 1)
    lose();
  while (const auto result = next_result()) {
    const auto status = PQresultStatus(result.get());
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) lose();
  }
  if (PQenterPipelineMode(handle_.get()) != 1) lose();
}

void PostgresConnection::lose(ConnectionLost::Cause cause) {
  const auto message = cause == ConnectionLost::Cause::timeout
                           ? "PostgreSQL does not answer"
                           : one_line(handle_ ? PQerrorMessage(handle_.get()) : "out of memory");
  throw ConnectionLost(cause, message.empty() ? "the connection to PostgreSQL is broken" : message);
}

void PostgresConnection::wait_for_socket(short events, Instant give_up_at) {
  pollfd socket{.fd = PQsocket(handle_.get()), .events = events, .revents = 0};
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(give_up_at - SteadyClock::now());
    if (left.count() <= 0) lose(ConnectionLost::Cause::timeout);
    const int ready = poll(&socket, 1, static_cast<int>(left.count()));
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) lose();
  }
}

void PostgresConnection::wait_for_answer(Instant give_up_at) {
  // Sends what is left to send while it waits, or both sides could wait for each other.
  const bool has_more = flush() == Sent::part;
  wait_for_socket(static_cast<short>(has_more ? POLLIN | POLLOUT : POLLIN), give_up_at);
  receive();
}

PostgresConnection::ResultPointer PostgresConnection::next_result() {
  const auto give_up_at = SteadyClock::now() + silence_limit;
  while (PQisBusy(handle_.get()))
    wait_for_answer(give_up_at);
  return ResultPointer(PQgetResult(handle_.get()));
}

void PostgresConnection::send_once(const PostgresCommand& command) {
  const PostgresParameters parameters(*command.parameters);
  const int sent = PQsendQueryParams(
      handle_.get(),
      command.text,
      parameters.count(),
      nullptr,
      parameters.values(),
      parameters.lengths(),
      parameters.formats(),
      result_format
  );
  if (sent != 1) lose();
  expected_.push_back({Expected::Kind::command});
}

void PostgresConnection::send(const PostgresCommand& command) {
  if (command.lifetime == PostgresCommand::Lifetime::once) return send_once(command);
  auto [entry, is_new] = prepared_.try_emplace(command.text);
  if (is_new) {
    entry->second.name = "s" + std::to_string(++last_name_);
    if (PQsendPrepare(handle_.get(), entry->second.name.c_str(), command.text, 0, nullptr) != 1)
      lose();
    expected_.push_back({Expected::Kind::preparation, command.text});
  }
  const PostgresParameters parameters(*command.parameters);
  const int sent = PQsendQueryPrepared(
      handle_.get(),
      entry->second.name.c_str(),
      parameters.count(),
      parameters.values(),
      parameters.lengths(),
      parameters.formats(),
      result_format
  );
  if (sent != 1) lose();
  expected_.push_back({Expected::Kind::command, command.text});
}

void PostgresConnection::send(std::span<const PostgresCommand> commands) {
  for (const auto& command : commands)
    send(command);
  if (PQpipelineSync(handle_.get()) != 1) lose();
  expected_.push_back({Expected::Kind::end_of_batch});
}

PostgresConnection::Sent PostgresConnection::flush() {
  const int left = PQflush(handle_.get());
  if (left < 0) lose();
  return left > 0 ? Sent::part : Sent::all;
}

void PostgresConnection::receive() {
  if (PQconsumeInput(handle_.get()) != 1) lose();
}

std::shared_ptr<const ColumnNames> PostgresConnection::columns_of(
    const char* text, const PGresult* result
) {
  if (!text) return names_of(result);
  auto& columns = prepared_[text].columns;
  if (!columns) columns = names_of(result);
  return columns;
}

void PostgresConnection::take(const Expected& owed, const PGresult* result) {
  const auto status = PQresultStatus(result);
  const bool done = status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK;
  // A statement whose preparation failed or was skipped does not exist.
  if (owed.kind == Expected::Kind::preparation && !done) prepared_.erase(owed.text);
  if (status == PGRES_FATAL_ERROR) {
    answer_.state = PostgresAnswer::State::failed;
    answer_.error = to_error(result);
    if (ends_connection(result) || PQstatus(handle_.get()) == CONNECTION_BAD) lose();
  } else if (done && owed.kind == Expected::Kind::command) {
    answer_.state = PostgresAnswer::State::done;
    if (status == PGRES_TUPLES_OK) answer_.rows = to_rows(result, columns_of(owed.text, result));
    answer_.count = changed_rows(result);
    answer_.tag = tag_of(result);
  } else if (!done && status != PGRES_PIPELINE_ABORTED) {
    lose();
  }
}

// Each result but that of a batch's end is followed by libpq's mark that it was the only one.
PostgresConnection::Next PostgresConnection::next(PostgresAnswer& answer) {
  while (!expected_.empty() && !PQisBusy(handle_.get())) {
    const ResultPointer result(PQgetResult(handle_.get()));
    const Expected owed = expected_.front();
    if (awaits_end_of_results_) {
      if (result) lose();
      awaits_end_of_results_ = false;
      expected_.pop_front();
      if (owed.kind == Expected::Kind::preparation) continue;
      answer = std::exchange(answer_, {});
      return Next::answer;
    }
    if (!result) lose();
    if (owed.kind == Expected::Kind::end_of_batch) {
      if (PQresultStatus(result.get()) != PGRES_PIPELINE_SYNC) lose();
      expected_.pop_front();
      return Next::end_of_batch;
    }
    take(owed, result.get());
    awaits_end_of_results_ = true;
  }
  return Next::nothing;
}

std::vector<PostgresAnswer> PostgresConnection::run(std::span<const PostgresCommand> commands) {
  send(commands);
  std::vector<PostgresAnswer> answers;
  answers.reserve(commands.size());
  PostgresAnswer answer;
  auto give_up_at = SteadyClock::now() + silence_limit;
  while (true) {
    switch (next(answer)) {
      case Next::nothing:
        wait_for_answer(give_up_at);
        break;
      case Next::answer:
        answers.push_back(std::move(answer));
        give_up_at = SteadyClock::now() + silence_limit;
        break;
      case Next::end_of_batch:
        if (answers.size() != commands.size()) lose();
        return answers;
    }
  }
}

}  // namespace daemun::storage
