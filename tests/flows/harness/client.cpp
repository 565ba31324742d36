#include "flows/harness/client.h"

#include "base/encoding.h"
#include "crypto/digest.h"
#include "http/form.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::flows {
namespace {

std::string part_of(std::string_view jwt, int index) {
  for (int i = 0; i < index; ++i)
    jwt = jwt.substr(jwt.find('.') + 1);
  auto decoded = parse_base64url(jwt.substr(0, jwt.find('.')));
  if (!decoded) throw std::runtime_error("not a JWT: " + std::string(jwt));
  return *decoded;
}

json::object parsed(const std::string& text) {
  auto object = parse_json_object(text);
  if (!object) throw std::runtime_error("not a JSON object: " + text);
  return *object;
}

// Checks the status of a call of the sign-in page and gives its body.
Answer expect(int status, http::Response response) {
  if (response.status != status) {
    throw std::runtime_error(
        "expected " + std::to_string(status) + ", got " + std::to_string(response.status) + " " +
        response.body
    );
  }
  return to_answer(std::move(response));
}

}  // namespace

std::string Answer::text(std::string_view name) const {
  return std::string(find_string(body, name).value_or(""));
}

std::int64_t Answer::integer(std::string_view name) const {
  return find_integer(body, name).value_or(-1);
}

std::string Answer::members() const {
  std::string names;
  for (const auto& member : body) {
    if (!names.empty()) names += ' ';
    names += member.key();
  }
  return names;
}

Answer to_answer(http::Response response) {
  Answer answer{.response = std::move(response), .body = {}};
  if (auto object = parse_json_object(answer.response.body)) answer.body = std::move(*object);
  return answer;
}

std::string Callback::at(const std::string& name) const {
  const auto found = parameters.find(name);
  return found == parameters.end() ? "" : found->second;
}

Callback to_callback(http::Response response) {
  Callback callback{.response = std::move(response), .location = {}, .parameters = {}};
  const auto location = header(callback.response, "location");
  const auto separator = location.find_first_of("?#");
  callback.location = location.substr(0, separator);
  if (separator == std::string::npos) return callback;
  const auto form = http::parse_form(location.substr(separator + 1));
  if (!form) throw std::runtime_error("malformed location: " + location);
  for (const auto& [name, value] : form->fields())
    callback.parameters.emplace(name, value);
  return callback;
}

std::string claims_text(std::string_view jwt) {
  return part_of(jwt, 1);
}

json::object claims_of(std::string_view jwt) {
  return parsed(part_of(jwt, 1));
}

json::object header_of(std::string_view jwt) {
  return parsed(part_of(jwt, 0));
}

std::string code_challenge_of(std::string_view verifier) {
  return to_base64url(crypto::sha256(verifier));
}

std::string Client::redirect_uri() const {
  const auto application = server_.find_application(id_);
  const auto& uris = application.oidc_client_metadata.redirect_uris;
  return uris.empty() ? "" : uris.front();
}

Fields Client::merged(Fields defaults, const Fields& fields) const {
  for (const auto& [name, value] : fields) {
    std::erase_if(defaults, [&name = name](const auto& field) { return field.first == name; });
  }
  for (const auto& field : fields) {
    if (!field.second.empty()) defaults.push_back(field);
  }
  return defaults;
}

std::string Client::authorization_url(const Fields& fields) const {
  const Fields defaults{
      {"client_id", id_},
      {"redirect_uri", redirect_uri()},
      {"response_type", "code"},
      {"state", "st"},
      {"code_challenge", code_challenge_of(code_verifier)},
      {"code_challenge_method", "S256"}};
  return "/oidc/auth?" + to_form(merged(defaults, fields));
}

http::Response Client::sign_in(Browser& browser, const std::string& username, const Fields& fields)
    const {
  auto response = authorize(browser, fields);
  const auto location = header(response, "location");
  if (response.status != 303 || location.find("?app_id=" + id_) == std::string::npos)
    throw std::runtime_error("not sent to a page: " + location + response.body);
  return browser.get(pass_sign_in_page(browser, id_, username));
}

void for_each_visit(
    const std::function<void(Server&)>& add_world,
    const std::string& client,
    const std::function<void(Server&, const Client&, Browser&)>& body
) {
  for_each_engine([&](Server& server) {
    add_world(server);
    Browser browser(server);
    body(server, Client(server, client), browser);
  });
}

std::string pass_sign_in_page(
    Browser& browser, const std::string& client, const std::string& username
) {
  using http::Method;
  const auto send = [&](Method method, const std::string& path, const json::object& body) {
    auto request = a_request(method, "/api/experience" + path, browser.site());
    request.headers.push_back({"content-type", "application/json"});
    request.headers.push_back({"origin", browser.site().endpoint});
    request.headers.push_back({"logto-app-id", client});
    request.body = json::serialize(body);
    return browser.send(std::move(request));
  };
  expect(204, send(Method::put, "", {{"interactionEvent", "SignIn"}}));
  const auto verification = expect(
      200,
      send(
          Method::post,
          "/verification/password",
          {{"identifier", {{"type", "username"}, {"value", username}}}, {"password", user_password}}
      )
  );
  expect(
      204,
      send(
          Method::post, "/identification", {{"verificationId", verification.text("verificationId")}}
      )
  );
  return expect(200, send(Method::post, "/submit", {})).text("redirectTo");
}

Answer Client::post(const std::string& path, const Fields& fields) const {
  auto request = a_request(http::Method::post, path);
  request.headers.push_back({"content-type", "application/x-www-form-urlencoded"});
  Fields all = fields;
  if (is_confidential(server_.find_application(id_).type)) {
    request.headers.push_back({"authorization", "Basic " + to_base64(id_ + ":" + client_secret)});
  } else {
    all.emplace_back("client_id", id_);
  }
  request.body = to_form(all);
  return to_answer(server_.send(std::move(request)));
}

Answer Client::redeem(const Callback& callback, const Fields& fields) const {
  const Fields defaults{
      {"grant_type", "authorization_code"},
      {"code", callback.at("code")},
      {"redirect_uri", redirect_uri()},
      {"code_verifier", code_verifier}};
  return token(merged(defaults, fields));
}

Answer Client::refresh(const std::string& refresh_token, const Fields& fields) const {
  return token(merged({{"grant_type", "refresh_token"}, {"refresh_token", refresh_token}}, fields));
}

Answer Client::tokens_of(const std::string& username, const Fields& fields) const {
  Browser browser(server_);
  return redeem(to_callback(sign_in(browser, username, fields)));
}

void sign_out(Browser& browser, const std::string& client) {
  const auto page = browser.get("/oidc/session/end?client_id=" + client);
  const std::string start = "name=\"xsrf\" value=\"";
  const auto from = page.body.find(start) + start.size();
  const auto xsrf = page.body.substr(from, page.body.find('"', from) - from);
  const auto done = browser.post_form("/oidc/session/end/confirm", {{"xsrf", xsrf}});
  if (done.status != 303) throw std::runtime_error("the sign-out was refused");
}

Answer get_userinfo(Server& server, const std::string& access_token) {
  auto request = a_request(http::Method::get, "/oidc/me");
  request.headers.push_back({"authorization", "Bearer " + access_token});
  return to_answer(server.send(std::move(request)));
}

}  // namespace daemun::flows
