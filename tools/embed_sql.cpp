// embed_sql OUTPUT_DIRECTORY FILE.sql...
// Makes a header of constants from each file of SQL statements, x.sql -> x_sql.h with the namespace
// x_sql, and one table of all statements, statements.cpp. A file consists of blocks with empty
// lines between them; one text serves both engines:
//   -- find                     the name of the constant
//   -- Comments on it.
//   select $include(columns)    the text of the part `columns`; $include(file.columns) of another
//   file from users u where u.tenant_id = $1 and u.id in (select x.value from $list(2, x));
//                               the JSON array in parameter $2 as a table x with the column `value`
//   -- find (postgres)          what PostgreSQL gets instead; the comment below says why
//   -- columns (part)           a text to include, or to put together at run time: without the ';'
#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

enum class Engine { sqlite, postgres };

// A part is no statement: others include it, or a text is put together from it at run time.
enum class Kind { statement, part };

struct Block {
  std::string name;
  Kind kind = Kind::statement;
  bool is_postgres = false;  // instead of the block of the same name, there
  bool has_comment = false;
  std::string text{};  // one line
};

using Blocks = std::vector<Block>;
using Files = std::map<std::string, Blocks>;  // by name, without ".sql"

[[noreturn]] void refuse(const std::string& place, const std::string& complaint) {
  throw std::runtime_error(place + ": " + complaint);
}

bool is_word(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return std::islower(static_cast<unsigned char>(c)) ||
           std::isdigit(static_cast<unsigned char>(c)) || c == '_';
  });
}

std::string trim(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r") - first + 1));
}

// "-- name", "-- name (part)", "-- name (postgres)", "-- name (part, postgres)"
Block parse_title(std::string_view line, const std::string& place) {
  if (!line.starts_with("-- ")) refuse(place, "a block begins with a line \"-- name\"");
  line.remove_prefix(3);
  const auto space = line.find(' ');
  const auto mark = space == std::string_view::npos ? "" : line.substr(space + 1);
  Block block{.name = std::string(line.substr(0, space))};
  block.kind = mark.starts_with("(part") ? Kind::part : Kind::statement;
  block.is_postgres = mark.ends_with("postgres)");
  const bool is_known =
      mark.empty() || mark == "(part)" || mark == "(postgres)" || mark == "(part, postgres)";
  if (!is_word(block.name) || !is_known) refuse(place, "not a title: -- " + std::string(line));
  return block;
}

Blocks parse(const std::filesystem::path& path) {
  std::ifstream file(path);
  Blocks blocks;
  std::string raw;
  bool is_inside = false;
  for (int number = 1; std::getline(file, raw); ++number) {
    const auto place = path.string() + ":" + std::to_string(number);
    const auto line = trim(raw);
    if (line.empty()) {
      is_inside = false;
    } else if (!is_inside) {
      blocks.push_back(parse_title(line, place));
      is_inside = true;
    } else if (line.starts_with("--")) {
      if (!blocks.back().text.empty()) refuse(place, "a comment comes before the statement");
      blocks.back().has_comment = true;
    } else {
      if (line.find("--") != std::string::npos) refuse(place, "a comment has lines of its own");
      auto& text = blocks.back().text;
      if (!text.empty() && text.back() != '(' && line.front() != ')') text += ' ';
      text += line;
    }
  }
  for (auto& block : blocks) {
    const auto place = path.string() + ": " + block.name;
    const bool ends = block.text.ends_with(';');
    if (ends) block.text.pop_back();
    if (ends != (block.kind == Kind::statement))
      refuse(place, "statements end with ';', parts do not");
    if (block.is_postgres && !block.has_comment) refuse(place, "says no reason to differ");
  }
  return blocks;
}

const Block& find(
    const Files& files, const std::string& file, const std::string& name, Engine engine
) {
  const auto found = files.find(file);
  if (found == files.end()) refuse(file + ".sql", "there is no such file");
  const Block* plain = nullptr;
  for (const auto& block : found->second) {
    if (block.name != name) continue;
    if (block.is_postgres && engine == Engine::postgres) return block;
    if (!block.is_postgres) plain = &block;
  }
  if (!plain) refuse(file + ".sql", "there is no block " + name);
  return *plain;
}

// The arguments of "$notation(...)" at `at`, which is moved behind it.
std::vector<std::string> take_arguments(std::string_view text, std::size_t& at) {
  const auto end = text.find(')', at);
  std::istringstream list(std::string(text.substr(at, end - at)));
  at = end + 1;
  std::vector<std::string> arguments;
  for (std::string argument; std::getline(list, argument, ',');)
    arguments.push_back(trim(argument));
  return arguments;
}

std::string to_list(const std::vector<std::string>& arguments, Engine engine) {
  if (arguments.size() != 2) refuse("$list", "takes the number of a parameter and an alias");
  const auto& [parameter, alias] = std::pair(arguments[0], arguments[1]);
  if (engine == Engine::sqlite) return "json_each($" + parameter + ") as " + alias;
  return "json_array_elements_text($" + parameter + "::json) as " + alias + "(value)";
}

std::string expand(
    const Files& files, const std::string& file, std::string_view text, Engine engine
) {
  constexpr std::string_view include = "$include(";
  constexpr std::string_view list = "$list(";
  std::string expanded;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(list)) {
      at += list.size();
      expanded += to_list(take_arguments(text, at), engine);
    } else if (text.substr(at).starts_with(include)) {
      at += include.size();
      const auto name = take_arguments(text, at).at(0);
      const auto dot = name.find('.');
      const auto source = dot == std::string::npos ? file : name.substr(0, dot);
      const auto& part =
          find(files, source, dot == std::string::npos ? name : name.substr(dot + 1), engine);
      if (part.kind != Kind::part) refuse(file + ".sql", name + " is not a part");
      expanded += expand(files, source, part.text, engine);
    } else {
      expanded += text[at++];
    }
  }
  return expanded;
}

// Parameters are numbered from 1, and each is used.
std::size_t count_parameters(std::string_view text, const std::string& place) {
  std::set<std::size_t> numbers;
  for (auto at = text.find('$'); at != std::string_view::npos; at = text.find('$', at + 1)) {
    const int number = std::atoi(text.data() + at + 1);
    if (number > 0) numbers.insert(static_cast<std::size_t>(number));  // or else a path in JSON
  }
  if (!numbers.empty() && (*numbers.begin() != 1 || *numbers.rbegin() != numbers.size()))
    refuse(place, "a parameter is missing");
  return numbers.size();
}

std::string to_literal(std::string_view text) {
  std::string literal = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') literal += '\\';
    literal += c;
  }
  return literal + '"';
}

struct Texts {
  std::string sqlite;
  std::string postgres;
};

Texts expand_both(const Files& files, const std::string& file, const Block& block) {
  const auto& postgres = find(files, file, block.name, Engine::postgres);
  return {
      expand(files, file, block.text, Engine::sqlite),
      expand(files, file, postgres.text, Engine::postgres)};
}

// A text that is as it was keeps its time, so that nothing is compiled for it.
void write(const std::filesystem::path& path, const std::string& text) {
  std::ifstream present(path);
  std::ostringstream bytes;
  bytes << present.rdbuf();
  if (present && bytes.str() == text) return;
  std::ofstream(path) << text;
}

std::string to_header(const Files& files, const std::string& file) {
  std::string header =
      "// Made of " + file +
      ".sql by tools/embed_sql.cpp.\n#pragma once\n\n#include \"storage/sql.h\"\n\n"
      "namespace daemun::storage::" +
      file + "_sql {\n\n";
  std::set<std::string> names;
  for (const auto& block : files.at(file)) {
    if (block.is_postgres) {
      find(files, file, block.name, Engine::sqlite);  // what it stands in for
      continue;
    }
    if (!names.insert(block.name).second) refuse(file + ".sql", "there are two of " + block.name);
    const auto texts = expand_both(files, file, block);
    if (block.kind == Kind::part) {
      // A text that is put together at run time has no place for two.
      if (texts.sqlite == texts.postgres) {
        header += "inline constexpr std::string_view " + block.name + " =\n    " +
                  to_literal(texts.sqlite) + ";\n";
      }
      continue;
    }
    header += "inline constexpr Sql " + block.name + "{\n    " + to_literal(texts.sqlite);
    if (texts.postgres != texts.sqlite) header += ",\n    " + to_literal(texts.postgres);
    header += "};\n";
  }
  return header + "\n}  // namespace daemun::storage::" + file + "_sql\n";
}

std::string to_table(const Files& files) {
  std::string includes = "// Made by tools/embed_sql.cpp.\n#include \"storage/statements.h\"\n\n";
  std::string rows;
  for (const auto& [file, blocks] : files) {
    includes += "#include \"storage/" + file + "_sql.h\"\n";
    for (const auto& block : blocks) {
      if (block.is_postgres || block.kind == Kind::part) continue;
      const auto place = file + ".sql: " + block.name;
      const auto texts = expand_both(files, file, block);
      const auto count = count_parameters(texts.sqlite, place);
      if (count != count_parameters(texts.postgres, place))
        refuse(place, "the engines take different numbers of parameters");
      rows += "    {\"" + file + "\", \"" + block.name + "\", " + file + "_sql::" + block.name +
              ", " + std::to_string(count) + "},\n";
    }
  }
  return includes +
         "\nnamespace daemun::storage {\nnamespace {\n\nconstexpr NamedStatement all[] = {\n" +
         rows +
         "};\n\n}  // namespace\n\nstd::span<const NamedStatement> statements() { return all; }\n\n"
         "}  // namespace daemun::storage\n";
}

}  // namespace

int main(int argc, char** argv) try {
  if (argc < 3) refuse("usage", "embed_sql OUTPUT_DIRECTORY FILE.sql...");
  const std::filesystem::path directory = argv[1];
  std::filesystem::create_directories(directory);
  Files files;
  for (int i = 2; i < argc; ++i)
    files[std::filesystem::path(argv[i]).stem().string()] = parse(argv[i]);
  for (const auto& [file, blocks] : files)
    write(directory / (file + "_sql.h"), to_header(files, file));
  write(directory / "statements.cpp", to_table(files));
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
