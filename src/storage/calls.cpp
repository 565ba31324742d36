#include "storage/calls.h"

#include "base/text.h"
#include "base/unavailable.h"
#include "storage/tenant_store_sql.h"

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

namespace daemun::storage {
namespace {

constexpr const char* queue_full = "the queue of the database is full";

}  // namespace

Task<CommitOutcome> wait_in(CommitQueue& queue, Plan plan) {
  const auto start = [&queue, &plan](Resume<CommitOutcome> resume) {
    CommitCall call{.plan = std::move(plan), .resume = std::move(resume)};
    if (!queue.push(call)) call.resume({{}, make_unavailable(queue_full)});
  };
  auto outcome = co_await suspend_for<CommitOutcome>(start);
  co_return outcome;
}

Task<ReadOutcome> wait_in(ReadQueue& queue, std::vector<Query> queries) {
  const auto start = [&queue, &queries](Resume<ReadOutcome> resume) {
    ReadCall call{.queries = std::move(queries), .resume = std::move(resume)};
    if (!queue.push(call)) call.resume({{}, make_unavailable(queue_full)});
  };
  auto outcome = co_await suspend_for<ReadOutcome>(start);
  co_return outcome;
}

Durability durability_of(std::span<const CommitCall> calls) {
  const bool is_synced = std::any_of(calls.begin(), calls.end(), [](const CommitCall& call) {
    return call.plan.durability() == Durability::synced;
  });
  return is_synced ? Durability::synced : Durability::unsynced;
}

void throw_failure(const CallFailure& failure) {
  if (failure.kind == CallFailure::Kind::unavailable) throw Unavailable(failure.reason);
  if (failure.kind == CallFailure::Kind::wrong_value) throw WrongValue(failure.reason);
  throw std::runtime_error(failure.reason);
}

void require_storable(const std::vector<SqlValue>& parameters) {
  for (const auto& parameter : parameters) {
    const auto* text = std::get_if<std::string>(&parameter.get());
    if (!text) continue;
    if (text->find('\0') != std::string::npos) {
      throw std::runtime_error("a text parameter holds a NUL");
    }
    if (!is_valid_utf8(*text)) throw std::runtime_error("a text parameter is not UTF-8");
  }
}

void require_storable(const Plan& plan) {
  for (const auto& statement : plan.statements())
    require_storable(statement.parameters);
}

void add_settings_version(Plan& plan) {
  std::set<std::string> tenants;
  for (const auto& statement : plan.statements()) {
    if (!statement.sql.changes_settings) continue;
    tenants.insert(std::get<std::string>(statement.parameters.front().get()));
  }
  for (const auto& tenant : tenants)
    plan.add(Statement{tenant_store_sql::raise_version, {tenant}, RowCount::exactly(1)});
}

void CallCounters::count(const CommitOutcome& outcome) {
  if (outcome.failure) return;
  (outcome.conflict ? conflicts_ : commits_).fetch_add(1, std::memory_order_relaxed);
}

Database::Counters CallCounters::values() const {
  return {
      .reads = reads_.load(std::memory_order_relaxed),
      .commits = commits_.load(std::memory_order_relaxed),
      .conflicts = conflicts_.load(std::memory_order_relaxed)};
}

Result<void, Conflict> to_result(CommitOutcome outcome) {
  if (outcome.failure) throw_failure(*outcome.failure);
  if (outcome.conflict) return std::move(*outcome.conflict);
  return {};
}

}  // namespace daemun::storage
