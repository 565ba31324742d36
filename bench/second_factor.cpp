#include "bench/second_factor.h"

#include "base/base32.h"
#include "base/encoding.h"
#include "base/json.h"
#include "crypto/totp.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <stdexcept>

#include "webauthn/test_authenticator.h"

namespace daemun::bench {
namespace {

using webauthn::test::Authenticator;

// The threads that hash passwords, on which nothing else runs.
constexpr const char* hashing = "passwords";

class Administration {
 public:
  Administration(const Run& run, const Client& administrator)
      : port_(run.port), token_(management_token(run, administrator)) {}

  json::value send(
      const std::string& method, const std::string& path, const json::object& body = {}
  ) const {
    auto request = post_json("/api" + path, token_, json::serialize(body));
    request.replace(0, 4, method);
    const auto answer = send_once(port_, request);
    if (answer.status >= 300) throw std::runtime_error(path + " failed: " + answer.body);
    return answer.body.empty() ? json::value() : json::parse(answer.body);
  }

  std::string find_user(const std::string& username) const {
    const auto found = send("GET", "/users?mode.username=exact&search.username=" + username);
    return required_string(found.as_array().at(0).as_object(), "id");
  }

 private:
  std::uint16_t port_;
  std::string token_;
};

// Sign-ins of one kind.
class Series {
 public:
  void measure(const Run& run, const std::function<void()>& sign_in) {
    using Clock = std::chrono::steady_clock;
    const auto before = run.cpu(hashing);
    const auto began_at = Clock::now();
    sign_in();
    const auto took = Clock::now() - began_at;
    const auto one = run.cpu(hashing) - before;
    spent_.server += one.server;
    spent_.database += one.database;
    each_us_.push_back(static_cast<double>(one.server + one.database));
    result_.seconds += std::chrono::duration<double>(took).count();
    result_.latencies_us.push_back(static_cast<std::uint32_t>(
        std::chrono::duration_cast<std::chrono::microseconds>(took).count()
    ));
    ++result_.requests;
  }

  // The budget is 200 us beyond a plain sign-in's.
  Measured row(const Run& run, const char* name) const {
    return summarize(name, result_, spent_, Budget{.sqlite_us = 1700}.of(run));
  }
  const std::vector<double>& each_us() const { return each_us_; }

 private:
  LoadResult result_;
  Cpu spent_;
  std::vector<double> each_us_;
};

struct Pair {
  Series plain;
  Series other;
};

// One after the other, so that what else the machine does falls on both; of the differences the
// median, since a run of the journal or the checkpointer falls on one of the two.
double beyond_plain(const Pair& pair) {
  std::vector<double> differences;
  for (std::size_t i = 0; i < pair.plain.each_us().size(); ++i)
    differences.push_back(pair.other.each_us()[i] - pair.plain.each_us()[i]);
  const auto middle = differences.begin() + static_cast<std::ptrdiff_t>(differences.size() / 2);
  std::nth_element(differences.begin(), middle, differences.end());
  return *middle;
}

Figure to_figure(const Run& run, const char* name, const Pair& pair) {
  return {name, beyond_plain(pair), Budget{.sqlite_us = 200}.of(run), "us"};
}

// A code counts once, so each sign-in has an app of its own; the plain ones have none.
Pair measure_app(
    const Run& run, const DemoData& demo, const Administration& administration, std::size_t logins
) {
  const auto user = administration.find_user(demo.person.username);
  const std::string factors = "/users/" + user + "/mfa-verifications";
  Secret secret;
  const auto add = [&] {
    const auto made = administration.send("POST", factors, {{"type", "Totp"}}).as_object();
    secret = Secret(parse_base32(required_string(made, "secret")).value());
  };
  const auto remove = [&] {
    const auto listed = administration.send("GET", factors);
    for (const auto& factor : listed.as_array())
      administration.send("DELETE", factors + "/" + required_string(factor.as_object(), "id"));
  };
  const auto sign_in = [&](Browser& browser) {
    browser.begin();
    browser.identify(demo.person);
    // As the page learns that it has to ask.
    browser.post_refused("/submit", "session.mfa.require_mfa_verification");
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const auto step =
        crypto::totp_step_at(std::chrono::duration_cast<std::chrono::seconds>(now).count());
    browser.post("/verification/totp/verify", {{"code", crypto::make_totp_code(secret, step)}});
  };
  Pair pair;
  for (std::size_t i = 0; i < logins; ++i) {
    pair.plain.measure(run, [&] { Browser(run.port).authorize(demo.web, demo.person); });
    add();
    pair.other.measure(run, [&] { Browser(run.port).authorize(demo.web, sign_in); });
    remove();
  }
  return pair;
}

webauthn::test::Answer on_page(const Run& run) {
  webauthn::test::Answer answer;
  answer.origin = "http://localhost:" + std::to_string(run.port);
  return answer;
}

// At the end of a sign-in with the password, where one is offered.
void register_passkey(const Run& run, Browser& browser, Authenticator& authenticator) {
  browser.post_refused("/submit", "user.passkey_preferred");
  const auto begun = browser.post("/verification/web-authn/registration", {});
  const auto id = required_string(begun, "verificationId");
  const auto created =
      authenticator.create(begun.at("registrationOptions").as_object(), on_page(run));
  browser.post(
      "/verification/web-authn/registration/verify", {{"verificationId", id}, {"payload", created}}
  );
  browser.post("/profile/mfa/passkey", {{"verificationId", id}});
}

Pair measure_passkey(const Run& run, const DemoData& demo, std::size_t logins) {
  Authenticator authenticator;
  Browser(run.port).authorize(demo.web, [&](Browser& browser) {
    browser.begin();
    browser.identify(demo.person);
    register_passkey(run, browser, authenticator);
  });
  const auto sign_in = [&](Browser& browser) {
    browser.begin();
    const auto begun = browser.post("/preflight/sign-in-passkey/authentication", {});
    const auto answer =
        authenticator.get(begun.at("authenticationOptions").as_object(), on_page(run));
    const auto proof =
        browser.post("/verification/sign-in-passkey/authentication/verify", {{"payload", answer}});
    browser.identify(required_string(proof, "verificationId"));
  };
  Pair pair;
  for (std::size_t i = 0; i < logins; ++i) {
    pair.plain.measure(run, [&] { Browser(run.port).authorize(demo.web, demo.person); });
    pair.other.measure(run, [&] { Browser(run.port).authorize(demo.web, sign_in); });
  }
  return pair;
}

}  // namespace

FactorLogins measure_factor_logins(
    const Run& run, const DemoData& demo, const Client& administrator, std::size_t logins
) {
  const Administration administration(run, administrator);
  const auto set = [&](const json::array& factors, bool has_passkeys) {
    administration.send(
        "PATCH",
        "/sign-in-exp",
        {{"mfa", {{"factors", factors}, {"policy", "NoPrompt"}}},
         {"passkeySignIn", {{"enabled", has_passkeys}}}}
    );
  };
  FactorLogins measured;
  set({"Totp"}, false);
  const auto app = measure_app(run, demo, administration, logins);
  measured.rows.push_back(app.other.row(run, "sign-in with an authenticator app, beyond the hash"));
  measured.differences.push_back(to_figure(run, "authenticator app beyond a plain sign-in", app));
  set({}, true);
  const auto passkey = measure_passkey(run, demo, logins);
  measured.rows.push_back(passkey.other.row(run, "sign-in with a passkey"));
  measured.differences.push_back(
      to_figure(run, "passkey beyond a plain sign-in, beyond the hash", passkey)
  );
  set({}, false);
  return measured;
}

}  // namespace daemun::bench
