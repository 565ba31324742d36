// embed_sql OUTPUT_DIRECTORY FILE.sql...      files in a folder "migrations" are read for their
// cascades Makes a header of constants from each file of SQL statements, x.sql -> x_sql.h with the
// namespace x_sql, and one table of all statements, statements.cpp. A file consists of blocks with
// empty lines between them; one text serves both engines:
//   -- find                     the name of the constant
//   -- Comments on it.
//   select $include(columns)    the text of the part `columns`; $include(file.columns) of another
//   file from users u where u.tenant_id = $1 and u.id in (select x.value from $list(2, x));
//                               the JSON array in parameter $2 as a table x with the column `value`
//   -- find (postgres)          what PostgreSQL gets instead; the comment below says why
//   -- columns (part)           a text to include, or to put together at run time: without the ';'
//   -- find (cached)            a read whose rows the settings cache keeps: what writes to one of
//   its
//                               tables, if only by a cascade, changes settings
//   -- add (member: user, application)
//                               two statements, user_add and application_add, with that word for
//                               each
//                               $(member); also add[0] and add[1]. $include(part, member=user)
//                               gives a part such a word
//   -- lock (no settings)       writes to such a table, but nothing that is kept
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
  bool is_cached = false;
  bool changes_settings = true;  // may do so, until its tables are known
  bool has_comment = false;
  std::string placeholder{};         // "member": the block is one of a family
  std::vector<std::string> words{};  // "user", "application"
  std::string text{};                // one line
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

// The words of "a, b" without the spaces.
std::vector<std::string> split(std::string_view text) {
  std::istringstream list{std::string(text)};
  std::vector<std::string> words;
  for (std::string word; std::getline(list, word, ',');)
    words.push_back(trim(word));
  return words;
}

// "-- name" or "-- name (mark, mark)"
Block parse_title(std::string_view line, const std::string& place) {
  if (!line.starts_with("-- ")) refuse(place, "a block begins with a line \"-- name\"");
  line.remove_prefix(3);
  const auto space = line.find(' ');
  auto marks = space == std::string_view::npos ? "" : line.substr(space + 1);
  Block block{.name = std::string(line.substr(0, space))};
  bool is_known = is_word(block.name);
  if (marks.starts_with('(') && marks.ends_with(')')) marks = marks.substr(1, marks.size() - 2);
  for (const auto& mark : split(marks)) {
    if (mark == "part") {
      block.kind = Kind::part;
    } else if (mark == "postgres") {
      block.is_postgres = true;
    } else if (mark == "cached") {
      block.is_cached = true;
    } else if (mark == "no settings") {
      block.changes_settings = false;
    } else if (const auto colon = mark.find(": "); colon != std::string::npos) {
      block.placeholder = mark.substr(0, colon);
      block.words.push_back(mark.substr(colon + 2));
    } else if (!block.words.empty()) {
      block.words.push_back(mark);
    } else {
      is_known = false;
    }
  }
  if (!is_known) refuse(place, "not a title: -- " + std::string(line));
  return block;
}

std::string substitute(std::string text, const std::string& placeholder, std::string_view word) {
  const auto wanted = "$(" + placeholder + ")";
  for (auto at = text.find(wanted); at != std::string::npos; at = text.find(wanted, at))
    text.replace(at, wanted.size(), word);
  return text;
}

// A block for each word of a family.
Blocks spread(const Blocks& blocks) {
  Blocks all;
  for (const auto& block : blocks) {
    if (block.words.empty()) all.push_back(block);
    for (const auto& word : block.words) {
      all.push_back(block);
      all.back().name = word + "_" + block.name;
      all.back().text = substitute(block.text, block.placeholder, word);
    }
  }
  return all;
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
  return spread(blocks);
}

// From a table to those whose rows go with its own.
using Cascades = std::multimap<std::string, std::string>;

void read_cascades(Cascades& cascades, const std::filesystem::path& migration) {
  std::ifstream file(migration);
  std::string table;
  for (std::string previous, word; file >> word; previous = word) {
    if (previous == "table") table = word;
    if (previous != "references") continue;
    std::string columns, on, act, effect;
    std::getline(file, columns, ')');
    file >> on >> act >> effect;
    if (act == "delete" && effect.starts_with("cascade")) cascades.emplace(word, table);
  }
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
  const auto arguments = text.substr(at, end - at);
  at = end + 1;
  return split(arguments);
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
  constexpr std::string_view placeholder = "$(";
  std::string expanded;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(list)) {
      at += list.size();
      expanded += to_list(take_arguments(text, at), engine);
    } else if (text.substr(at).starts_with(include)) {
      at += include.size();
      const auto arguments = take_arguments(text, at);
      const auto& name = arguments.at(0);
      const auto dot = name.find('.');
      const auto source = dot == std::string::npos ? file : name.substr(0, dot);
      const auto& part =
          find(files, source, dot == std::string::npos ? name : name.substr(dot + 1), engine);
      if (part.kind != Kind::part) refuse(file + ".sql", name + " is not a part");
      auto included = part.text;
      for (const auto& argument : arguments) {
        const auto equals = argument.find('=');
        if (equals == std::string::npos) continue;
        included = substitute(included, argument.substr(0, equals), argument.substr(equals + 1));
      }
      expanded += expand(files, source, included, engine);
    } else if (text.substr(at).starts_with(placeholder)) {
      refuse(
          file + ".sql",
          "nothing is given for " + std::string(text.substr(at, text.find(')', at) + 1 - at))
      );
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

// The tables that a statement reads.
std::set<std::string> list_read_tables(std::string_view text) {
  std::istringstream words{std::string(text)};
  std::set<std::string> tables;
  for (std::string word, previous; words >> word; previous = word) {
    if (previous == "from" || previous == "join") tables.insert(word.substr(0, word.find(')')));
  }
  return tables;
}

std::string first_word(std::string_view text) {
  return std::string(text.substr(0, text.find(' ')));
}

// The table that a statement writes, or nothing, and those that follow a deleted row.
std::set<std::string> list_written_tables(std::string_view text, const Cascades& cascades) {
  std::set<std::string> tables;
  for (const std::string_view verb : {"insert into ", "update ", "delete from "}) {
    if (text.starts_with(verb)) tables.insert(first_word(text.substr(verb.size())));
  }
  std::vector<std::string> deleted;
  if (text.starts_with("delete ")) deleted.assign(tables.begin(), tables.end());
  while (!deleted.empty()) {
    const auto table = deleted.back();
    deleted.pop_back();
    const auto [first, last] = cascades.equal_range(table);
    for (auto next = first; next != last; ++next)
      if (tables.insert(next->second).second) deleted.push_back(next->second);
  }
  return tables;
}

// Says of each statement whether it changes settings: rows that a cached statement reads.
void derive_settings(Files& files, const Cascades& cascades) {
  std::set<std::string> settings;
  for (const auto& [file, blocks] : files) {
    for (const auto& block : blocks) {
      if (!block.is_cached) continue;
      settings.merge(list_read_tables(expand(files, file, block.text, Engine::sqlite)));
    }
  }
  for (auto& [file, blocks] : files) {
    for (auto& block : blocks) {
      if (block.kind == Kind::part) continue;
      const auto text = expand(files, file, block.text, Engine::sqlite);
      const auto written = list_written_tables(text, cascades);
      const bool can_change = std::any_of(written.begin(), written.end(), [&](const auto& table) {
        return settings.contains(table);
      });
      if (!can_change && !block.changes_settings)
        refuse(file + ".sql: " + block.name, "writes to no table of settings: it needs no mark");
      if (!can_change) block.changes_settings = false;
    }
  }
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
    // A part for others to fill in is none to be put together at run time.
    if (block.kind == Kind::part && block.text.find("$(") != std::string::npos) continue;
    const auto texts = expand_both(files, file, block);
    if (block.kind == Kind::part) {
      // A text that is put together at run time has no place for two.
      if (texts.sqlite == texts.postgres) {
        header += "inline constexpr std::string_view " + block.name + " =\n    " +
                  to_literal(texts.sqlite) + ";\n";
      }
      continue;
    }
    header += "inline constexpr Sql " + block.name + "{\n    .text = " + to_literal(texts.sqlite);
    if (texts.postgres != texts.sqlite)
      header += ",\n    .postgres = " + to_literal(texts.postgres);
    if (block.changes_settings) header += ",\n    .changes_settings = true";
    header += "};\n";
    if (!block.words.empty() && block.name.starts_with(block.words.back() + "_")) {
      const auto name = block.name.substr(block.words.back().size() + 1);
      header += "inline constexpr Sql " + name + "[] = {";
      for (const auto& word : block.words)
        header += word + "_" + name + (word == block.words.back() ? "};\n" : ", ");
    }
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
              ", " + std::to_string(count) + ", " + (block.is_cached ? "true" : "false") + "},\n";
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
  Cascades cascades;
  for (int i = 2; i < argc; ++i) {
    const std::filesystem::path path = argv[i];
    if (path.parent_path().filename() == "migrations") {
      read_cascades(cascades, path);
    } else {
      files[path.stem().string()] = parse(path);
    }
  }
  derive_settings(files, cascades);
  for (const auto& [file, blocks] : files)
    write(directory / (file + "_sql.h"), to_header(files, file));
  write(directory / "statements.cpp", to_table(files));
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
