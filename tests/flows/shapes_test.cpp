// Every operation of Logto's HTTP APIs against the tables of this server. What differs must stand
// in docs/endpoints.md with its reason, and what stands there must differ.
#include "app/app.h"
#include "app/routes.h"
#include "base/text.h"
#include "support/vectors.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <iostream>
#include <sstream>

#include "api/described.h"
#include "flows/harness/server.h"
#include "flows/shapes/differences.h"
#include "flows/shapes/logto_operations.h"
#include "flows/shapes/notation.h"

namespace daemun::flows {
namespace {

using api::Endpoint;

struct Difference {
  std::string operation;  // "GET /resources/{id}"
  std::string what;       // "absent", "query.page: not there", "reply.name: may be null"
};

// A row of the table in docs/endpoints.md; '*' stands for any text.
struct KnownDifference {
  std::string operation;
  std::string what;
  mutable bool is_used = false;
};

bool matches(std::string_view pattern, std::string_view text) {
  const auto star = pattern.find('*');
  if (star == std::string_view::npos) return pattern == text;
  if (!text.starts_with(pattern.substr(0, star))) return false;
  const auto rest = pattern.substr(star + 1);
  for (std::size_t from = star; from <= text.size(); ++from) {
    if (matches(rest, text.substr(from))) return true;
  }
  return false;
}

// The text between the backticks of each column.
std::vector<std::string> code_of(const std::string& row) {
  std::vector<std::string> parts;
  for (auto open = row.find('`'); open != std::string::npos;) {
    const auto close = row.find('`', open + 1);
    parts.push_back(row.substr(open + 1, close - open - 1));
    open = row.find('`', close + 1);
  }
  return parts;
}

std::vector<KnownDifference> load_known_differences() {
  std::istringstream text(test::read_file(test::source_directory() / "docs/endpoints.md"));
  std::vector<KnownDifference> known;
  bool is_inside = false;
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("<!-- differences")) is_inside = line.find("begin") != std::string::npos;
    if (!is_inside || !line.starts_with("| `")) continue;
    const auto parts = code_of(line);
    REQUIRE(parts.size() >= 2);
    known.push_back({.operation = parts[0], .what = parts[1]});
  }
  return known;
}

// Names of parameters in a path do not matter.
std::string shape_of_path(std::string_view path) {
  std::string shape;
  bool is_inside = false;
  for (const char c : path) {
    if (c == '{') is_inside = true;
    if (!is_inside || c == '{') shape += c;
    if (c == '}') is_inside = false;
  }
  return shape;
}

bool takes_parameter(const Endpoint& endpoint, const std::string& name) {
  return std::any_of(endpoint.query.begin(), endpoint.query.end(), [&](const auto& parameter) {
    return parameter.name == name;
  });
}

// Of the Management API, the pages' and everybody's.
std::vector<Endpoint> list_endpoints(app::Tenant& tenant) {
  std::vector<Endpoint> all;
  for (const auto& operation : tenant.management.operations())
    all.push_back(management::describe(operation));
  for (const auto* rows : {&tenant.page_endpoints.dialogue(), &tenant.page_endpoints.account()})
    all.insert(all.end(), rows->begin(), rows->end());
  return all;
}

void compare(
    const LogtoOperation& theirs, const Endpoint& ours, std::vector<Difference>& differences
) {
  const auto add = [&](const std::string& what) { differences.push_back({theirs.title(), what}); };
  const auto add_all = [&](const std::vector<std::string>& list) {
    for (const auto& what : list)
      add(what);
  };
  for (const auto& name : theirs.query) {
    if (!takes_parameter(ours, name)) add("query." + name + ": not there");
  }
  if (!theirs.replies.contains(ours.status)) add("status: " + std::to_string(ours.status));
  if (!theirs.body.empty() && !ours.body) add("body: not looked at");
  if (!theirs.body.empty() && ours.body) {
    add_all(find_differences(parse_shape(theirs.body), *ours.body, Direction::body));
  }
  const auto reply = theirs.replies.find(ours.status);
  if (reply == theirs.replies.end() || reply->second.empty() || reply->second == "any") return;
  if (!ours.reply) return add("reply: not there");
  add_all(find_differences(parse_shape(reply->second), *ours.reply, Direction::reply));
}

}  // namespace

TEST_CASE("the shapes of the HTTP APIs differ from Logto's only as docs/endpoints.md says") {
  storage::DatabaseConfig config{.url = "sqlite::memory:"};
  Server server(config);
  const auto table = list_endpoints(server.door->default_tenant());
  const auto routes = app::tenant_routes(server.door->default_tenant());
  std::vector<Difference> differences;
  for (const auto& theirs : load_logto_operations()) {
    const auto path = "/api" + shape_of_path(theirs.path);
    const auto ours = std::find_if(table.begin(), table.end(), [&](const Endpoint& one) {
      return one.method == theirs.method && shape_of_path(one.path) == path;
    });
    if (ours != table.end()) {
      compare(theirs, *ours, differences);
      continue;
    }
    // The documents about the tables, and the status.
    const bool is_there = std::any_of(routes.begin(), routes.end(), [&](const http::Route& route) {
      return route.method == theirs.method && shape_of_path(route.pattern) == path;
    });
    if (!is_there) differences.push_back({theirs.title(), "absent"});
  }
  const auto known = load_known_differences();
  for (const auto& difference : differences) {
    bool is_known = false;
    for (const auto& row : known) {
      if (!matches(row.operation, difference.operation) || !matches(row.what, difference.what))
        continue;
      row.is_used = is_known = true;
    }
    if (!is_known)
      FAIL_CHECK("not in docs/endpoints.md: ", difference.operation, " | ", difference.what);
  }
  for (const auto& row : known) {
    if (!row.is_used) FAIL_CHECK("no such difference any more: ", row.operation, " | ", row.what);
  }
}

TEST_CASE("find_differences reports what a caller of Logto would miss") {
  const struct {
    const char* theirs;
    const char* ours;
    Direction direction;
    std::vector<std::string> differences;
  } cases[] = {
      {"{a: string}", "{a: string, b: number}", Direction::reply, {}},
      {"{a: string, b: number}", "{a: string}", Direction::reply, {"reply.b: not there"}},
      {"{a: string}", "{a?: string}", Direction::reply, {"reply.a: may be absent"}},
      {"{a: string}", "{a: string|null}", Direction::reply, {"reply.a: may be null"}},
      {"{a: string}[]", "{a: number}[]", Direction::reply, {"reply[].a: of another type"}},
      {"{a?: string}",
       "{a: string, b: string}",
       Direction::body,
       {"body.a: required here", "body.b: required here"}},
      {"{a?: string|null}", "{a?: string}", Direction::body, {"body.a: null is refused"}},
      {"\"a\"|\"b\"", "\"a\"", Direction::body, {"body: \"b\""}},
      {"\"a\"|\"b\"", "\"a\"", Direction::reply, {}},
      {"(string | number)", "string", Direction::body, {"body: alternative 2"}},
      {"(string | number)", "number", Direction::reply, {}},
      {"any", "string", Direction::body, {}},
  };
  for (const auto& one : cases) {
    CAPTURE(one.theirs);
    CAPTURE(one.ours);
    CHECK(
        find_differences(parse_shape(one.theirs), parse_shape(one.ours), one.direction) ==
        one.differences
    );
  }
}

TEST_CASE("find_differences does not look at bounds") {
  const auto& theirs = api::shape_of<std::string>();
  CHECK(find_differences(theirs, api::shape_of<api::Text<1, 3>>(), Direction::reply).empty());
}

}  // namespace daemun::flows
