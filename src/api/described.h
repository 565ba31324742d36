// Structs as JSON. Boost.Describe lists the members of a struct, their types say what each may be
// (members.h), and from that come the shape that bodies are held against, the schema that documents
// it, the struct that a handler gets and the JSON of a reply:
//
//   struct CreateScope {
//     Text<1, 128> name;
//     Patch<Text<0, 256>> description;
//   };
//   BOOST_DESCRIBE_STRUCT(CreateScope, (), (name, description))
//
// A member `is_default` is "isDefault" in JSON, unless `renamed` says otherwise. A member that the
// description forgets does not compile.
#ifndef DAEMUN_API_DESCRIBED_H
#define DAEMUN_API_DESCRIBED_H

#include "base/json.h"

#include <boost/describe.hpp>
#include <boost/mp11/algorithm.hpp>

#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "api/members.h"
#include "api/shape.h"

namespace daemun::api {

// template <> inline constexpr std::string_view renamed<&DnsRecord::is_ok> = "ok";
template <auto member>
inline constexpr std::string_view renamed{};

// How a type is described, read from JSON that fits its shape, and written.
template <typename T>
struct Codec;

template <typename T>
const Shape& shape_of() {
  static const Shape shape = Codec<T>::shape();
  return shape;
}

// The value, object or array must fit shape_of<T>().
template <typename T, typename Json>
requires requires(const Json& from) {
  Codec<T>::read(from);
}
T read(const Json& value) {
  return Codec<T>::read(value);
}

// Without the members that are absent.
template <typename T>
auto to_json(T&& value) {
  return Codec<std::remove_cvref_t<T>>::write(std::forward<T>(value));
}

template <>
struct Codec<bool> {
  static Shape shape() { return {.kind = Shape::Kind::boolean}; }
  static bool read(const json::value& value) { return value.get_bool(); }
  static json::value write(bool value) { return value; }
};

// Any JSON.
template <>
struct Codec<json::value> {
  static Shape shape() { return {.kind = Shape::Kind::any}; }
  static json::value read(const json::value& value) { return value; }
  static json::value write(json::value value) { return value; }
};

// An object of any members.
template <>
struct Codec<json::object> {
  static Shape shape() { return {.kind = Shape::Kind::object}; }
  static json::object read(const json::value& value) { return value.get_object(); }
  static json::object read(const json::object& value) { return value; }
  static json::value write(json::object value) { return value; }
};

template <std::int64_t min, std::int64_t max>
Shape with_bounds(Shape shape) {
  if (min != no_bound) shape.min = min;
  if (max != no_bound) shape.max = max;
  return shape;
}

template <typename T>
struct TextCodec {
  static T read(const json::value& value) { return T(std::string(value.get_string())); }
  static json::value write(const T& value) { return json::string_view(value); }
};

template <>
struct Codec<std::string> : TextCodec<std::string> {
  static Shape shape() { return {.kind = Shape::Kind::string}; }
};

template <std::int64_t min, std::int64_t max, TextFormat format>
struct Codec<Text<min, max, format>> : TextCodec<Text<min, max, format>> {
  static Shape shape() {
    return with_bounds<min, max>({.kind = Shape::Kind::string, .format = format});
  }
};

template <typename Format>
struct Codec<OrEmpty<Format>> : TextCodec<OrEmpty<Format>> {
  static Shape shape() {
    return {
        .kind = Shape::Kind::one_of,
        .items = {Codec<Format>::shape(), Codec<Formatted<TextFormat::empty>>::shape()}};
  }
};

template <Literal... words>
struct Codec<Word<words...>> : TextCodec<Word<words...>> {
  static Shape shape() {
    return {.kind = Shape::Kind::words, .words = {std::string(words.view())...}};
  }
};

template <typename E>
requires std::is_enum_v<E>
struct Codec<E> {
  static Shape shape() {
    Shape shape{.kind = Shape::Kind::words};
    for (const E word : Words<E>::all)
      shape.words.emplace_back(to_string(word));
    return shape;
  }
  static E read(const json::value& value) {
    const std::string_view text = value.get_string();
    return *std::find_if(std::begin(Words<E>::all), std::end(Words<E>::all), [&](E word) {
      return to_string(word) == text;
    });
  }
  static json::value write(E value) { return json::string_view(to_string(value)); }
};

template <std::int64_t min, std::int64_t max>
struct Codec<Integer<min, max>> {
  static Shape shape() { return with_bounds<min, max>({.kind = Shape::Kind::integer}); }
  static Integer<min, max> read(const json::value& value) { return {value.get_int64()}; }
  static json::value write(const Integer<min, max>& value) { return value.value; }
};

template <std::int64_t min, std::int64_t max>
struct Codec<Number<min, max>> {
  static Shape shape() { return with_bounds<min, max>({.kind = Shape::Kind::number}); }
  static Number<min, max> read(const json::value& value) {
    Number<min, max> number;
    number.value = value;
    return number;
  }
  static json::value write(const Number<min, max>& value) { return value.value; }
};

template <typename T>
struct Codec<std::vector<T>> {
  static Shape shape() { return {.kind = Shape::Kind::array, .items = {Codec<T>::shape()}}; }
  static std::vector<T> read(const json::value& value) { return read(value.get_array()); }
  static std::vector<T> read(const json::array& array) {
    std::vector<T> list;
    for (const auto& item : array)
      list.push_back(Codec<T>::read(item));
    return list;
  }
  static json::array write(std::vector<T> list) {
    json::array array;
    array.reserve(list.size());
    for (T& item : list)
      array.push_back(Codec<T>::write(std::move(item)));
    return array;
  }
};

// An object of any names with values of one kind.
template <typename T>
struct Codec<std::map<std::string, T>> {
  using Map = std::map<std::string, T>;
  static Shape shape() { return {.kind = Shape::Kind::record, .items = {Codec<T>::shape()}}; }
  static Map read(const json::value& value) {
    Map map;
    for (const auto& member : value.get_object())
      map.emplace(member.key(), Codec<T>::read(member.value()));
    return map;
  }
  static json::value write(const Map& map) {
    json::object object;
    for (const auto& [name, value] : map)
      object[name] = Codec<T>::write(value);
    return object;
  }
};

template <typename T>
struct Codec<Raw<T>> {
  static Shape shape() { return Codec<T>::shape(); }
  static Raw<T> read(const json::value& value) { return {value}; }
  static json::value write(Raw<T> raw) { return std::move(raw.value); }
};

// The first alternative that fits.
template <typename... Ts>
struct Codec<std::variant<Ts...>> {
  using Choice = std::variant<Ts...>;
  static Shape shape() { return {.kind = Shape::Kind::one_of, .items = {Codec<Ts>::shape()...}}; }
  static Choice read(const json::value& value) {
    Choice choice;
    const auto take = [&]<typename T>(std::type_identity<T>) {
      if (find_violation(shape_of<T>(), value, "")) return false;
      choice = Codec<T>::read(value);
      return true;
    };
    (take(std::type_identity<Ts>()) || ...);
    return choice;
  }
  static json::value write(const Choice& choice) {
    return std::visit([](const auto& value) { return to_json(value); }, choice);
  }
};

template <typename T>
struct Codec<Nullable<T>> {
  static Shape shape() {
    Shape shape = Codec<T>::shape();
    shape.is_nullable = true;
    return shape;
  }
  static Nullable<T> read(const json::value& value) {
    if (value.is_null()) return std::nullopt;
    return Codec<T>::read(value);
  }
  static json::value write(Nullable<T> value) {
    if (!value) return nullptr;
    return Codec<T>::write(*std::move(value));
  }
};

// A member that may be absent; `is_absent` when it is written.
template <typename T>
struct Codec<std::optional<T>> {
  static constexpr auto presence = Presence::optional;
  static Shape shape() { return Codec<T>::shape(); }
  static std::optional<T> read(const json::value& value) { return Codec<T>::read(value); }
  static json::value write(std::optional<T> value) { return Codec<T>::write(*std::move(value)); }
  static bool is_absent(const std::optional<T>& value) { return !value; }
};

template <typename T>
struct Codec<Patch<T>> {
  static constexpr auto presence = Presence::optional;
  static Shape shape() { return Codec<Nullable<T>>::shape(); }
  static Patch<T> read(const json::value& value) {
    Patch<T> patch;
    if (!value.is_null()) patch.emplace(Codec<T>::read(value));
    patch.is_given = true;
    return patch;
  }
  static json::value write(Patch<T> value) {
    if (!value) return nullptr;
    return Codec<T>::write(*std::move(value));
  }
  static bool is_absent(const Patch<T>& value) { return !value.is_given; }
};

template <typename T>
concept MayBeAbsent = requires {
  Codec<T>::presence;
};

// "isDefault" of "is_default".
template <std::size_t size>
struct CamelCase {
  std::array<char, size> text{};
  std::size_t length = 0;
  consteval explicit CamelCase(const char* name) {
    for (bool is_word = false; *name != '\0'; ++name) {
      if (*name != '_') text[length++] = is_word ? static_cast<char>(*name - 'a' + 'A') : *name;
      is_word = *name == '_' && name[1] >= 'a' && name[1] <= 'z';
    }
  }
};

template <typename Member>
inline constexpr CamelCase<std::char_traits<char>::length(Member::name)> camel_case(Member::name);

template <typename Member>
constexpr std::string_view name_of() {
  if constexpr (!renamed<Member::pointer>.empty()) return renamed<Member::pointer>;
  return {camel_case<Member>.text.data(), camel_case<Member>.length};
}

// Stands for any member of an aggregate. Never called; clang 14 wants the definition.
struct AnyMember {
  template <typename T>
  operator T() const {
    std::abort();
  }
};

template <typename T, std::size_t... members>
constexpr bool takes_members(std::index_sequence<members...>) {
  return requires {
    T{(static_cast<void>(members), AnyMember())...};
  };
}

// Whether a description names all members and bases of its struct: the struct can be made of so
// many values, and of no more.
template <typename T>
constexpr bool is_complete() {
  namespace describe = boost::describe;
  constexpr auto count =
      boost::mp11::mp_size<describe::describe_bases<T, describe::mod_any_access>>::value +
      boost::mp11::mp_size<describe::describe_members<T, describe::mod_any_access>>::value;
  return takes_members<T>(std::make_index_sequence<count>()) &&
         !takes_members<T>(std::make_index_sequence<count + 1>());
}

template <typename T>
requires boost::describe::has_describe_members<T>::value struct Codec<T> {
  static_assert(is_complete<T>(), "BOOST_DESCRIBE leaves out a member or a base");

  using Members = boost::describe::
      describe_members<T, boost::describe::mod_public | boost::describe::mod_inherited>;
  template <typename Member>
  using TypeOf = std::remove_cvref_t<decltype(std::declval<T>().*Member::pointer)>;

  template <typename Visitor>
  static void for_each(Visitor visitor) {
    boost::mp11::mp_for_each<Members>(visitor);
  }
  static Shape shape() {
    Shape shape{.kind = Shape::Kind::object};
    for_each([&]<typename Member>(Member) {
      Shape field = Codec<TypeOf<Member>>::shape();
      field.name = name_of<Member>();
      if constexpr (MayBeAbsent<TypeOf<Member>>) field.presence = Presence::optional;
      shape.fields.push_back(std::move(field));
    });
    return shape;
  }
  static T read(const json::value& value) { return read(value.get_object()); }
  static T read(const json::object& object) {
    T described{};
    for_each([&]<typename Member>(Member) {
      const auto* member = object.if_contains(name_of<Member>());
      if (member != nullptr) described.*Member::pointer = Codec<TypeOf<Member>>::read(*member);
    });
    return described;
  }
  static json::object write(T described) {
    json::object object;
    object.reserve(boost::mp11::mp_size<Members>::value);
    for_each([&]<typename Member>(Member) {
      auto& value = described.*Member::pointer;
      if constexpr (MayBeAbsent<TypeOf<Member>>) {
        if (Codec<TypeOf<Member>>::is_absent(value)) return;
      }
      object.emplace(name_of<Member>(), Codec<TypeOf<Member>>::write(std::move(value)));
    });
    return object;
  }
};

}  // namespace daemun::api

#endif
