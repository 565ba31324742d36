// Types of the members of bodies and replies: each is a value that C++ uses as it is, and carries
// the bounds that described.h checks and documents.
#ifndef DAEMUN_API_MEMBERS_H
#define DAEMUN_API_MEMBERS_H

#include "base/json.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "api/shape.h"

namespace daemun::api {

inline constexpr std::int64_t no_bound = std::numeric_limits<std::int64_t>::min();

// By its characters, not its bytes.
template <
    std::int64_t min = no_bound,
    std::int64_t max = no_bound,
    TextFormat format = TextFormat::any>
struct Text : std::string {
  Text() = default;
  Text(std::string text) : std::string(std::move(text)) {}
};

template <TextFormat format>
using Formatted = Text<no_bound, no_bound, format>;

// A `Format`, or "" for none.
template <typename Format>
struct OrEmpty : std::string {
  OrEmpty() = default;
  OrEmpty(std::string text) : std::string(std::move(text)) {}
};

template <std::size_t size>
struct Literal {
  char text[size]{};
  consteval Literal(const char (&literal)[size]) { std::copy_n(literal, size, text); }
  constexpr std::string_view view() const { return {text, size - 1}; }
};

// One of these words. An enum of the domain is a member by its own type: see Words.
template <Literal... words>
struct Word : std::string {
  Word() = default;
  Word(std::string text) : std::string(std::move(text)) {}

  // Asking for a word that is none of them does not compile.
  template <Literal word>
  bool is() const {
    static_assert(((words.view() == word.view()) || ...));
    return *this == word.view();
  }
};

// The enumerators of an enum that a member may have, in the order of the document; to_string(E)
// says their words: template <> struct Words<E> { static constexpr E all[] = {...}; };
template <typename E>
struct Words;

template <std::int64_t min = no_bound, std::int64_t max = no_bound>
struct Integer {
  std::int64_t value = 0;
  operator std::int64_t() const { return value; }
};

// As it was written: 1 stays 1, and 1.0 stays 1.0.
template <std::int64_t min = no_bound, std::int64_t max = no_bound>
struct Number {
  json::value value = 0;
  Number() = default;
  Number(std::int64_t number) : value(number) {}
  double as_double() const { return value.to_number<double>(); }
};

// JSON that looks like a T and is passed on as it is.
template <typename T>
struct Raw {
  json::value value{};
};

// A member may be absent (std::optional), null (Nullable), or either (Patch).
template <typename T>
struct Nullable : std::optional<T> {
  using std::optional<T>::optional;
  Nullable(std::optional<T> value) : std::optional<T>(std::move(value)) {}
};

// What a change says of a member: nothing, that it goes (null), or its new value. Both of the
// former have no value.
template <typename T>
struct Patch : std::optional<T> {
  using std::optional<T>::optional;
  bool is_given = false;
};

}  // namespace daemun::api

#endif
