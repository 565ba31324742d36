#include "api/openapi.h"

#include "base/text.h"

#include <algorithm>
#include <string_view>

#include "api/described.h"
#include "api/file_form.h"

namespace daemun::api {
namespace {

constexpr std::string_view root = "/api/";

json::object content(const std::string& type, const json::object& schema) {
  return {{type, {{"schema", schema}}}};
}

json::object json_content(const json::object& schema) {
  return content("application/json", schema);
}

json::object file_content(const Shape& form) {
  auto schema = to_schema(form);
  schema["properties"].as_object()["file"].as_object()["format"] = "binary";
  return content("multipart/form-data", schema);
}

json::object body_content(const Shape& body) {
  return is_file_form(body) ? file_content(body) : json_content(to_schema(body));
}

json::object error_reply(std::string_view description) {
  return {
      {"description", description},
      {"content", json_content(json::object{{"$ref", "#/components/schemas/Error"}})},
  };
}

std::string_view to_description(int status) {
  switch (status) {
    case 400:
      return "A part of the request is missing or malformed.";
    case 401:
      return "The access token is missing or not accepted.";
    case 403:
      return "The access token lacks the permission.";
    case 404:
      return "There is no such thing.";
    default:
      return "The request contradicts what is stored.";
  }
}

json::object parameter(std::string_view name, std::string_view place, const Shape& shape) {
  return {
      {"name", name}, {"in", place}, {"required", place == "path"}, {"schema", to_schema(shape)}};
}

json::object to_json(const QueryParameter& row) {
  auto object = parameter(row.name, "query", row.shape);
  for (const auto& member : row.more)
    object[member.key()] = member.value();
  return object;
}

// The names between braces.
std::vector<std::string> path_parameters(const std::string& path) {
  std::vector<std::string> names;
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    names.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return names;
}

json::array to_parameters(const Endpoint& endpoint) {
  json::array parameters;
  for (const auto& name : path_parameters(endpoint.path))
    parameters.push_back(parameter(name, "path", shape_of<Text<1>>()));
  for (const auto& row : endpoint.query)
    parameters.push_back(to_json(row));
  return parameters;
}

json::object to_replies(const Endpoint& endpoint) {
  json::object success{{"description", endpoint.status == 204 ? "Done." : "The result."}};
  if (endpoint.reply) success["content"] = content(endpoint.reply_type, to_schema(*endpoint.reply));
  json::object replies{{std::to_string(endpoint.status), success}};
  for (const int status : endpoint.refusals)
    replies[std::to_string(status)] = error_reply(to_description(status));
  return replies;
}

// "get-resources-id-scopes": unique, because the path and the method are.
std::string to_operation_id(const Endpoint& endpoint) {
  std::string id = to_lower_ascii(http::to_string(endpoint.method));
  for (const char c : endpoint.path.substr(root.size() - 1)) {
    if (c == '/') id += '-';
    if (c != '/' && c != '{' && c != '}') id += c;
  }
  return id;
}

json::object to_json(const Endpoint& endpoint) {
  // The word after /api: "users", "experience", ".well-known".
  const auto start = root.size();
  const auto group = endpoint.path.substr(start, endpoint.path.find('/', start) - start);
  json::object object{
      {"operationId", to_operation_id(endpoint)},
      {"summary", endpoint.summary},
      {"tags", {group}},
      {"parameters", to_parameters(endpoint)},
  };
  if (endpoint.body) {
    object["requestBody"] = {{"required", true}, {"content", body_content(*endpoint.body)}};
  }
  object["responses"] = to_replies(endpoint);
  return object;
}

struct ErrorBody {
  Text<1> code{};
  Text<1> message{};
  std::optional<std::string> details{};
};
BOOST_DESCRIBE_STRUCT(ErrorBody, (), (code, message, details))

json::object error_schema() {
  json::object schema = to_schema(shape_of<ErrorBody>());
  schema["properties"].as_object()["data"] =
      json::object{{"description", "What the code is about"}};
  return schema;
}

}  // namespace

std::string make_openapi(const OpenApiTitle& title, const std::vector<Endpoint>& endpoints) {
  json::object paths;
  for (const auto& endpoint : endpoints) {
    auto& path = paths[endpoint.path];
    if (!path.is_object()) path = json::object();
    auto operation = to_json(endpoint);
    // What refuses nobody for a missing token takes none.
    const auto& refusals = endpoint.refusals;
    const bool is_open = std::find(refusals.begin(), refusals.end(), 401) == refusals.end();
    if (is_open && title.credentials == Credentials::bearer)
      operation["security"] = json::array{json::object()};
    path.as_object()[to_lower_ascii(http::to_string(endpoint.method))] = std::move(operation);
  }
  json::object components{{"schemas", {{"Error", error_schema()}}}};
  json::array security{json::object()};
  if (title.credentials == Credentials::bearer) {
    security = {json::object{{"bearer", json::array()}}};
    components["securitySchemes"] = {
        {"bearer", {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}}};
  }
  const json::object document{
      {"openapi", "3.0.3"},
      {"info",
       {{"title", title.title},
        {"version", "1"},
        {"license",
         {{"name", "Apache-2.0"}, {"url", "https://www.apache.org/licenses/LICENSE-2.0"}}}}},
      {"servers", {json::object{{"url", title.server}}}},
      {"security", security},
      {"paths", paths},
      {"components", components},
  };
  return json::serialize(document);
}

}  // namespace daemun::api
