#include "engine/cel/meter.h"

namespace yijian::cel {
namespace {

void add_bytes(size_t bytes, Meter& meter, size_t& total) {
  meter.charge_bytes(bytes);
  total += bytes;
}

void add_weight(const Value& value, Meter& meter, size_t& total) {
  total += kBytesPerValue;
  switch (value.kind()) {
    case Value::Kind::string:
      return add_bytes(value.string().size(), meter, total);
    case Value::Kind::bytes:
      return add_bytes(value.bytes().data.size(), meter, total);
    case Value::Kind::list:
      if (!meter.charge(value.list().size())) return;
      for (const Value& element : value.list()) {
        if (total > kMaxOutputBytes || meter.spent()) return;
        add_weight(element, meter, total);
      }
      return;
    case Value::Kind::map:
      if (!meter.charge(value.map().size())) return;
      for (const Map::Entry& entry : value.map()) {
        if (total > kMaxOutputBytes || meter.spent()) return;
        add_weight(entry.key, meter, total);
        add_weight(entry.value, meter, total);
      }
      return;
    default:
      return;
  }
}

}  // namespace

size_t weigh(const Value& value, Meter& meter) {
  size_t total = 0;
  add_weight(value, meter, total);
  return total;
}

}  // namespace yijian::cel
