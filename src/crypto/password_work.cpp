#include "crypto/password_work.h"

#include "base/json.h"
#include "base/text.h"
#include "crypto/legacy_password.h"

#include <algorithm>
#include <charconv>

namespace daemun::crypto {
namespace {

constexpr std::uint64_t max_shared_microseconds = 1'000'000;

bool is_argon2(PasswordAlgorithm algorithm) {
  return algorithm == PasswordAlgorithm::argon2id || algorithm == PasswordAlgorithm::argon2i ||
         algorithm == PasswordAlgorithm::argon2d;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const auto end = text.find(separator);
    parts.emplace_back(text.substr(0, end));
    if (end == text.npos) return parts;
    text.remove_prefix(end + 1);
  }
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// "$argon2id$v=19$m=65536,t=3,p=4$salt$hash" to "65536:3:4".
std::string argon2_cost(std::string_view phc) {
  const auto begin = phc.find("$m=");
  if (begin == phc.npos) return {};
  const auto end = phc.find('$', begin + 1);
  std::string cost;
  for (const auto& parameter : split(phc.substr(begin + 1, end - begin - 1), ','))
    cost +=
        (cost.empty() ? "" : ":") + parameter.substr(std::min<std::size_t>(2, parameter.size()));
  return cost;
}

std::optional<std::string> legacy_cost(std::string_view stored) {
  const auto parsed = parse_legacy_password(stored);
  if (!parsed || parsed->iterations == 0) return std::nullopt;
  return std::to_string(parsed->iterations) + ":" + std::to_string(parsed->key_bytes) + ":" +
         to_lower_ascii(parsed->digest);
}

// "Bcrypt", "10".
struct Work {
  PasswordAlgorithm algorithm{};
  std::vector<std::string> costs{};
};

std::optional<Work> parse_work(std::string_view text) {
  auto parts = split(text, ':');
  const auto algorithm = parse_password_algorithm(parts.front());
  if (!algorithm) return std::nullopt;
  parts.erase(parts.begin());
  const std::size_t count = *algorithm == PasswordAlgorithm::bcrypt ? 1 : 3;
  if (parts.size() != count) return std::nullopt;
  return Work{.algorithm = *algorithm, .costs = std::move(parts)};
}

std::string dummy_hash(const Work& work) {
  const auto& costs = work.costs;
  if (work.algorithm == PasswordAlgorithm::bcrypt)
    return "$2b$" + costs[0] + "$" + std::string(53, '.');
  if (work.algorithm == PasswordAlgorithm::legacy) {
    const json::array arguments{"salt", costs[0], costs[1], costs[2], "@"};
    const std::string nothing(2 * number_of(costs[1]), '0');
    return json::serialize(json::array{"pbkdf2", arguments, nothing});
  }
  return "$" + to_lower_ascii(to_string(work.algorithm)) + "$v=19$m=" + costs[0] +
         ",t=" + costs[1] + ",p=" + costs[2] + "$" + std::string(22, 'A') + "$" +
         std::string(43, 'A');
}

}  // namespace

std::optional<std::string> find_password_work(
    PasswordAlgorithm algorithm, std::string_view stored
) {
  if (find_hash_problem(algorithm, stored)) return std::nullopt;
  const std::string name(to_string(algorithm));
  if (algorithm == PasswordAlgorithm::bcrypt) return name + ":" + std::string(stored.substr(4, 2));
  if (algorithm == PasswordAlgorithm::legacy) {
    const auto cost = legacy_cost(stored);
    if (!cost) return std::nullopt;
    return name + ":" + *cost;
  }
  if (!is_argon2(algorithm)) return std::nullopt;
  // Of our own cost, whatever the lengths of salt and hash.
  const auto cost = argon2_cost(stored);
  if (algorithm == PasswordAlgorithm::argon2id && cost == argon2_cost(dummy_password_hash()))
    return std::nullopt;
  return name + ":" + cost;
}

std::optional<DummyPassword> make_dummy_password(std::string_view text) {
  const auto work = parse_work(text);
  if (!work) return std::nullopt;
  DummyPassword dummy{.algorithm = work->algorithm, .hash = dummy_hash(*work)};
  // The stored row may have been written by a later version.
  if (find_hash_problem(dummy.algorithm, dummy.hash)) return std::nullopt;
  return dummy;
}

std::uint64_t estimate_microseconds(std::string_view text) {
  const auto work = parse_work(text);
  if (!work) return 0;
  const auto& costs = work->costs;
  if (work->algorithm == PasswordAlgorithm::bcrypt)
    return 50ULL << std::min<std::uint64_t>(number_of(costs[0]), 31);
  if (work->algorithm == PasswordAlgorithm::legacy) return number_of(costs[0]) / 2;
  return number_of(costs[0]) * number_of(costs[1]) * 6 / 10;
}

std::vector<std::string> choose_shared_work(std::vector<std::string> works) {
  std::stable_sort(works.begin(), works.end(), [](const auto& a, const auto& b) {
    return estimate_microseconds(a) < estimate_microseconds(b);
  });
  std::uint64_t sum = 0;
  const auto end = std::find_if(works.begin(), works.end(), [&sum](const auto& work) {
    sum += estimate_microseconds(work);
    return sum > max_shared_microseconds;
  });
  works.erase(end, works.end());
  return works;
}

}  // namespace daemun::crypto
