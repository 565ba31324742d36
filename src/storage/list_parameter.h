// A list as one parameter of a statement, which stays the same however long the list is: "$list(3,
// x)" in a .sql file is the list of parameter $3 as a table x with the column `value`.
#ifndef DAEMUN_STORAGE_LIST_PARAMETER_H
#define DAEMUN_STORAGE_LIST_PARAMETER_H

#include "base/json.h"

#include <set>
#include <string>
#include <vector>

namespace daemun::storage {

// Sorted, so that plans which lock the same rows lock them in the same order, and without
// duplicates, so that a number of rows can be expected.
template <typename SomeId>
class ListParameter {
 public:
  explicit ListParameter(const std::vector<SomeId>& ids) : ids_(ids.begin(), ids.end()) {}

  std::size_t size() const { return ids_.size(); }
  std::string to_text() const {
    json::array array;
    for (const auto& id : ids_)
      array.emplace_back(text_of(id));
    return json::serialize(array);
  }

 private:
  static const std::string& text_of(const std::string& text) { return text; }
  template <typename Id>
  static const std::string& text_of(const Id& id) {
    return id.value();
  }

  std::set<SomeId> ids_;
};

}  // namespace daemun::storage

#endif
