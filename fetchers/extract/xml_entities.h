// Named characters of XML that has a DTD for them.
#pragma once

#include <string>

namespace griffier::fetchers {

// Puts the characters in the place of their names ("&eacute;", "&mdash;"), as HTML has them, which took those of ISO
// over. What XML itself names (&amp; &lt; &gt; &quot; &apos;) stays for its parser, and so do names that are unknown
// and what stands in a CDATA section. An entity that the file declares itself gives its words, unless it is made of
// others: then it gives none, as a few of those make a text without end.
void replace_named_characters(std::string& text);

}  // namespace griffier::fetchers
