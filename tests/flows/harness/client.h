// An application: makes authorization requests, signs people in, and asks for tokens the way that
// its type demands.
#ifndef DAEMUN_TESTS_FLOWS_HARNESS_CLIENT_H
#define DAEMUN_TESTS_FLOWS_HARNESS_CLIENT_H

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "flows/harness/browser.h"

namespace daemun::flows {

// A response whose body is a JSON object, if it is one.
struct Answer {
  http::Response response;
  json::object body;

  int status() const { return response.status; }
  bool has(std::string_view name) const { return body.contains(name); }
  // "" when there is no such string.
  std::string text(std::string_view name) const;
  std::int64_t integer(std::string_view name) const;
  // The names of the members, in order, separated by spaces.
  std::string members() const;
};
Answer to_answer(http::Response response);

// The request that arrives at the redirect URI.
struct Callback {
  http::Response response;
  std::string location;  // without its query
  std::map<std::string, std::string> parameters;

  // "" when there is none.
  std::string at(const std::string& name) const;
};
Callback to_callback(http::Response response);

// Parts of a JWT, not verified.
std::string claims_text(std::string_view jwt);
json::object claims_of(std::string_view jwt);
json::object header_of(std::string_view jwt);

inline const std::string code_verifier = "a-verifier-of-sufficient-length-as-of-rfc-7636";
std::string code_challenge_of(std::string_view verifier);

// The default of every sign-in here: enough for a refresh token.
inline const Fields offline_profile{
    {"scope", "openid offline_access profile"}, {"prompt", "consent"}};

class Client {
 public:
  Client(Server& server, const std::string& id) : server_(server), id_(id) {}

  // client_id, redirect_uri, response_type, state and PKCE, overridden or extended by `fields`; an
  // empty value leaves the parameter out.
  std::string authorization_url(const Fields& fields) const;
  http::Response authorize(Browser& browser, const Fields& fields) const {
    return browser.get(authorization_url(fields));
  }
  // From the authorization request over the Experience API to the redirect URI or consent page.
  http::Response sign_in(
      Browser& browser, const std::string& username, const Fields& fields = offline_profile
  ) const;

  // A POST with this client's credentials.
  Answer post(const std::string& path, const Fields& fields) const;
  Answer token(const Fields& fields) const { return post("/oidc/token", fields); }
  // The code of a callback; `fields` override or extend.
  Answer redeem(const Callback& callback, const Fields& fields = {}) const;
  Answer refresh(const std::string& refresh_token, const Fields& fields = {}) const;
  // Signs in with a new browser and redeems the code.
  Answer tokens_of(const std::string& username, const Fields& fields = offline_profile) const;

  std::string redirect_uri() const;
  const std::string& id() const { return id_; }

 private:
  Fields merged(Fields defaults, const Fields& fields) const;

  Server& server_;
  std::string id_;
};

// On every engine: the server with what `add_world` adds, the application `client` and a browser.
void for_each_visit(
    const std::function<void(Server&)>& add_world,
    const std::string& client,
    const std::function<void(Server&, const Client&, Browser&)>& body
);

// The steps of the sign-in page, for a browser that was sent there. The URL to go on with.
std::string pass_sign_in_page(
    Browser& browser, const std::string& client, const std::string& username
);

// The end of the session at the server, over its question.
void sign_out(Browser& browser, const std::string& client);

// GET /oidc/me
Answer get_userinfo(Server& server, const std::string& access_token);

}  // namespace daemun::flows

#endif
