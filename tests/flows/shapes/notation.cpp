#include "flows/shapes/notation.h"

#include "base/text.h"

#include <stdexcept>
#include <utility>

namespace daemun::flows {
namespace {

using api::Presence;
using api::Shape;
using Kind = Shape::Kind;

class Notation {
 public:
  explicit Notation(std::string_view text) : rest_(text), whole_(text) {}

  Shape read() {
    Shape shape = alternatives();
    skip_space();
    if (!rest_.empty()) fail("nothing more");
    return shape;
  }

 private:
  // a | b | null
  Shape alternatives() {
    std::vector<Shape> list;
    bool is_nullable = false;
    do {
      skip_space();
      if (take("null")) {
        is_nullable = true;
      } else {
        list.push_back(item());
      }
    } while (take("|"));
    if (list.empty()) fail("more than null");
    Shape shape = std::move(list.front());
    if (list.size() > 1) {
      list.front() = std::move(shape);
      shape = Shape{.kind = Kind::one_of, .items = std::move(list)};
    }
    shape.is_nullable = shape.is_nullable || is_nullable;
    return shape;
  }

  Shape item() {
    Shape shape = primary();
    while (take("[]"))
      shape = Shape{.kind = Kind::array, .items = {std::move(shape)}};
    return shape;
  }

  Shape primary() {
    skip_space();
    if (rest_.starts_with('"')) return words();
    if (take("(")) {
      Shape shape = alternatives();
      expect(")");
      return shape;
    }
    if (take("{")) return members();
    if (take("string")) return Shape{.kind = Kind::string};
    if (take("integer")) return Shape{.kind = Kind::integer};
    if (take("number")) return Shape{.kind = Kind::number};
    if (take("boolean")) return Shape{.kind = Kind::boolean};
    if (take("any")) return Shape{.kind = Kind::any};
    fail("a type");
  }

  // "a"|"b": a run of words is one string of them.
  Shape words() {
    Shape shape{.kind = Kind::words};
    shape.words.push_back(word());
    while (true) {
      const auto before = rest_;
      if (!take("|")) break;
      skip_space();
      if (!rest_.starts_with('"')) {
        rest_ = before;
        break;
      }
      shape.words.push_back(word());
    }
    return shape;
  }

  std::string word() {
    expect("\"");
    return until("\"");
  }

  Shape members() {
    if (take("[k]:")) {
      Shape shape{.kind = Kind::record, .items = {alternatives()}};
      expect("}");
      return shape;
    }
    Shape shape{.kind = Kind::object};
    if (take("}")) return shape;
    do {
      std::string name = until(":");
      const bool is_optional = name.ends_with('?');
      if (is_optional) name.pop_back();
      Shape field = alternatives();
      field.name = std::string(trim(name));
      field.presence = is_optional ? Presence::optional : Presence::required;
      shape.fields.push_back(std::move(field));
    } while (take(","));
    expect("}");
    return shape;
  }

  void skip_space() {
    while (!rest_.empty() && (rest_.front() == ' ' || rest_.front() == '\n'))
      rest_.remove_prefix(1);
  }

  bool take(std::string_view token) {
    skip_space();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }

  void expect(std::string_view token) {
    if (!take(token)) fail(token);
  }

  std::string until(std::string_view token) {
    const auto end = rest_.find(token);
    if (end == std::string_view::npos) fail(token);
    std::string text(rest_.substr(0, end));
    rest_.remove_prefix(end + token.size());
    return text;
  }

  [[noreturn]] void fail(std::string_view expected) const {
    throw std::logic_error(
        "a shape needs " + std::string(expected) + " before '" + std::string(rest_) + "' in '" +
        std::string(whole_) + "'"
    );
  }

  std::string_view rest_;
  std::string_view whole_;
};

}  // namespace

Shape parse_shape(std::string_view text) {
  return Notation(text).read();
}

}  // namespace daemun::flows
