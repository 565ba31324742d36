#include "app/tenant_file/yaml.h"

#include <yaml-cpp/emitter.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string_view>
#include <utility>
#include <vector>

namespace daemun::app {
namespace {

struct Refusal : std::runtime_error {
  Refusal(const YAML::Mark& mark, const std::string& what)
      : std::runtime_error(what), line(static_cast<std::size_t>(mark.line + 1)) {}

  std::size_t line;
};

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<json::value> parse_number(std::string_view word) {
  if (word.find_first_not_of("+-.0123456789eE") != std::string_view::npos) return std::nullopt;
  const auto digits = word.starts_with('+') ? word.substr(1) : word;
  const auto* end = digits.data() + digits.size();
  std::int64_t integer = 0;
  const auto as_integer = std::from_chars(digits.data(), end, integer);
  if (as_integer.ec == std::errc() && as_integer.ptr == end) return json::value(integer);
  double number = 0;
  const auto as_number = std::from_chars(digits.data(), end, number);
  if (as_number.ec == std::errc() && as_number.ptr == end && std::isfinite(number))
    return json::value(number);
  return std::nullopt;
}

// YAML 1.2, 10.3.2.
json::value resolve_plain(const std::string& word) {
  if (is_one_of(word, {"", "~", "null", "Null", "NULL"})) return nullptr;
  if (is_one_of(word, {"true", "True", "TRUE"})) return true;
  if (is_one_of(word, {"false", "False", "FALSE"})) return false;
  if (auto number = parse_number(word)) return *std::move(number);
  return json::value(word);
}

std::size_t count_values(const json::value& value) {
  std::size_t count = 1;
  if (const auto* array = value.if_array()) {
    for (const auto& item : *array)
      count += count_values(item);
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object)
      count += count_values(member.value());
  }
  return count;
}

// Builds the value from the events of the parser.
class Builder final : public YAML::EventHandler {
 public:
  explicit Builder(YamlLimits limits) : limits_(limits) {}

  json::value take() { return std::move(root_); }

  void OnDocumentStart(const YAML::Mark&) override {}
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    put(mark, anchor, nullptr);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const auto found = anchors_.find(anchor);
    if (found == anchors_.end()) throw Refusal(mark, "an alias inside of what it names");
    values_ += count_values(found->second);
    put(mark, 0, found->second);
  }

  void OnScalar(
      const YAML::Mark& mark,
      const std::string& tag,
      YAML::anchor_t anchor,
      const std::string& value
  ) override {
    // "!" marks quoted text, "?" or nothing a plain word.
    if (tag == "!") return put(mark, anchor, json::value(value));
    if (!tag.empty() && tag != "?") throw Refusal(mark, "tags are not supported");
    if (is_at_key()) return put(mark, anchor, json::value(value));
    put(mark, anchor, resolve_plain(value));
  }

  void OnSequenceStart(
      const YAML::Mark& mark,
      const std::string& tag,
      YAML::anchor_t anchor,
      YAML::EmitterStyle::value
  ) override {
    open(mark, tag, anchor, json::array());
  }
  void OnSequenceEnd() override { close(); }

  void OnMapStart(
      const YAML::Mark& mark,
      const std::string& tag,
      YAML::anchor_t anchor,
      YAML::EmitterStyle::value
  ) override {
    open(mark, tag, anchor, json::object());
  }
  void OnMapEnd() override { close(); }

 private:
  struct Level {
    YAML::Mark mark;
    YAML::anchor_t anchor = 0;
    json::value value{};
    std::optional<std::string> key{};
  };

  bool is_at_key() const {
    return !levels_.empty() && levels_.back().value.is_object() && !levels_.back().key;
  }

  void open(
      const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, json::value value
  ) {
    if (!tag.empty() && tag != "?" && tag != "!") throw Refusal(mark, "tags are not supported");
    if (is_at_key()) throw Refusal(mark, "a key must be text");
    if (levels_.size() >= limits_.max_depth) throw Refusal(mark, "nested too deeply");
    levels_.push_back({.mark = mark, .anchor = anchor, .value = std::move(value)});
  }

  void close() {
    Level level = std::move(levels_.back());
    levels_.pop_back();
    put(level.mark, level.anchor, std::move(level.value));
  }

  void put(const YAML::Mark& mark, YAML::anchor_t anchor, json::value value) {
    if (++values_ > limits_.max_values) throw Refusal(mark, "too many values");
    if (anchor != 0) anchors_[anchor] = value;
    if (levels_.empty()) {
      root_ = std::move(value);
      return;
    }
    Level& level = levels_.back();
    if (auto* array = level.value.if_array()) {
      array->push_back(std::move(value));
    } else if (!level.key) {
      if (!value.is_string()) throw Refusal(mark, "a key must be text");
      level.key = std::string(value.get_string());
      if (level.value.get_object().contains(*level.key))
        throw Refusal(mark, "\"" + *level.key + "\" is there twice");
    } else {
      level.value.get_object().emplace(*level.key, std::move(value));
      level.key.reset();
    }
  }

  YamlLimits limits_;
  std::size_t values_ = 0;
  json::value root_ = nullptr;
  std::vector<Level> levels_;
  std::map<YAML::anchor_t, json::value> anchors_;
};

bool is_plain(std::string_view text) {
  if (text.empty() || text.back() == ' ') return false;
  const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (!is_letter(text.front())) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const bool is_word = is_letter(c) || (c >= '0' && c <= '9');
    // A colon inside of a word is no separator, nor is a space within the words of a line.
    const bool is_inner = c == ':' && i + 1 < text.size() && text[i + 1] != ' ';
    if (!is_word && !is_inner && std::string_view("_-./@+ ").find(c) == std::string_view::npos)
      return false;
  }
  std::string lower(text);
  std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  // Words that some reader of YAML 1.1 takes for a boolean, too.
  return !is_one_of(lower, {"null", "true", "false", "yes", "no", "on", "off", "y", "n"});
}

void write_text(YAML::Emitter& out, const std::string& text) {
  if (!is_plain(text)) out << YAML::DoubleQuoted;
  out << text;
}

void write(YAML::Emitter& out, const json::value& value) {
  if (const auto* object = value.if_object()) {
    if (object->empty()) out << YAML::Flow;
    out << YAML::BeginMap;
    for (const auto& member : *object) {
      out << YAML::Key;
      write_text(out, std::string(member.key()));
      out << YAML::Value;
      write(out, member.value());
    }
    out << YAML::EndMap;
  } else if (const auto* array = value.if_array()) {
    if (array->empty()) out << YAML::Flow;
    out << YAML::BeginSeq;
    for (const auto& item : *array)
      write(out, item);
    out << YAML::EndSeq;
  } else if (const auto* text = value.if_string()) {
    write_text(out, std::string(*text));
  } else if (value.is_null()) {
    out << YAML::LowerNull << YAML::Null;
  } else {
    out << json::serialize(value);
  }
}

}  // namespace

Result<json::value, YamlError> parse_yaml(const std::string& text, YamlLimits limits) {
  std::istringstream stream(text);
  try {
    YAML::Parser parser(stream);
    Builder builder(limits);
    parser.HandleNextDocument(builder);
    if (parser) {
      Builder rest(limits);
      if (parser.HandleNextDocument(rest)) return YamlError{1, "only one document is read"};
    }
    return builder.take();
  } catch (const Refusal& refusal) {
    return YamlError{refusal.line, refusal.what()};
  } catch (const YAML::Exception& error) {
    return YamlError{static_cast<std::size_t>(error.mark.line + 1), error.msg};
  }
}

std::string to_yaml(const json::object& document) {
  YAML::Emitter out;
  write(out, document);
  return std::string(out.c_str()) + "\n";
}

}  // namespace daemun::app
