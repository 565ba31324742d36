// Webhooks: /hooks.
#include "base/text.h"
#include "http/client_all.h"
#include "management/answers.h"
#include "management/change.h"
#include "management/dependencies.h"
#include "management/hook_config.h"
#include "management/hook_samples.h"
#include "management/logs.h"
#include "management/nouns.h"
#include "management/webhook_request.h"
#include "storage/hook_store.h"
#include "storage/log_store.h"

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

namespace daemun::management {
namespace {

using api::RequestError;

// What `recent` and `executionStats` are about.
constexpr auto recent_time = std::chrono::hours(24);
constexpr std::size_t signing_key_length = 32;

std::string make_event_shape() {
  std::string words;
  for (const auto event : hook_events) {
    if (!words.empty()) words += '|';
    words += '"' + std::string(event) + '"';
  }
  return words;
}

const std::string event_shape = make_event_shape();
const std::string config_shape(hook_config_shape);
const std::string hook_fields =
    "tenantId: string<0..21>, id: string<1..21>, name: string<0..256>, event: " + event_shape +
    "|null, events: " + event_shape +
    "[], config: {url: string, headers?: {[k]: string}, retries?: number}, signingKey: "
    "string<0..64>, enabled: boolean, createdAt: number";
const std::string hook_shape = "{" + hook_fields + "}";
const std::string hook_with_stats_shape =
    "{" + hook_fields + ", executionStats?: {successCount: number, requestCount: number}}";
// Ids and times are the server's: such members of a body change nothing.
const std::string creation_shape =
    "{tenantId?: string<0..21>, name?: string<1..256>, event?: " + event_shape +
    ", events?: " + event_shape + "[], config: " + config_shape +
    ", enabled?: boolean, createdAt?: number}";
const std::string changes_shape =
    "{tenantId?: string<0..21>, name?: string<1..256>, event?: " + event_shape +
    "|null, events?: " + event_shape + "[], config?: " + config_shape +
    ", enabled?: boolean, createdAt?: number}";
const std::string trial_shape =
    "{events: " + event_shape + "[], config: " + config_shape + ", event?: any}";
json::object to_stats(const HookExecutions& executions) {
  return {{"successCount", executions.successes}, {"requestCount", executions.requests}};
}

// `events`, each once; `event` is their predecessor, and counts where they are missing. Nothing
// when the body names none. Errors: guard.invalid_input for an empty list.
api::Outcome<std::optional<std::vector<std::string>>> parse_events(const json::object& body) {
  std::vector<std::string> events;
  if (body.contains("events")) {
    for (auto& event : find_strings(body, "events")) {
      if (!contains(events, event)) events.push_back(std::move(event));
    }
    if (events.empty()) return api::invalid_input("body.events must not be empty");
  } else if (auto event = string_of(body, "event")) {
    events.push_back(*std::move(event));
  } else {
    return std::optional<std::vector<std::string>>();
  }
  return std::optional(std::move(events));
}

// Errors: guard.invalid_input.
api::Outcome<json::object> parse_config(const json::object& body) {
  const auto& config = body.at("config").as_object();
  if (auto fault = find_hook_config_fault(config)) {
    return api::invalid_input("body." + *std::move(fault));
  }
  json::object known;
  for (const char* name : {"url", "headers", "retries"}) {
    if (const auto* member = config.if_contains(name)) known[name] = *member;
  }
  return known;
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
      auto object = to_json(hook);
      if (with_stats) object["executionStats"] = to_stats(executions[hook.id]);
      return object;
    });
  }

  Answer create(Call call) {
    const auto events = parse_events(call.body);
    if (!events) co_return events.error();
    if (!*events) co_return RequestError{.code = "hook.missing_events"};
    const auto config = parse_config(call.body);
    if (!config) co_return config.error();
    const Hook hook{
        .id = make_id<HookId>(dependencies_.random),
        .name = string_of(call.body, "name").value_or(""),
        .events = **events,
        .config = *config,
        .signing_key = new_secret(dependencies_.random, call, "signingKey", signing_key_length),
        .enabled = find_bool(call.body, "enabled").value_or(true),
        .created_at = dependencies_.clock.now(),
    };
    storage::Plan plan;
    plan.add(hooks_.insert(hook));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return api::conflict();
    co_return Reply{.body = to_json(hook)};
  }

  Answer show(Call call) {
    const HookId id(call.path_parameter("id"));
    const auto hook = co_await hooks_.find(id);
    if (!hook) co_return no_such("hooks", id.value());
    auto body = to_json(*hook);
    if (wants_stats(call)) {
      const auto after = dependencies_.clock.now() - recent_time;
      const auto executions = co_await hooks_.count_executions(id, after);
      body["executionStats"] = to_stats(executions);
    }
    co_return Reply{.body = std::move(body)};
  }

  Answer update(Call call) {
    storage::HookChanges changes{
        .name = string_of(call.body, "name"),
        .enabled = find_bool(call.body, "enabled"),
    };
    auto events = parse_events(call.body);
    if (!events) co_return events.error();
    changes.events = *std::move(events);
    if (call.body.contains("config")) {
      auto config = parse_config(call.body);
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
    storage::Plan plan;
    plan.add(hooks_.remove(id));
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
    if (!committed) co_return no_such("hooks", id.value());
    co_return Reply{};
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
      return management::to_json(dependencies_.tenant, event);
    });
    reply.is_total_capped = page.is_total_capped;
    co_return reply;
  }

  // Sends made-up events to a configuration that need not be stored.
  Answer try_out(Call call) {
    const HookId id(call.path_parameter("id"));
    const auto events = parse_events(call.body);
    if (!events) co_return events.error();
    const auto config = parse_config(call.body);
    if (!config) co_return config.error();
    const auto hook = co_await hooks_.find(id);
    if (!hook) co_return no_such("hooks", id.value());

    const auto now = dependencies_.clock.now();
    std::vector<http::ClientRequest> requests;
    for (const auto& event : **events) {
      requests.push_back(make_webhook_request(
          parse_hook_config(*config),
          hook->signing_key,
          make_hook_body(id, make_hook_sample(event, now), now)
      ));
    }
    const auto responses = co_await http::send_all(dependencies_.http, std::move(requests));
    for (const auto& response : responses) {
      if (is_accepted(response)) continue;
      if (!response) {
        auto error = unprocessable("hook.send_test_payload_failed");
        error.details = response.error().description;
        co_return error;
      }
      const auto& body = response->body;
      const json::object data{
          {"responseStatus", response->status}, {"responseBody", is_valid_utf8(body) ? body : ""}};
      co_return unprocessable("hook.endpoint_responded_with_error", data);
    }
    co_return Reply{};
  }

 private:
  json::object to_json(const Hook& hook) const {
    return {
        {"tenantId", dependencies_.tenant.value()},
        {"id", hook.id.value()},
        {"name", hook.name},
        {"event", nullptr},
        {"events", to_json_array(hook.events)},
        {"config", hook.config},
        {"signingKey", hook.signing_key.reveal()},
        {"enabled", hook.enabled},
        {"createdAt", to_unix_ms(hook.created_at)},
    };
  }

  // Commits the plan for the hook that the path names, and shows it.
  Answer change(Call call, storage::Plan plan) {
    const auto committed = co_await commit_settings(dependencies_, call, std::move(plan));
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
  return {
      {.method = Method::get,
       .path = "/hooks",
       .summary = "List webhooks",
       .paging = Paging::optional,
       .query = {"includeExecutionStats"},
       .reply = parse_shape(hook_with_stats_shape + "[]"),
       .handler = handled_by(noun, &Hooks::list)},
      {.method = Method::post,
       .path = "/hooks",
       .summary = "Create a webhook",
       .status = 201,
       .body = parse_shape(creation_shape),
       .reply = parse_shape(hook_shape),
       .handler = handled_by(noun, &Hooks::create)},
      {.method = Method::get,
       .path = "/hooks/{id}",
       .summary = "Show a webhook",
       .query = {"includeExecutionStats"},
       .reply = parse_shape(hook_with_stats_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Hooks::show)},
      {.method = Method::patch,
       .path = "/hooks/{id}",
       .summary = "Change a webhook",
       .body = parse_shape(changes_shape),
       .reply = parse_shape(hook_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Hooks::update)},
      {.method = Method::delete_,
       .path = "/hooks/{id}",
       .summary = "Delete a webhook and its pending deliveries",
       .status = 204,
       .refusals = {404},
       .handler = handled_by(noun, &Hooks::remove)},
      {.method = Method::get,
       .path = "/hooks/{id}/recent-logs",
       .summary = "List the deliveries of a webhook in the last day",
       .paging = Paging::always,
       .query = {"logKey", "enableCap", "start_time", "end_time"},
       .reply = parse_shape(log_shape + "[]"),
       .handler = handled_by(noun, &Hooks::list_logs)},
      {.method = Method::patch,
       .path = "/hooks/{id}/signing-key",
       .summary = "Generate a new signing key for a webhook",
       .reply = parse_shape(hook_shape),
       .refusals = {404},
       .handler = handled_by(noun, &Hooks::renew_signing_key)},
      {.method = Method::post,
       .path = "/hooks/{id}/test",
       .summary = "Send sample events to an endpoint, signed with the webhook's key",
       .status = 204,
       .body = parse_shape(trial_shape),
       .refusals = {404, 422},
       .handler = handled_by(noun, &Hooks::try_out)},
  };
}

}  // namespace daemun::management
