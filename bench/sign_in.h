// Signing in as a browser would, for requests that need a user's tokens.
#ifndef DAEMUN_BENCH_SIGN_IN_H
#define DAEMUN_BENCH_SIGN_IN_H

#include <cstdint>
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

std::string form_post(
    const std::string& path, const std::string& form, const Client* basic = nullptr
);

// One browser: a cookie jar on one server.
class Browser {
 public:
  explicit Browser(std::uint16_t port) : port_(port) {}

  // The whole code flow: with a password the first time, by the session afterwards.
  Tokens authorize(const Client& client, const Person& person);

 private:
  Answer send(const std::string& method, const std::string& path, const std::string& json_body);
  std::string finish_dialogue(const Client& client, const Person& person);

  std::uint16_t port_;
  std::optional<Line> line_{};  // kept for a code flow, as browsers do
  std::map<std::string, std::string> cookies_;
};

}  // namespace daemun::bench

#endif
