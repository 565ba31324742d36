// Signing in as a browser would, for requests that need a user's tokens.
#ifndef DAEMUN_BENCH_SIGN_IN_H
#define DAEMUN_BENCH_SIGN_IN_H

#include "base/json.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

#include "bench/load.h"

namespace daemun::bench {

struct Client {
  std::string id;
  std::string secret;  // empty: public
  std::string redirect_uri;
};

struct Person {
  std::string username;
  std::string password;
};

struct Tokens {
  std::string access_token;
  std::string refresh_token;
};

// Throw std::runtime_error where there is no such object or member.
json::object body_of(const Answer& answer);
std::string required_string(const json::object& object, std::string_view name);

std::string form_post(
    const std::string& path, const std::string& form, const Client* basic = nullptr
);

// One browser: a cookie jar on one server.
class Browser {
 public:
  explicit Browser(std::uint16_t port) : port_(port) {}

  // The whole code flow: with a password the first time, by the session afterwards.
  Tokens authorize(const Client& client, const Person& person);

  // The same, with the steps of a sign-in page of its own between the first redirect and the last.
  using SignIn = std::function<void(Browser& browser)>;
  Tokens authorize(const Client& client, const SignIn& sign_in);
  // Those steps; they throw std::runtime_error when one is refused.
  void begin();
  void identify(const Person& person);  // by the password
  void identify(const std::string& verification_id);
  // A call of the Experience API, and its answer's body.
  json::object post(const std::string& path, const json::object& body);
  // The same, of a call that the server refuses with that code.
  void post_refused(const std::string& path, const std::string& code);

 private:
  Answer send(const std::string& method, const std::string& path, const std::string& json_body);
  // The address that the code is in.
  std::string submit();

  std::uint16_t port_;
  std::optional<Line> line_{};  // kept for a code flow, as browsers do
  std::map<std::string, std::string> cookies_;
};

}  // namespace daemun::bench

#endif
