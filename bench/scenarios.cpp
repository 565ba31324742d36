#include "bench/scenarios.h"

#include "base/encoding.h"
#include "base/json.h"

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <utility>

#include "bench/bulk_users.h"
#include "bench/system_calls.h"

namespace daemun::bench {
namespace {

std::string get(const std::string& path, const std::string& bearer = "") {
  std::string request = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  if (!bearer.empty()) request += "Authorization: Bearer " + bearer + "\r\n";
  return request + "\r\n";
}

bool is_ok(std::size_t, const Answer& answer) {
  return answer.status == 200;
}

std::map<std::string, double> count_calls(const Run& run, Load load) {
  load.requests = std::max(run.requests / 20, run.connections);
  const auto counts = count_system_calls(run.server.id(), [&] { run_load(load); });
  std::map<std::string, double> calls;
  for (const auto& [name, count] : counts)
    calls[name] = static_cast<double>(count) / static_cast<double>(load.requests);
  return calls;
}

Measured measure(
    const Run& run,
    const std::string& name,
    Budget budget,
    const MakeRequest& make_request,
    const ReadAnswer& read_answer = is_ok
) {
  Load load{
      .port = run.port,
      .connections = run.connections,
      .requests = run.requests / 10,
      .make_request = make_request,
      .read_answer = read_answer,
  };
  run_load(load);  // warm
  load.requests = run.requests;
  const auto before = run.cpu();
  auto result = run_load(load);
  auto row = summarize(name, std::move(result), run.cpu() - before, budget.of(run));
  if (run.counts_system_calls) row.system_calls = count_calls(run, load);
  return row;
}

std::string string_at(const json::object& object, std::string_view name) {
  const auto value = find_string(object, name);
  if (!value) throw std::runtime_error("the demo data has no " + std::string(name));
  return std::string(*value);
}

Client find_application(const json::object& demo, std::string_view type) {
  const auto* applications = find_array(demo, "applications");
  if (applications == nullptr) throw std::runtime_error("the demo data has no applications");
  for (const auto& item : *applications) {
    const auto& application = item.as_object();
    if (find_string(application, "type") != type ||
        find_string(application, "tenantId") != "default")
      continue;
    const auto redirect_uris = find_strings(application, "redirectUris");
    if (string_at(application, "id") == "demo-app") continue;
    return Client{
        .id = string_at(application, "id"),
        .secret = std::string(find_string(application, "secret").value_or("")),
        .redirect_uri = redirect_uris.empty() ? "" : redirect_uris.front(),
    };
  }
  throw std::runtime_error("the demo data has no application of type " + std::string(type));
}

}  // namespace

std::string post_json(const std::string& path, const std::string& bearer, const std::string& body) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + bearer +
         "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}

std::string management_token(const Run& run, const Client& administrator) {
  const auto answer = send_once(
      run.port,
      form_post(
          "/oidc/token",
          "grant_type=client_credentials&scope=all&resource=" +
              to_form_encoded("https://default.logto.app/api"),
          &administrator
      )
  );
  const auto body = parse_json_object(answer.body);
  if (answer.status != 200 || !body) throw std::runtime_error("no token for the Management API");
  return string_at(*body, "access_token");
}

Client parse_application(const std::string& text) {
  const auto application = parse_json_object(text);
  if (!application) throw std::runtime_error("app create printed no JSON object");
  return Client{
      .id = string_at(*application, "id"),
      .secret = string_at(*application, "secret"),
      .redirect_uri = {}};
}

DemoData parse_demo_data(const std::string& seed_json) {
  const auto parsed = parse_json_object(seed_json);
  if (!parsed) throw std::runtime_error("seed printed no JSON object");
  const auto& demo = *parsed;
  DemoData data{
      .web = find_application(demo, "Traditional"),
      .spa = find_application(demo, "SPA"),
      .machine = find_application(demo, "MachineToMachine"),
  };
  const auto* users = find_array(demo, "users");
  const auto* resources = find_array(demo, "resources");
  if (users == nullptr || users->empty() || resources == nullptr || resources->empty()) {
    throw std::runtime_error("the demo data has no users or resources");
  }
  const auto& user = users->front().as_object();
  data.person = Person{string_at(user, "username"), string_at(user, "password")};
  for (const auto& item : *resources) {
    const auto& resource = item.as_object();
    const auto scopes = find_strings(resource, "scopes");
    if (scopes.empty() || string_at(resource, "indicator").find("logto.app") != std::string::npos)
      continue;
    data.resource = string_at(resource, "indicator");
    data.machine_scope = scopes.front();
    break;
  }
  return data;
}

Cpu Run::cpu(const std::string& without) const {
  Cpu cpu{.server = server.cpu_us()};
  if (!without.empty()) cpu.server -= server.cpu_us(without);
  if (postgres == 0) return cpu;
  for (const auto child : children_of(postgres))
    cpu.database += cpu_us_of(child);
  return cpu;
}

namespace {

Measured measure_client_credentials(
    const Run& run, const DemoData& demo, const std::string& name, Budget budget
) {
  const auto machine = form_post(
      "/oidc/token",
      "grant_type=client_credentials&resource=" + to_form_encoded(demo.resource) +
          "&scope=" + to_form_encoded(demo.machine_scope),
      &demo.machine
  );
  return measure(run, name, budget, [&](std::size_t) { return machine; });
}

// A refresh token for each connection, which every request replaces.
Measured measure_rotation(
    const Run& run, const DemoData& demo, Browser& browser, const std::string& name, Budget budget
) {
  std::vector<std::string> chains;
  for (std::size_t i = 0; i < run.connections; ++i)
    chains.push_back(browser.authorize(demo.spa, demo.person).refresh_token);
  return measure(
      run,
      name,
      budget,
      [&](std::size_t connection) {
        return form_post(
            "/oidc/token",
            "grant_type=refresh_token&client_id=" + demo.spa.id +
                "&refresh_token=" + chains[connection]
        );
      },
      [&](std::size_t connection, const Answer& answer) {
        const auto body = parse_json_object(answer.body);
        if (answer.status != 200 || !body) return false;
        chains[connection] = string_at(*body, "refresh_token");
        return true;
      }
  );
}

Measured measure_userinfo(const Run& run, const std::string& access_token, const char* name) {
  return measure(run, name, {.sqlite_us = 30, .postgres_us = 80}, [&](std::size_t) {
    return get("/oidc/me", access_token);
  });
}

}  // namespace

std::vector<Measured> measure_requests(const Run& run, const DemoData& demo) {
  std::vector<Measured> rows;
  const Budget document{.sqlite_us = 8};
  rows.push_back(measure(run, "GET discovery", document, [](std::size_t) {
    return get("/oidc/.well-known/openid-configuration");
  }));
  rows.push_back(measure(run, "GET JWKS", document, [](std::size_t) { return get("/oidc/jwks"); }));
  rows.push_back(measure_client_credentials(
      run, demo, "client_credentials + resource, ES256", {.sqlite_us = 38}
  ));

  Browser browser(run.port);
  const auto web = browser.authorize(demo.web, demo.person);
  rows.push_back(measure_userinfo(run, web.access_token, "userinfo"));

  const auto introspection =
      form_post("/oidc/token/introspection", "token=" + web.access_token, &demo.web);
  rows.push_back(measure(
      run,
      "introspection",
      {.sqlite_us = 22, .postgres_us = 80},
      [&](std::size_t) { return introspection; }
  ));

  const auto refresh = form_post(
      "/oidc/token", "grant_type=refresh_token&refresh_token=" + web.refresh_token, &demo.web
  );
  rows.push_back(measure(
      run,
      "refresh, confidential client (no rotation due)",
      {.sqlite_us = 90, .postgres_us = 150},
      [&](std::size_t) { return refresh; }
  ));
  rows.push_back(measure_rotation(
      run,
      demo,
      browser,
      "refresh (durable rotation + ID token)",
      {.sqlite_us = 90, .postgres_us = 150}
  ));
  return rows;
}

std::vector<Measured> measure_es384(const Run& run, const DemoData& demo) {
  Browser browser(run.port);
  std::vector<Measured> rows;
  rows.push_back(measure_client_credentials(
      run, demo, "client_credentials + resource, ES384", {.sqlite_us = 140}
  ));
  rows.push_back(measure_rotation(
      run, demo, browser, "refresh (rotation + ID token), ES384", {.sqlite_us = 180}
  ));
  return rows;
}

Measured measure_logins(const Run& run, const DemoData& demo, std::size_t logins) {
  LoadResult result;
  const std::string hashing = "passwords";  // the pool's threads, on which nothing else runs
  const auto before = run.cpu(hashing);
  const auto began_at = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < logins; ++i) {
    const auto login_began_at = std::chrono::steady_clock::now();
    Browser browser(run.port);
    browser.authorize(demo.web, demo.person);
    const auto took = std::chrono::steady_clock::now() - login_began_at;
    result.latencies_us.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(took).count()
    ));
    ++result.requests;
  }
  result.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began_at).count();
  const Budget budget{.sqlite_us = 1500};
  auto row = summarize(
      "sign-in, beyond the password hash",
      std::move(result),
      run.cpu(hashing) - before,
      budget.of(run)
  );
  if (!run.counts_system_calls) return row;
  constexpr std::size_t watched = 10;
  const auto counts = count_system_calls(run.server.id(), [&] {
    for (std::size_t i = 0; i < watched; ++i)
      Browser(run.port).authorize(demo.web, demo.person);
  });
  for (const auto& [name, count] : counts)
    row.system_calls[name] = static_cast<double>(count) / watched;
  return row;
}

Measured measure_bare(const Run& run) {
  return measure(run, "bare Asio server, constant JSON", {}, [](std::size_t) { return get("/"); });
}

Growth::Growth(const Run& run, const Client& administrator, std::string database_url)
    : run_(run),
      token_(management_token(run, administrator)),
      database_url_(std::move(database_url)) {}

void Growth::grow_to(std::size_t users) {
  if (users <= users_) return;
  insert_users(database_url_, users_ + 1, users);
  users_ = users;
}

std::vector<Measured> Growth::measure_lists() const {
  const auto number = std::to_string(users_);
  const auto middle = std::to_string(users_ / 2);
  std::vector<Measured> rows;
  const auto ask = [&](const std::string& name, Budget budget, const std::string& query) {
    rows.push_back(measure(run_, name + ", of " + number + " users", budget, [&](std::size_t) {
      return get("/api/users?" + query, token_);
    }));
  };
  ask("a page of 20", {.sqlite_us = 150}, "page_size=20");
  ask("search by e-mail", {.sqlite_us = 150}, "search.primaryEmail=User" + middle + "@example.com");
  // Such a search looks at many users: fewer of them, one after the other, tell as much.
  Run few = run_;
  few.connections = 1;
  few.requests = 50;
  rows.push_back(measure(
      few,
      "search with a wildcard first, of " + number + " users",
      {.sqlite_us = 10'000},
      [&](std::size_t) { return get("/api/users?search=%25ser" + middle + "%25", token_); }
  ));
  return rows;
}

std::vector<Measured> Growth::measure_person(const DemoData& demo, std::size_t logins) const {
  const auto among = " among " + std::to_string(users_) + " users";
  std::vector<Measured> rows{measure_logins(run_, demo, logins)};
  rows.front().name += among;
  Browser browser(run_.port);
  const auto tokens = browser.authorize(demo.web, demo.person);
  rows.push_back(measure_userinfo(run_, tokens.access_token, ("userinfo" + among).c_str()));
  return rows;
}

}  // namespace daemun::bench
