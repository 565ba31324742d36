#include "management/operation.h"

#include "base/text.h"
#include "domain/audit_keys.h"

#include <map>

namespace daemun::management {
namespace {

// OpenAPI has no words for "search.<field>": an object whose members are parameters of their own.
api::QueryParameter search_parameter(const std::vector<std::string>& fields) {
  return {
      .name = "search_params",
      .shape = api::shape_of<std::map<std::string, std::string>>(),
      .more = {
          {"explode", true},
          {"style", "form"},
          {"description",
           "search.<field>=%word%, mode (like, exact, similar_to, posix), mode.<field>, joint (or, "
           "and), isCaseSensitive; fields: " +
               join(fields, ", ")}}};
}

// The console's types are made from these; any text may be asked for.
json::object known_audit_keys() {
  json::array keys;
  for (const auto key : all_audit_keys())
    keys.emplace_back(key);
  return {{"x-known-values", std::move(keys)}};
}

std::vector<api::QueryParameter> query_parameters(const Operation& operation) {
  std::vector<api::QueryParameter> parameters;
  for (const auto& name : operation.query) {
    parameters.push_back({.name = name});
    if (name == "logKey") parameters.back().more = known_audit_keys();
  }
  if (!operation.search.empty()) {
    parameters.push_back({.name = "search"});
    parameters.push_back(search_parameter(operation.search));
  }
  if (operation.paging != Paging::none) {
    parameters.push_back({.name = "page", .shape = api::shape_of<api::Integer<1>>()});
    parameters.push_back({.name = "page_size", .shape = api::shape_of<api::Integer<1, 100>>()});
  }
  return parameters;
}

}  // namespace

api::Endpoint describe(const Operation& operation) {
  api::Endpoint endpoint{
      .method = operation.method,
      .path = "/api" + operation.path,
      .summary = operation.summary,
      .status = operation.status,
      .query = query_parameters(operation),
      .body = operation.handler.body,
      .reply = operation.reply,
      .reply_type = operation.reply_type,
      .refusals = {400, 401, 403},
  };
  const auto& more = operation.refusals;
  endpoint.refusals.insert(endpoint.refusals.end(), more.begin(), more.end());
  return endpoint;
}

}  // namespace daemun::management
