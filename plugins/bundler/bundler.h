/* bundler.h: what the files of this folder share; its subfolders have headers of their own. */
#ifndef BUNDLER_H
#define BUNDLER_H

#include "link/bundle.h"
#include "slsc/sugar.h"

#endif
