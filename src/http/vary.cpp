#include "http/vary.h"

#include "base/text.h"

namespace daemun::http {

void add_vary(Response& response, std::string_view name) {
  const std::string* vary = response.find("Vary");
  if (vary == nullptr) {
    response.add("Vary", name);
    return;
  }
  for (const std::string& word : split_words(*vary, ',')) {
    if (trim(word) == "*" || equals_ignoring_ascii_case(trim(word), name)) return;
  }
  response.set("Vary", *vary + ", " + std::string(name));
}

}  // namespace daemun::http
