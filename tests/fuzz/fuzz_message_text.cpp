// What templates and their values are made into: the first byte chooses the reader, a line feed
// separates a template from the value of its placeholder.
#include "connectors/html_text.h"
#include "connectors/mailbox.h"
#include "connectors/render.h"
#include "net/mail_header.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

using namespace daemun;
using namespace daemun::connectors;

void require(bool condition) {
  if (!condition) std::abort();
}

bool is_one_line(std::string_view text) {
  return text.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

void read_mailbox(std::string_view text) {
  const net::Mailbox fallback{"App", "app@app.example"};
  const auto mailbox = parse_mailbox(text, fallback);
  if (!mailbox) return;
  const auto& address = mailbox->address;
  require(std::count(address.begin(), address.end(), '@') == 1);
  require(address.find_first_of("<>, \r\n") == std::string::npos);
  require(is_one_line(to_string(*mailbox)));
}

void fill_template(std::string_view input) {
  const auto separator = input.find('\n');
  const auto value = separator == std::string_view::npos ? "" : input.substr(separator + 1);
  const json::object payload = {{"a", json::object{{"b", value}}}};
  const auto text = input.substr(0, separator);
  require(is_one_line(render(text, payload, Place::header)));
  const auto html = render("{{a.b}}", payload, Place::html);
  require(html.find_first_of("<>\"") == std::string::npos);
  static_cast<void>(render(text, payload, Place::text));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  switch (data[0] % 4) {
    case 0:
      static_cast<void>(html_to_text(input));
      break;
    case 1:
      read_mailbox(input);
      break;
    case 2:
      fill_template(input);
      break;
    default:
      static_cast<void>(net::to_header_text(input));
  }
  return 0;
}
