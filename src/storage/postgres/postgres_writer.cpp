#include "storage/postgres/postgres_writer.h"

#include "base/log.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace daemun::storage {
namespace {

constexpr int contention_retries = 3;
const std::vector<SqlValue> no_parameters;

const char* text_of(const Sql& sql) {
  return sql.postgres ? sql.postgres : sql.text;
}

bool meets(const PostgresAnswer& answer, const RowCount& expect) {
  return expect.rule == RowCount::Rule::any || expect.count == answer.count;
}

// True when the count tells all that the statement has changed: a WITH may change more.
bool count_tells_all(const Statement& statement) {
  const auto text = trim(text_of(statement.sql));
  return !equals_ignoring_ascii_case(text.substr(0, 4), "with");
}

// A plan that lost its race before it changed anything needs no rollback.
bool has_changed_nothing(const Plan& plan, std::span<const PostgresAnswer> answers) {
  const auto changed_nothing = [](const PostgresAnswer& answer) {
    return answer.state == PostgresAnswer::State::done && answer.count == 0;
  };
  const auto& statements = plan.statements();
  return std::all_of(answers.begin(), answers.end(), changed_nothing) &&
         std::all_of(statements.begin(), statements.end(), count_tells_all);
}

std::vector<PostgresCommand> to_commands(std::span<CommitCall> calls) {
  std::vector<PostgresCommand> commands{{"begin", &no_parameters}};
  for (const auto& call : calls) {
    for (const auto& statement : call.plan.statements()) {
      commands.push_back({text_of(statement.sql), &statement.parameters});
    }
  }
  return commands;
}

}  // namespace

PostgresWriter::PostgresWriter(const std::string& url, std::size_t queue_limit)
    : queue_(queue_limit), link_(url, PostgresConnection::Use::read_write) {
  link_.get();
  thread_ = std::thread([this] { run(); });
}

PostgresWriter::~PostgresWriter() {
  auto waiting = queue_.close();
  fail_all(waiting, make_unavailable("the database is being closed"));
  thread_.join();
}

void PostgresWriter::run() {
  while (true) {
    auto calls = queue_.pop(batch_limit);
    if (calls.empty()) return;
    drop_overdue(calls);
    settle(calls);
  }
}

// Gives every call its verdict.
void PostgresWriter::settle(Calls calls) {
  if (calls.empty()) return;
  Attempt result = attempt_with_retries(calls);
  switch (result.end) {
    case Attempt::End::committed:
      for (std::size_t i = 0; i < calls.size(); ++i)
        calls[i].resume(std::move(result.verdicts[i]));
      return;
    case Attempt::End::refused:
      settle_around(calls, result);
      return;
    case Attempt::End::contention:
      settle_singly(calls);
      return;
    case Attempt::End::lost:
    case Attempt::End::unknown:
      for (auto& call : calls)
        call.resume({{}, result.verdict.failure});
      return;
  }
}

// The verdict on the refused plan was given among its neighbours, of which none is committed: it is
// asked again alone, unless it is wrong in itself.
void PostgresWriter::settle_around(Calls calls, Attempt& refused) {
  const std::size_t index = refused.index;
  if (calls.size() == 1) {
    calls.front().resume(std::move(refused.verdict));
    return;
  }
  settle(calls.first(index));
  if (refused.verdict.failure) {
    calls[index].resume(std::move(refused.verdict));
  } else {
    settle(calls.subspan(index, 1));
  }
  settle(calls.subspan(index + 1));
}

void PostgresWriter::settle_singly(Calls calls) {
  if (calls.size() == 1) {
    calls.front().resume({{}, make_unavailable("too many transactions want the same rows")});
    return;
  }
  for (std::size_t i = 0; i < calls.size(); ++i)
    settle(calls.subspan(i, 1));
}

PostgresWriter::Attempt PostgresWriter::attempt_with_retries(Calls calls) {
  Attempt result = attempt(calls);
  // A connection that died while it was idle shows only now.
  if (result.end == Attempt::End::lost && result.may_reconnect) result = attempt(calls);
  for (int i = 0; i < contention_retries && result.end == Attempt::End::contention; ++i) {
    result = attempt(calls);
  }
  return result;
}

PostgresWriter::Attempt PostgresWriter::attempt(Calls calls) {
  bool was_connected = false;
  try {
    PostgresConnection& connection = link_.get();
    was_connected = true;
    const auto answers = connection.run(to_commands(calls));
    Attempt result = judge(calls, answers);
    const bool has_work =
        std::any_of(result.verdicts.begin(), result.verdicts.end(), [](const auto& verdict) {
          return !verdict.conflict;
        });
    if (result.end == Attempt::End::committed && has_work)
      return send_commit(std::move(result), durability_of(calls));
    roll_back(connection);
    return result;
  } catch (const ConnectionLost& error) {
    link_.drop();
    Attempt result{.end = Attempt::End::lost, .verdict = {{}, make_unavailable(error.what())}};
    result.may_reconnect = was_connected && error.cause == ConnectionLost::Cause::closed;
    return result;
  } catch (const std::exception& error) {
    // Out of memory, or an answer that makes no sense: start over with a new connection.
    link_.drop();
    return {.end = Attempt::End::lost, .verdict = {{}, make_unavailable(error.what())}};
  }
}

// Committed, if COMMIT succeeds.
PostgresWriter::Attempt PostgresWriter::judge(
    Calls calls, const std::vector<PostgresAnswer>& answers
) {
  Attempt result{.end = Attempt::End::committed};
  result.verdicts.resize(calls.size());
  auto rest = std::span(answers);
  if (rest.front().state == PostgresAnswer::State::failed) return refusal(0, rest.front(), 0);
  rest = rest.subspan(1);
  for (std::size_t i = 0; i < calls.size(); ++i) {
    const auto& statements = calls[i].plan.statements();
    const auto mine = rest.first(statements.size());
    rest = rest.subspan(statements.size());
    // The first statement that does not hold decides, as it does in SQLite.
    for (std::size_t k = 0; k < statements.size() && !result.verdicts[i].conflict; ++k) {
      if (mine[k].state != PostgresAnswer::State::done) return refusal(i, mine[k], k);
      if (meets(mine[k], statements[k].expect)) continue;
      result.verdicts[i].conflict =
          Conflict{.reason = Conflict::Reason::row_count, .statement = k, .constraint = {}};
    }
    if (result.verdicts[i].conflict && !has_changed_nothing(calls[i].plan, mine)) {
      return {.end = Attempt::End::refused, .verdict = std::move(result.verdicts[i]), .index = i};
    }
  }
  return result;
}

PostgresWriter::Attempt PostgresWriter::refusal(
    std::size_t call, const PostgresAnswer& answer, std::size_t statement
) {
  if (is_contention(answer.error)) return {.end = Attempt::End::contention};
  Attempt result{.end = Attempt::End::refused, .index = call};
  result.verdict.conflict = to_conflict(answer.error);
  if (result.verdict.conflict) {
    result.verdict.conflict->statement = statement;
  } else {
    result.verdict.failure = to_failure(answer.error);
  }
  return result;
}

PostgresWriter::Attempt PostgresWriter::send_commit(Attempt result, Durability durability) {
  static constexpr std::array<PostgresCommand, 2> commands{
      {{"set local synchronous_commit = off", &no_parameters}, {"commit", &no_parameters}}};
  const auto commit = std::span(commands).subspan(durability == Durability::synced ? 1 : 0);
  std::string reason;
  try {
    const auto answer = link_.get().run(commit).back();
    // A failed transaction answers COMMIT with ROLLBACK.
    if (answer.tag == "COMMIT") return result;
    if (is_contention(answer.error)) return {.end = Attempt::End::contention};
    reason = answer.error.message;
  } catch (const ConnectionLost& error) {
    reason = error.what();
    link_.drop();
  }
  log_error("postgres_commit_failed", {{"reason", reason}});
  return {
      .end = Attempt::End::unknown,
      .verdict = {{}, make_unavailable("the outcome of the commit is unknown: " + reason)}};
}

void PostgresWriter::roll_back(PostgresConnection& connection) {
  static constexpr PostgresCommand rollback{"rollback", &no_parameters};
  const auto answer = connection.run({&rollback, 1}).front();
  // With the connection, the server forgets the transaction in any case.
  if (answer.state != PostgresAnswer::State::done) link_.drop();
}

}  // namespace daemun::storage
