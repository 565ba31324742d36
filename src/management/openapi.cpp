#include "management/openapi.h"

#include "base/text.h"

#include <string_view>

namespace daemun::management {
namespace {

json::object json_content(const json::object& schema) {
  return {{"application/json", {{"schema", schema}}}};
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

// The names between braces.
std::vector<std::string> path_parameters(const std::string& path) {
  std::vector<std::string> names;
  for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1)) {
    names.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
  }
  return names;
}

// OpenAPI has no words for "search.<field>": an object whose members are parameters of their own.
json::object search_parameter(const std::vector<std::string>& fields) {
  auto object = parameter("search_params", "query", parse_shape("{[k]: string}"));
  object["explode"] = true;
  object["style"] = "form";
  object["description"] =
      "search=%word%, search.<field>, mode (like, exact, similar_to, posix), mode.<field>, joint "
      "(or, and), isCaseSensitive; fields: " +
      join(fields, ", ");
  return object;
}

json::array to_parameters(const Operation& operation) {
  json::array parameters;
  for (const auto& name : path_parameters(operation.path))
    parameters.push_back(parameter(name, "path", parse_shape("string<1..>")));
  for (const auto& name : operation.query)
    parameters.push_back(parameter(name, "query", parse_shape("string")));
  if (!operation.search.empty()) parameters.push_back(search_parameter(operation.search));
  if (operation.paging != Paging::none) {
    parameters.push_back(parameter("page", "query", parse_shape("integer<1..>")));
    parameters.push_back(parameter("page_size", "query", parse_shape("integer<1..100>")));
  }
  return parameters;
}

json::object to_replies(const Operation& operation) {
  json::object success{{"description", operation.status == 204 ? "Done." : "The result."}};
  if (operation.reply) success["content"] = json_content(to_schema(*operation.reply));
  json::object replies{{std::to_string(operation.status), success}};
  std::vector<int> refusals{400, 401, 403};
  refusals.insert(refusals.end(), operation.refusals.begin(), operation.refusals.end());
  for (const int status : refusals)
    replies[std::to_string(status)] = error_reply(to_description(status));
  return replies;
}

// "get-resources-id-scopes": unique, because the path and the method are.
std::string to_operation_id(const Operation& operation) {
  std::string id = to_lower_ascii(http::to_string(operation.method));
  for (const char c : operation.path) {
    if (c == '/') id += '-';
    if (c != '/' && c != '{' && c != '}') id += c;
  }
  return id;
}

json::object to_json(const Operation& operation) {
  const auto group = operation.path.substr(1, operation.path.find('/', 1) - 1);
  json::object object{
      {"operationId", to_operation_id(operation)},
      {"summary", operation.summary},
      {"tags", {group}},
      {"parameters", to_parameters(operation)},
  };
  if (operation.body) {
    object["requestBody"] = {
        {"required", true}, {"content", json_content(to_schema(*operation.body))}};
  }
  object["responses"] = to_replies(operation);
  return object;
}

json::object error_schema() {
  json::object schema =
      to_schema(parse_shape("{code: string<1..>, message: string<1..>, details?: string}"));
  schema["properties"].as_object()["data"] =
      json::object{{"description", "What the code is about"}};
  return schema;
}

}  // namespace

std::string make_openapi(const std::vector<Operation>& operations, const std::string& endpoint) {
  json::object paths;
  for (const auto& operation : operations) {
    auto& path = paths["/api" + operation.path];
    if (!path.is_object()) path = json::object();
    path.as_object()[to_lower_ascii(http::to_string(operation.method))] = to_json(operation);
  }
  const json::object document{
      {"openapi", "3.0.3"},
      {"info",
       {{"title", "Daemun Management API"},
        {"version", "1"},
        {"license",
         {{"name", "Apache-2.0"}, {"url", "https://www.apache.org/licenses/LICENSE-2.0"}}}}},
      {"servers", {json::object{{"url", endpoint}}}},
      {"security", {json::object{{"bearer", json::array()}}}},
      {"paths", paths},
      {"components",
       {{"securitySchemes",
         {{"bearer", {{"type", "http"}, {"scheme", "bearer"}, {"bearerFormat", "JWT"}}}}},
        {"schemas", {{"Error", error_schema()}}}}},
  };
  return json::serialize(document);
}

}  // namespace daemun::management
