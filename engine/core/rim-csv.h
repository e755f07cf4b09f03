/* rim-csv.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rim_csv_append_field  (GString    *csv,
                            const char *text);
void rim_csv_append_number (GString    *csv,
                            double      value);

G_END_DECLS
