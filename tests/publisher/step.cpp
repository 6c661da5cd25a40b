#include "tests/publisher/step.h"

#include <fmt/format.h>

#include <cstdint>

namespace griffier::publisher {
namespace {

Step shaped(Shape shape, std::string body, std::size_t size = 0) {
  Step step = ok(std::move(body));
  step.shape = shape;
  step.size = size;
  return step;
}

}  // namespace

std::string etag_of(std::string_view body) {
  std::uint64_t hash = 14695981039346656037ULL;  // FNV-1a
  for (const char byte : body) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
  return fmt::format("\"{:016x}\"", hash);
}

Step ok(std::string body, std::string_view type, std::string_view etag, std::string_view last_modified) {
  Step step;
  step.etag = etag == kAutoEtag ? etag_of(body) : std::string(etag);
  step.body = std::move(body);
  step.type = type;
  step.last_modified = last_modified;
  return step;
}

Step status(int code, std::string body, std::vector<std::pair<std::string, std::string>> headers) {
  Step step;
  step.status = code;
  step.body = std::move(body);
  step.headers = std::move(headers);
  return step;
}

Step busy(int code, std::string_view retry_after) {
  Step step = status(code, "<html><title>Even geduld</title><p>De dienst is bezet.</p></html>");
  if (!retry_after.empty()) step.headers.emplace_back("Retry-After", retry_after);
  return step;
}

Step redirect(std::string_view to, int code) {
  Step step = status(code);
  step.headers.emplace_back("Location", to);
  return step;
}

Step empty() { return ok("", kHtml, {}); }

Step maintenance() {
  return ok(
      "<!doctype html><html><head><title>Onderhoud</title></head><body><h1>Deze website is tijdelijk niet "
      "beschikbaar</h1><p>Wij voeren onderhoud uit. Probeer het later opnieuw.</p></body></html>");
}

Step soft_404() {
  return ok(
      "<!doctype html><html><head><title>Pagina niet gevonden</title></head><body><h1>Pagina niet gevonden</h1>"
      "<p>De pagina die u zoekt bestaat niet (meer).</p></body></html>");
}

Step truncated(std::string body, std::size_t sent) { return shaped(Shape::truncated, std::move(body), sent); }
Step reset(std::string body, std::size_t sent) { return shaped(Shape::reset, std::move(body), sent); }
Step hang_after_headers(std::string body) { return shaped(Shape::hang_after_headers, std::move(body)); }
Step hang() { return shaped(Shape::hang, ""); }
Step drop() { return shaped(Shape::drop, ""); }
Step bad_chunks(std::string body) { return shaped(Shape::bad_chunks, std::move(body)); }

Step drip(std::string body, std::size_t bytes, std::chrono::milliseconds gap) {
  Step step = shaped(Shape::drip, std::move(body), bytes);
  step.gap = gap;
  return step;
}

Step bomb(std::size_t decompressed) {
  Step step = shaped(Shape::bomb, "", decompressed);
  step.etag = fmt::format("\"bomb-{}\"", decompressed);
  return step;
}

Step huge(std::size_t bytes) {
  Step step = shaped(Shape::huge, "", bytes);
  step.etag = fmt::format("\"huge-{}\"", bytes);
  return step;
}

Step wrong_length(std::string body, long error) {
  Step step = ok(std::move(body));
  step.length_error = error;
  step.compress = false;
  return step;
}

Step rotating_etag(std::string body) {
  Step step = ok(std::move(body));
  step.rotating_etag = true;
  return step;
}

Step unmatched_etag(std::string body) {
  Step step = ok(std::move(body));
  step.conditional = Conditional::never;
  return step;
}

Step lying_304(std::string body) {
  Step step = ok(std::move(body));
  step.conditional = Conditional::always;
  return step;
}

Step from_2041(std::string body) { return ok(std::move(body), kHtml, {}, "Sat, 13 Jul 2041 08:00:00 GMT"); }

Step after(Step step, std::chrono::milliseconds delay) {
  step.delay = delay;
  return step;
}

Step times(Step step, int count) {
  step.times = count;
  return step;
}

}  // namespace griffier::publisher
