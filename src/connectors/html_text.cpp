#include "connectors/html_text.h"

#include "base/text.h"

#include <algorithm>
#include <charconv>
#include <vector>

namespace daemun::connectors {
namespace {

using Words = std::vector<std::string>;

const Words hidden_elements = {"head", "style", "script", "title", "template"};
const Words block_elements = {"address", "article", "blockquote", "br", "div", "footer",
                              "h1",      "h2",      "h3",         "h4", "h5",  "h6",
                              "header",  "hr",      "li",         "ol", "p",   "pre",
                              "section", "table",   "td",         "th", "tr",  "ul"};

void append_utf8(std::string& out, char32_t c) {
  if (c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) return;
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xc0 | (c >> 6));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xe0 | (c >> 12));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    out += static_cast<char>(0xf0 | (c >> 18));
    out += static_cast<char>(0x80 | ((c >> 12) & 0x3f));
    out += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    out += static_cast<char>(0x80 | (c & 0x3f));
  }
}

// "amp", "#39", "#x27"; false for one that is not known.
bool append_entity(std::string& out, std::string_view name) {
  constexpr std::pair<std::string_view, std::string_view> named[] = {
      {"amp", "&"}, {"lt", "<"}, {"gt", ">"}, {"quot", "\""}, {"apos", "'"}, {"nbsp", " "}};
  for (const auto& [known, text] : named) {
    if (name == known) return out += text, true;
  }
  if (!name.starts_with('#')) return false;
  name.remove_prefix(1);
  const bool is_hexadecimal = name.starts_with('x') || name.starts_with('X');
  if (is_hexadecimal) name.remove_prefix(1);
  unsigned number = 0;
  const auto [end, error] =
      std::from_chars(name.data(), name.data() + name.size(), number, is_hexadecimal ? 16 : 10);
  if (error != std::errc() || end != name.data() + name.size()) return false;
  append_utf8(out, number);
  return true;
}

std::string decode_entities(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto start = text.find('&');
    out += text.substr(0, start);
    if (start == std::string_view::npos) break;
    text.remove_prefix(start);
    const auto end = text.substr(0, 12).find(';');
    if (end != std::string_view::npos && append_entity(out, text.substr(1, end - 1))) {
      text.remove_prefix(end + 1);
    } else {
      out += '&';
      text.remove_prefix(1);
    }
  }
  return out;
}

// The value of href="..." in the inside of a tag.
std::string find_target(std::string_view tag) {
  const std::string lower = to_lower_ascii(tag);
  const auto at = lower.find("href=");
  if (at == std::string::npos) return "";
  std::string_view value = tag.substr(at + 5);
  if (value.empty()) return "";
  const char quote = value.front();
  if (quote != '"' && quote != '\'') return decode_entities(value.substr(0, value.find(' ')));
  value.remove_prefix(1);
  return decode_entities(value.substr(0, value.find(quote)));
}

class TextWriter {
 public:
  void add_text(std::string_view text) {
    for (const char c : decode_entities(text)) {
      const bool is_blank = c == ' ' || c == '\t' || c == '\n' || c == '\r';
      if (!is_blank) {
        out_ += c;
      } else if (!out_.empty() && out_.back() != ' ' && out_.back() != '\n') {
        out_ += ' ';
      }
    }
  }
  void end_line() {
    trim_end();
    if (!out_.empty() && !out_.ends_with("\n\n")) out_ += '\n';
  }
  void begin_link(std::string target) {
    target_ = std::move(target);
    link_start_ = out_.size();
  }
  void end_link() {
    const auto shown = trim(std::string_view(out_).substr(std::min(link_start_, out_.size())));
    if (!target_.empty() && target_ != shown) out_ += " [" + target_ + "]";
    target_.clear();
  }
  std::string take() && {
    trim_end();
    while (out_.ends_with('\n'))
      out_.pop_back();
    return std::move(out_);
  }

 private:
  void trim_end() {
    while (out_.ends_with(' '))
      out_.pop_back();
  }

  std::string out_;
  std::string target_;
  std::size_t link_start_ = 0;
};

// Where the element ends, or the text.
std::size_t find_end_tag(std::string_view html, std::string_view name) {
  auto at = html.find("</");
  while (at != std::string_view::npos &&
         !equals_ignoring_ascii_case(html.substr(at + 2, name.size()), name))
    at = html.find("</", at + 2);
  return std::min(at, html.size());
}

// The element's name in the inside of a tag, in lower case, without '/'.
std::string name_of(std::string_view tag) {
  if (tag.starts_with('/')) tag.remove_prefix(1);
  return to_lower_ascii(tag.substr(0, tag.find_first_of(" \t\r\n/")));
}

}  // namespace

std::string html_to_text(std::string_view html) {
  TextWriter writer;
  while (!html.empty()) {
    const auto open = html.find('<');
    writer.add_text(html.substr(0, open));
    if (open == std::string_view::npos) break;
    html.remove_prefix(open + 1);
    const bool is_comment = html.starts_with("!--");
    const auto close = html.find(is_comment ? "-->" : ">");
    if (close == std::string_view::npos) break;
    const auto tag = html.substr(0, close);
    html.remove_prefix(close + (is_comment ? 3 : 1));
    if (is_comment) continue;
    const auto name = name_of(tag);
    const bool is_end = tag.starts_with('/');
    if (!is_end && contains(hidden_elements, name)) {
      html.remove_prefix(find_end_tag(html, name));
    } else if (name == "a") {
      is_end ? writer.end_link() : writer.begin_link(find_target(tag));
    } else if (contains(block_elements, name)) {
      writer.end_line();
    }
  }
  return std::move(writer).take();
}

}  // namespace daemun::connectors
