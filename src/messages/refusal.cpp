#include "messages/refusal.h"

#include "base/text.h"

#include <string>
#include <vector>

namespace daemun::messages {
namespace {

// "auth.user: is required; port: must be a number"
std::string describe_issues(const json::array& issues) {
  std::vector<std::string> lines;
  for (const auto& item : issues) {
    const auto* issue = item.if_object();
    if (issue == nullptr) continue;
    std::vector<std::string> path;
    if (const auto* steps = find_array(*issue, "path")) {
      for (const auto& step : *steps)
        path.push_back(step.is_string() ? std::string(step.get_string()) : json::serialize(step));
    }
    const std::string message(find_string(*issue, "message").value_or(""));
    lines.push_back(path.empty() ? message : join(path, ".") + ": " + message);
  }
  return join(lines, "; ");
}

}  // namespace

api::RequestError to_request_error(const connectors::ConnectorError& error) {
  api::RequestError refusal{
      .code = "connector." + std::string(connectors::to_string(error.code)),
      .status = connectors::to_status(error.code)};
  if (const auto* issues = find_array(error.data, "issues"))
    refusal.details = describe_issues(*issues);
  if (!error.data.empty()) refusal.data = error.data;
  return refusal;
}

api::RequestError no_connector() {
  return {.code = "connector.not_found", .status = 501};
}

}  // namespace daemun::messages
