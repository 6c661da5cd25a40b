// The questions under a common heading, "Vraag 3, 4 en 5": which words belong to which number.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace griffier::publications::reader {

// Divides the paragraphs under a common heading into `count` questions, in order. Paragraph breaks and lost ones
// ("... uitvoeren?Bent u ...") weigh most, then how a sentence begins: "Zo ja, ..." continues a question, "Deelt u ..."
// begins one. Each part holds a question mark if there are enough. If there are too few sentences, each question gets
// the whole text.
[[nodiscard]] std::vector<std::string> divide(const std::vector<std::string>& paragraphs, std::size_t count);

}  // namespace griffier::publications::reader
