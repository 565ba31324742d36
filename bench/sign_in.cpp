#include "bench/sign_in.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"
#include "crypto/digest.h"

#include <stdexcept>

namespace daemun::bench {
namespace {

constexpr const char* verifier = "bench-verifier-bench-verifier-bench-verifier-00";

std::string path_of(const std::string& location) {
  const auto scheme = location.find("://");
  if (scheme == std::string::npos) return location;
  const auto slash = location.find('/', scheme + 3);
  return slash == std::string::npos ? "/" : location.substr(slash);
}

std::string query_value(const std::string& url, const std::string& name) {
  const auto at = url.find(name + "=");
  if (at == std::string::npos) throw std::runtime_error("no " + name + " in " + url);
  const auto begin = at + name.size() + 1;
  return parse_form_encoded(url.substr(begin, url.find('&', begin) - begin)).value_or("");
}

}  // namespace

json::object body_of(const Answer& answer) {
  auto object = parse_json_object(answer.body);
  if (!object) throw std::runtime_error("no JSON: " + answer.head + answer.body.substr(0, 300));
  return std::move(*object);
}

std::string required_string(const json::object& object, std::string_view name) {
  const auto value = find_string(object, name);
  if (!value)
    throw std::runtime_error("no " + std::string(name) + " in " + json::serialize(object));
  return std::string(*value);
}

std::string form_post(const std::string& path, const std::string& form, const Client* basic) {
  std::string request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\n";
  if (basic != nullptr) {
    request += "Authorization: Basic " + to_base64(basic->id + ":" + basic->secret) + "\r\n";
  }
  request += "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: " +
             std::to_string(form.size()) + "\r\n\r\n" + form;
  return request;
}

Answer Browser::send(
    const std::string& method, const std::string& path, const std::string& json_body
) {
  std::string request = method + " " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: ";
  for (const auto& [name, value] : cookies_)
    request += name + "=" + value + "; ";
  request += "bench=1\r\n";
  if (!json_body.empty()) request += "Content-Type: application/json\r\n";
  request += "Content-Length: " + std::to_string(json_body.size()) + "\r\n\r\n" + json_body;
  auto answer = line_->ask(request);
  for (auto at = answer.head.find("\r\n");
       at != std::string::npos && at + 2 < answer.head.size();) {
    const auto end = answer.head.find("\r\n", at + 2);
    const auto line = answer.head.substr(at + 2, end - at - 2);
    constexpr std::string_view name = "set-cookie: ";
    if (line.size() > name.size() &&
        equals_ignoring_ascii_case(line.substr(0, name.size()), name)) {
      const auto equals = line.find('=');
      const auto value_end = std::min(line.find(';'), line.size());
      cookies_[line.substr(name.size(), equals - name.size())] =
          line.substr(equals + 1, value_end - equals - 1);
    }
    at = end;
  }
  return answer;
}

void Browser::begin() {
  const auto begun = send("PUT", "/api/experience", R"({"interactionEvent":"SignIn"})");
  if (begun.status >= 300) throw std::runtime_error("the dialogue does not start: " + begun.body);
}

json::object Browser::post(const std::string& path, const json::object& body) {
  const auto answer = send("POST", "/api/experience" + path, json::serialize(body));
  if (answer.status >= 300) throw std::runtime_error(path + " failed: " + answer.body);
  return answer.body.empty() ? json::object() : body_of(answer);
}

void Browser::post_refused(const std::string& path, const std::string& code) {
  const auto answer = send("POST", "/api/experience" + path, "{}");
  if (answer.status < 400 || find_string(body_of(answer), "code") != code)
    throw std::runtime_error(path + " is not refused with " + code + ": " + answer.body);
}

void Browser::identify(const std::string& verification_id) {
  post("/identification", {{"verificationId", verification_id}});
}

void Browser::identify(const Person& person) {
  const auto verified = post(
      "/verification/password",
      {{"identifier", {{"type", "username"}, {"value", person.username}}},
       {"password", person.password}}
  );
  identify(required_string(verified, "verificationId"));
}

std::string Browser::submit() {
  const auto submitted = post("/submit", {});
  return send("GET", path_of(required_string(submitted, "redirectTo")), "").header("location");
}

Tokens Browser::authorize(const Client& client, const Person& person) {
  return authorize(client, [&person](Browser& browser) {
    browser.begin();
    browser.identify(person);
  });
}

Tokens Browser::authorize(const Client& client, const SignIn& sign_in) {
  const std::string scope =
      "openid offline_access profile email roles urn:logto:scope:organizations";
  line_.emplace(port_);
  const auto answer = send(
      "GET",
      "/oidc/auth?response_type=code&prompt=consent&client_id=" + client.id + "&redirect_uri=" +
          to_form_encoded(client.redirect_uri) + "&scope=" + to_form_encoded(scope) +
          "&code_challenge_method=S256&code_challenge=" + to_base64url(crypto::sha256(verifier)),
      ""
  );
  auto location = answer.header("location");
  if (location.starts_with("/")) {
    sign_in(*this);
    location = submit();
  }
  line_.reset();
  std::string form = "grant_type=authorization_code&code=" + query_value(location, "code") +
                     "&redirect_uri=" + to_form_encoded(client.redirect_uri) +
                     "&code_verifier=" + verifier;
  if (client.secret.empty()) form += "&client_id=" + client.id;
  const auto reply = body_of(
      send_once(port_, form_post("/oidc/token", form, client.secret.empty() ? nullptr : &client))
  );
  return Tokens{
      .access_token = required_string(reply, "access_token"),
      .refresh_token = required_string(reply, "refresh_token"),
  };
}

}  // namespace daemun::bench
