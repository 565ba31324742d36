#include "app/tenant_file/names.h"

#include <stdexcept>

namespace daemun::app {

void Names::add(std::string_view kind, const std::string& name, const std::string& id) {
  const auto known = ids_[std::string(kind)].emplace(name, id).first;
  // A second thing of the same name goes by another of its names.
  if (known->second == id) names_[std::string(kind)].emplace(id, name);
}

void Names::add(const Section& section, const json::object& members, const std::string& id) {
  for (const auto name : section.names) {
    if (name == "id") add(section.name, id, id);
    const auto text = find_string(members, name);
    if (name != "id" && text && !text->empty()) add(section.name, std::string(*text), id);
  }
}

const std::string& Names::id_of(std::string_view kind, const std::string& name) const {
  if (const auto table = ids_.find(kind); table != ids_.end()) {
    if (const auto found = table->second.find(name); found != table->second.end())
      return found->second;
  }
  throw std::runtime_error("\"" + name + "\" is none of the " + std::string(kind));
}

std::string Names::name_of(std::string_view kind, const std::string& id) const {
  if (const auto table = names_.find(kind); table != names_.end()) {
    if (const auto found = table->second.find(id); found != table->second.end())
      return found->second;
  }
  return id;
}

json::array Names::ids_of(std::string_view kind, const json::value& names) const {
  json::array ids;
  for (const auto& name : names.as_array())
    ids.emplace_back(id_of(kind, std::string(name.as_string())));
  return ids;
}

json::array Names::scope_ids_of(const json::value& by_resource) const {
  json::array ids;
  for (const auto& member : by_resource.as_object()) {
    for (const auto& scope : member.value().as_array()) {
      const auto name = std::string(member.key()) + " " + std::string(scope.as_string());
      ids.emplace_back(id_of("scopes", name));
    }
  }
  return ids;
}

}  // namespace daemun::app
