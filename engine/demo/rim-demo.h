/* rim-demo.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RimDemoProgress:
 * @n_done: images written
 * @n_total: images to write
 * @data: what the caller gave
 *
 * Called by the thread that writes, a few times a second.
 */
typedef void (*RimDemoProgress) (guint    n_done,
                                 guint    n_total,
                                 gpointer data);

/**
 * RimDemoReady:
 * @folder: where a time point now is: CT, PET and structure set
 * @data: what the caller gave
 *
 * Called by the thread that writes as each time point is put into place, also
 * for one that was there before.
 */
typedef void (*RimDemoReady) (const char *folder,
                              gpointer    data);

/**
 * RimDemoOptions:
 * @patient: (nullable): a Patient ID to write no other than that
 * @n_scans: how many time points of each patient to write at most, earliest
 *   first; 0 for all
 * @progress: (nullable): told how far it is
 * @ready: (nullable): told of each time point
 * @data: for both
 */
typedef struct
{
  const char      *patient;
  guint            n_scans;
  RimDemoProgress  progress;
  RimDemoReady     ready;
  gpointer         data;
} RimDemoOptions;

gboolean    rim_demo_write           (const char            *folder,
                                      RimDemoProgress        progress,
                                      gpointer               data,
                                      GCancellable          *cancellable,
                                      GError               **error);
gboolean    rim_demo_write_some      (const char            *folder,
                                      const RimDemoOptions  *options,
                                      GCancellable          *cancellable,
                                      GError               **error);
guint       rim_demo_get_n_patients  (void);
const char *rim_demo_get_patient_id  (guint index);

G_END_DECLS
