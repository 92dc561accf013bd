#include <libxml/xmlversion.h>
// Another copy of ICU's headers comes with Foundation, and two in one program do not go together. Nothing that is used
// here depends on it.
#undef LIBXML_ICU_ENABLED
#include <libxml/HTMLparser.h>
#include <libxml/tree.h>
