/* rim-test-data.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rim_test_data_find      (const char *relative) G_GNUC_WARN_UNUSED_RESULT;
char *rim_test_data_or_skip   (const char *relative) G_GNUC_WARN_UNUSED_RESULT;
char *rim_test_folder_new     (void) G_GNUC_WARN_UNUSED_RESULT;
void  rim_test_folder_remove  (const char *folder);

G_END_DECLS
