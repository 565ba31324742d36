#include "http/router.h"

#include "base/encoding.h"
#include "base/text.h"

#include <algorithm>
#include <stdexcept>

namespace daemun::http {

namespace {

bool is_parameter(std::string_view segment) {
  return segment.size() > 2 && segment.front() == '{' && segment.back() == '}';
}

bool is_rest(std::string_view segment) {
  return is_parameter(segment) && segment.ends_with("...}");
}

// The text between slashes; "/" is one empty segment.
std::vector<std::string_view> to_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  path.remove_prefix(1);
  for (;;) {
    const std::size_t end = path.find('/');
    segments.push_back(path.substr(0, end));
    if (end == std::string_view::npos) return segments;
    path.remove_prefix(end + 1);
  }
}

bool is_dot_segment(std::string_view segment) {
  return segment == "." || segment == "..";
}

bool has_dot_segment(std::string_view path) {
  const auto segments = to_segments(path);
  return std::any_of(segments.begin(), segments.end(), is_dot_segment);
}

bool is_well_formed(std::string_view segment) {
  if (segment.find('%') == std::string_view::npos) return !is_dot_segment(segment);
  const auto decoded = parse_percent_encoded(segment);
  return decoded && decoded->find('\0') == std::string::npos && is_valid_utf8(*decoded) &&
         !has_dot_segment("/" + *decoded);
}

// A name that people chose may hold a slash ("a/b"), and is a parameter then; the path of a file
// never does.
bool has_encoded_slash(std::string_view segment) {
  return segment.find("%2F") != std::string_view::npos ||
         segment.find("%2f") != std::string_view::npos;
}

void add_method(std::vector<Method>& methods, Method method) {
  if (std::find(methods.begin(), methods.end(), method) == methods.end()) methods.push_back(method);
}

}  // namespace

// One look-up in progress.
struct Router::Search {
  Method method;
  const std::vector<std::string_view>& segments;
  const Route* found = nullptr;
  std::vector<Method> allowed;
};

Router::Router(std::vector<Route> routes) : routes_(std::move(routes)), nodes_(1) {
  for (std::size_t row = 0; row < routes_.size(); ++row)
    insert(row);
}

void Router::insert(std::size_t row) {
  const std::string& pattern = routes_[row].pattern;
  if (pattern.empty() || pattern.front() != '/') {
    throw std::invalid_argument("route pattern must begin with '/': " + pattern);
  }
  const std::vector<std::string_view> segments = to_segments(pattern);
  std::size_t node = 0;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    if (is_rest(segments[i]) && i + 1 == segments.size()) {
      insert_row(nodes_[node].rest_rows, row);
      return;
    }
    const bool braces = segments[i].find_first_of("{}") != std::string_view::npos;
    if (braces && (!is_parameter(segments[i]) || is_rest(segments[i]))) {
      throw std::invalid_argument("malformed route pattern: " + pattern);
    }
    node = descend(node, segments[i]);
  }
  insert_row(nodes_[node].rows, row);
  if (pattern.find('{') == std::string::npos) static_rows_[pattern].push_back(row);
}

void Router::insert_row(Rows& rows, std::size_t row) const {
  for (const std::size_t other : rows) {
    if (routes_[other].method == routes_[row].method) {
      throw std::invalid_argument("two routes for " + routes_[row].pattern);
    }
  }
  rows.push_back(row);
}

std::size_t Router::descend(std::size_t node, std::string_view segment) {
  const std::size_t next = nodes_.size();
  if (is_parameter(segment)) {
    if (nodes_[node].parameter) return *nodes_[node].parameter;
    nodes_[node].parameter = next;
  } else {
    const auto [position, inserted] = nodes_[node].children.try_emplace(std::string(segment), next);
    if (!inserted) return position->second;
  }
  nodes_.emplace_back();
  return next;
}

// Takes the row of the method, or of GET for HEAD, and notes what else the path has.
void Router::offer(Search& search, const Rows& rows) const {
  const Route* fallback = nullptr;
  for (const std::size_t row : rows) {
    const Route& route = routes_[row];
    add_method(search.allowed, route.method);
    if (route.method == Method::get) add_method(search.allowed, Method::head);
    if (route.method == search.method) search.found = &route;
    if (route.method == Method::get && search.method == Method::head) fallback = &route;
  }
  if (search.found == nullptr) search.found = fallback;
}

void Router::walk(Search& search, std::size_t index, std::size_t depth) const {
  const Node& node = nodes_[index];
  if (depth == search.segments.size()) {
    offer(search, node.rows);
    return;
  }
  const std::string_view segment = search.segments[depth];
  const auto child = node.children.find(segment);
  if (child != node.children.end()) walk(search, child->second, depth + 1);
  if (search.found == nullptr && node.parameter && !segment.empty()) {
    walk(search, *node.parameter, depth + 1);
  }
  const bool is_plain = std::none_of(
      search.segments.begin() + static_cast<std::ptrdiff_t>(depth),
      search.segments.end(),
      has_encoded_slash
  );
  if (search.found == nullptr && is_plain) offer(search, node.rest_rows);
}

std::vector<std::pair<std::string, std::string>> Router::to_parameters(
    std::string_view pattern, std::string_view path
) {
  std::vector<std::pair<std::string, std::string>> parameters;
  while (!pattern.empty()) {
    pattern.remove_prefix(1);
    path.remove_prefix(1);
    const std::string_view name = pattern.substr(0, pattern.find('/'));
    const std::string_view value = is_rest(name) ? path : path.substr(0, path.find('/'));
    if (is_parameter(name)) {
      const std::size_t marks = is_rest(name) ? 5 : 2;
      parameters.emplace_back(
          name.substr(1, name.size() - marks), parse_percent_encoded(value).value_or("")
      );
    }
    pattern.remove_prefix(name.size());
    path.remove_prefix(value.size());
  }
  return parameters;
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  if (path.empty() || path.front() != '/') return match;
  if (const auto rows = static_rows_.find(path); rows != static_rows_.end()) {
    for (const std::size_t row : rows->second) {
      if (routes_[row].method == method) return {&routes_[row], {}, {}};
    }
  }

  const std::vector<std::string_view> segments = to_segments(path);
  if (!std::all_of(segments.begin(), segments.end(), is_well_formed)) return match;
  Search search{method, segments, nullptr, {}};
  walk(search, 0, 0);
  match.route = search.found;
  match.allowed = std::move(search.allowed);
  if (match.route != nullptr) match.path_parameters = to_parameters(match.route->pattern, path);
  return match;
}

}  // namespace daemun::http
