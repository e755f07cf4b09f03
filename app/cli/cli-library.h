/* cli-library.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "library/rim-library.h"

G_BEGIN_DECLS

RimLibrary *cli_library_open (const char  *folder,
                              GError     **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
