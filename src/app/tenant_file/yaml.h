// YAML as JSON values: what people write by hand, and what `daemun export` prints.
#ifndef DAEMUN_APP_TENANT_FILE_YAML_H
#define DAEMUN_APP_TENANT_FILE_YAML_H

#include "base/json.h"
#include "base/result.h"

#include <cstddef>
#include <string>

namespace daemun::app {

struct YamlError {
  std::size_t line = 0;  // from 1
  std::string description{};
};

struct YamlLimits {
  std::size_t max_depth = 32;
  // Of all values, those that aliases repeat included: a small text must not grow without bound.
  std::size_t max_values = 20'000'000;
};

// One document of YAML 1.2's core schema: plain words are null, booleans and numbers, quoted ones
// text. JSON is such a document too. Refused: two members of one name, keys that are not text,
// tags.
Result<json::value, YamlError> parse_yaml(const std::string& text, YamlLimits limits = {});

// Members in their order; text is quoted where a reader could take it for something else.
std::string to_yaml(const json::object& document);

}  // namespace daemun::app

#endif
