#include "domain/disposable_domains.h"

#include "base/ascii_uri.h"
#include "base/text.h"
#include "domain/disposable_hash.h"

#include <utility>
#include <vector>

namespace daemun {

// Made by tools/embed_domains.cpp.
extern const std::string_view disposable_domains_table;

namespace {

constexpr std::string_view wildcard = "*.";

std::uint64_t row_of(std::string_view table, std::size_t index) {
  std::uint64_t hash = 0;
  for (const char c : table.substr(index * disposable_hash_bytes, disposable_hash_bytes))
    hash = hash << 8 | static_cast<unsigned char>(c);
  return hash;
}

bool has_row(std::string_view table, std::uint64_t hash) {
  std::size_t low = 0;
  std::size_t high = table.size() / disposable_hash_bytes;
  while (low < high) {
    const auto middle = low + (high - low) / 2;
    const auto row = row_of(table, middle);
    if (row == hash) return true;
    if (row < hash) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return false;
}

}  // namespace

std::optional<DisposableDomains> DisposableDomains::parse(std::string_view text) {
  std::vector<std::uint64_t> hashes;
  for (const auto& item : split_words(text, '\n')) {
    auto line = trim(item);
    if (line.empty() || line.front() == '#') continue;
    const auto prefix = line.starts_with(wildcard) ? wildcard : std::string_view();
    line.remove_prefix(prefix.size());
    const auto domain = to_ascii_host(line);
    if (!domain || domain->find('.') == std::string::npos) return std::nullopt;
    hashes.push_back(disposable_hash(std::string(prefix) + *domain));
  }
  DisposableDomains domains;
  domains.own_ = std::make_shared<const std::string>(make_disposable_table(std::move(hashes)));
  domains.table_ = *domains.own_;
  return domains;
}

DisposableDomains DisposableDomains::embedded() {
  DisposableDomains domains;
  domains.table_ = disposable_domains_table;
  return domains;
}

bool DisposableDomains::contains(std::string_view domain) const {
  if (has_row(table_, disposable_hash(domain))) return true;
  while (true) {
    if (has_row(table_, disposable_hash(std::string(wildcard) + std::string(domain)))) return true;
    const auto dot = domain.find('.');
    if (dot == std::string_view::npos) return false;
    domain.remove_prefix(dot + 1);
  }
}

}  // namespace daemun
