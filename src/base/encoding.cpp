#include "base/encoding.h"

#include <array>
#include <cstddef>
#include <cstdint>

namespace daemun {

namespace {

using Alphabet = std::array<char, 64>;
// The value of each character, or `foreign`.
using Values = std::array<std::uint8_t, 256>;
constexpr std::uint8_t foreign = 0xff;

constexpr Alphabet make_alphabet(char char_62, char char_63) {
  Alphabet alphabet{};
  for (std::size_t i = 0; i < 26; ++i) {
    alphabet[i] = static_cast<char>('A' + i);
    alphabet[26 + i] = static_cast<char>('a' + i);
  }
  for (std::size_t i = 0; i < 10; ++i)
    alphabet[52 + i] = static_cast<char>('0' + i);
  alphabet[62] = char_62;
  alphabet[63] = char_63;
  return alphabet;
}

constexpr Values make_values(const Alphabet& alphabet) {
  Values values{};
  for (auto& value : values)
    value = foreign;
  for (std::size_t i = 0; i < alphabet.size(); ++i) {
    values[static_cast<unsigned char>(alphabet[i])] = static_cast<std::uint8_t>(i);
  }
  return values;
}

constexpr Values make_hex_values() {
  Values values{};
  for (auto& value : values)
    value = foreign;
  for (std::uint8_t i = 0; i < 10; ++i)
    values[static_cast<std::size_t>('0' + i)] = i;
  for (std::uint8_t i = 0; i < 6; ++i) {
    values[static_cast<std::size_t>('a' + i)] = static_cast<std::uint8_t>(10 + i);
    values[static_cast<std::size_t>('A' + i)] = static_cast<std::uint8_t>(10 + i);
  }
  return values;
}

constexpr std::array<bool, 256> make_plain(std::string_view marks) {
  std::array<bool, 256> plain{};
  for (char c = 'a'; c <= 'z'; ++c)
    plain[static_cast<unsigned char>(c)] = true;
  for (char c = 'A'; c <= 'Z'; ++c)
    plain[static_cast<unsigned char>(c)] = true;
  for (char c = '0'; c <= '9'; ++c)
    plain[static_cast<unsigned char>(c)] = true;
  for (const char c : marks)
    plain[static_cast<unsigned char>(c)] = true;
  return plain;
}

constexpr Alphabet base64url_alphabet = make_alphabet('-', '_');
constexpr Alphabet base64_alphabet = make_alphabet('+', '/');
constexpr Values base64url_values = make_values(base64url_alphabet);
constexpr Values base64_values = make_values(base64_alphabet);
constexpr Values hex_values = make_hex_values();
constexpr std::string_view lower_hex = "0123456789abcdef";
constexpr std::string_view upper_hex = "0123456789ABCDEF";
constexpr auto unreserved = make_plain("-._~");
constexpr auto form_plain = make_plain("*-._");

std::uint32_t byte_at(std::string_view bytes, std::size_t i) {
  return static_cast<unsigned char>(bytes.data()[i]);
}

void append_sextets(std::string& text, std::string_view bytes, const Alphabet& alphabet) {
  const std::size_t start = text.size();
  text.resize(start + (bytes.size() * 4 + 2) / 3);
  char* out = text.data() + start;
  std::size_t i = 0;
  for (; i + 3 <= bytes.size(); i += 3) {
    const std::uint32_t group =
        byte_at(bytes, i) << 16 | byte_at(bytes, i + 1) << 8 | byte_at(bytes, i + 2);
    out[0] = alphabet[group >> 18];
    out[1] = alphabet[group >> 12 & 63];
    out[2] = alphabet[group >> 6 & 63];
    out[3] = alphabet[group & 63];
    out += 4;
  }
  if (bytes.size() - i == 1) {
    const std::uint32_t group = byte_at(bytes, i);
    *out++ = alphabet[group >> 2];
    *out++ = alphabet[group << 4 & 63];
  } else if (bytes.size() - i == 2) {
    const std::uint32_t group = byte_at(bytes, i) << 8 | byte_at(bytes, i + 1);
    *out++ = alphabet[group >> 10];
    *out++ = alphabet[group >> 4 & 63];
    *out++ = alphabet[group << 2 & 63];
  }
}

std::optional<std::string> decode_sextets(std::string_view text, const Values& values) {
  const std::size_t tail = text.size() % 4;
  if (tail == 1) return std::nullopt;
  std::string bytes(text.size() / 4 * 3 + (tail == 0 ? 0 : tail - 1), '\0');
  char* out = bytes.data();
  // A foreign character sets the two high bits, which no value has; one look at the end is enough.
  std::uint32_t seen = 0;
  std::size_t i = 0;
  for (; i + 4 <= text.size(); i += 4) {
    const std::uint32_t a = values[byte_at(text, i)];
    const std::uint32_t b = values[byte_at(text, i + 1)];
    const std::uint32_t c = values[byte_at(text, i + 2)];
    const std::uint32_t d = values[byte_at(text, i + 3)];
    seen |= a | b | c | d;
    const std::uint32_t group = a << 18 | b << 12 | c << 6 | d;
    out[0] = static_cast<char>(group >> 16);
    out[1] = static_cast<char>(group >> 8);
    out[2] = static_cast<char>(group);
    out += 3;
  }
  std::uint32_t spare_bits = 0;
  if (tail >= 2) {
    const std::uint32_t a = values[byte_at(text, i)];
    const std::uint32_t b = values[byte_at(text, i + 1)];
    const std::uint32_t c = tail == 3 ? values[byte_at(text, i + 2)] : 0U;
    seen |= a | b | c;
    const std::uint32_t group = a << 18 | b << 12 | c << 6;
    *out++ = static_cast<char>(group >> 16);
    if (tail == 3) *out++ = static_cast<char>(group >> 8);
    spare_bits = tail == 3 ? group & 0xff : group & 0xffff;
  }
  if ((seen & 0xc0) != 0 || spare_bits != 0) return std::nullopt;
  return bytes;
}

std::string percent_encode(std::string_view text, const std::array<bool, 256>& plain) {
  std::string out;
  out.reserve(text.size() + text.size() / 4);
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (plain[byte]) {
      out.push_back(c);
    } else {
      out.push_back('%');
      out.push_back(upper_hex[byte >> 4]);
      out.push_back(upper_hex[byte & 15]);
    }
  }
  return out;
}

std::optional<std::string> percent_decode(std::string_view text, char plus) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+') {
      out.push_back(plus);
    } else if (text[i] != '%') {
      out.push_back(text[i]);
    } else {
      if (text.size() - i < 3) return std::nullopt;
      const std::uint8_t high = hex_values[byte_at(text, i + 1)];
      const std::uint8_t low = hex_values[byte_at(text, i + 2)];
      if (high == foreign || low == foreign) return std::nullopt;
      out.push_back(static_cast<char>(high << 4 | low));
      i += 2;
    }
  }
  return out;
}

}  // namespace

std::string to_base64url(std::string_view bytes) {
  std::string text;
  append_base64url(text, bytes);
  return text;
}

void append_base64url(std::string& out, std::string_view bytes) {
  append_sextets(out, bytes, base64url_alphabet);
}

std::optional<std::string> parse_base64url(std::string_view text) {
  return decode_sextets(text, base64url_values);
}

std::string to_base64(std::string_view bytes) {
  std::string text;
  append_sextets(text, bytes, base64_alphabet);
  text.append((4 - text.size() % 4) % 4, '=');
  return text;
}

std::optional<std::string> parse_base64(std::string_view text) {
  if (text.size() % 4 != 0) return std::nullopt;
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding)
    text.remove_suffix(1);
  return decode_sextets(text, base64_values);
}

std::string to_hex(std::string_view bytes) {
  std::string text;
  text.reserve(bytes.size() * 2);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    text.push_back(lower_hex[byte_at(bytes, i) >> 4]);
    text.push_back(lower_hex[byte_at(bytes, i) & 15]);
  }
  return text;
}

std::optional<std::string> parse_hex(std::string_view text) {
  if (text.size() % 2 != 0) return std::nullopt;
  std::string bytes;
  bytes.reserve(text.size() / 2);
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const std::uint8_t high = hex_values[byte_at(text, i)];
    const std::uint8_t low = hex_values[byte_at(text, i + 1)];
    if (high == foreign || low == foreign) return std::nullopt;
    bytes.push_back(static_cast<char>(high << 4 | low));
  }
  return bytes;
}

std::string to_percent_encoded(std::string_view text) {
  return percent_encode(text, unreserved);
}

std::optional<std::string> parse_percent_encoded(std::string_view text) {
  auto decoded = percent_decode(text, '+');
  if (decoded && decoded->find('\0') != std::string::npos) return std::nullopt;
  return decoded;
}

std::string to_form_encoded(std::string_view text) {
  auto encoded = percent_encode(text, form_plain);
  std::size_t end = 0;
  for (std::size_t i = 0; i < encoded.size(); ++i) {
    if (encoded.compare(i, 3, "%20") == 0) {
      encoded[end++] = '+';
      i += 2;
    } else {
      encoded[end++] = encoded[i];
    }
  }
  encoded.resize(end);
  return encoded;
}

std::optional<std::string> parse_form_encoded(std::string_view text) {
  return percent_decode(text, ' ');
}

std::string to_html_escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size() + text.size() / 8);
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      case '\'':
        out += "&#39;";
        break;
      default:
        out.push_back(c);
    }
  }
  return out;
}

}  // namespace daemun
