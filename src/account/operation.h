// The table of the Account API: a row an operation. Routes, the checks before a handler and the
// OpenAPI document are made of it, and so cannot disagree.
#ifndef DAEMUN_ACCOUNT_OPERATION_H
#define DAEMUN_ACCOUNT_OPERATION_H

#include "base/json.h"
#include "base/task.h"
#include "http/form.h"
#include "http/request.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "account/caller.h"
#include "account/checks.h"
#include "api/described.h"
#include "api/endpoint.h"
#include "api/request_error.h"

namespace daemun::account {

struct Operation;

// A request as a handler gets it, checked as its row says.
struct Call {
  http::Request request{};
  const Operation* operation = nullptr;
  Caller caller{};
  json::object fields{};  // of the account centre
  http::Form query{};
  json::object body{};

  std::string path_parameter(std::string_view name) const {
    return std::string(request.path_parameter(name));
  }
  // For Check::Kind that a handler looks at itself.
  CheckFacts facts() const { return {.caller = caller, .fields = fields, .body = body}; }
};

struct Reply {
  json::value body = nullptr;
  std::optional<int> status{};          // when it is not the row's
  std::optional<std::int64_t> total{};  // of a list of which this is a page
};

// api::conflict(): what the handler has read has changed; the call begins anew.
using Answer = Task<api::Outcome<Reply>>;

// A coroutine of a noun. One that takes a struct beside the call has that as its body; nothing else
// of its row says so.
struct Handler {
  std::function<Answer(Call)> run{};
  std::optional<api::Shape> body{};
};

struct Operation {
  http::Method method = http::Method::get;
  std::string path{};  // below /api: "/my-account/profile"
  std::string summary{};
  int status = 200;  // of success; 204 has no body
  // `anonymous`: without an access token, and so without a caller: what the body holds speaks for
  // the account. app/network_limits.cpp has to name the path.
  enum class Access { token, anonymous } access = Access::token;
  Checks checks{};
  std::vector<api::QueryParameter> query{};
  std::optional<api::Shape> reply{};
  std::vector<int> refusals{};  // statuses beside 400, 401 and 403
  // Of the line in the audit log that a change leaves ("Account.Profile.Update"): change.h.
  std::string audit_key{};
  Handler handler{};
};

using Operations = std::vector<Operation>;

// For the OpenAPI document, without a handler.
api::Endpoint describe(const Operation& operation);

template <typename View>
Reply reply_of(View view) {
  return Reply{.body = api::to_json(std::move(view))};
}

// For rows, which keep the noun alive.
template <typename Noun>
Handler handled_by(std::shared_ptr<Noun> noun, Answer (Noun::*member)(Call)) {
  return {.run = [noun = std::move(noun), member](Call call) {
    return ((*noun).*member)(std::move(call));
  }};
}

template <typename Noun, typename Body>
Handler handled_by(std::shared_ptr<Noun> noun, Answer (Noun::*member)(Call, Body)) {
  const auto run = [noun = std::move(noun), member](Call call) {
    auto body = api::read<Body>(json::value(call.body));
    return ((*noun).*member)(std::move(call), std::move(body));
  };
  return {.run = run, .body = api::shape_of<Body>()};
}

}  // namespace daemun::account

#endif
