#include "crypto/totp.h"

#include "crypto/hmac.h"

namespace daemun::crypto {
namespace {

constexpr std::size_t secret_bytes = 20;
constexpr std::uint32_t code_modulus = 1'000'000;

// The moving factor of RFC 4226 5.1: eight bytes, the highest first.
std::string to_counter(std::int64_t step) {
  std::string counter(8, '\0');
  auto rest = static_cast<std::uint64_t>(step);
  for (auto byte = counter.rbegin(); byte != counter.rend(); ++byte) {
    *byte = static_cast<char>(rest & 0xff);
    rest >>= 8;
  }
  return counter;
}

}  // namespace

std::int64_t totp_step_at(std::int64_t unix_seconds) {
  return unix_seconds / totp_period_seconds;
}

Secret make_totp_secret(Random& random) {
  return Secret(random_bytes(random, secret_bytes));
}

std::string make_totp_code(const Secret& secret, std::int64_t step) {
  const auto mac = hmac_sha1(secret.reveal(), to_counter(step));
  // Dynamic truncation (RFC 4226 5.3).
  const auto offset = static_cast<std::size_t>(mac.back() & 0x0f);
  std::uint32_t number = 0;
  for (std::size_t i = 0; i < 4; ++i)
    number = number << 8 | static_cast<unsigned char>(mac[offset + i]);
  const auto digits = std::to_string((number & 0x7fffffff) % code_modulus);
  return std::string(totp_digits - digits.size(), '0') + digits;
}

std::optional<std::int64_t> find_totp_step(
    const Secret& secret, std::string_view code, std::int64_t current_step
) {
  std::optional<std::int64_t> found;
  for (std::int64_t step = current_step - 1; step <= current_step + 1; ++step) {
    if (equals_in_constant_time(make_totp_code(secret, step), code)) found = step;
  }
  return found;
}

}  // namespace daemun::crypto
