#include "management/logs.h"

#include "management/answers.h"
#include "management/nouns.h"

#include <charconv>
#include <memory>
#include <utility>

namespace daemun::management {
namespace {

std::optional<std::string> parameter(const Call& call, std::string_view name) {
  const auto text = call.query.find(name);
  if (!text || text->empty()) return std::nullopt;
  return std::string(*text);
}

template <typename SomeId>
std::optional<SomeId> id_parameter(const Call& call, std::string_view name) {
  auto text = parameter(call, name);
  if (!text) return std::nullopt;
  return SomeId(std::move(*text));
}

json::object parse_payload(const storage::LogStore::StoredEvent& event) {
  // A webhook's line holds what was sent.
  constexpr JsonLimits limits{.max_bytes = 16 * 1024 * 1024, .max_depth = 72};
  return parse_json_object(event.payload, limits).value_or(json::object());
}

// Milliseconds; nothing when the parameter is absent.
api::Outcome<std::optional<TimePoint>> parse_time(const http::Form& query, std::string_view name) {
  const auto text = query.find(name).value_or("");
  if (text.empty()) return std::optional<TimePoint>();
  std::int64_t milliseconds = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, milliseconds);
  if (parsed.ec != std::errc() || parsed.ptr != end || milliseconds < 0) {
    return api::invalid_input(std::string(name) + " must be a time in milliseconds");
  }
  return std::optional(from_unix_ms(milliseconds));
}

class Logs {
 public:
  explicit Logs(const Dependencies& dependencies)
      : dependencies_(dependencies), logs_(dependencies.database, dependencies.tenant) {}

  // `enableCap` needs no look: a count is capped in any case, so that no call reads the whole log.
  Answer list(Call call) {
    const auto span = parse_time_span(call.query);
    if (!span) co_return span.error();
    storage::LogFilter filter{
        .user_id = id_parameter<UserId>(call, "userId"),
        .application_id = id_parameter<ApplicationId>(call, "applicationId"),
        .key = parameter(call, "logKey"),
        .after = span->after,
        .before = span->before,
    };
    const auto page = co_await logs_.list_page(std::move(filter), call.window());
    auto reply = list_reply(page.events, page.total, [&](const auto& event) {
      return to_view(dependencies_.tenant, event);
    });
    reply.is_total_capped = page.is_total_capped;
    co_return reply;
  }

  Answer show(Call call) {
    const auto id = call.path_parameter("id");
    const auto event = co_await logs_.find(id);
    if (!event) co_return no_such("logs", id);
    co_return reply_of(to_view(dependencies_.tenant, *event));
  }

 private:
  const Dependencies& dependencies_;
  storage::LogStore logs_;
};

}  // namespace

LogView to_view(const TenantId& tenant, const storage::LogStore::StoredEvent& event) {
  return {
      .tenant_id = tenant.value(),
      .id = event.id,
      .key = event.key,
      .payload = {parse_payload(event)},
      .created_at = to_unix_ms(event.created_at),
  };
}

api::Outcome<TimeSpan> parse_time_span(const http::Form& query) {
  const auto after = parse_time(query, "start_time");
  if (!after) return after.error();
  const auto before = parse_time(query, "end_time");
  if (!before) return before.error();
  if (*after && *before && **after > **before) {
    return api::invalid_input("start_time must not be after end_time");
  }
  return TimeSpan{.after = *after, .before = *before};
}

Operations nouns::logs(const Dependencies& dependencies) {
  const auto noun = std::make_shared<Logs>(dependencies);
  using http::Method;
  return {
      {.method = Method::get,
       .path = "/logs",
       .summary = "List the audit log, newest first",
       .paging = Paging::always,
       .query = {"userId", "applicationId", "logKey", "start_time", "end_time", "enableCap"},
       .reply = shape_of<std::vector<LogView>>(),
       .handler = handled_by(noun, &Logs::list)},
      {.method = Method::get,
       .path = "/logs/{id}",
       .summary = "Show an audit log entry",
       .reply = shape_of<LogView>(),
       .refusals = {404},
       .handler = handled_by(noun, &Logs::show)},
  };
}

}  // namespace daemun::management
