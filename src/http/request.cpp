#include "http/request.h"

#include <array>

namespace daemun::http {

namespace {

struct MethodWord {
  Method method;
  std::string_view word;
};

constexpr std::array<MethodWord, 7> method_words{{
    {Method::get, "GET"},
    {Method::head, "HEAD"},
    {Method::post, "POST"},
    {Method::put, "PUT"},
    {Method::patch, "PATCH"},
    {Method::delete_, "DELETE"},
    {Method::options, "OPTIONS"},
}};

}  // namespace

std::string_view to_string(Method method) {
  for (const MethodWord& row : method_words) {
    if (row.method == method) return row.word;
  }
  return "OTHER";
}

Method parse_method(std::string_view word) {
  for (const MethodWord& row : method_words) {
    if (row.word == word) return row.method;
  }
  return Method::other;
}

std::optional<std::string_view> Request::header(std::string_view name) const {
  for (const Header& header : headers) {
    if (header.name == name) return header.value;
  }
  return std::nullopt;
}

std::string_view Request::path_parameter(std::string_view name) const {
  for (const auto& [parameter, value] : path_parameters) {
    if (parameter == name) return value;
  }
  return {};
}

}  // namespace daemun::http
