// The table of URLs. Static segments win over `{name}` segments, those over `{name...}`, among the
// rows that have the method; the order of rows does not matter. Static segments are compared as
// sent (an escaped letter does not match), parameters are decoded.
#ifndef DAEMUN_HTTP_ROUTER_H
#define DAEMUN_HTTP_ROUTER_H

#include "base/task.h"
#include "http/request.h"
#include "http/response.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace daemun::http {

using Handler = std::function<Task<Response>(Request)>;

struct Route {
  Method method;
  std::string pattern;  // "/oidc/auth/{uid}"; a last segment `{name...}` takes the rest of the path
  Handler handler;
};

class Router {
 public:
  // Throws std::invalid_argument for a malformed pattern and for two rows of one method and shape.
  explicit Router(std::vector<Route> routes);

  struct Match {
    const Route* route = nullptr;  // null when nothing matches
    std::vector<std::pair<std::string, std::string>> path_parameters;
    // Methods that the path has, for 405 and Allow; empty when the path is unknown.
    std::vector<Method> allowed;
  };
  // HEAD matches GET rows. A path with an invalid escape, a NUL or a dot segment matches nothing;
  // an encoded slash may be in a parameter, and in no "{path...}".
  Match find(Method method, std::string_view path) const;

  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };
  template <typename T>
  using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;
  using Rows = std::vector<std::size_t>;  // indices of routes_
  // A tree of path segments.
  struct Node {
    TextMap<std::size_t> children;         // static segment -> index of nodes_
    std::optional<std::size_t> parameter;  // `{name}` -> index of nodes_
    Rows rows;                             // patterns that end here
    Rows rest_rows;                        // patterns that end here with `{name...}`
  };
  struct Search;

  void insert(std::size_t row);
  void insert_row(Rows& rows, std::size_t row) const;
  std::size_t descend(std::size_t node, std::string_view segment);
  void walk(Search& search, std::size_t node, std::size_t depth) const;
  void offer(Search& search, const Rows& rows) const;
  static std::vector<std::pair<std::string, std::string>> to_parameters(
      std::string_view pattern, std::string_view path
  );

  std::vector<Route> routes_;
  std::vector<Node> nodes_;
  TextMap<Rows> static_rows_;  // whole paths without parameters: the common case, one look-up
};

}  // namespace daemun::http

#endif
