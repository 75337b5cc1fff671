#include "io/netcdf_file.hpp"

#include <netcdf.h>

#include <algorithm>

#include "io/replaced_file.hpp"

namespace cisterna {
namespace {

constexpr int kDeflateLevel = 2;  // higher levels cost time and save a few percent
// A chunk of one run's field; larger ones are cut along time.
constexpr std::size_t kLargestChunk = 1 << 18;

static_assert(NetcdfFile::kMissing == NC_FILL_DOUBLE);

int type_of(NetcdfFile::Type type) {
  switch (type) {
    case NetcdfFile::Type::real64: return NC_DOUBLE;
    case NetcdfFile::Type::real32: return NC_FLOAT;
    case NetcdfFile::Type::int32: return NC_INT;
    case NetcdfFile::Type::byte: return NC_BYTE;
    case NetcdfFile::Type::text: return NC_STRING;
  }
  return NC_DOUBLE;
}

}  // namespace

NetcdfFile::NetcdfFile(const std::string& path) : path_(path) {
  check(nc_create(path.c_str(), NC_NETCDF4 | NC_CLOBBER, &id_), "create");
}

NetcdfFile::~NetcdfFile() {
  if (id_ >= 0) nc_abort(id_);
}

void NetcdfFile::check(int status, std::string_view what) const {
  if (status == NC_NOERR) return;
  throw OutputError("cannot write " + path_ + " (" + std::string(what) +
                    "): " + nc_strerror(status));
}

NetcdfFile::Dimension NetcdfFile::dimension(const std::string& name, std::size_t size) {
  Dimension d{0, size};
  check(nc_def_dim(id_, name.c_str(), size, &d.id), name);
  return d;
}

NetcdfFile::Variable NetcdfFile::variable(const std::string& name, Type type,
                                          std::span<const Dimension> dimensions,
                                          std::string_view long_name, std::string_view units) {
  std::vector<int> ids;
  for (const Dimension& d : dimensions) ids.push_back(d.id);
  Variable v{0, name};
  check(
      nc_def_var(id_, name.c_str(), type_of(type), static_cast<int>(ids.size()), ids.data(), &v.id),
      name);
  if (type == Type::real64) {
    const double fill = NC_FILL_DOUBLE;
    check(nc_def_var_fill(id_, v.id, NC_FILL, &fill), name);
  }
  if (type == Type::real32) {
    const float fill = NC_FILL_FLOAT;
    check(nc_def_var_fill(id_, v.id, NC_FILL, &fill), name);
  }
  attribute(v, "long_name", long_name);
  if (!units.empty()) attribute(v, "units", units);
  return v;
}

void NetcdfFile::compress(const Variable& variable, std::span<const Dimension> dimensions) {
  std::vector<std::size_t> chunk(dimensions.size(), 1);
  const std::size_t n = dimensions.size();
  chunk[n - 1] = dimensions[n - 1].size;
  if (n > 1)
    chunk[n - 2] = std::max<std::size_t>(
        1, std::min(dimensions[n - 2].size, kLargestChunk / dimensions[n - 1].size));
  check(nc_def_var_chunking(id_, variable.id, NC_CHUNKED, chunk.data()), variable.name);
  check(nc_def_var_deflate(id_, variable.id, 1, 1, kDeflateLevel), variable.name);
}

void NetcdfFile::attribute(std::string_view name, std::string_view text) {
  const std::string key(name);
  check(nc_put_att_text(id_, NC_GLOBAL, key.c_str(), text.size(), text.data()), name);
}

void NetcdfFile::attribute(const Variable& variable, std::string_view name, std::string_view text) {
  const std::string key(name);
  check(nc_put_att_text(id_, variable.id, key.c_str(), text.size(), text.data()), variable.name);
}

void NetcdfFile::attribute(const Variable& variable, std::string_view name,
                           std::span<const signed char> values) {
  const std::string key(name);
  check(nc_put_att_schar(id_, variable.id, key.c_str(), NC_BYTE, values.size(), values.data()),
        variable.name);
}

void NetcdfFile::number(std::string_view name, unsigned long long value) {
  const std::string key(name);
  check(nc_put_att_ulonglong(id_, NC_GLOBAL, key.c_str(), NC_UINT64, 1, &value), name);
}

void NetcdfFile::end_definitions() { check(nc_enddef(id_), "definitions"); }

void NetcdfFile::put(const Variable& v, std::span<const std::size_t> start,
                     std::span<const std::size_t> count, std::span<const double> values) {
  check(nc_put_vara_double(id_, v.id, start.data(), count.data(), values.data()), v.name);
}

void NetcdfFile::put(const Variable& v, std::span<const std::size_t> start,
                     std::span<const std::size_t> count, std::span<const float> values) {
  check(nc_put_vara_float(id_, v.id, start.data(), count.data(), values.data()), v.name);
}

void NetcdfFile::put(const Variable& v, std::span<const std::size_t> start,
                     std::span<const std::size_t> count, std::span<const int> values) {
  check(nc_put_vara_int(id_, v.id, start.data(), count.data(), values.data()), v.name);
}

void NetcdfFile::put(const Variable& v, std::span<const std::size_t> start, std::string_view text) {
  const std::string terminated(text);
  const char* pointer = terminated.c_str();
  const std::vector<std::size_t> one(start.size(), 1);
  check(nc_put_vara_string(id_, v.id, start.data(), one.data(), &pointer), v.name);
}

void NetcdfFile::close() {
  const int id = id_;
  id_ = -1;
  check(nc_close(id), "close");
}

}  // namespace cisterna
