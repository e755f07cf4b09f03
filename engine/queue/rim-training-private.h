/* rim-training-private.h
 *
 * Copyright 2026 The Rimlight Authors
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "queue/rim-case-images.h"
#include "queue/rim-training-set.h"

G_BEGIN_DECLS

/**
 * RimTrainingItem:
 * @patient: what cases of the same patient have in common
 * @stratum: what the splits are to have alike
 * @subject: what the patient is called in the set; says nothing of who it is
 * @session: the number of the study among those of the patient, by date, from 1
 * @name: of the case in the set
 * @split: (nullable): of the patient
 * @drawing: what is drawn in it; there while its files are written
 *
 * A case that is written. Owned by the holder.
 */
typedef struct
{
  RimCase        *kase;
  char           *patient;
  const char     *stratum;
  char           *subject;
  guint           session;
  char           *name;
  const char     *split;
  RimCaseDrawing *drawing;
} RimTrainingItem;

/**
 * RimTrainingWriter:
 * @folder: the draft
 * @items: (element-type RimTrainingItem): in the order of their names
 * @cases: a table with a row for each case
 * @lesions: a table with a row for each lesion
 * @json: all answers with what they are answers to
 *
 * A training set that is being written.
 */
typedef struct
{
  RimWorklist        *worklist;
  RimLibrary         *library;
  const RimProtocol  *protocol;
  RimTrainingOptions  options;
  const char         *folder;
  GPtrArray          *items;
  RimTrainingReport  *report;
  GString            *cases;
  GString            *lesions;
  JsonBuilder        *json;
} RimTrainingWriter;

gboolean  rim_training_write_images  (RimTrainingWriter  *self,
                                      RimTrainingItem    *item,
                                      GError            **error);
char     *rim_training_get_mask_path (RimTrainingWriter  *self,
                                      RimTrainingItem    *item,
                                      RimLesion          *lesion) G_GNUC_WARN_UNUSED_RESULT;
void      rim_training_begin_tables  (RimTrainingWriter  *self);
void      rim_training_add_rows      (RimTrainingWriter  *self,
                                      RimTrainingItem    *item);
gboolean  rim_training_write_tables  (RimTrainingWriter  *self,
                                      GError            **error);

G_END_DECLS
