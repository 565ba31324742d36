#include "saml/document.h"

#include "base/text.h"

#include <algorithm>
#include <libxml/parser.h>
#include <libxml/xmlerror.h>
#include <mutex>
#include <stdexcept>

#include "saml/time_text.h"
#include "saml/xmlsec.h"

namespace daemun::saml {

namespace {

using Code = SamlError::Code;

void ignore_xml_error(void*, const char*, ...) {}
void ignore_structured_error(void*, xmlErrorPtr) {}
void ignore_security_error(const char*, int, const char*, const char*, const char*, int, const char*) {
}

void start_libraries() {
  xmlInitParser();
  if (xmlSecInit() < 0 || xmlSecOpenSSLInit() < 0)
    throw std::runtime_error("xmlsec1 does not start");
  // References are to the document itself; nothing is opened, fetched or read from files.
  xmlSecIOCleanupCallbacks();
  xmlSecErrorsSetCallback(ignore_security_error);
}

std::string_view view(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

bool is_white(char c) {
  return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// How many attributes stand between one '<' and the next at most. Inside an attribute's value no
// '<' can stand, so none is missed.
std::size_t count_attributes(std::string_view tag) {
  std::size_t count = 0;
  for (std::size_t place = tag.find('='); place != tag.npos; place = tag.find('=', place + 1)) {
    std::size_t next = place + 1;
    while (next < tag.size() && is_white(tag[next]))
      ++next;
    if (next < tag.size() && (tag[next] == '"' || tag[next] == '\'')) ++count;
  }
  return count;
}

// What must not reach the parser: it takes quadratic time for the attributes of an element.
std::optional<SamlError> check_text(std::string_view xml) {
  if (xml.size() > max_xml_bytes) return refuse(Code::too_large, "the XML is too large");
  // In UTF-16 the words below would be hidden.
  if (xml.empty() || xml.find('\0') != xml.npos || !is_valid_utf8(xml))
    return refuse(Code::malformed_xml, "the XML is not in UTF-8");
  if (xml.find("<!DOCTYPE") != xml.npos || xml.find("<!ENTITY") != xml.npos)
    return refuse(Code::document_type, "the XML has a document type");
  std::size_t tags = 0;
  for (std::size_t place = xml.find('<'); place != xml.npos;) {
    const std::size_t next = std::min(xml.find('<', place + 1), xml.size());
    if (++tags > max_xml_tags ||
        count_attributes(xml.substr(place, next - place)) > max_xml_attributes)
      return refuse(Code::too_many_nodes, "the XML has too many elements or attributes");
    place = next == xml.size() ? xml.npos : next;
  }
  return std::nullopt;
}

std::optional<SamlError> check_node(const xmlNode* node, std::size_t depth) {
  switch (node->type) {
    case XML_ELEMENT_NODE:
      break;
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
    case XML_COMMENT_NODE:
      return std::nullopt;
    case XML_PI_NODE:
      return refuse(Code::processing_instruction, "the XML has a processing instruction");
    default:
      return refuse(Code::document_type, "the XML has an entity");
  }
  if (depth > max_xml_depth) return refuse(Code::too_deep, "the XML is nested too deeply");
  for (const xmlAttr* attr = node->properties; attr != nullptr; attr = attr->next) {
    // libxml2 takes xml:id for an ID by itself: an element that no check of ours has seen would be
    // what a signature refers to.
    if (attr->ns != nullptr && view(attr->name) == "id" && view(attr->ns->prefix) == "xml")
      return refuse(Code::xml_id, "the XML has an xml:id");
  }
  return std::nullopt;
}

// In the order of the document; null after the last below `top`. `depth` goes along.
xmlNode* next_node(xmlNode* node, const xmlNode* top, std::size_t* depth) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) {
    ++*depth;
    return node->children;
  }
  while (node != top && node->next == nullptr) {
    node = node->parent;
    --*depth;
  }
  return node == top ? nullptr : node->next;
}

std::optional<SamlError> check_tree(xmlDoc* document) {
  if (document->intSubset != nullptr || document->extSubset != nullptr)
    return refuse(Code::document_type, "the XML has a document type");
  for (const xmlNode* node = document->children; node != nullptr; node = node->next) {
    if (node->type != XML_ELEMENT_NODE) {
      if (auto wrong = check_node(node, 1)) return wrong;
    }
  }
  xmlNode* root = xmlDocGetRootElement(document);
  if (root == nullptr) return refuse(Code::malformed_xml, "the XML has no element");
  std::size_t depth = 1;
  for (xmlNode* node = root; node != nullptr; node = next_node(node, root, &depth)) {
    if (auto wrong = check_node(node, depth)) return wrong;
  }
  return std::nullopt;
}

}  // namespace

void use_libraries() {
  static std::once_flag started;
  std::call_once(started, start_libraries);
  thread_local bool is_silent = false;
  if (is_silent) return;
  xmlSetGenericErrorFunc(nullptr, ignore_xml_error);
  xmlSetStructuredErrorFunc(nullptr, ignore_structured_error);
  is_silent = true;
}

Result<Document, SamlError> parse_document(std::string_view xml) {
  use_libraries();
  if (auto wrong = check_text(xml)) return *std::move(wrong);
  // The encoding is ours, whatever the declaration says.
  Document document(xmlReadMemory(
      xml.data(),
      static_cast<int>(xml.size()),
      nullptr,
      "UTF-8",
      XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA
  ));
  if (!document) return refuse(Code::malformed_xml, "the XML is not well-formed");
  if (auto wrong = check_tree(document.get())) return *std::move(wrong);
  return document;
}

bool is_element(const xmlNode* node, std::string_view name_space, std::string_view name) {
  return node != nullptr && node->type == XML_ELEMENT_NODE && node->ns != nullptr &&
         view(node->name) == name && view(node->ns->href) == name_space;
}

std::vector<xmlNode*> elements_of(const xmlNode* parent) {
  std::vector<xmlNode*> found;
  for (xmlNode* node = parent->children; node != nullptr; node = node->next)
    if (node->type == XML_ELEMENT_NODE) found.push_back(node);
  return found;
}

std::vector<xmlNode*> elements_of(
    const xmlNode* parent, std::string_view name_space, std::string_view name
) {
  auto found = elements_of(parent);
  std::erase_if(found, [&](const xmlNode* node) { return !is_element(node, name_space, name); });
  return found;
}

xmlNode* only_element(const xmlNode* parent, std::string_view name_space, std::string_view name) {
  const auto found = elements_of(parent, name_space, name);
  return found.size() == 1 ? found.front() : nullptr;
}

std::vector<xmlNode*> all_elements(xmlNode* top) {
  std::vector<xmlNode*> found;
  std::size_t depth = 1;
  for (xmlNode* node = top; node != nullptr; node = next_node(node, top, &depth))
    if (node->type == XML_ELEMENT_NODE) found.push_back(node);
  return found;
}

std::optional<std::string> attribute(const xmlNode* element, const char* name) {
  xmlChar* value =
      xmlGetNoNsProp(const_cast<xmlNode*>(element), reinterpret_cast<const xmlChar*>(name));
  if (value == nullptr) return std::nullopt;
  std::string text(view(value));
  xmlFree(value);
  return text;
}

bool has_qualified_attribute(xmlNode* top) {
  for (const xmlNode* element : all_elements(top))
    for (const xmlAttr* attr = element->properties; attr != nullptr; attr = attr->next)
      if (attr->ns != nullptr) return true;
  return false;
}

Result<std::optional<TimePoint>, SamlError> time_attribute(
    const xmlNode* element, const char* name
) {
  const auto text = attribute(element, name);
  if (!text) return std::optional<TimePoint>();
  auto time = parse_time_text(*text);
  if (!time) return refuse(Code::bad_time, "a time is not in the form that SAML has");
  return time;
}

Result<std::string, SamlError> text_of(const xmlNode* element) {
  std::string text;
  for (const xmlNode* node = element->children; node != nullptr; node = node->next) {
    if (node->type == XML_COMMENT_NODE)
      return refuse(Code::comment_in_text, "there is a comment in a text");
    if (node->type != XML_TEXT_NODE && node->type != XML_CDATA_SECTION_NODE)
      return refuse(Code::malformed_xml, "there is an element in a text");
    text += view(node->content);
  }
  return text;
}

}  // namespace daemun::saml
