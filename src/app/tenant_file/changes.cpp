#include "app/tenant_file/changes.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace daemun::app {
namespace {

bool is_among(const std::vector<std::string_view>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

// Nothing, null, and an empty list or object mean the same; so does `false` where the default is.
bool says_nothing(const json::value& value) {
  if (const auto* array = value.if_array()) return array->empty();
  if (const auto* object = value.if_object()) return object->empty();
  if (const auto* flag = value.if_bool()) return !*flag;
  return value.is_null();
}

// Lists of names and of named things have no order.
json::value without_order(const json::value& value) {
  if (const auto* object = value.if_object()) {
    std::vector<std::pair<std::string, json::value>> members;
    for (const auto& member : *object) {
      if (!says_nothing(member.value()))
        members.emplace_back(member.key(), without_order(member.value()));
    }
    std::sort(members.begin(), members.end(), [](const auto& left, const auto& right) {
      return left.first < right.first;
    });
    json::object sorted;
    for (auto& [name, inner] : members)
      sorted[name] = std::move(inner);
    return sorted;
  }
  const auto* array = value.if_array();
  if (array == nullptr) return value;
  std::vector<std::pair<std::string, json::value>> items;
  for (const auto& item : *array) {
    auto inner = without_order(item);
    auto text = json::serialize(inner);
    items.emplace_back(std::move(text), std::move(inner));
  }
  std::sort(items.begin(), items.end(), [](const auto& left, const auto& right) {
    return left.first < right.first;
  });
  json::array sorted;
  for (auto& [text, inner] : items)
    sorted.push_back(std::move(inner));
  return sorted;
}

bool is_link(const Section& section, std::string_view name) {
  return is_among(section.links, name);
}

bool is_same(const json::value& left, const json::value& right, bool has_order) {
  if (says_nothing(left) && says_nothing(right)) return true;
  if (has_order) return left == right;
  return without_order(left) == without_order(right);
}

// The file's configuration with the secrets that it leaves out.
json::value with_secrets(const json::value& wanted, const json::value& current, const Item& item) {
  const auto* config = wanted.if_object();
  const auto* stored = current.if_object();
  if (config == nullptr || stored == nullptr) return wanted;
  json::object whole = *config;
  for (const auto& name : item.config_secrets) {
    const auto* secret = stored->if_contains(name);
    if (secret != nullptr && !whole.contains(name)) whole[name] = *secret;
  }
  return whole;
}

std::optional<Change> find_update(
    const Section& section, const json::object& wanted, const Item& item
) {
  Change change{
      .kind = Change::Kind::update,
      .section = &section,
      .id = item.id,
      .wanted = wanted,
      .current = item.members};
  for (const auto& member : wanted) {
    const std::string_view name = member.key();
    if (is_among(section.at_creation, name) && !is_link(section, name)) continue;
    const auto* present = item.members.if_contains(name);
    const json::value current = present ? *present : json::value(nullptr);
    const bool is_config = name == "config";
    if (is_config) change.wanted[name] = with_secrets(member.value(), current, item);
    const bool has_order = !is_config && !is_link(section, name);
    if (!is_same(change.wanted.at(name), current, has_order)) change.differing.emplace_back(name);
  }
  if (change.differing.empty()) return std::nullopt;
  return change;
}

const std::vector<Item>& items_of(const Document& document, std::string_view section) {
  static const std::vector<Item> none;
  const auto found = document.items.find(section);
  return found == document.items.end() ? none : found->second;
}

}  // namespace

Changes find_changes(const Document& wanted, const Document& current, Prune prune) {
  Changes changes;
  std::vector<Change> removals;
  for (const auto& section : sections()) {
    if (!wanted.items.contains(section.name)) continue;
    const auto& present = items_of(current, section.name);
    const ItemIndex index(section, present);
    std::set<const Item*> kept;
    for (const auto& item : items_of(wanted, section.name)) {
      const auto* same = index.find(item.members);
      if (same == nullptr) {
        changes.list.push_back({.section = &section, .wanted = item.members});
        continue;
      }
      kept.insert(same);
      if (auto update = find_update(section, item.members, *same))
        changes.list.push_back(*std::move(update));
    }
    if (prune == Prune::no) continue;
    for (const auto& item : present) {
      if (kept.contains(&item) || item.is_built_in) continue;
      removals.push_back({
          .kind = Change::Kind::remove,
          .section = &section,
          .id = item.id,
          .current = item.members,
      });
    }
  }
  // Things that are linked to others go before them.
  std::reverse(removals.begin(), removals.end());
  for (auto& removal : removals)
    changes.list.push_back(std::move(removal));
  for (const auto& member : wanted.experience) {
    const auto* present = current.experience.if_contains(member.key());
    if (present == nullptr || *present != member.value())
      changes.experience[member.key()] = member.value();
  }
  return changes;
}

std::string to_text(const Changes& changes) {
  std::string text;
  for (const auto& change : changes.list) {
    const auto& section = *change.section;
    const bool is_removal = change.kind == Change::Kind::remove;
    const auto sign = change.kind == Change::Kind::create ? "+ " : is_removal ? "- " : "~ ";
    text += sign + std::string(section.noun) + " " +
            title_of(section, is_removal ? change.current : change.wanted);
    for (std::size_t i = 0; i < change.differing.size(); ++i)
      text += (i == 0 ? ": " : ", ") + change.differing[i];
    text += "\n";
  }
  if (!changes.experience.empty()) {
    text += "~ sign-in experience";
    const char* separator = ": ";
    for (const auto& member : changes.experience) {
      text += separator + std::string(member.key());
      separator = ", ";
    }
    text += "\n";
  }
  return text;
}

}  // namespace daemun::app
