// embed_domains OUTPUT.cpp [INDEX.json WILDCARD.json]      Makes the table of disposable e-mail
// domains that the server carries inside from two JSON arrays: domains that are meant as they
// stand, and domains that are meant with all below them. Without them the table is empty.
#include "base/ascii_uri.h"
#include "domain/disposable_hash.h"

#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

std::string read(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  if (!(text << file.rdbuf())) throw std::runtime_error(std::string(path) + ": cannot be read");
  return text.str();
}

// An array of strings. A domain needs no escapes: to_ascii_host refuses the backslash.
std::vector<std::string> list_domains(const char* path) {
  const auto text = read(path);
  std::vector<std::string> domains;
  for (std::size_t at = text.find('"'); at != std::string::npos; at = text.find('"', at)) {
    const auto end = text.find('"', at + 1);
    if (end == std::string::npos) throw std::runtime_error(std::string(path) + ": ends in a text");
    const auto domain = daemun::to_ascii_host(text.substr(at + 1, end - at - 1));
    if (!domain) throw std::runtime_error(std::string(path) + ": one is no domain");
    domains.push_back(*domain);
    at = end + 1;
  }
  if (domains.empty()) throw std::runtime_error(std::string(path) + ": no domains");
  return domains;
}

// As octal escapes, which end after three digits whatever follows.
std::string to_literal(std::string_view bytes) {
  constexpr std::size_t line = 24;
  std::string text = "    \"";
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i > 0 && i % line == 0) text += "\"\n    \"";
    const auto byte = static_cast<unsigned char>(bytes[i]);
    text += '\\';
    for (const int shift : {6, 3, 0})
      text += static_cast<char>('0' + ((byte >> shift) & 7));
  }
  return text + "\"";
}

std::string make_table(const char* index, const char* wildcard) {
  std::vector<std::uint64_t> hashes;
  for (const auto& domain : list_domains(index))
    hashes.push_back(daemun::disposable_hash(domain));
  for (const auto& domain : list_domains(wildcard))
    hashes.push_back(daemun::disposable_hash("*." + domain));
  return daemun::make_disposable_table(std::move(hashes));
}

std::string make_source(std::string_view table) {
  return "#include <string_view>\n\nnamespace daemun {\n"
         "extern const std::string_view disposable_domains_table;\n"
         "namespace {\nconstexpr char bytes[] =\n" +
         to_literal(table) +
         ";\n}  // namespace\n"
         "const std::string_view disposable_domains_table{bytes, sizeof bytes - 1};\n"
         "}  // namespace daemun\n";
}

}  // namespace

int main(int count, char** arguments) {
  try {
    if (count != 2 && count != 4)
      throw std::runtime_error("usage: OUTPUT.cpp [INDEX.json WILDCARD.json]");
    const auto table = count == 4 ? make_table(arguments[2], arguments[3]) : std::string();
    const auto source = make_source(table);
    std::ofstream file(arguments[1], std::ios::trunc);
    if (!(file << source << std::flush)) throw std::runtime_error("the output cannot be written");
    return EXIT_SUCCESS;
  } catch (const std::exception& error) {
    std::cerr << "embed_domains: " << error.what() << "\n";
    return EXIT_FAILURE;
  }
}
