// A list as one parameter of a statement, which stays the same however long the list is.
#ifndef DAEMUN_STORAGE_LIST_PARAMETER_H
#define DAEMUN_STORAGE_LIST_PARAMETER_H

#include "base/json.h"

#include <set>
#include <string>
#include <vector>

// Where the two engines differ: the list of parameter "$3" as a table `alias` with the column
// `value`. A text with lists is a macro of the unfolding one, and serves both:
//   #define DAEMUN_X(list) "... from " list("$3", "u") " where ..."
//   constexpr Sql x_sql{DAEMUN_X(DAEMUN_SQLITE_LIST), DAEMUN_X(DAEMUN_POSTGRES_LIST)};
#define DAEMUN_SQLITE_LIST(parameter, alias) "json_each(" parameter ") as " alias
#define DAEMUN_POSTGRES_LIST(parameter, alias) \
  "json_array_elements_text(" parameter "::json) as " alias "(value)"

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
