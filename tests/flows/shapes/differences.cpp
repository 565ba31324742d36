#include "flows/shapes/differences.h"

#include "base/text.h"

#include <algorithm>

namespace daemun::flows {
namespace {

using api::Presence;
using api::Shape;
using Kind = Shape::Kind;

bool is_text(const Shape& shape) {
  return shape.kind == Kind::string || shape.kind == Kind::words;
}

bool is_number(const Shape& shape) {
  return shape.kind == Kind::integer || shape.kind == Kind::number;
}

bool is_of_members(const Shape& shape) {
  return shape.kind == Kind::object || shape.kind == Kind::record;
}

bool is_same_kind(const Shape& left, const Shape& right) {
  return left.kind == right.kind || (is_text(left) && is_text(right)) ||
         (is_number(left) && is_number(right)) || (is_of_members(left) && is_of_members(right));
}

class Comparison {
 public:
  explicit Comparison(Direction direction) : direction_(direction) {}

  void compare(const Shape& theirs, const Shape& ours, const std::string& at) {
    if (theirs.kind == Kind::any) return;
    if (theirs.kind == Kind::one_of) return compare_alternatives(theirs, ours, at);
    // One of ours that takes theirs will do.
    if (ours.kind == Kind::one_of && direction_ == Direction::body) {
      return compare_alternatives(Shape{.kind = Kind::one_of, .items = {theirs}}, ours, at);
    }
    if (!is_same_kind(theirs, ours)) return add(at, "of another type");
    if (theirs.is_nullable && !ours.is_nullable && direction_ == Direction::body)
      add(at, "null is refused");
    if (!theirs.is_nullable && ours.is_nullable && direction_ == Direction::reply)
      add(at, "may be null");
    if (theirs.kind == Kind::words && ours.kind == Kind::words) compare_words(theirs, ours, at);
    if (theirs.kind == Kind::array) compare(theirs.items.front(), ours.items.front(), at + "[]");
    if (theirs.kind == Kind::object) compare_fields(theirs, ours, at);
  }

  std::vector<std::string> take() && { return std::move(list_); }

 private:
  void add(const std::string& at, const std::string& what) { list_.push_back(at + ": " + what); }

  void compare_words(const Shape& theirs, const Shape& ours, const std::string& at) {
    // Sent words must be known to the reader; taken words must be known to us.
    const auto& from = direction_ == Direction::body ? theirs : ours;
    const auto& to = direction_ == Direction::body ? ours : theirs;
    for (const auto& word : from.words) {
      if (!contains(to.words, word)) add(at, "\"" + word + "\"");
    }
  }

  void compare_fields(const Shape& theirs, const Shape& ours, const std::string& at) {
    for (const auto& field : theirs.fields) {
      const auto place = at + "." + field.name;
      const auto found =
          std::find_if(ours.fields.begin(), ours.fields.end(), [&](const Shape& one) {
            return one.name == field.name;
          });
      if (found == ours.fields.end()) {
        add(place, "not there");
        continue;
      }
      const bool is_theirs_optional = field.presence == Presence::optional;
      const bool is_ours_optional = found->presence == Presence::optional;
      if (direction_ == Direction::reply && !is_theirs_optional && is_ours_optional)
        add(place, "may be absent");
      if (direction_ == Direction::body && is_theirs_optional && !is_ours_optional)
        add(place, "required here");
      compare(field, *found, place);
    }
    if (direction_ == Direction::reply) return;
    for (const auto& field : ours.fields) {
      const bool is_known =
          std::any_of(theirs.fields.begin(), theirs.fields.end(), [&](const Shape& one) {
            return one.name == field.name;
          });
      if (!is_known && field.presence == Presence::required)
        add(at + "." + field.name, "required here");
    }
  }

  // Each of theirs must have one of ours.
  void compare_alternatives(const Shape& theirs, const Shape& ours, const std::string& at) {
    const auto ours_list = ours.kind == Kind::one_of ? ours.items : std::vector<Shape>{ours};
    const auto& from = direction_ == Direction::body ? theirs.items : ours_list;
    const auto& to = direction_ == Direction::body ? ours_list : theirs.items;
    for (std::size_t i = 0; i < from.size(); ++i) {
      const bool is_served = std::any_of(to.begin(), to.end(), [&](const Shape& other) {
        const auto& left = direction_ == Direction::body ? from[i] : other;
        const auto& right = direction_ == Direction::body ? other : from[i];
        return find_differences(left, right, direction_).empty();
      });
      if (!is_served) add(at, "alternative " + std::to_string(i + 1));
    }
  }

  Direction direction_;
  std::vector<std::string> list_;
};

}  // namespace

std::vector<std::string> find_differences(
    const api::Shape& theirs, const api::Shape& ours, Direction direction
) {
  Comparison comparison(direction);
  comparison.compare(theirs, ours, direction == Direction::body ? "body" : "reply");
  return std::move(comparison).take();
}

}  // namespace daemun::flows
