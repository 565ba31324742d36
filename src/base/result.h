// Result<T, E>: either a value or the reason why there is none. The interface is std::expected's
// (which g++ 12 has only in C++23), with implicit construction from both sides, so that a refusal
// reads `if (!x) return x.error();`. Refusals are values; exceptions are for a broken machine.
#ifndef DAEMUN_BASE_RESULT_H
#define DAEMUN_BASE_RESULT_H

#include <cassert>
#include <type_traits>
#include <utility>
#include <variant>

namespace daemun {

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
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  const T& value() const& {
    assert(has_value());
    return *std::get_if<0>(&state_);
  }
  T&& value() && {
    assert(has_value());
    return std::move(*std::get_if<0>(&state_));
  }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  template <typename U>
  T value_or(U&& fallback) const& {
    return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
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
