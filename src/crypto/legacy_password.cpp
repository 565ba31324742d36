#include "crypto/legacy_password.h"

#include "base/encoding.h"
#include "base/json.h"
#include "base/text.h"

#include <openssl/evp.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <optional>

namespace daemun::crypto {
namespace {

constexpr std::string_view password_place = "@";
// About two seconds of one core, by blocks of the digest.
constexpr std::uint64_t max_iterations = 4'000'000;
constexpr std::uint32_t max_key_bytes = 256;

using Digest = std::unique_ptr<EVP_MD, decltype(&EVP_MD_free)>;

Digest find_digest(const std::string& name) {
  return {EVP_MD_fetch(nullptr, name.c_str(), nullptr), &EVP_MD_free};
}

std::optional<std::uint32_t> parse_count(std::string_view text) {
  std::uint32_t count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error != std::errc() || end != text.data() + text.size() || count == 0) return std::nullopt;
  return count;
}

bool is_hex(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
}

// ["algorithm", ["argument", ...], "expected"]
struct Parts {
  std::string algorithm;
  std::vector<std::string> arguments;
  std::string expected;
};

std::optional<Parts> parse_parts(std::string_view stored) {
  const auto value = parse_json(stored);
  if (!value) return std::nullopt;
  const auto* array = value->if_array();
  if (array == nullptr || array->size() != 3) return std::nullopt;
  const auto* algorithm = (*array)[0].if_string();
  const auto* arguments = (*array)[1].if_array();
  const auto* expected = (*array)[2].if_string();
  if (algorithm == nullptr || arguments == nullptr || expected == nullptr) return std::nullopt;
  Parts parts{
      .algorithm = to_lower_ascii(std::string_view(*algorithm)),
      .arguments = {},
      .expected = to_lower_ascii(std::string_view(*expected))};
  for (const auto& argument : *arguments) {
    const auto* text = argument.if_string();
    if (text == nullptr) return std::nullopt;
    parts.arguments.emplace_back(*text);
  }
  return parts;
}

Result<LegacyPassword, LegacyProblem> parse_pbkdf2(const Parts& parts) {
  const auto& arguments = parts.arguments;
  if (arguments.size() != 5 || arguments[4] != password_place) return LegacyProblem::malformed;
  const auto iterations = parse_count(arguments[1]);
  const auto key_bytes = parse_count(arguments[2]);
  if (!iterations || !key_bytes) return LegacyProblem::malformed;
  const auto digest = find_digest(arguments[3]);
  if (!digest) return LegacyProblem::unknown_algorithm;
  const auto block = static_cast<std::uint32_t>(std::max(1, EVP_MD_get_size(digest.get())));
  const std::uint64_t blocks = (*key_bytes + block - 1) / block;
  if (*key_bytes > max_key_bytes || *iterations * blocks > max_iterations)
    return LegacyProblem::too_costly;
  if (parts.expected.size() != std::size_t{*key_bytes} * 2) return LegacyProblem::malformed;
  return LegacyPassword{
      .digest = arguments[3],
      .expected = parts.expected,
      .arguments = {},
      .salt = arguments[0],
      .iterations = *iterations,
      .key_bytes = *key_bytes};
}

Result<LegacyPassword, LegacyProblem> parse_digest(const Parts& parts) {
  const auto digest = find_digest(parts.algorithm);
  if (!digest) return LegacyProblem::unknown_algorithm;
  const auto& arguments = parts.arguments;
  if (std::find(arguments.begin(), arguments.end(), password_place) == arguments.end())
    return LegacyProblem::malformed;
  const auto size = static_cast<std::size_t>(EVP_MD_get_size(digest.get()));
  if (parts.expected.size() != size * 2) return LegacyProblem::malformed;
  LegacyPassword password{.digest = parts.algorithm, .expected = parts.expected};
  password.arguments = arguments;
  return password;
}

std::string derive(
    const LegacyPassword& stored, const EVP_MD* digest, const std::string& password
) {
  std::string key(stored.key_bytes, '\0');
  const int derived = PKCS5_PBKDF2_HMAC(
      password.data(),
      static_cast<int>(password.size()),
      reinterpret_cast<const unsigned char*>(stored.salt.data()),
      static_cast<int>(stored.salt.size()),
      static_cast<int>(stored.iterations),
      digest,
      static_cast<int>(key.size()),
      reinterpret_cast<unsigned char*>(key.data())
  );
  return derived == 1 ? key : std::string();
}

std::string hash(const LegacyPassword& stored, const EVP_MD* digest, const std::string& password) {
  std::string text;
  for (const auto& argument : stored.arguments)
    text += argument == password_place ? password : argument;
  std::string out(EVP_MAX_MD_SIZE, '\0');
  unsigned size = 0;
  const int hashed = EVP_Digest(
      text.data(), text.size(), reinterpret_cast<unsigned char*>(out.data()), &size, digest, nullptr
  );
  wipe_memory(text.data(), text.size());
  out.resize(hashed == 1 ? size : 0);
  return out;
}

}  // namespace

Result<LegacyPassword, LegacyProblem> parse_legacy_password(std::string_view stored) {
  const auto parts = parse_parts(stored);
  if (!parts || parts->expected.empty() || !is_hex(parts->expected))
    return LegacyProblem::malformed;
  return parts->algorithm == "pbkdf2" ? parse_pbkdf2(*parts) : parse_digest(*parts);
}

bool verify_legacy_password(const LegacyPassword& stored, const Secret& password) {
  const auto digest = find_digest(stored.digest);
  if (!digest) return false;
  const auto computed = stored.iterations > 0 ? derive(stored, digest.get(), password.reveal())
                                              : hash(stored, digest.get(), password.reveal());
  return !computed.empty() && equals_in_constant_time(to_hex(computed), stored.expected);
}

}  // namespace daemun::crypto
