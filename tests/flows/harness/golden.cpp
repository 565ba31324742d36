#include "flows/harness/golden.h"

#include "base/text.h"
#include "support/vectors.h"

#include <cstdlib>
#include <fstream>

namespace daemun::flows {

std::string to_golden(const json::object& object, const std::vector<std::string>& random) {
  std::string text = "{\n";
  std::size_t left = object.size();
  for (const auto& member : object) {
    std::string value = json::serialize(member.value());
    if (contains(random, member.key()) && member.value().is_string())
      value = "\"(" + std::to_string(member.value().get_string().size()) + " characters)\"";
    text += "  " + json::serialize(json::string(member.key())) + ": " + value;
    text += --left > 0 ? ",\n" : "\n";
  }
  return text + "}\n";
}

std::string load_golden(const std::string& name, const std::string& text) {
  const auto path = test::source_directory() / "tests/golden" / name;
  if (std::getenv("DAEMUN_UPDATE_GOLDEN") != nullptr) {
    std::ofstream(path, std::ios::binary) << text;
    return text;
  }
  return test::read_file(path);
}

}  // namespace daemun::flows
