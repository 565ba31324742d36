#include "bench/scenarios.h"

#include "base/encoding.h"
#include "base/json.h"

#include <chrono>
#include <stdexcept>

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

Measured measure(
    const Run& run,
    const std::string& name,
    double budget_us,
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
  const auto before = run.server.cpu_us();
  auto result = run_load(load);
  return summarize(name, std::move(result), run.server.cpu_us() - before, budget_us);
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

// With what a user of a real tenant has.
std::string user_body(std::size_t number) {
  const auto name = "user" + std::to_string(number);
  JsonWriter body;
  body.add("username", name)
      .add("primaryEmail", name + "@example.com")
      .add("name", "User Number " + std::to_string(number))
      .add_raw("customData", R"({"plan":"free","seats":3})")
      .add_raw("profile", R"({"givenName":"User","locale":"en"})");
  return std::move(body).take();
}

}  // namespace

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

std::vector<Measured> measure_requests(const Run& run, const DemoData& demo) {
  std::vector<Measured> rows;
  rows.push_back(measure(run, "GET discovery", 10, [](std::size_t) {
    return get("/oidc/.well-known/openid-configuration");
  }));
  rows.push_back(measure(run, "GET JWKS", 10, [](std::size_t) { return get("/oidc/jwks"); }));

  const auto machine = form_post(
      "/oidc/token",
      "grant_type=client_credentials&resource=" + to_form_encoded(demo.resource) +
          "&scope=" + to_form_encoded(demo.machine_scope),
      &demo.machine
  );
  rows.push_back(measure(run, "client_credentials + resource, ES256", 40, [&](std::size_t) {
    return machine;
  }));

  Browser browser(run.port);
  const auto web = browser.authorize(demo.web, demo.person);
  rows.push_back(measure(run, "userinfo", 40, [&](std::size_t) {
    return get("/oidc/me", web.access_token);
  }));

  const auto introspection =
      form_post("/oidc/token/introspection", "token=" + web.access_token, &demo.web);
  rows.push_back(measure(run, "introspection", 30, [&](std::size_t) { return introspection; }));

  const auto refresh = form_post(
      "/oidc/token", "grant_type=refresh_token&refresh_token=" + web.refresh_token, &demo.web
  );
  rows.push_back(measure(
      run,
      "refresh, confidential client (no rotation due)",
      90,
      [&](std::size_t) { return refresh; }
  ));

  std::vector<std::string> chains;
  for (std::size_t i = 0; i < run.connections; ++i) {
    chains.push_back(browser.authorize(demo.spa, demo.person).refresh_token);
  }
  rows.push_back(measure(
      run,
      "refresh (durable rotation + ID token)",
      90,
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
  ));
  return rows;
}

std::vector<Measured> measure_administration(
    const Run& run, const Client& administrator, std::size_t users
) {
  const auto token = management_token(run, administrator);
  std::size_t made = 0;
  run_load(Load{
      .port = run.port,
      .connections = run.connections,
      .requests = users,
      .make_request = [&](std::size_t
                      ) { return post_json("/api/users", token, user_body(++made)); },
      .read_answer = is_ok,
  });
  const auto number = std::to_string(users);
  std::vector<Measured> rows;
  rows.push_back(measure(run, "users, a page of 20 of " + number, 150, [&](std::size_t) {
    return get("/api/users?page_size=20", token);
  }));
  const auto search =
      "/api/users?search.primaryEmail=User" + std::to_string(users / 2) + "@example.com";
  rows.push_back(measure(run, "users by e-mail, of " + number, 150, [&](std::size_t) {
    return get(search, token);
  }));
  return rows;
}

Measured measure_logins(const Run& run, const DemoData& demo, std::size_t logins) {
  LoadResult result;
  // Nothing but hashing runs on the pool's threads.
  const auto cpu_beyond_hashing = [&] {
    return run.server.cpu_us() - run.server.cpu_us("passwords");
  };
  const auto before = cpu_beyond_hashing();
  const auto began_at = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < logins; ++i) {
    const auto login_began_at = std::chrono::steady_clock::now();
    Browser browser(run.port);
    browser.authorize(demo.web, demo.person);
    result.latencies_us.push_back(
        static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::microseconds>(
                                       std::chrono::steady_clock::now() - login_began_at
        )
                                       .count())
    );
    ++result.requests;
  }
  result.seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - began_at).count();
  const auto cpu = cpu_beyond_hashing() - before;
  return summarize("full login beyond the password hash", std::move(result), cpu, 2000);
}

Measured measure_bare(const Run& run) {
  return measure(run, "bare Asio server, constant JSON", 0, [](std::size_t) { return get("/"); });
}

}  // namespace daemun::bench
