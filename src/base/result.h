// Result<T, E>: either a value or the reason why there is none. The interface is std::expected's
// (which g++ 12 has only in C++23), with implicit construction from both sides, so that a refusal
// reads `if (!x) return x.error();`. Refusals are values; exceptions are for a broken machine. As
// there, value() of a refusal throws, and `*` and `->` are for code that has looked.
#ifndef DAEMUN_BASE_RESULT_H
#define DAEMUN_BASE_RESULT_H

#include <cassert>
#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace daemun {

// value() was called on a refusal.
class bad_result_access final : public std::exception {
 public:
  const char* what() const noexcept override { return "value() of a Result that holds an error"; }
};

template <typename T, typename E>
class [[nodiscard]] Result {
  static_assert(!std::is_same_v<T, E>, "value and error must be different types");

 public:
  using value_type = T;
  using error_type = E;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  T& value() & {
    require_value();
    return **this;
  }
  const T& value() const& {
    require_value();
    return **this;
  }
  T&& value() && {
    require_value();
    return *std::move(*this);
  }
  T& operator*() & {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& operator*() const& {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& operator*() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T* operator->() { return &**this; }
  const T* operator->() const { return &**this; }

  template <typename U>
  T value_or(U&& fallback) const& {
    return has_value() ? **this : static_cast<T>(std::forward<U>(fallback));
  }

  const E& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&state_);
  }
  E&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&state_));
  }

 private:
  void require_value() const {
    if (!has_value()) throw bad_result_access();
  }

  std::variant<T, E> state_;
};

template <typename E>
class [[nodiscard]] Result<void, E> {
 public:
  using value_type = void;
  using error_type = E;

  Result() = default;
  Result(E error) : error_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return error_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  void value() const {
    if (!has_value()) throw bad_result_access();
  }

  const E& error() const& {
    assert(!has_value());
    return *std::get_if<1>(&error_);
  }
  E&& error() && {
    assert(!has_value());
    return std::move(*std::get_if<1>(&error_));
  }

 private:
  std::variant<std::monostate, E> error_;
};

}  // namespace daemun

#endif
