// XML of strangers, read within bounds: 256 KB, depth 32, so many elements and attributes, no
// document type, entities or processing instructions, nothing fetched. For the sources of this
// module only.
#ifndef DAEMUN_SAML_DOCUMENT_H
#define DAEMUN_SAML_DOCUMENT_H

#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <libxml/tree.h>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "saml/saml_error.h"

namespace daemun::saml {

inline constexpr std::size_t max_xml_bytes = 256 * 1024;
inline constexpr std::size_t max_xml_depth = 32;
inline constexpr std::size_t max_xml_tags = 10'000;
inline constexpr std::size_t max_xml_attributes = 64;  // of one element, namespaces included

struct FreeDocument {
  void operator()(xmlDoc* document) const noexcept { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

// Initialises libxml2 and xmlsec1 once for the process, and silences both on this thread: they
// write to the standard error output.
void use_libraries();

// too_large, malformed_xml, document_type, too_many_nodes, too_deep, processing_instruction,
// xml_id.
Result<Document, SamlError> parse_document(std::string_view xml);

bool is_element(const xmlNode* node, std::string_view name_space, std::string_view name);
// The elements among the children, in order.
std::vector<xmlNode*> elements_of(const xmlNode* parent);
std::vector<xmlNode*> elements_of(
    const xmlNode* parent, std::string_view name_space, std::string_view name
);
// The only one; null when there is none or there are several.
xmlNode* only_element(const xmlNode* parent, std::string_view name_space, std::string_view name);
// All elements below and including `top`, in the order of the document.
std::vector<xmlNode*> all_elements(xmlNode* top);

// Of an attribute that has no namespace.
std::optional<std::string> attribute(const xmlNode* element, const char* name);
// Whether an attribute in or below the element has a namespace. xmlsec1 takes "x:Algorithm" for
// "Algorithm", so where it reads there must be none.
bool has_qualified_attribute(xmlNode* top);
// Nothing when it is absent; bad_time when it is no time.
Result<std::optional<TimePoint>, SamlError> time_attribute(
    const xmlNode* element, const char* name
);
// The whole text of an element that holds nothing else. comment_in_text: it holds a comment, which
// signatures do not cover and which has split names in two (CVE-2017-11427); malformed_xml: it
// holds an element.
Result<std::string, SamlError> text_of(const xmlNode* element);

}  // namespace daemun::saml

#endif
