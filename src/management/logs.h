// The audit log: /logs. Lines about deliveries of webhooks are with their webhook.
#ifndef DAEMUN_MANAGEMENT_LOGS_H
#define DAEMUN_MANAGEMENT_LOGS_H

#include "management/dependencies.h"
#include "management/members.h"
#include "management/operation.h"
#include "storage/log_store.h"

#include <optional>
#include <vector>

namespace daemun::management {

struct UserAgentBrowser {
  std::optional<std::string> name{};
  std::optional<std::string> version{};
  std::optional<std::string> major{};
  std::optional<std::string> type{};
};
BOOST_DESCRIBE_STRUCT(UserAgentBrowser, (), (name, version, major, type))

struct UserAgentDevice {
  std::optional<std::string> model{};
  std::optional<std::string> type{};
  std::optional<std::string> vendor{};
};
BOOST_DESCRIBE_STRUCT(UserAgentDevice, (), (model, type, vendor))

// An engine or an operating system.
struct UserAgentPart {
  std::optional<std::string> name{};
  std::optional<std::string> version{};
};
BOOST_DESCRIBE_STRUCT(UserAgentPart, (), (name, version))

struct UserAgentCpu {
  std::optional<std::string> architecture{};
};
BOOST_DESCRIBE_STRUCT(UserAgentCpu, (), (architecture))

struct UserAgentView {
  std::optional<std::string> ua{};
  std::optional<UserAgentBrowser> browser{};
  std::optional<UserAgentDevice> device{};
  std::optional<UserAgentPart> engine{};
  std::optional<UserAgentPart> os{};
  std::optional<UserAgentCpu> cpu{};
};
BOOST_DESCRIBE_STRUCT(UserAgentView, (), (ua, browser, device, engine, os, cpu))

struct LogPayload {
  std::string key{};
  Word<"Success", "Error"> result{};
  std::optional<std::variant<std::map<std::string, json::value>, std::string>> error{};
  std::optional<std::string> ip{};
  std::optional<std::string> user_agent{};
  std::optional<UserAgentView> user_agent_parsed{};
  std::optional<std::string> user_id{};
  std::optional<std::string> application_id{};
  std::optional<std::string> cimd_client_id{};
  std::optional<std::string> session_id{};
  std::optional<std::map<std::string, json::value>> params{};
};
BOOST_DESCRIBE_STRUCT(
    LogPayload,
    (),
    (key,
     result,
     error,
     ip,
     user_agent,
     user_agent_parsed,
     user_id,
     application_id,
     cimd_client_id,
     session_id,
     params)
)

struct LogView {
  Text<0, 21> tenant_id{};
  Text<1, 21> id{};
  Text<1, 128> key{};
  Raw<LogPayload> payload{};
  Number<> created_at{};
};
BOOST_DESCRIBE_STRUCT(LogView, (), (tenant_id, id, key, payload, created_at))

// As the API shows it; shared with the webhooks' recent logs.
LogView to_view(const TenantId& tenant, const storage::LogStore::StoredEvent& event);

// `start_time` and `end_time` of a query, both exclusive.
struct TimeSpan {
  std::optional<TimePoint> after{};
  std::optional<TimePoint> before{};
};
// Errors: 400 guard.invalid_input.
api::Outcome<TimeSpan> parse_time_span(const http::Form& query);

}  // namespace daemun::management

#endif
