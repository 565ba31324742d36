// A tenant as a file has it: sections of things that are told apart by a name, with what they are
// linked to by name as well. Ids stay inside.
#ifndef DAEMUN_APP_TENANT_FILE_DOCUMENT_H
#define DAEMUN_APP_TENANT_FILE_DOCUMENT_H

#include "base/json.h"
#include "base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "api/shape.h"

namespace daemun::app {

// A section of the file: its members, and how its things are made and changed.
struct Section {
  std::string_view name{};  // in the file: "roles"
  std::string_view noun{};  // in the plan: "role"
  std::string_view path{};  // of the Management API: "/roles"
  // Members that tell two things apart; the first that both have decides.
  std::vector<std::string_view> keys{};
  // Members by which links name it; an export uses the first that is there.
  std::vector<std::string_view> names{};
  // Members that only matter when the thing is made.
  std::vector<std::string_view> at_creation{};
  // Members that name other things: what links.h sets after the thing is there.
  std::vector<std::string_view> links{};
  api::Shape shape{};  // of a list of things
};

// In the order in which they are made; a thing is linked to what comes before it only.
const std::vector<Section>& sections();
const Section* find_section(std::string_view name);
// The member of the file that is not a list: the sign-in experience.
inline constexpr std::string_view experience_member = "signInExperience";

struct Item {
  std::string id{};  // empty: not made yet
  json::object members{};
  bool is_built_in = false;  // what the server needs of itself: never removed
  // Of what is there: the members of its `config` that an export may leave out, and that stay when
  // the file does not have them.
  std::vector<std::string> config_secrets{};
};

struct Document {
  std::map<std::string, std::vector<Item>, std::less<>> items{};  // by section
  json::object experience{};
};

// Reads a file's value. Errors: what is wrong, with its place ("roles[2].name is required").
Result<Document, std::string> parse_document(const json::value& file);
// The members of the file, empty sections left out.
json::object to_file(const Document& document);

// The text that names a thing to people and in links: its first key.
std::string title_of(const Section& section, const json::object& members);

// Finds things by their keys. Keeps a reference to the list, which may not change meanwhile.
class ItemIndex {
 public:
  ItemIndex(const Section& section, const std::vector<Item>& items);

  // The thing that is the same, by the first key that is known here; null when there is none.
  const Item* find(const json::object& members) const;

 private:
  const Section& section_;
  std::unordered_map<std::string, const Item*> by_key_;  // "username=alice"
};

}  // namespace daemun::app

#endif
