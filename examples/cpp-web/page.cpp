#include "page.h"

namespace cpp_web {

namespace json = boost::json;

namespace {

std::string indent(int depth) {
  return '\n' + std::string(static_cast<std::size_t>(depth) * 2, ' ');
}

std::string to_pretty(const json::value& value, int depth = 0) {
  std::string text;
  if (const auto* object = value.if_object(); object != nullptr && !object->empty()) {
    for (const auto& member : *object) {
      text += (text.empty() ? "{" : ",") + indent(depth + 1);
      text += json::serialize(member.key()) + ": " + to_pretty(member.value(), depth + 1);
    }
    return text + indent(depth) + '}';
  }
  if (const auto* array = value.if_array(); array != nullptr && !array->empty()) {
    for (const json::value& element : *array) {
      text += (text.empty() ? "[" : ",") + indent(depth + 1);
      text += to_pretty(element, depth + 1);
    }
    return text + indent(depth) + ']';
  }
  return json::serialize(value);
}

std::string to_plain(const json::value& value) {
  return value.is_string() ? std::string(value.get_string()) : json::serialize(value);
}

}  // namespace

std::string escape(std::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string make_section(
    std::string_view id, std::string_view title, std::string_view request, const Answer& answer
) {
  const bool is_good = answer.status >= 200 && answer.status < 300;
  return "<section id=\"" + escape(id) + "\" data-status=\"" + std::to_string(answer.status) +
         "\"><h2>" + escape(title) + "</h2><p><code>" + escape(request) + "</code></p><pre" +
         (is_good ? "" : " class=\"error\"") + ">" + escape(to_pretty(answer.body)) +
         "</pre></section>";
}

// #region claims
std::string make_claims(const json::object& user) {
  std::string rows;
  for (const auto& claim : user) {
    rows += "<tr><td>" + escape(claim.key()) + "</td><td>" + escape(to_plain(claim.value())) +
            "</td></tr>";
  }
  return "<section id=\"claims\"><h2>Claims</h2><table><thead><tr><th>Name</th><th>Value</th>"
         "</tr></thead><tbody>" +
         rows + "</tbody></table></section>";
}
// #endregion

// #region button
std::string make_button(
    std::string_view action, std::string_view label, std::string_view csrf_token
) {
  return "<form method=\"post\" action=\"" + escape(action) +
         "\"><input type=\"hidden\" name=\"csrfToken\" value=\"" + escape(csrf_token) +
         "\"><button>" + escape(label) + "</button></form>";
}
// #endregion

std::string make_page(std::string_view line, std::string_view button, std::string_view sections) {
  return "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">"
         "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">"
         "<title>C++ with Daemun</title><link rel=\"icon\" href=\"/icon.svg\">"
         "<link rel=\"stylesheet\" href=\"/style.css\"></head><body><main><header><div>"
         "<h1>C++ with Daemun</h1><p>" +
         escape(line) + "</p></div>" + std::string(button) + "</header>" + std::string(sections) +
         "</main></body></html>";
}

}  // namespace cpp_web
