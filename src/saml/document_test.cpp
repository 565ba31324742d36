#include "saml/document.h"

#include <doctest/doctest.h>

namespace daemun::saml {
namespace {

using Code = SamlError::Code;

Code refusal(std::string_view xml) {
  const auto document = parse_document(xml);
  REQUIRE_FALSE(document);
  return document.error().code;
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i)
    out += text;
  return out;
}

std::string nested(std::size_t depth) {
  return repeated("<a>", depth) + repeated("</a>", depth);
}

std::string with_attributes(std::size_t count) {
  std::string xml = "<a";
  for (std::size_t i = 0; i < count; ++i)
    xml += " b" + std::to_string(i) + " = 'c'";
  return xml + "/>";
}

TEST_CASE("parse_document bounds size, depth, elements and attributes") {
  CHECK(refusal("<a>" + std::string(max_xml_bytes, 'x') + "</a>") == Code::too_large);
  CHECK(parse_document(nested(max_xml_depth)));
  CHECK(refusal(nested(max_xml_depth + 1)) == Code::too_deep);
  CHECK(refusal(nested(3000)) == Code::malformed_xml);
  CHECK(parse_document("<a>" + repeated("<b/>", max_xml_tags - 2) + "</a>"));
  CHECK(refusal("<a>" + repeated("<b/>", max_xml_tags) + "</a>") == Code::too_many_nodes);
  CHECK(parse_document(with_attributes(max_xml_attributes)));
  CHECK(refusal(with_attributes(max_xml_attributes + 1)) == Code::too_many_nodes);
}

TEST_CASE("parse_document takes no document type and no entity") {
  CHECK(refusal("<!DOCTYPE a><a/>") == Code::document_type);
  CHECK(refusal("<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>") == Code::document_type);
  CHECK(refusal("<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>") == Code::document_type);
  CHECK(refusal("<a>&b;</a>") == Code::malformed_xml);
}

TEST_CASE("parse_document takes UTF-8 only, and ignores the declaration's encoding") {
  CHECK(refusal("") == Code::malformed_xml);
  CHECK(refusal(std::string("\xff\xfe<\0a\0/\0>\0", 10)) == Code::malformed_xml);
  CHECK(refusal("<a>\xff</a>") == Code::malformed_xml);
  CHECK(refusal("<?xml version='1.0' encoding='UTF-7'?>+ADw-a/>") == Code::malformed_xml);
  const auto document =
      parse_document("<?xml version='1.0' encoding='ISO-8859-1'?><a>\xc3\xa9</a>");
  REQUIRE(document);
  CHECK(text_of(xmlDocGetRootElement(document->get())).value() == "\xc3\xa9");
}

TEST_CASE("parse_document takes neither processing instructions nor xml:id") {
  CHECK(refusal("<?a b?><a/>") == Code::processing_instruction);
  CHECK(refusal("<a><?a b?></a>") == Code::processing_instruction);
  CHECK(refusal("<a xml:id='b'/>") == Code::xml_id);
  CHECK(refusal("<a><b xml:id='b'/></a>") == Code::xml_id);
  CHECK(parse_document("<a xml:lang='en'/>"));
}

TEST_CASE("parse_document refuses what is not one well-formed element") {
  CHECK(refusal("a") == Code::malformed_xml);
  CHECK(refusal("<a>") == Code::malformed_xml);
  CHECK(refusal("<a/><a/>") == Code::malformed_xml);
  CHECK(refusal("<a b='c' b='d'/>") == Code::malformed_xml);
}

TEST_CASE("parse_document fetches nothing that XInclude names") {
  const auto document = parse_document(
      "<a xmlns:x='http://www.w3.org/2001/XInclude'><x:include href='/etc/hostname'/></a>"
  );
  REQUIRE(document);
  CHECK(text_of(elements_of(xmlDocGetRootElement(document->get())).at(0)).value().empty());
}

TEST_CASE("text_of gives the whole text, or none where a comment or an element stands in it") {
  const auto text = [](std::string_view xml) {
    const auto document = parse_document(xml);
    REQUIRE(document);
    return text_of(xmlDocGetRootElement(document->get()));
  };
  CHECK(text("<a>one &amp; <![CDATA[<two>]]></a>").value() == "one & <two>");
  CHECK(text("<a/>").value().empty());
  CHECK(text("<a>admin<!-- -->.example</a>").error().code == Code::comment_in_text);
  CHECK(text("<a>admin<b/></a>").error().code == Code::malformed_xml);
}

}  // namespace
}  // namespace daemun::saml
