#include "crypto/password_hash.h"

#include "base/encoding.h"
#include "base/text.h"
#include "crypto/argon2id.h"
#include "crypto/digest.h"
#include "crypto/legacy_password.h"

#include <argon2.h>
#include <crypt.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <memory>
#include <stdexcept>

namespace daemun::crypto {

namespace {

constexpr std::string_view own_prefix = "$argon2id$v=19$m=19456,t=2,p=1$";
// Salt, '$' and hash in base64 without padding.
constexpr std::size_t salt_digits = 22;
constexpr std::size_t hash_digits = 43;
constexpr std::size_t own_length = own_prefix.size() + salt_digits + 1 + hash_digits;

constexpr std::uint32_t max_memory_kib = 1U << 20;
constexpr std::uint64_t max_work_kib = 1ULL << 22;
constexpr std::uint32_t max_lanes = 64;
constexpr std::size_t max_phc_length = 512;
// About two seconds of one core.
constexpr int max_bcrypt_cost = 15;

constexpr std::array<std::string_view, 8> algorithm_names{
    "Argon2i", "Argon2id", "Argon2d", "Bcrypt", "MD5", "SHA1", "SHA256", "Legacy"};

bool is_too_long(const Secret& password) {
  return password.reveal().size() > max_password_bytes ||
         count_characters(password.reveal()) > max_password_characters;
}

// "m=19456," at the front of the text, taken off.
std::optional<std::uint32_t> take_parameter(std::string_view& text, char name, char end) {
  if (!text.starts_with(name) || text.substr(1, 1) != "=") return std::nullopt;
  std::uint32_t value = 0;
  const char* last = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data() + 2, last, value);
  if (error != std::errc() || rest == last || *rest != end) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(rest - text.data()) + 1);
  return value;
}

struct Argon2Cost {
  std::uint32_t memory_kib = 0;
  std::uint32_t passes = 0;
  std::uint32_t lanes = 0;
};

// Takes "m=256,t=2,p=1$" off the front.
std::optional<Argon2Cost> take_cost(std::string_view& text) {
  const auto memory = take_parameter(text, 'm', ',');
  const auto time = take_parameter(text, 't', ',');
  const auto threads = take_parameter(text, 'p', '$');
  if (!memory || !time || !threads) return std::nullopt;
  return Argon2Cost{.memory_kib = *memory, .passes = *time, .lanes = *threads};
}

bool is_affordable(const Argon2Cost& cost) {
  return cost.memory_kib <= max_memory_kib && cost.lanes <= max_lanes &&
         std::uint64_t{cost.memory_kib} * cost.passes <= max_work_kib;
}

// libargon2 computes whatever the string demands; this looks first.
bool is_affordable(std::string_view phc) {
  if (phc.size() > max_phc_length) return false;
  std::string_view text =
      phc.substr(phc.find("$m=") == phc.npos ? phc.size() : phc.find("$m=") + 1);
  const auto cost = take_cost(text);
  return cost && is_affordable(*cost);
}

bool is_base64(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '+' ||
           c == '/';
  });
}

// "$argon2id$v=19$m=256,t=2,p=1$salt$hash"; version 16 is older than its member.
std::optional<HashProblem> find_argon2_problem(std::string_view prefix, std::string_view phc) {
  if (phc.size() > max_phc_length || !phc.starts_with(prefix)) return HashProblem::malformed;
  phc.remove_prefix(prefix.size());
  for (const std::string_view version : {"v=19$", "v=16$"}) {
    if (phc.starts_with(version)) phc.remove_prefix(version.size());
  }
  const auto cost = take_cost(phc);
  if (!cost) return HashProblem::malformed;
  if (!is_affordable(*cost)) return HashProblem::too_costly;
  if (cost->passes == 0 || cost->lanes == 0 || cost->memory_kib < 8 * cost->lanes)
    return HashProblem::malformed;
  const auto separator = phc.find('$');
  if (separator == phc.npos) return HashProblem::malformed;
  const auto salt = phc.substr(0, separator);
  const auto hash = phc.substr(separator + 1);
  // The least that libargon2 takes: eight bytes of salt, four of hash.
  if (salt.size() < 11 || hash.size() < 6 || !is_base64(salt) || !is_base64(hash))
    return HashProblem::malformed;
  return std::nullopt;
}

std::string to_unpadded_base64(std::string_view bytes) {
  auto text = to_base64(bytes);
  text.resize(text.find_last_not_of('=') + 1);
  return text;
}

// Of a hash that this server has made.
bool verify_own(const Secret& password, std::string_view phc) {
  const auto salt = parse_base64(std::string(phc.substr(own_prefix.size(), salt_digits)) + "==");
  const auto hash = parse_base64(std::string(phc.substr(phc.size() - hash_digits)) + "=");
  if (!salt || !hash || is_too_long(password)) return false;
  return equals_in_constant_time(argon2id(password, *salt), *hash);
}

bool verify_argon2(argon2_type type, const Secret& password, std::string_view phc) {
  if (is_too_long(password) || !is_affordable(phc)) return false;
  const std::string terminated(phc);
  const std::string& text = password.reveal();
  return argon2_verify(terminated.c_str(), text.data(), text.size(), type) == ARGON2_OK;
}

// "$2b$10$" and 53 characters.
std::optional<HashProblem> find_bcrypt_problem(std::string_view stored) {
  if (stored.size() != 60 || stored[0] != '$' || stored[1] != '2' || stored[3] != '$')
    return HashProblem::malformed;
  if (stored[2] != 'a' && stored[2] != 'b' && stored[2] != 'y') return HashProblem::malformed;
  int cost = 0;
  const auto [end, error] = std::from_chars(stored.data() + 4, stored.data() + 6, cost);
  if (error != std::errc() || end != stored.data() + 6 || stored[6] != '$' || cost < 4)
    return HashProblem::malformed;
  const bool is_good = std::all_of(stored.begin() + 7, stored.end(), [](char c) {
    return c == '.' || (c != '+' && is_base64({&c, 1}));
  });
  if (!is_good) return HashProblem::malformed;
  if (cost > max_bcrypt_cost) return HashProblem::too_costly;
  return std::nullopt;
}

bool verify_bcrypt(const Secret& password, std::string_view stored) {
  const std::string& text = password.reveal();
  // crypt would stop at a NUL and compare what stands before it.
  if (is_too_long(password) || find_bcrypt_problem(stored) ||
      text.find('\0') != std::string::npos) {
    return false;
  }
  const std::string setting(stored);
  const auto data = std::make_unique<crypt_data>();
  const char* hash = crypt_r(text.c_str(), setting.c_str(), data.get());
  const bool same = hash != nullptr && equals_in_constant_time(hash, stored);
  wipe_memory(data.get(), sizeof(crypt_data));
  return same;
}

bool verify_digest(DigestAlgorithm algorithm, const Secret& password, std::string_view stored) {
  if (is_too_long(password)) return false;
  return equals_in_constant_time(
      to_hex(digest(algorithm, password.reveal())), to_lower_ascii(stored)
  );
}

std::optional<HashProblem> find_digest_problem(std::size_t digits, std::string_view stored) {
  const auto lower = to_lower_ascii(stored);
  const bool is_hex = std::all_of(lower.begin(), lower.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
  });
  if (lower.size() != digits || !is_hex) return HashProblem::malformed;
  return std::nullopt;
}

bool verify_legacy(const Secret& password, std::string_view stored) {
  if (is_too_long(password)) return false;
  const auto parsed = parse_legacy_password(stored);
  return parsed && verify_legacy_password(*parsed, password);
}

std::optional<HashProblem> find_legacy_problem(std::string_view stored) {
  const auto parsed = parse_legacy_password(stored);
  if (parsed) return std::nullopt;
  switch (parsed.error()) {
    case LegacyProblem::unknown_algorithm:
      return HashProblem::unknown_algorithm;
    case LegacyProblem::too_costly:
      return HashProblem::too_costly;
    case LegacyProblem::malformed:
      break;
  }
  return HashProblem::malformed;
}

}  // namespace

std::string_view to_string(PasswordAlgorithm algorithm) {
  return algorithm_names[static_cast<std::size_t>(algorithm)];
}

std::optional<PasswordAlgorithm> parse_password_algorithm(std::string_view name) {
  for (std::size_t i = 0; i < algorithm_names.size(); ++i) {
    if (algorithm_names[i] == name) return static_cast<PasswordAlgorithm>(i);
  }
  return std::nullopt;
}

std::string hash_password(const Secret& password_nfc, Random& random) {
  if (is_too_long(password_nfc)) throw std::invalid_argument("the password is too long to hash");
  const std::string salt = random_bytes(random, argon2id_salt_size);
  return std::string(own_prefix) + to_unpadded_base64(salt) + "$" +
         to_unpadded_base64(argon2id(password_nfc, salt));
}

bool verify_password(const Secret& password, std::string_view phc) {
  if (phc.starts_with("$argon2id$"))
    return verify_password(PasswordAlgorithm::argon2id, password, phc);
  if (phc.starts_with("$argon2i$")) return verify_argon2(Argon2_i, password, phc);
  if (phc.starts_with("$argon2d$")) return verify_argon2(Argon2_d, password, phc);
  return false;
}

bool verify_password(PasswordAlgorithm algorithm, const Secret& password, std::string_view stored) {
  switch (algorithm) {
    case PasswordAlgorithm::argon2i:
      return verify_argon2(Argon2_i, password, stored);
    case PasswordAlgorithm::argon2id:
      return needs_rehash(stored) ? verify_argon2(Argon2_id, password, stored)
                                  : verify_own(password, stored);
    case PasswordAlgorithm::argon2d:
      return verify_argon2(Argon2_d, password, stored);
    case PasswordAlgorithm::bcrypt:
      return verify_bcrypt(password, stored);
    case PasswordAlgorithm::md5:
      return verify_digest(DigestAlgorithm::md5, password, stored);
    case PasswordAlgorithm::sha1:
      return verify_digest(DigestAlgorithm::sha1, password, stored);
    case PasswordAlgorithm::sha256:
      return verify_digest(DigestAlgorithm::sha256, password, stored);
    case PasswordAlgorithm::legacy:
      return verify_legacy(password, stored);
  }
  return false;
}

std::optional<HashProblem> find_hash_problem(PasswordAlgorithm algorithm, std::string_view stored) {
  switch (algorithm) {
    case PasswordAlgorithm::argon2i:
      return find_argon2_problem("$argon2i$", stored);
    case PasswordAlgorithm::argon2id:
      return find_argon2_problem("$argon2id$", stored);
    case PasswordAlgorithm::argon2d:
      return find_argon2_problem("$argon2d$", stored);
    case PasswordAlgorithm::bcrypt:
      return find_bcrypt_problem(stored);
    case PasswordAlgorithm::md5:
      return find_digest_problem(32, stored);
    case PasswordAlgorithm::sha1:
      return find_digest_problem(40, stored);
    case PasswordAlgorithm::sha256:
      return find_digest_problem(64, stored);
    case PasswordAlgorithm::legacy:
      return find_legacy_problem(stored);
  }
  return HashProblem::malformed;
}

bool needs_rehash(std::string_view phc) {
  return !phc.starts_with(own_prefix) || phc.size() != own_length ||
         phc[own_prefix.size() + salt_digits] != '$';
}

const std::string& dummy_password_hash() {
  static const std::string hash = [] {
    SystemRandom random;
    return hash_password(Secret(random_token(random)), random);
  }();
  return hash;
}

}  // namespace daemun::crypto
