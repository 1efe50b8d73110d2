#pragma once

#include "core/base/phrase.hpp"

/// The catalogue: every sentence, caption and word that a page shows, English and French side by
/// side, one file per subject. A sentence that a program does not use costs it nothing. Texts for
/// operators and programs (the recorder's answers and log, run details) are English and are written
/// where they are used.
namespace octospira::texts {

#define OCTOSPIRA_TEXT(name, english, french) inline constexpr Text name{english, french};
#include "core/texts/all.def"
#undef OCTOSPIRA_TEXT

}  // namespace octospira::texts
