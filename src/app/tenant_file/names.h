// From the names that a file uses to the ids that the Management API wants, and back.
#ifndef DAEMUN_APP_TENANT_FILE_NAMES_H
#define DAEMUN_APP_TENANT_FILE_NAMES_H

#include "app/tenant_file/document.h"
#include "base/json.h"

#include <map>
#include <string>
#include <string_view>

namespace daemun::app {

class Names {
 public:
  // `kind` is a section's name, or "scopes" with "<indicator> <scope>" for a name.
  void add(std::string_view kind, const std::string& name, const std::string& id);
  // Under every name that the section's things go by.
  void add(const Section& section, const json::object& members, const std::string& id);
  // Throws std::runtime_error: '"x" is none of the roles'.
  const std::string& id_of(std::string_view kind, const std::string& name) const;
  // The name, or the id itself where it has none.
  std::string name_of(std::string_view kind, const std::string& id) const;

  // ["customer"] -> ["r1..."]
  json::array ids_of(std::string_view kind, const json::value& names) const;
  // {"https://shop.example/api": ["read"]} -> ["s1..."]
  json::array scope_ids_of(const json::value& by_resource) const;

 private:
  using Table = std::map<std::string, std::string>;

  std::map<std::string, Table, std::less<>> ids_;
  std::map<std::string, Table, std::less<>> names_;
};

}  // namespace daemun::app

#endif
