// An engine's description of a prepared statement, for the tests that prepare them all.
#ifndef DAEMUN_STORAGE_DESCRIBED_H
#define DAEMUN_STORAGE_DESCRIBED_H

#include "storage/statements.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <vector>

namespace daemun::storage {

struct Described {
  std::size_t parameters = 0;
  std::vector<std::string> columns{};
};

// A column that is read has a name of its own, which both engines know it by.
inline void check_described(const NamedStatement& statement, const Described& described) {
  CHECK(described.parameters == statement.parameters);
  const std::set<std::string> names(described.columns.begin(), described.columns.end());
  CHECK(names.size() == described.columns.size());
  for (const auto& name : names) {
    CAPTURE(name);
    CHECK(std::all_of(name.begin(), name.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || c == '_';
    }));
    CHECK(name.find("column") == std::string::npos);
  }
}

}  // namespace daemun::storage

#endif
