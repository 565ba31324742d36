// The changes that are needed so that a tenant is as a file says: a pure comparison of two
// documents.
#ifndef DAEMUN_APP_TENANT_FILE_CHANGES_H
#define DAEMUN_APP_TENANT_FILE_CHANGES_H

#include "app/tenant_file/document.h"

#include <string>
#include <vector>

namespace daemun::app {

struct Change {
  enum class Kind { create, update, remove };

  Kind kind = Kind::create;
  const Section* section = nullptr;
  std::string id{};        // of what is there
  json::object wanted{};   // the file's members
  json::object current{};  // of what is there
  // Of an update: the members that differ, links among them.
  std::vector<std::string> differing{};
};

struct Changes {
  std::vector<Change> list{};  // in the order in which they can be made
  json::object experience{};   // the members of the sign-in experience that differ
};

enum class Prune { no, yes };

// Anything that the file does not mention stays: a member of a thing, and without Prune::yes a
// thing, too. With it, what a section of the file lacks is removed, sections that are not in the
// file apart.
Changes find_changes(const Document& wanted, const Document& current, Prune prune);

// "+ role customer", "~ role customer: scopes", "- role customer", a line each.
std::string to_text(const Changes& changes);

}  // namespace daemun::app

#endif
