#include "management/change.h"

#include "base/text.h"
#include "storage/hook_store.h"

#include <algorithm>
#include <string>
#include <string_view>

namespace daemun::management {
namespace {

constexpr std::size_t max_user_agent_bytes = 512;

// "/users/{userId}" as "/users/:userId", in the notation of Logto's router.
std::string to_matched_route(std::string path) {
  std::erase(path, '}');
  std::replace(path.begin(), path.end(), '{', ':');
  return path;
}

std::string_view below_root(std::string_view path) {
  constexpr std::string_view root = "/api";
  return path.starts_with(root) ? path.substr(root.size()) : path;
}

// Logto's members of the payload of a change through its API.
HookEvent make_event(const Call& call, std::string event_name, json::object members) {
  const auto& operation = *call.operation;
  json::object parameters;
  for (const auto& [name, value] : call.request.path_parameters)
    parameters[name] = value;
  HookEvent event{
      .event = std::move(event_name),
      .payload = {
          {"path", below_root(call.request.path)},
          {"method", http::to_string(call.request.method)},
          {"status", operation.status},
          {"params", parameters},
          {"matchedRoute", to_matched_route(operation.path)},
      }};
  for (auto& member : members)
    event.payload[member.key()] = std::move(member.value());
  event.payload["ip"] = call.request.remote_address;
  // A browser may call itself anything; JSON is UTF-8.
  const auto agent = call.request.header("user-agent").value_or("").substr(0, max_user_agent_bytes);
  if (!agent.empty() && is_valid_utf8(agent)) event.payload["userAgent"] = agent;
  return event;
}

}  // namespace

Task<storage::Plan> plan_event(
    const Dependencies& dependencies, const Call& call, std::string event, json::object members
) {
  const auto hooks = co_await dependencies.settings.list_hooks();
  if (hooks->empty()) co_return storage::Plan();
  const storage::HookStore store(dependencies.database, dependencies.vault, dependencies.tenant);
  const auto message = make_event(call, std::move(event), std::move(members));
  co_return store.insert_messages(*hooks, message, dependencies.random, dependencies.clock.now());
}

Task<Committed> commit(
    const Dependencies& dependencies, const Call& call, storage::Plan plan, json::value data
) {
  if (!call.operation->event.empty()) {
    json::object members{{"data", std::move(data)}};
    auto messages =
        co_await plan_event(dependencies, call, call.operation->event, std::move(members));
    plan.add(std::move(messages));
  }
  co_return co_await commit(dependencies, std::move(plan));
}

Task<Committed> commit(const Dependencies& dependencies, storage::Plan plan) {
  const bool changes_settings = plan.changes_settings();
  auto committed = co_await dependencies.database.commit(std::move(plan));
  if (committed && changes_settings) dependencies.settings.clear();
  co_return committed;
}

Answer commit_removal(
    const Dependencies& dependencies,
    Call call,
    storage::Statement statement,
    api::RequestError missing
) {
  storage::Plan plan;
  plan.add(std::move(statement));
  const auto committed = co_await commit(dependencies, call, std::move(plan));
  if (!committed) co_return missing;
  co_return Reply{};
}

}  // namespace daemun::management
