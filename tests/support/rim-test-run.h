/* rim-test-run.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/**
 * RimTestRun:
 * @status: what it ended with
 * @out: what it printed
 * @err: what it printed on the other output
 *
 * What a run of rimlightctl gave.
 */
typedef struct
{
  int   status;
  char *out;
  char *err;
} RimTestRun;

RimTestRun rim_test_run_cli      (const char *folder,
                                  const char *line) G_GNUC_WARN_UNUSED_RESULT;
void       rim_test_run_clear    (RimTestRun *self);
JsonNode  *rim_test_run_json     (const char *folder,
                                  const char *line) G_GNUC_WARN_UNUSED_RESULT;
void       rim_test_assert_runs  (const char *folder,
                                  const char *line);
void       rim_test_assert_fails (const char *folder,
                                  const char *line,
                                  int         status,
                                  const char *reason);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RimTestRun, rim_test_run_clear)

G_END_DECLS
