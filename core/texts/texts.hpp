#pragma once

#include "core/base/phrase.hpp"

/// The catalogue: every sentence, caption and word a person reads in a page, English and French
/// side by side, one file per subject. A sentence that a program does not use costs it nothing.
/// What only operators and programs read (the recorder's answers and log, run details) is English
/// and stands where it is made.
namespace octospira::texts {

#define OCTOSPIRA_TEXT(name, english, french) inline constexpr Text name{english, french};
#include "core/texts/all.def"
#undef OCTOSPIRA_TEXT

}  // namespace octospira::texts
