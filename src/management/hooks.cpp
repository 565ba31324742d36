// Webhooks: /hooks.
#include "base/text.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/crud.h"
#include "management/dependencies.h"
#include "management/hook_config.h"
#include "management/hook_samples.h"
#include "management/logs.h"
#include "management/nouns.h"
#include "management/webhook_request.h"
#include "net/send_all.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"

#include <algorithm>
#include <map>
#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

// One of hook_events.
struct EventName : std::string {
  EventName() = default;
  EventName(std::string text) : std::string(std::move(text)) {}
};

}  // namespace
}  // namespace daemun::management

template <>
struct daemun::api::Codec<daemun::management::EventName>
    : TextCodec<daemun::management::EventName> {
  static Shape shape() {
    return {.kind = Shape::Kind::words, .words = {hook_events.begin(), hook_events.end()}};
  }
};

namespace daemun::management {
namespace {

using api::RequestError;

// The time that `recent` and `executionStats` cover.
constexpr auto recent_time = std::chrono::hours(24);
constexpr std::size_t signing_key_length = 32;

struct HookConfig {
  std::string url{};
  std::optional<Raw<std::map<std::string, std::string>>> headers{};
  std::optional<Integer<0, 3>> retries{};
};
BOOST_DESCRIBE_STRUCT(HookConfig, (), (url, headers, retries))

struct HookConfigView {
  std::string url{};
  std::optional<std::map<std::string, std::string>> headers{};
  std::optional<Number<>> retries{};
};
BOOST_DESCRIBE_STRUCT(HookConfigView, (), (url, headers, retries))

struct HookView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<0, 256> name{};
  Nullable<EventName> event{};
  std::vector<EventName> events{};
  Raw<HookConfigView> config{};
  Text<0, 64> signing_key{};
  bool enabled = false;
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(
    HookView, (), (tenant_id, id, name, event, events, config, signing_key, enabled, created_at)
)

struct HookStats {
  Number<> success_count{};
  Number<> request_count{};
};
BOOST_DESCRIBE_STRUCT(HookStats, (), (success_count, request_count))

struct HookWithStats : HookView {
  std::optional<HookStats> execution_stats{};
};
BOOST_DESCRIBE_STRUCT(HookWithStats, (HookView), (execution_stats))

// Ids and times are the server's: such members of a body change nothing.
struct CreateHook {
  std::optional<Text<0, 21>> tenant_id{};
  std::optional<Text<1, 256>> name{};
  std::optional<EventName> event{};
  std::optional<std::vector<EventName>> events{};
  HookConfig config{};
  std::optional<bool> enabled{};
  std::optional<Number<>> created_at{};
};
BOOST_DESCRIBE_STRUCT(CreateHook, (), (tenant_id, name, event, events, config, enabled, created_at))

struct UpdateHook {
  std::optional<Text<0, 21>> tenant_id{};
  std::optional<Text<1, 256>> name{};
  Patch<EventName> event{};
  std::optional<std::vector<EventName>> events{};
  std::optional<HookConfig> config{};
  std::optional<bool> enabled{};
  std::optional<Number<>> created_at{};
};
BOOST_DESCRIBE_STRUCT(UpdateHook, (), (tenant_id, name, event, events, config, enabled, created_at))

struct TryHook {
  std::vector<EventName> events{};
  HookConfig config{};
  std::optional<json::value> event{};
};
BOOST_DESCRIBE_STRUCT(TryHook, (), (events, config, event))

HookStats to_stats(const HookExecutions& executions) {
  return {.success_count = executions.successes, .request_count = executions.requests};
}

// `events`, each once; `event` is their predecessor, and counts where they are missing. Nothing
// when the body names none. Errors: guard.invalid_input for an empty list.
api::Outcome<std::optional<std::vector<std::string>>> parse_events(
    const std::optional<std::vector<EventName>>& given, const std::optional<EventName>& event
) {
  using Events = std::vector<std::string>;
  if (!given && !event) return std::optional<Events>();
  if (!given) return std::optional(Events{*event});
  if (given->empty()) return nothing_listed("events");
  Events events;
  for (const auto& one : *given) {
    if (!contains(events, one)) events.push_back(one);
  }
  return std::optional(std::move(events));
}

// Errors: guard.invalid_input.
api::Outcome<json::object> parse_config(const HookConfig& body) {
  auto config = api::to_json(body);
  if (auto fault = find_hook_config_fault(config))
    return api::invalid_input("body." + *std::move(fault));
  return config;
}

bool wants_stats(const Call& call) {
  return is_yes(call.query.find("includeExecutionStats"));
}

class Hooks {
 public:
  explicit Hooks(const Dependencies& dependencies)
      : dependencies_(dependencies),
        hooks_(dependencies.database, dependencies.vault, dependencies.tenant),
        logs_(dependencies.database, dependencies.tenant) {}

  Answer list(Call call) {
    const auto listed = co_await hooks_.list_page(call.window());
    std::map<HookId, HookExecutions> executions;
    const bool with_stats = wants_stats(call);
    if (with_stats) {
      executions = co_await hooks_.count_executions(dependencies_.clock.now() - recent_time);
    }
    co_return list_reply(listed.hooks, listed.total, [&](const Hook& hook) {
      HookWithStats view{to_view(hook)};
      if (with_stats) view.execution_stats = to_stats(executions[hook.id]);
      return view;
    });
  }

  Answer create(Call call, CreateHook body) {
    const auto events = parse_events(body.events, body.event);
    if (!events) co_return events.error();
    if (!*events) co_return RequestError{.code = "hook.missing_events"};
    const auto config = parse_config(body.config);
    if (!config) co_return config.error();
    const Hook hook{
        .id = make_id<HookId>(dependencies_.random),
        .name = body.name.value_or(std::string()),
        .events = **events,
        .config = *config,
        .signing_key = new_secret(dependencies_.random, call, "signingKey", signing_key_length),
        .enabled = body.enabled.value_or(true),
        .created_at = dependencies_.clock.now(),
    };
    storage::Plan plan;
    plan.add(hooks_.insert(hook));
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return reply_of(to_view(hook));
  }

  Answer show(Call call) {
    const HookId id(call.path_parameter("id"));
    const auto hook = co_await hooks_.find(id);
    if (!hook) co_return no_such("hooks", id.value());
    HookWithStats view{to_view(*hook)};
    if (wants_stats(call)) {
      const auto after = dependencies_.clock.now() - recent_time;
      const auto executions = co_await hooks_.count_executions(id, after);
      view.execution_stats = to_stats(executions);
    }
    co_return reply_of(std::move(view));
  }

  Answer update(Call call, UpdateHook body) {
    storage::HookChanges changes{
        .name = body.name,
        .enabled = body.enabled,
    };
    auto events = parse_events(body.events, body.event);
    if (!events) co_return events.error();
    changes.events = *std::move(events);
    if (body.config) {
      auto config = parse_config(*body.config);
      if (!config) co_return config.error();
      changes.config = *std::move(config);
    }
    storage::Plan plan;
    plan.add(hooks_.update(HookId(call.path_parameter("id")), changes));
    co_return co_await change(std::move(call), std::move(plan));
  }

  Answer renew_signing_key(Call call) {
    const Secret key(crypto::random_alphanumeric(dependencies_.random, signing_key_length));
    storage::Plan plan;
    plan.add(hooks_.update_signing_key(HookId(call.path_parameter("id")), key));
    co_return co_await change(std::move(call), std::move(plan));
  }

  Answer remove(Call call) {
    const HookId id(call.path_parameter("id"));
    auto missing = no_such("hooks", id.value());
    return commit_removal(dependencies_, std::move(call), hooks_.remove(id), std::move(missing));
  }

  Answer list_logs(Call call) {
    const auto span = parse_time_span(call.query);
    if (!span) co_return span.error();
    const TimePoint day_ago = dependencies_.clock.now() - recent_time;
    storage::LogFilter filter{
        .hook_id = HookId(call.path_parameter("id")),
        .after = std::max(span->after.value_or(day_ago), day_ago),
        .before = span->before,
    };
    if (const auto key = call.query.find("logKey")) filter.key = std::string(*key);
    const auto page = co_await logs_.list_page(std::move(filter), call.window());
    auto reply = list_reply(page.events, page.total, [&](const auto& event) {
      return management::to_view(dependencies_.tenant, event);
    });
    reply.is_total_capped = page.is_total_capped;
    co_return reply;
  }

  // Sends made-up events to a configuration that need not be stored.
  Answer try_out(Call call, TryHook body) {
    const HookId id(call.path_parameter("id"));
    const auto events = parse_events(body.events, std::nullopt);
    if (!events) co_return events.error();
    const auto config = parse_config(body.config);
    if (!config) co_return config.error();
    const auto hook = co_await hooks_.find(id);
    if (!hook) co_return no_such("hooks", id.value());

    const auto now = dependencies_.clock.now();
    std::vector<net::Request> requests;
    for (const auto& event : **events) {
      requests.push_back(make_webhook_request(
          parse_hook_config(*config),
          hook->signing_key,
          make_hook_body(id, make_hook_sample(event, now), now)
      ));
    }
    const auto responses = co_await net::send_all(dependencies_.http, std::move(requests));
    for (const auto& response : responses) {
      if (is_accepted(response)) continue;
      if (!response) {
        auto error = unprocessable("hook.send_test_payload_failed");
        error.details = response.error().description;
        co_return error;
      }
      const auto& text = response->body;
      const json::object data{
          {"responseStatus", response->status}, {"responseBody", is_valid_utf8(text) ? text : ""}};
      co_return unprocessable("hook.endpoint_responded_with_error", data);
    }
    co_return Reply{};
  }

 private:
  HookView to_view(const Hook& hook) const {
    return {
        .tenant_id = dependencies_.tenant.value(),
        .id = hook.id.value(),
        .name = hook.name,
        .event = {},
        .events = {hook.events.begin(), hook.events.end()},
        .config = {hook.config},
        .signing_key = hook.signing_key.reveal(),
        .enabled = hook.enabled,
        .created_at = to_unix_ms(hook.created_at),
    };
  }

  // Commits the plan for the hook that the path names, and shows it.
  Answer change(Call call, storage::Plan plan) {
    const auto committed = co_await commit(dependencies_, call, std::move(plan));
    if (!committed) co_return RequestError{.code = "entity.not_exists", .status = 404};
    co_return co_await show(std::move(call));
  }

  const Dependencies& dependencies_;
  storage::HookStore hooks_;
  storage::LogStore logs_;
};

}  // namespace

Operations nouns::hooks(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Hooks>(dependencies);
  using http::Method;
  auto rows = crud_rows<HookView>(
      noun,
      {.path = "/hooks",
       .list =
           {.summary = "List webhooks",
            .paging = Paging::optional,
            .query = {"includeExecutionStats"},
            .reply = shape_of<std::vector<HookWithStats>>()},
       .create = {.summary = "Create a webhook", .status = 201},
       .show =
           {.summary = "Show a webhook",
            .query = {"includeExecutionStats"},
            .reply = shape_of<HookWithStats>()},
       .update = {.summary = "Change a webhook"},
       .remove = {.summary = "Delete a webhook and its pending deliveries"}}
  );
  rows.insert(
      rows.end(),
      {
          {.method = Method::get,
           .path = "/hooks/{id}/recent-logs",
           .summary = "List the deliveries of a webhook in the last day",
           .paging = Paging::always,
           .query = {"logKey", "enableCap", "start_time", "end_time"},
           .reply = shape_of<std::vector<LogView>>(),
           .handler = handled_by(noun, &Hooks::list_logs)},
          {.method = Method::patch,
           .path = "/hooks/{id}/signing-key",
           .summary = "Generate a new signing key for a webhook",
           .reply = shape_of<HookView>(),
           .refusals = {404},
           .handler = handled_by(noun, &Hooks::renew_signing_key)},
          {.method = Method::post,
           .path = "/hooks/{id}/test",
           .summary = "Send sample events to an endpoint, signed with the webhook's key",
           .status = 204,
           .refusals = {404, 422},
           .handler = handled_by(noun, &Hooks::try_out)},
      }
  );
  return rows;
}

}  // namespace daemun::management
