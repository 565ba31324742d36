#include "webauthn/cbor.h"

#include "base/text.h"

#include <cbor.h>
#include <limits>
#include <utility>

namespace daemun::webauthn {

namespace {

using Code = WebauthnError::Code;
using Kind = CborValue::Kind;

// What libcbor's decoder tells of one item: its head, and the content of a string. It allocates
// nothing and reads no further than the bytes that it is given.
struct Head {
  enum class Form { closed, indefinite, tag };
  Form form = Form::closed;
  CborValue value{};
  std::uint64_t count = 0;  // of an array's values or a map's members
};

constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());

Head& head(void* context) {
  return *static_cast<Head*>(context);
}

void take_positive(void* context, std::uint64_t number) {
  if (number > largest) return;
  head(context).value = {.kind = Kind::integer, .integer = static_cast<std::int64_t>(number)};
}

// The wire has -1 - n.
void take_negative(void* context, std::uint64_t number) {
  if (number > largest) return;
  head(context).value = {.kind = Kind::integer, .integer = -1 - static_cast<std::int64_t>(number)};
}

template <Kind kind>
void take_string(void* context, cbor_data data, std::size_t size) {
  head(context).value = {
      .kind = kind, .bytes = std::string_view(reinterpret_cast<const char*>(data), size)};
}

template <Kind kind>
void take_collection(void* context, std::size_t count) {
  head(context).value = {.kind = kind};
  head(context).count = count;
}

void take_indefinite(void* context) {
  head(context).form = Head::Form::indefinite;
}

// A value that nothing here asks for stays of the kind "other".
const cbor_callbacks& callbacks() {
  static const cbor_callbacks table = [] {
    cbor_callbacks made = cbor_empty_callbacks;
    made.uint8 = [](void* context, std::uint8_t number) { take_positive(context, number); };
    made.uint16 = [](void* context, std::uint16_t number) { take_positive(context, number); };
    made.uint32 = [](void* context, std::uint32_t number) { take_positive(context, number); };
    made.uint64 = take_positive;
    made.negint8 = [](void* context, std::uint8_t number) { take_negative(context, number); };
    made.negint16 = [](void* context, std::uint16_t number) { take_negative(context, number); };
    made.negint32 = [](void* context, std::uint32_t number) { take_negative(context, number); };
    made.negint64 = take_negative;
    made.byte_string = take_string<Kind::bytes>;
    made.string = take_string<Kind::text>;
    made.array_start = take_collection<Kind::array>;
    made.map_start = take_collection<Kind::map>;
    made.byte_string_start = take_indefinite;
    made.string_start = take_indefinite;
    made.indef_array_start = take_indefinite;
    made.indef_map_start = take_indefinite;
    made.indef_break = take_indefinite;
    made.tag = [](void* context, std::uint64_t) { head(context).form = Head::Form::tag; };
    made.boolean = [](void* context, bool value) {
      head(context).value = {.kind = Kind::boolean, .integer = value ? 1 : 0};
    };
    return made;
  }();
  return table;
}

bool is_same_key(const CborValue& left, const CborValue& right) {
  return left.kind == right.kind && left.integer == right.integer && left.bytes == right.bytes;
}

class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}

  Result<CborValue, WebauthnError> read(int depth) {
    if (depth > max_cbor_depth) return refuse(Code::cbor_too_deep, "the CBOR nests too deeply");
    if (++items_ > max_cbor_items)
      return refuse(Code::cbor_too_many_items, "the CBOR has too many items");
    auto head = read_head();
    if (!head) return head.error();
    if (head->form == Head::Form::indefinite)
      return refuse(Code::cbor_indefinite, "the CBOR leaves a length open");
    if (head->form == Head::Form::tag) return refuse(Code::cbor_tagged, "the CBOR has a tag");
    if (head->value.kind == Kind::text && !is_valid_utf8(head->value.bytes))
      return refuse(Code::cbor_bad_text, "a text in the CBOR is not UTF-8");
    if (head->value.kind == Kind::map) return read_map(*std::move(head), depth);
    if (head->value.kind == Kind::array) return read_array(*std::move(head), depth);
    return std::move(head->value);
  }

  std::size_t left() const { return rest_.size(); }

 private:
  Result<Head, WebauthnError> read_head() {
    Head head;
    const auto result = cbor_stream_decode(
        reinterpret_cast<cbor_data>(rest_.data()), rest_.size(), &callbacks(), &head
    );
    switch (result.status) {
      case CBOR_DECODER_FINISHED:
        break;
      case CBOR_DECODER_NEDATA:
        return refuse(Code::cbor_truncated, "the CBOR ends early");
      default:
        return refuse(Code::cbor_malformed, "the bytes are not CBOR");
    }
    rest_.remove_prefix(result.read);
    return head;
  }

  // Nothing is allocated by what a length claims: each value is read before there is room for it.
  Result<CborValue, WebauthnError> read_array(Head head, int depth) {
    for (std::uint64_t index = 0; index < head.count; ++index) {
      auto value = read(depth + 1);
      if (!value) return value.error();
      head.value.items.push_back(*std::move(value));
    }
    return std::move(head.value);
  }

  Result<CborValue, WebauthnError> read_map(Head head, int depth) {
    auto& items = head.value.items;
    for (std::uint64_t index = 0; index < head.count; ++index) {
      auto key = read(depth + 1);
      if (!key) return key.error();
      if (key->kind != Kind::integer && key->kind != Kind::text)
        return refuse(Code::cbor_bad_key, "a key in the CBOR is neither an integer nor a text");
      for (std::size_t place = 0; place < items.size(); place += 2) {
        if (is_same_key(items[place], *key))
          return refuse(Code::cbor_duplicate_key, "a map in the CBOR has a key twice");
      }
      auto value = read(depth + 1);
      if (!value) return value.error();
      items.push_back(*std::move(key));
      items.push_back(*std::move(value));
    }
    return std::move(head.value);
  }

  std::string_view rest_;
  std::size_t items_ = 0;
};

const CborValue* find_key(const CborValue& map, const CborValue& key) {
  if (map.kind != Kind::map) return nullptr;
  for (std::size_t place = 0; place + 1 < map.items.size(); place += 2) {
    if (is_same_key(map.items[place], key)) return &map.items[place + 1];
  }
  return nullptr;
}

}  // namespace

Result<CborItem, WebauthnError> read_cbor(std::string_view bytes) {
  if (bytes.size() > max_cbor_bytes)
    return refuse(Code::cbor_too_large, "the CBOR has too many bytes");
  Reader reader(bytes);
  auto value = reader.read(1);
  if (!value) return value.error();
  return CborItem{.value = *std::move(value), .size = bytes.size() - reader.left()};
}

Result<CborValue, WebauthnError> parse_cbor(std::string_view bytes) {
  auto item = read_cbor(bytes);
  if (!item) return item.error();
  if (item->size != bytes.size()) return refuse(Code::cbor_trailing_bytes, "bytes follow the CBOR");
  return std::move(item->value);
}

const CborValue* find(const CborValue& map, std::int64_t key) {
  return find_key(map, {.kind = Kind::integer, .integer = key});
}

const CborValue* find(const CborValue& map, std::string_view key) {
  return find_key(map, {.kind = Kind::text, .bytes = key});
}

}  // namespace daemun::webauthn
