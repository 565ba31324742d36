#include "experience/password_check.h"

#include "base/encoding.h"
#include "base/log.h"
#include "base/text.h"
#include "crypto/digest.h"
#include "crypto/password_check.h"
#include "crypto/password_work.h"

#include <algorithm>
#include <utility>

namespace daemun::experience {
namespace {

constexpr std::size_t prefix_digits = 5;

// Only the first five of forty digits leave the house: thousands of passwords share them.
Task<bool> is_leaked(const Dependencies& dependencies, Secret password) {
  auto digits = to_hex(crypto::digest(crypto::DigestAlgorithm::sha1, password.reveal()));
  std::transform(digits.begin(), digits.end(), digits.begin(), [](char c) {
    return c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  net::Request request;
  request.url = "https://api.pwnedpasswords.com/range/" + digits.substr(0, prefix_digits);
  request.headers.push_back({"Add-Padding", "true"});
  request.timeout = std::chrono::milliseconds(2'000);
  const auto answer = co_await dependencies.http.send(std::move(request));
  // An additional check: registering does not depend on somebody else's machine.
  if (!answer) {
    log_warning("password range service failed", {{"reason", answer.error().description}});
    co_return false;
  }
  if (answer->status != 200) {
    log_warning("password range service failed", {{"status", std::int64_t{answer->status}}});
    co_return false;
  }
  co_return is_in_range(answer->body, std::string_view(digits).substr(prefix_digits));
}

}  // namespace

Task<bool> is_same_password(
    const Dependencies* dependencies, UserPassword stored, Secret password, std::string network
) {
  const auto algorithm = crypto::parse_password_algorithm(stored.algorithm);
  if (!algorithm) co_return false;
  crypto::PasswordCheck check{.password = password, .typed = std::move(password)};
  check.stored = crypto::StoredPassword{*algorithm, std::move(stored.hash)};
  const auto verdict = co_await dependencies->passwords.check(std::move(network), std::move(check));
  co_return verdict.is_right;
}

bool is_in_range(std::string_view answer, std::string_view suffix) {
  for (const auto& line : split_words(answer, '\n')) {
    const std::string_view row = trim(line);
    const auto colon = row.find(':');
    if (colon == std::string_view::npos || row.substr(0, colon) != suffix) continue;
    const auto count = row.substr(colon + 1);
    return !count.empty() && count.find_first_not_of('0') != std::string_view::npos;
  }
  return false;
}

Task<Outcome<void>> require_good_password(
    const Dependencies& dependencies, PasswordPolicy policy, PasswordOwner owner, Secret password
) {
  auto issues = check_password(password.reveal(), policy, owner);
  if (issues.empty() && policy.reject_common && policy.ask_range_service) {
    const bool leaked = co_await is_leaked(dependencies, std::move(password));
    if (leaked) issues.push_back(make_leaked_password_issue());
  }
  if (issues.empty()) co_return Outcome<void>();
  RequestError error{.code = "password.rejected", .status = 422};
  error.data = to_json(issues);
  co_return error;
}

}  // namespace daemun::experience
