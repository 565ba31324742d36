#include "app/tenant_file/document.h"

#include "domain/user.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace daemun::app {
namespace {

using api::Shape;

// A misspelt member would be left out in silence.
std::optional<std::string> find_unknown_member(
    const Shape& shape, const json::value& value, const std::string& at
) {
  if (const auto* array = value.if_array(); array != nullptr && shape.kind == Shape::Kind::array) {
    for (std::size_t i = 0; i < array->size(); ++i) {
      const auto place = at + "[" + std::to_string(i) + "]";
      if (auto unknown = find_unknown_member(shape.items.front(), (*array)[i], place))
        return unknown;
    }
  }
  const auto* object = value.if_object();
  // An object of any members has no fields in its shape.
  if (object == nullptr || shape.kind != Shape::Kind::object || shape.fields.empty())
    return std::nullopt;
  for (const auto& member : *object) {
    const auto found =
        std::find_if(shape.fields.begin(), shape.fields.end(), [&](const Shape& field) {
          return field.name == member.key();
        });
    const auto place = at + "." + std::string(member.key());
    if (found == shape.fields.end()) return place + " is unknown";
    if (auto unknown = find_unknown_member(*found, member.value(), place)) return unknown;
  }
  return std::nullopt;
}

std::optional<std::string> key_text(const json::object& members, std::string_view key) {
  const auto text = find_string(members, key);
  if (!text || text->empty()) return std::nullopt;
  return std::string(*text);
}

// Identifiers as they are stored, so that they are found again.
void make_canonical(json::object& user) {
  constexpr std::pair<const char*, IdentifierType> members[] = {
      {"primaryEmail", IdentifierType::email}, {"primaryPhone", IdentifierType::phone}};
  for (const auto& [name, type] : members) {
    const auto text = find_string(user, name);
    if (!text) continue;
    // A text that is no identifier is refused by the API, with its reason.
    if (const auto identifier = parse_identifier(type, *text)) user[name] = identifier->value;
  }
}

// Errors: the first of them.
std::optional<std::string> read_section(
    const Section& section, const json::value& value, std::vector<Item>& items
) {
  const std::string name(section.name);
  if (auto violation = api::find_violation(section.shape, value, name)) return violation;
  if (auto unknown = find_unknown_member(section.shape, value, name)) return unknown;
  std::set<std::string> seen;
  for (const auto& thing : value.get_array()) {
    const auto& members = thing.get_object();
    const auto at = name + "[" + std::to_string(items.size()) + "]";
    bool has_key = false;
    for (const auto key : section.keys) {
      const auto text = key_text(members, key);
      if (!text) continue;
      has_key = true;
      if (!seen.insert(std::string(key) + "=" + *text).second)
        return at + "." + std::string(key) + " is there twice: " + *text;
    }
    if (!has_key) return at + " needs a name to be known by";
    items.push_back({.members = members});
    if (name == "users") make_canonical(items.back().members);
  }
  return std::nullopt;
}

}  // namespace

Result<Document, std::string> parse_document(const json::value& file) {
  const auto* members = file.if_object();
  if (members == nullptr) return std::string("the file must be a mapping of sections");
  Document document;
  for (const auto& member : *members) {
    const std::string name(member.key());
    if (name == experience_member) {
      if (!member.value().is_object()) return name + " must be a mapping";
      document.experience = member.value().get_object();
      continue;
    }
    const auto* section = find_section(name);
    if (section == nullptr) return name + " is not a section";
    auto& items = document.items[name];
    if (auto error = read_section(*section, member.value(), items)) return *std::move(error);
  }
  return document;
}

json::object to_file(const Document& document) {
  json::object file;
  for (const auto& section : sections()) {
    const auto found = document.items.find(section.name);
    if (found == document.items.end() || found->second.empty()) continue;
    json::array list;
    for (const auto& item : found->second)
      list.push_back(item.members);
    file[section.name] = std::move(list);
  }
  if (!document.experience.empty()) file[experience_member] = document.experience;
  return file;
}

std::string title_of(const Section& section, const json::object& members) {
  std::string title;
  for (const auto key : section.keys) {
    // An id says nothing to people where there is a name.
    if (key == "id" && !title.empty()) continue;
    const auto text = key_text(members, key);
    if (text && (title.empty() || key_text(members, "id") == title)) title = *text;
  }
  return title;
}

ItemIndex::ItemIndex(const Section& section, const std::vector<Item>& items) : section_(section) {
  for (const auto& item : items) {
    for (const auto key : section.keys) {
      if (const auto text = key_text(item.members, key))
        by_key_.emplace(std::string(key) + "=" + *text, &item);
    }
  }
}

const Item* ItemIndex::find(const json::object& members) const {
  for (const auto key : section_.keys) {
    const auto text = key_text(members, key);
    if (!text) continue;
    const auto found = by_key_.find(std::string(key) + "=" + *text);
    if (found != by_key_.end()) return found->second;
  }
  return nullptr;
}

}  // namespace daemun::app
